import { z } from 'zod'
import { fromHex, type Hex } from '../protocol/bytes.ts'
import type { Deployment } from '../protocol/statement.ts'
import { address, bytes, bytes32, participantId, toJson, uint64 } from '../protocol/value.ts'
import { verifyError } from './error.ts'
import { decodeHeader, type Header, MAX_HEADER_BYTES } from './header.ts'
import { parseJson } from './json.ts'
import { type EventLog, type EvidenceLog, isHidden, logToJson, parseLog } from './log.ts'

/** What one transaction did, without what follows from it: that it succeeded (who failed, left no logs), and the bloom filter. */
export interface EvidenceReceipt {
  /** Its transaction's place in the block, from 0. */
  readonly index: number
  /** Its transaction's type: 0 to 4. */
  readonly type: number
  /** Gas used in the block up to and including it. */
  readonly cumulativeGasUsed: number
  readonly logs: readonly EvidenceLog[]
}

/** A block, and the receipts in it that matter here. */
export interface EvidenceBlock {
  readonly header: Header
  /** Audit path of the block's hash in the witnesses' tree; empty on a chain whose blocks are final by themselves. */
  readonly path: readonly Uint8Array[]
  readonly receipts: readonly EvidenceReceipt[]
  /** Nodes of the trie of receipts on the paths to these receipts, the root first, without the leaves, which follow from the receipts. */
  readonly nodes: readonly Uint8Array[]
}

export type EvidenceFinality =
  | { readonly kind: 'qbft' }
  /** A checkpoint as a signed note, see `finality/witness.ts`. */
  | { readonly kind: 'witness'; readonly checkpoint: string }

/** What the last block of the evidence knows of the contracts: nodes of the tries on the paths to what is read, each once. */
export interface EvidenceState {
  /** Under the header's state root: the accounts of the three contracts. */
  readonly accounts: readonly Uint8Array[]
  /** Under the storage root of the ledger: the tender's slots. */
  readonly storage: readonly Uint8Array[]
}

/** What evidence is about: a tender with everything in it, or one bidder's bid in it. */
export interface Subject {
  readonly tender: Hex
  /** Whose receipt it is. */
  readonly bidder?: bigint | undefined
}

/** Everything about its subject. SPEC.md describes the file. */
export interface Evidence extends Subject {
  readonly kind: 'tender' | 'receipt'
  readonly deployment: Deployment
  /** In ascending order. The last one need not have receipts: it says until when the evidence is complete. */
  readonly blocks: readonly EvidenceBlock[]
  readonly finality: EvidenceFinality
  readonly state: EvidenceState
}

export const EVIDENCE_FORMAT = 'bongin-evidence'
export const EVIDENCE_VERSION = 1

/** In characters: four times what 10,000 bids take. A larger file is refused unread. */
export const MAX_EVIDENCE_LENGTH = 128 * 1024 * 1024

const MAX_NODE_BYTES = 65_536
const node = bytes(1, MAX_NODE_BYTES)
const nodes = z.array(node)

const receiptSchema = z.strictObject({
  index: z.int().nonnegative(),
  type: z.int().min(0).max(4),
  cumulativeGasUsed: z.int().positive(),
  logs: z.array(z.unknown()).min(1),
})

export const blockSchema = z.strictObject({
  header: bytes(1, MAX_HEADER_BYTES),
  path: z.array(bytes32).exactOptional(),
  receipts: z.array(receiptSchema),
  nodes,
})

export const stateSchema = z.strictObject({ accounts: nodes, storage: nodes })

export const finalitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('qbft') }),
  z.strictObject({ kind: z.literal('witness'), checkpoint: z.string() }),
])

const headSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  version: z.literal(EVIDENCE_VERSION),
  kind: z.enum(['tender', 'receipt']),
  deployment: z.strictObject({ chainId: uint64, registry: address, keys: address, ledger: address }),
  tender: bytes32,
  bidder: participantId.exactOptional(),
})

const evidenceSchema = z
  .strictObject({
    ...headSchema.shape,
    blocks: z.array(blockSchema).min(1),
    finality: finalitySchema,
    state: stateSchema,
  })
  .refine(({ kind, bidder }) => (kind === 'receipt') === (bidder !== undefined), {
    path: ['bidder'],
    message: 'belongs to a receipt, and only there',
  })
  .refine(({ kind, state }) => kind === 'tender' || state.storage.length === 0, {
    path: ['state', 'storage'],
    message: 'must be empty in a receipt',
  })

export type EvidenceHead = Pick<Evidence, 'kind' | 'deployment' | 'tender' | 'bidder'>

/**
 * Reads an evidence file. What it says is not checked here: see `verifier.ts`.
 * @param text JSON; who decodes a file refuses what is not UTF-8
 * @throws TOO_LARGE, MALFORMED_TEXT, MALFORMED_JSON, DUPLICATE_KEY, FORBIDDEN_KEY, UNSAFE_NUMBER, TOO_DEEP, NOT_EVIDENCE (some other file, or
 * an unknown version), MALFORMED_EVIDENCE with `details.path`
 */
export function readEvidence(text: string): Evidence {
  if (text.length > MAX_EVIDENCE_LENGTH) {
    throw verifyError(
      'TOO_LARGE',
      `Evidence has at most ${MAX_EVIDENCE_LENGTH} characters; this file has ${text.length}`,
    )
  }
  return parseEvidence(parseJson(text))
}

/**
 * The same from JSON that has been read.
 * @throws NOT_EVIDENCE, MALFORMED_EVIDENCE
 */
