import { fromHex, type Hex, keccak256, toHex, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { extendRecord } from '../../../src/protocol/record.ts'
import type { EventLog } from '../../../src/verify/log.ts'
import { encodeRlp, integerToBytes } from '../../../src/verify/rlp.ts'
import { type TenderSlots, tenderSlots } from '../../../src/verify/slots.ts'
import { proveKeys } from '../../../src/verify/trie.ts'
import { allLogs, type EvidenceJson, type LogJson, parse } from './file.ts'

/** Whose events extend the record, and which of them are the agency's acts. */
const ACTS: readonly string[] = ['Qualified', 'Disqualified', 'Awarded', 'Concluded']
const RECORDED: readonly string[] = ['Announced', 'BidAccepted', ...ACTS]

/** Lets the running record follow from the statements as they now stand, as the contract would have written it. */
export function settleRecords(file: EvidenceJson): void {
  let record = ZERO_WORD
  for (const [log, { args }] of ofTender(file)) {
    if (!RECORDED.includes(log.event ?? '') || !('statement' in args)) continue
    record = extendRecord(record, args.statement)
    log.record = record
  }
}

/** What the contract would store of a tender with these events. */
export function slotsOf(file: EvidenceJson): TenderSlots {
  const logs = ofTender(file).map(([, log]) => log)
  const count = (...names: readonly string[]) => logs.filter(({ event }) => names.includes(event)).length
  const isValid = (log: EventLog) => log.event === 'BidOpened' && log.args.invalidity === 'None'
  const isAcceptable = (log: EventLog) => log.event === 'BidRanked' && log.args.verdict === 'Acceptable'
  const bidders = logs.map(log => (log.event === 'BidAccepted' ? log.args.bidder : 0n))
  const last = logs.findLast(({ event }) => RECORDED.includes(event))
  return {
    record: last !== undefined && 'record' in last.args ? last.args.record : ZERO_WORD,
    termsVersion: count('Announced'),
    acts: count(...ACTS),
    bids: new Set(bidders.filter(bidder => bidder !== 0n)).size,
    opened: count('BidOpened'),
    valid: logs.filter(isValid).length,
    ranked: count('BidRanked'),
    acceptable: logs.filter(isAcceptable).length,
    accepted: count('BidAccepted'),
  }
}

function ofTender(file: EvidenceJson): [LogJson, EventLog][] {
  return allLogs(file).flatMap((log): [LogJson, EventLog][] => {
    if (log.event === undefined) return []
    const parsed = parse(file, log) as EventLog
    return 'tender' in parsed.args && parsed.args.tender === file.tender ? [[log, parsed]] : []
  })
}

/** The code hashes of the three contracts. */
export type Code = Readonly<Record<'registry' | 'keys' | 'ledger', Hex>>

/** A state in which the three contracts have this code, and the ledger has stored this of the tender. @returns its root */
export async function buildState(file: EvidenceJson, slots: TenderSlots, code: Code): Promise<Hex> {
  const [record, counters] = tenderSlots(file.tender)
  const stored = [
    [record, BigInt(slots.record)],
    [counters, packCounters(slots)],
  ] as const
  const storage = await prove(stored.map(([slot, value]) => [slot, encodeRlp(integerToBytes(value))]))
  const accounts = await prove(
    (['registry', 'keys', 'ledger'] as const).map(room => {
      const root = room === 'ledger' ? storage.root : EMPTY_ROOT
      return [file.deployment[room], encodeRlp([NONCE, BALANCE, fromHex(root), fromHex(code[room])])]
    }),
  )
  file.state = { accounts: accounts.nodes, storage: storage.nodes }
  return accounts.root
}

/** Of a contract: one, and no wei. */
const NONCE = Uint8Array.of(1)
const BALANCE = new Uint8Array()
const EMPTY_ROOT: Hex = keccak256(encodeRlp(new Uint8Array()))

async function prove(
  entries: readonly (readonly [key: Hex, value: Uint8Array])[],
): Promise<{ root: Hex; nodes: Hex[] }> {
  const keys = entries.map(([key]) => fromHex(keccak256(key)))
  const { root, nodes } = await proveKeys(
    entries.map(([, value], place) => [keys[place] as Uint8Array, value]),
    keys,
  )
  return { root, nodes: nodes.map(toHex) }
}

function packCounters({
  termsVersion,
  acts,
  bids,
  opened,
  valid,
  ranked,
  acceptable,
  accepted,
}: TenderSlots) {
  const counts = [acts, bids, opened, valid, ranked, acceptable, accepted]
  const packed = counts.reduceRight((rest, count) => (rest << 32n) | BigInt(count), 0n)
  return (packed << 16n) | BigInt(termsVersion)
}
