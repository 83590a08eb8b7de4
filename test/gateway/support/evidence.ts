import { witnessedBy } from '../../../src/evidence/blockTree.ts'
import type { FinalitySource } from '../../../src/evidence/finality.ts'
import type { Rpc } from '../../../src/evidence/rpc.ts'
import { createWitness } from '../../../src/evidence/witness.ts'
import type { TreeHead } from '../../../src/verify/finality/merkle.ts'
import { START } from './ledger.ts'

const ORIGIN = 'tender.example/gateway-test'

/** A witness that remembers as long as the test lives. */
export const witnessFor = (rpc: Rpc): FinalitySource => {
  let head: TreeHead | undefined
  const memory = {
    load: async () => head,
    save: async (next: TreeHead) => {
      head = next
    },
  }
  const secretKey = new Uint8Array(32).fill(1)
  const options = { name: 'witness.example/w1', secretKey, origin: ORIGIN, memory, clock: () => START }
  return witnessedBy({ rpc, origin: ORIGIN, witnesses: [createWitness(options)] })
}