export function parseEvidence(json: unknown): Evidence {
  assertFormat(json)
  const result = evidenceSchema.safeParse(json)
  if (!result.success) throw malformed([], result.error)
  const { kind, deployment, tender, bidder, blocks, finality, state } = result.data
  const head: EvidenceHead = { kind, deployment, tender, bidder }
  for (const [place, block] of blocks.entries()) {
    assertBlockForm(block, finality.kind, place === blocks.length - 1, ['blocks', place])
  }
  return {
    ...head,
    blocks: blocks.map((block, place) => parseBlock(block, head, ['blocks', place])),
    finality,
    state: { accounts: state.accounts.map(fromHex), storage: state.storage.map(fromHex) },
  }
}

/** The fields before the blocks, as JSON. */
export function headToJson({ kind, deployment, tender, bidder }: EvidenceHead): z.input<typeof headSchema> {
  const head = { format: EVIDENCE_FORMAT, version: EVIDENCE_VERSION, kind, deployment, tender } as const
  return toJson(headSchema, bidder === undefined ? head : { ...head, bidder })
}

type BlockJson = z.output<typeof blockSchema>
type Path = readonly PropertyKey[]

/** A path belongs to witnesses, and blocks without receipts to the end or to a chain whose blocks vote: a file has one form. */
function assertBlockForm(
  { path, receipts, nodes }: BlockJson,
  kind: EvidenceFinality['kind'],
  isLast: boolean,
  at: Path,
): void {
  const isWitnessed = kind === 'witness'
  if (isWitnessed !== (path !== undefined)) {
    throw malformedAt([...at, 'path'], isWitnessed ? 'is missing' : 'belongs to a witnessed chain only')
  }
  if (receipts.length === 0 && isWitnessed && !isLast) {
    throw malformedAt([...at, 'receipts'], 'may be empty in the last block only')
  }
  if (receipts.length === 0 && nodes.length > 0) {
    throw malformedAt([...at, 'nodes'], 'must be empty where there are no receipts')
  }
}

function parseBlock(
  { header: raw, path = [], receipts, nodes }: BlockJson,
  head: EvidenceHead,
  at: Path,
): EvidenceBlock {
  const header = decodeHeader(fromHex(raw))
  if (header === undefined) throw malformedAt([...at, 'header'], 'is no block header')
  const early = receipts.findIndex(({ index }, place) => index <= (receipts[place - 1]?.index ?? -1))
  if (early >= 0) throw malformedAt([...at, 'receipts', early, 'index'], 'must be above the one before')
  return {
    header,
    path: path.map(fromHex),
    receipts: receipts.map(({ logs, ...receipt }, place) => ({
      ...receipt,
      logs: logs.map((log, n) => readLog(log, head, [...at, 'receipts', place, 'logs', n])),
    })),
    nodes: nodes.map(fromHex),
  }
}

function readLog(json: unknown, head: EvidenceHead, at: Path): EvidenceLog {
  const log = parseLogAt(json, head.deployment, at)
  if (log.event === undefined && isHidden(log, head.deployment)) {
    throw malformedAt(at, 'is an event of the contracts and must be written as one')
  }
  if (log.event !== undefined && log.signed !== undefined && !isAbout(log, head)) {
    throw malformedAt([...at, 'signed'], 'belongs to statements of the tender (or the bid) of this file')
  }
  return log
}

/**
 * Whether an event can say something of what the evidence is about. Those of other tenders, and in a receipt of other bidders, stand in the
 * file only because one transaction carried them too: no check looks at them, so nothing about them may be claimed.
 */
export function isAbout({ args }: Pick<EventLog, 'args'>, { tender, bidder }: Subject): boolean {
  if ('tender' in args && args.tender !== tender) return false
  return bidder === undefined || !('bidder' in args) || args.bidder === bidder
}

function parseLogAt(json: unknown, deployment: Deployment, at: Path): EvidenceLog {
  try {
    return parseLog(json, deployment)
  } catch (error) {
    if (error instanceof z.ZodError) throw malformed(at, error)
    throw error
  }
}

/** A block as JSON. */
export function blockToJson({
  header,
  path,
  receipts,
  nodes,
}: EvidenceBlockInput): z.input<typeof blockSchema> {
  return {
    header,
    ...(path !== undefined && { path: [...path] }),
    receipts: receipts.map(({ logs, ...receipt }) => ({ ...receipt, logs: logs.map(logToJson) })),
    nodes: [...nodes],
  }
}

/** A block for an evidence file: bytes in hex. */
export interface EvidenceBlockInput {
  readonly header: Hex
  readonly path?: readonly Hex[]
  readonly receipts: readonly EvidenceReceipt[]
  readonly nodes: readonly Hex[]
}

function assertFormat(json: unknown): void {
  const head = z.looseObject({ format: z.literal(EVIDENCE_FORMAT), version: z.literal(EVIDENCE_VERSION) })
  if (head.safeParse(json).success) return
  throw verifyError('NOT_EVIDENCE', `This is no ${EVIDENCE_FORMAT} file of version ${EVIDENCE_VERSION}`)
}

function malformed(at: Path, error: z.ZodError) {
  const [issue] = error.issues
  return malformedAt([...at, ...(issue?.path ?? [])], issue?.message ?? 'is not as expected')
}

function malformedAt(at: Path, message: string) {
  const path = at
    .map((key, place) => (typeof key === 'number' ? `[${key}]` : `${place > 0 ? '.' : ''}${String(key)}`))
    .join('')
  return verifyError('MALFORMED_EVIDENCE', `${path || 'the file'}: ${message}`, { details: { path } })
}
