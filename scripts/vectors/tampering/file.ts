import { readFileSync } from 'node:fs'
import { fromHex, type Hex } from '../../../src/protocol/bytes.ts'
import type { Deployment, StatementType } from '../../../src/protocol/statement.ts'
import type { EventName } from '../../../src/verify/event.ts'
import { decodeHeader, type Header } from '../../../src/verify/header.ts'
import { type EvidenceLog, logToJson, parseLog } from '../../../src/verify/log.ts'

/** A statement's fields, loose on purpose: what is false is written into them. */
export interface StatementJson {
  type: StatementType
  [field: string]: unknown
}

export interface SignedJson {
  statement: StatementJson
  signer: Hex
  signature: Hex
}

/** A log of an evidence file. */
export interface LogJson {
  event?: EventName
  signed?: SignedJson
  countersigned?: Omit<SignedJson, 'statement'>
  [argument: string]: unknown
}

export interface ReceiptJson {
  index: number
  type: number
  cumulativeGasUsed: number
  logs: LogJson[]
}

export interface BlockJson {
  header: Hex
  path?: Hex[]
  receipts: ReceiptJson[]
  nodes: Hex[]
}

/** An evidence file, to be altered. */
export interface EvidenceJson {
  format: string
  version: number
  kind: 'tender' | 'receipt'
  deployment: { chainId: string; registry: Hex; keys: Hex; ledger: Hex }
  tender: Hex
  bidder?: string
  blocks: BlockJson[]
  finality: { kind: string; checkpoint?: string }
  state: { accounts: Hex[]; storage: Hex[] }
}

const VALID = new URL('../../../test/vectors/evidence/valid/', import.meta.url)

/** The text of a file in test/vectors/evidence/valid. */
export function readValidText(name: string): string {
  return readFileSync(new URL(`${name}.json`, VALID), 'utf8')
}

/** A good evidence file, a fresh copy each time. */
export function readValid(name: string): EvidenceJson {
  return JSON.parse(readValidText(name)) as EvidenceJson
}

export function deploymentOf({ deployment }: EvidenceJson): Deployment {
  return { ...deployment, chainId: BigInt(deployment.chainId) }
}

/** A log with its statement and arguments as the verifier reads them. */
export function parse(file: EvidenceJson, log: LogJson): EvidenceLog {
  return parseLog(log, deploymentOf(file))
}

/** Writes a log in the place of another. */
export function overwrite(log: LogJson, other: EvidenceLog): void {
  for (const key of Object.keys(log)) delete log[key]
  Object.assign(log, logToJson(other))
}

/** Every log, in the order of the file. */
export function allLogs({ blocks }: EvidenceJson): LogJson[] {
  return blocks.flatMap(({ receipts }) => receipts.flatMap(({ logs }) => logs))
}

/** The events of one name, in the order of the file. */
export function logsOf(file: EvidenceJson, event: EventName): LogJson[] {
  return allLogs(file).filter(log => log.event === event)
}

/** @throws if there is none: a mistake in the case itself */
export function logOf(file: EvidenceJson, event: EventName, place = 0): LogJson {
  return found(logsOf(file, event).at(place), `${event} at place ${place}`)
}

/** The event of this participant. */
export function logBy(file: EvidenceJson, event: EventName, participant: number): LogJson {
  const id = String(participant)
  const log = logsOf(file, event).find(each => Object.values(argumentsOf(each)).includes(id))
  return found(log, `${event} of ${id}`)
}

/** Its own arguments and the fields of its statement. */
export function argumentsOf({ signed, event: _, ...own }: LogJson): Record<string, unknown> {
  return { ...signed?.statement, ...own }
}

/** The fields of the statement that caused an event: altered here, its arguments follow. */
export function statementOf(log: LogJson): StatementJson {
  return found(log.signed, `statement of ${log.event}`).statement
}

export function blockOf({ blocks }: EvidenceJson, log: LogJson): BlockJson {
  const block = blocks.find(({ receipts }) => receipts.some(({ logs }) => logs.includes(log)))
  return found(block, `block of ${log.event}`)
}

export function receiptOf(file: EvidenceJson, log: LogJson): ReceiptJson {
  const receipt = blockOf(file, log).receipts.find(({ logs }) => logs.includes(log))
  return found(receipt, `receipt of ${log.event}`)
}

export function lastBlock({ blocks }: EvidenceJson): BlockJson {
  return found(blocks.at(-1), 'last block')
}

export function headerOf({ header }: BlockJson): Header {
  return found(decodeHeader(fromHex(header)), 'header')
}

export function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The good file has no ${what}`)
  return value
}
