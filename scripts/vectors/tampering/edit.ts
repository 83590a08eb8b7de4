import { fromHex, type Hex, toHex, word } from '../../../src/protocol/bytes.ts'
import {
  addressOfKey,
  parseStatement,
  signStatement,
  statementToJson,
} from '../../../src/protocol/statement.ts'
import { encodeRlp, integerToBytes } from '../../../src/verify/rlp.ts'
import { type Member, scalar, secretKeyOf } from '../evidence/cast.ts'
import {
  allLogs,
  argumentsOf,
  type BlockJson,
  blockOf,
  deploymentOf,
  type EvidenceJson,
  headerOf,
  type LogJson,
  logsOf,
  overwrite,
  parse,
  receiptOf,
  type SignedJson,
  type StatementJson,
  statementOf,
} from './file.ts'

/** Takes logs out, and receipts and blocks that have none left. */
export function remove(file: EvidenceJson, ...logs: readonly LogJson[]): void {
  for (const log of logs) {
    const [block, receipt] = [blockOf(file, log), receiptOf(file, log)]
    receipt.logs = receipt.logs.filter(each => each !== log)
    block.receipts = block.receipts.filter(each => each.logs.length > 0)
    if (block.receipts.length > 0 || block === file.blocks.at(-1)) continue
    file.blocks = file.blocks.filter(each => each !== block)
  }
}

/** Takes a receipt out of its block, as who left it away would: the nodes stay. */
export function removeReceipt(file: EvidenceJson, log: LogJson): void {
  const [block, receipt] = [blockOf(file, log), receiptOf(file, log)]
  block.receipts = block.receipts.filter(each => each !== receipt)
}

export function removeBlock(file: EvidenceJson, block: BlockJson): void {
  file.blocks = file.blocks.filter(each => each !== block)
}

/** Puts a log right behind another, into the same transaction. */
export function insertAfter(file: EvidenceJson, place: LogJson, log: LogJson): LogJson {
  const { logs } = receiptOf(file, place)
  logs.splice(logs.indexOf(place) + 1, 0, log)
  return log
}

/** Puts a copy of a log right behind it. */
export function repeat(file: EvidenceJson, log: LogJson): LogJson {
  return insertAfter(file, log, structuredClone(log))
}

/** Takes a log from its place and puts it right behind another. */
export function moveAfter(file: EvidenceJson, log: LogJson, place: LogJson): void {
  remove(file, log)
  insertAfter(file, place, log)
}

/** Two logs change places. */
export function exchange(file: EvidenceJson, one: LogJson, other: LogJson): void {
  const [first, second] = [receiptOf(file, one).logs, receiptOf(file, other).logs]
  const [a, b] = [first.indexOf(one), second.indexOf(other)]
  first[a] = other
  second[b] = one
}

// ----------------------------------------------------------------------------------------------------- statements

/** Who signs, by a participant's number or with a key. */
export type Key = number | Hex

/** A statement that somebody signs as it stands. */
export function signed(file: EvidenceJson, statement: StatementJson, key: Key): SignedJson {
  const made = signStatement(parseStatement(statement), deploymentOf(file), keyOf(key))
  return {
    statement: statementToJson(made.statement) as unknown as StatementJson,
    signer: made.signer,
    signature: made.signature,
  }
}

/** Has the statement of an event signed again, as it now is. */
export function sign(file: EvidenceJson, log: LogJson, key: Key): void {
  log.signed = signed(file, statementOf(log), key)
}

/** Alters fields of an event's statement and has it signed again. */
export function restate(file: EvidenceJson, log: LogJson, key: Key, fields: object): void {
  Object.assign(statementOf(log), fields)
  sign(file, log, key)
}

/** Takes the signed statement from an event, which then has all its arguments itself. */
export function unsign(file: EvidenceJson, log: LogJson): void {
  overwrite(log, { ...parse(file, log), signed: undefined } as ReturnType<typeof parse>)
}

function keyOf(key: Key): Hex {
  return typeof key === 'number' ? secretKeyOf(BigInt(key)) : key
}

/** Puts a key of the forgers' own in the place of each key that they do not have, and has everything signed again. */
export function exchangeKeys(file: EvidenceJson, owned: readonly Member[] = []): void {
  const keyFor = (signer: unknown): Hex => {
    const member = owned.find(each => each.signer === signer)
    return member?.secretKey ?? word(scalar(`in the place of ${signer}`))
  }
  for (const log of allLogs(file)) {
    const { signed } = log
    const entry = signed?.statement ?? log
    if (entry.signer !== undefined) entry.signer = addressOfKey(keyFor(entry.signer))
    if (signed !== undefined) sign(file, log, keyFor(signed.signer))
  }
}

/** Suspends a participant at the place of another event, signed by the registrar. */
export function suspend(file: EvidenceJson, place: LogJson, participant: number, until: number): LogJson {
  const { timestamp } = headerOf(blockOf(file, place))
  const changes = (['SignerAdded', 'SignerRemoved', 'RolesSet', 'Suspended'] as const)
    .flatMap(event => logsOf(file, event))
    .filter(log => argumentsOf(log).participant === String(participant))
  const revision = 1 + changes.length
  const reason: Hex = `0x${'5e'.repeat(32)}`
  const statement = {
    type: 'SuspendParticipant',
    participant: String(participant),
    until,
    reason,
    revision,
  } as const
  const event = { event: 'Suspended', from: timestamp, until, revision: revision + 1 } as const
  return insertAfter(file, place, { ...event, signed: signed(file, statement, REGISTRAR) })
}

export const FIRST_REGISTRAR = 1
export const REGISTRAR = 2
export const AGENCY = 10

// -------------------------------------------------------------------------------------------------------- headers

/** Where the fields of a header stand in its RLP. */
const FIELDS = {
  parentHash: 0,
  miner: 2,
  stateRoot: 3,
  receiptsRoot: 5,
  timestamp: 11,
  extraData: 12,
} as const

export function setField(block: BlockJson, field: keyof typeof FIELDS, value: Uint8Array): void {
  const { fields } = headerOf(block)
  block.header = toHex(encodeRlp(fields.with(FIELDS[field], value)))
}

export function setTime(block: BlockJson, timestamp: number): void {
  setField(block, 'timestamp', integerToBytes(timestamp))
}

export function timeOf(block: BlockJson): number {
  return headerOf(block).timestamp
}

/** The bytes with the last one changed. */
export function flip(hex: string): Hex {
  const bytes = fromHex(hex as Hex)
  return toHex(bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1))
}
