import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Anvil, startAnvil } from '../../../../src/chain/embedded/anvil.ts'
import { connectRpc, type RpcClient } from '../../../../src/chain/embedded/client.ts'
import { anvilArguments, genesisFile, newGenesis } from '../../../../src/chain/embedded/genesis.ts'
import { BEGINNING } from './scene.ts'
import { type Signer, signer } from './transactions.ts'

const KEY = `0x${'55'.repeat(32)}`
const CHAIN_ID = 99

/** Anvil as the node runs it, without the node, for one test. */
export interface BareAnvil {
  readonly anvil: Anvil
  readonly client: RpcClient
  /** An account with funds. */
  readonly account: Signer
  readonly directory: string
}

/** Gives each test of a suite an anvil of its own; what it returns is filled in before each test. */
export function useBareAnvil(): () => BareAnvil {
  let bare: BareAnvil | undefined
  beforeEach(async () => {
    const account = signer(KEY, CHAIN_ID)
    const directory = await mkdtemp(join(tmpdir(), 'bongin-anvil-'))
    const terms = { chainId: CHAIN_ID, timestamp: BEGINNING, anvil: '', accounts: [account.address] }
    const genesis = newGenesis(terms)
    const path = join(directory, 'genesis.json')
    await writeFile(path, genesisFile(genesis))
    const anvil = await startAnvil(anvilArguments(genesis, path))
    bare = { anvil, client: connectRpc(anvil), account, directory }
  })
  afterEach(async () => {
    bare?.client.close()
    await bare?.anvil.stop()
    if (bare !== undefined) await rm(bare.directory, { recursive: true })
  })
  return () => {
    if (bare === undefined) throw new Error('There is no anvil before the test.')
    return bare
  }
}
