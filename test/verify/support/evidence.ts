import { readdirSync, readFileSync } from 'node:fs'
import { memberOf } from '../../../scripts/vectors/evidence/cast.ts'
import { signerOf } from '../../../scripts/vectors/evidence/people.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import {
  type Deployment,
  parseStatement,
  signStatement,
  statementToJson,
} from '../../../src/protocol/statement.ts'
import { type Check, type CheckId, type CheckResult, Notes } from '../../../src/verify/check.ts'
import { nobleCurve } from '../../../src/verify/curve.ts'
import type { EventName } from '../../../src/verify/event.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { factsOf } from '../../../src/verify/facts.ts'
import { type EvidenceLog, logToJson, parseLog } from '../../../src/verify/log.ts'
import { registryOf } from '../../../src/verify/registry.ts'
import { tenderOf } from '../../../src/verify/tender.ts'
import { NO_POLICY, type Policy, parseTrust, type Trust } from '../../../src/verify/trust.ts'

/** An event in an evidence file, loose on purpose: tests write into it what is false. */
export interface LogJson {
  event?: EventName
  countersigned?: { signer: string; signature: string }
  signed?: { statement: Record<string, unknown>; signer: string; signature: string }
  [argument: string]: unknown
}

/** An evidence file as JSON, to be altered. */
export interface EvidenceJson {
  kind: 'tender' | 'receipt'
  deployment: { chainId: string; registry: Hex; keys: Hex; ledger: Hex }
  tender: Hex
  blocks: { header: Hex; receipts: { index: number; logs: LogJson[] }[]; [field: string]: unknown }[]
  [field: string]: unknown
}

const VALID = new URL('../../vectors/evidence/valid/', import.meta.url)

/** The names of all good evidence files of the witnessed chain, receipts included. */
export function vectorNames(): string[] {
  const files = readdirSync(VALID).filter(file => file.endsWith('.json') && !/^trust|^qbft/.test(file))
  return files.map(file => file.replace(/\.json$/, ''))
}

/** A good evidence file, a fresh copy each time. */
export function readVector(name: string): EvidenceJson {
  return readJson(`${name}.json`) as EvidenceJson
}

/** The trust that belongs to all of them. */
export function readTrust(): Trust {
  return parseTrust(readJson('trust.json'))
}

/** Every event of that name, in the order of the file. */
export function logsOf({ blocks }: EvidenceJson, event: EventName): LogJson[] {
  const logs = blocks.flatMap(({ receipts }) => receipts.flatMap(receipt => receipt.logs))
  return logs.filter(log => log.event === event)
}

/** @throws if there is none: a mistake in the test itself */
export function logOf(json: EvidenceJson, event: EventName, place = 0): LogJson {
  const log = logsOf(json, event).at(place)
  if (log === undefined) throw new Error(`This evidence has no ${event} at place ${place}`)
  return log
}

/** The fields of the statement that caused an event: altered here, its arguments follow. */
export function statementOf(log: LogJson): Record<string, unknown> {
  if (log.signed === undefined) throw new Error(`This ${log.event} is not signed`)
  return log.signed.statement
}

/** Takes events out, and receipts and blocks that have none left. */
export function remove(json: EvidenceJson, ...logs: readonly LogJson[]): void {
  for (const block of json.blocks) {
    for (const receipt of block.receipts) receipt.logs = receipt.logs.filter(log => !logs.includes(log))
    block.receipts = block.receipts.filter(receipt => receipt.logs.length > 0)
    if (block.receipts.length === 0) block.nodes = []
  }
  // The last block says until when the evidence is complete, and need not have any.
  json.blocks = json.blocks.filter(
    ({ receipts }, place, all) => receipts.length > 0 || place === all.length - 1,
  )
}

/** Puts a copy of an event right behind it. */
export function repeat(json: EvidenceJson, log: LogJson): LogJson {
  const copy = structuredClone(log)
  for (const { receipts } of json.blocks) {
    for (const receipt of receipts) {
      const place = receipt.logs.indexOf(log)
      if (place !== -1) receipt.logs.splice(place + 1, 0, copy)
    }
  }
  return copy
}

/** Takes an event from its place and puts it right before another. */
export function moveBefore(json: EvidenceJson, log: LogJson, other: LogJson): void {
  remove(json, log)
  for (const { receipts } of json.blocks) {
    for (const receipt of receipts) {
      const place = receipt.logs.indexOf(other)
      if (place !== -1) receipt.logs.splice(place, 0, log)
    }
  }
}

/** Takes the signed statement from an event, which then has all its arguments itself. */
export function unsign(json: EvidenceJson, log: LogJson): void {
  const bare = { ...parseLog(log, deploymentOf(json)), signed: undefined } as EvidenceLog
  delete log.signed
  delete log.countersigned
  Object.assign(log, logToJson(bare))
}

/** Signs the statement of an event, as it now is, with a plain key. */
export function signAgain(json: EvidenceJson, log: LogJson, secretKey: Hex): void {
  const { statement, signer, signature } = signStatement(
    parseStatement(statementOf(log)),
    deploymentOf(json),
    secretKey,
  )
  log.signed = { statement: statementToJson(statement), signer, signature }
  if (log.countersigned !== undefined) countersignAgain(json, log)
}

/** The winner signs what the agency signed, whoever is named as the winner. */
function countersignAgain(json: EvidenceJson, log: LogJson): void {
  const { secretKey } = signerOf(memberOf(BigInt(String(statementOf(log).bidder))))
  const { signer, signature } = signStatement(parseStatement(statementOf(log)), deploymentOf(json), secretKey)
  log.countersigned = { signer, signature }
}

/** One of these checks alone, on evidence that was read from the JSON. */
export async function runCheck(
  checks: readonly Check[],
  id: CheckId,
  json: EvidenceJson,
  policy: Policy = NO_POLICY,
): Promise<CheckResult> {
  const check = checks.find(each => each.id === id)
  if (check === undefined) throw new Error(`There is no check ${id} here`)
  const facts = factsOf(parseEvidence(json))
  const registry = registryOf(facts)
  const context = { facts, trust: readTrust(), policy, curve: nobleCurve, registry, tender: tenderOf(facts) }
  const notes = new Notes()
  if (!check.applies(context)) return { id, status: 'notApplicable', examined: 0, findings: [], found: 0 }
  await check.examine(context, notes)
  return notes.result(id)
}

/** The same on a good file with an alteration. */
export async function runAltered(
  checks: readonly Check[],
  id: CheckId,
  name: string,
  alter: (json: EvidenceJson) => void,
): Promise<CheckResult> {
  const json = readVector(name)
  alter(json)
  return runCheck(checks, id, json)
}

/** How one of these checks ends on each good file. */
export async function statuses(checks: readonly Check[], id: CheckId): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of vectorNames()) {
    const { status, findings } = await runCheck(checks, id, readVector(name))
    found[name] = findings.length === 0 ? status : `${status}: ${findings.map(({ code }) => code).join()}`
  }
  return found
}

function deploymentOf({ deployment }: EvidenceJson): Deployment {
  return { ...deployment, chainId: BigInt(deployment.chainId) }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, VALID), 'utf8'))
}
