import { fromHex, keccak256, toHex, word } from '../../../src/protocol/bytes.ts'
import { formatNote } from '../../../src/verify/finality/note.ts'
import { cosign, formatCheckpoint, parseCheckpoint } from '../../../src/verify/finality/witness.ts'
import { proveReceipts } from '../../../src/verify/inclusion.ts'
import { encodeLog } from '../../../src/verify/log.ts'
import { encodeReceipt } from '../../../src/verify/receipt.ts'
import { encodeRlp, integerToBytes } from '../../../src/verify/rlp.ts'
import { proveKeys } from '../../../src/verify/trie.ts'
import { scalar } from '../evidence/cast.ts'
import { type KnownTree, learn, pathOf, plant, rootOf } from './chainTree.ts'
import { buildState, type Code, settleRecords, slotsOf } from './contractState.ts'
import { setField } from './edit.ts'
import {
  type BlockJson,
  deploymentOf,
  type EvidenceJson,
  found,
  headerOf,
  lastBlock,
  parse,
  readValidText,
} from './file.ts'
import { sealAltered } from './sealing.ts'

/** What else the forgers leave as it was. */
export interface ForgeOptions {
  /** The running record is not computed again. */
  readonly keepRecords?: boolean
  /** Other code at the contracts' addresses. */
  readonly code?: Partial<Code>
}

/**
 * Operator and witnesses of the chain make it say what an altered file says: receipts, their tries and roots, the contracts' storage, the
 * state, the hash tree, and a checkpoint with the witness's own key. Only what must change is changed, parent hashes are not: nobody looks
 * at them where witnesses vouch, and so the vectors stay small.
 */
export async function forge(
  base: EvidenceJson,
  file: EvidenceJson,
  { keepRecords = false, code = {} }: ForgeOptions = {},
): Promise<void> {
  if (!keepRecords) settleRecords(file)
  const before = new Map(base.blocks.map(block => [headerOf(block).number, block]))
  for (const block of file.blocks) {
    const original = before.get(headerOf(block).number)
    if (JSON.stringify(block.receipts) !== JSON.stringify(original?.receipts)) await rebuild(file, block)
  }
  const slots = slotsOf(file)
  const isOther = JSON.stringify(slots) !== JSON.stringify(slotsOf(base)) || Object.keys(code).length > 0
  if (file.kind === 'tender' && isOther) {
    const root = await buildState(file, slots, { ...trustedCode(), ...code })
    setField(lastBlock(file), 'stateRoot', fromHex(root))
  }
  if (file.finality.kind === 'witness') witness(base, file)
  else sealAltered(base, file)
}

function trustedCode(): Code {
  return (JSON.parse(readValidText('trust')) as { code: Code }).code
}

/** Makes the trie of receipts, and its root in the header, from what the block now says. */
async function rebuild(file: EvidenceJson, block: BlockJson): Promise<void> {
  const deployment = deploymentOf(file)
  const indices = block.receipts.map(({ index }) => index)
  // Transactions that do not matter here are there too: they did something without logs.
  const receipts = Array.from({ length: Math.max(-1, ...indices) + 1 }, (_, index) =>
    encodeReceipt({ type: 2, succeeded: true, cumulativeGasUsed: 21_000 * (index + 1), logs: [] }),
  )
  for (const { index, type, cumulativeGasUsed, logs } of block.receipts) {
    const encoded = logs.map(log => encodeLog(parse(file, log), deployment))
    receipts[index] = encodeReceipt({ type, succeeded: true, cumulativeGasUsed, logs: encoded })
  }
  const { root } = await proveKeys(
    receipts.map((raw, index) => [encodeRlp(integerToBytes(index)), raw]),
    [],
  )
  setField(block, 'receiptsRoot', fromHex(root))
  const nodes = await proveReceipts(headerOf(block), receipts, indices)
  block.nodes = indices.length === 0 ? [] : nodes.map(toHex)
}

// -------------------------------------------------------------------------------------------------------- witness

const ORIGIN = 'bongin.example/vectors'
const WITNESS = 'witness.example/vectors'
const WITNESS_KEY = fromHex(word(scalar('witness')))

/** The tree of block hashes with the altered blocks in it, and the witness's signature under it. */
function witness(base: EvidenceJson, file: EvidenceJson): void {
  const { tree, size } = treeOf(base)
  let [grown, isOther] = [size, false]
  const known = new Set(base.blocks.map(({ header }) => header))
  for (const block of file.blocks) {
    if (known.has(block.header)) continue
    const { number } = headerOf(block)
    plant(tree, number, fromHex(keccak256(block.header)))
    grown = Math.max(grown, number + 1)
    isOther = true
  }
  if (!isOther) return
  for (const block of file.blocks) block.path = pathOf(tree, grown, headerOf(block).number).map(toHex)
  file.finality = {
    kind: 'witness',
    checkpoint: vouch(rootOf(tree, grown), grown, headerOf(lastBlock(file)).timestamp),
  }
}

function treeOf(file: EvidenceJson): { tree: KnownTree; size: number } {
  const tree: KnownTree = new Map()
  const checkpoint = found(file.finality.checkpoint, 'checkpoint')
  const text = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1)
  const { size } = found(parseCheckpoint(text), 'checkpoint')
  for (const block of file.blocks) {
    const { number } = headerOf(block)
    learn(tree, size, number, (block.path ?? []).map(fromHex))
  }
  for (const block of file.blocks) plant(tree, headerOf(block).number, fromHex(keccak256(block.header)))
  return { tree, size }
}

/** Who signs a checkpoint, and for which chain. */
export interface Signatory {
  readonly origin?: string
  readonly name?: string
  readonly secretKey?: Uint8Array
  /** How often its line stands there. */
  readonly times?: number
}

/** A checkpoint as a signed note. */
export function vouch(
  root: Uint8Array,
  size: number,
  time: number,
  { origin = ORIGIN, name = WITNESS, secretKey = WITNESS_KEY, times = 1 }: Signatory = {},
): string {
  const text = formatCheckpoint({ origin, size, root })
  const signatures = Array.from({ length: times }, (_, again) => cosign(text, name, secretKey, time + again))
  return formatNote({ text, signatures })
}

/** The same tree under another checkpoint. */
export function vouchAgain(file: EvidenceJson, signatory: Signatory): void {
  const { tree, size } = treeOf(file)
  file.finality.checkpoint = vouch(rootOf(tree, size), size, headerOf(lastBlock(file)).timestamp, signatory)
}
