import { DECODERS } from '../chain/eventDecoder.ts'
import { type Hex, word } from '../protocol/bytes.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { EVENTS, type EventName, type Room } from '../verify/event.ts'
import type { Subject } from '../verify/evidence.ts'
import type { EventLog } from '../verify/log.ts'
import type { Trust } from '../verify/trust.ts'
import type { Chain } from './block.ts'
import { evidenceError } from './error.ts'
import { decodeEvent } from './logs.ts'
import { type FoundLog, findLogs, type LogFilter, readNewest } from './rpc.ts'

/** Blocks that matter, and in each the places of the transactions that do. */
export type Places = Map<number, Set<number>>

/** The blocks in which the contracts' events are looked for. */
export interface Range {
  readonly from: number
  readonly to: number
}

interface Search {
  readonly chain: Chain
  readonly range: Range
  readonly places: Places
}

type Topics = LogFilter['topics']
type Of<Name extends EventName> = Extract<EventLog, { event: Name }>

/** Whoever can send a transaction can be refused as often as he likes. That must not make the evidence larger than anybody reads. */
const REFUSALS: readonly EventName[] = ['BidRefused', 'OpeningRefused']
const MAX_REFUSALS = 1_000
/** The same of rehearsals, which any guardian can begin. */
const MAX_REHEARSALS = 20
const OF_TENDER = (Object.keys(EVENTS) as EventName[]).filter(
  name => EVENTS[name].room === 'ledger' && !REFUSALS.includes(name),
)
const OF_NOTICE = ['Amended', 'Postponed', 'Cancelled'] as const
const OF_BID = ['BidConfirmed', 'WithdrawalRequested', 'BidWithdrawn'] as const
const OF_CEREMONY = [
  'CeremonyStarted',
  'GuardianAccused',
  'PackagePosted',
  'KeysProposed',
  'KeysConfirmed',
  'KeysReady',
] as const
const OF_KEY = ['KeyAssigned', 'KeyRehearsed', 'ShareReleased', 'ShareRefused', 'KeyOpened'] as const
const OF_PARTICIPANT = ['Registered', 'RolesSet', 'SignerAdded', 'SignerRemoved', 'Suspended'] as const

/** Participants in one question: nodes limit its length. */
const PARTICIPANTS = 500

/** @throws UNKNOWN_TENDER, NODE_UNSUITABLE, LEDGER_UNREACHABLE */
export async function assertAnnounced(chain: Chain, tender: Hex, range: Range): Promise<void> {
  await findAnnouncement({ chain, range, places: new Map() }, tender)
}

/** How the register began. */
interface Beginning {
  /** The block with which all evidence of the deployment begins. */
  readonly block: number
  readonly registrar: Trust['registrar']
}

/**
 * The registrar whom the registry's constructor registered, on whose signatures all others rest.
 * @throws NODE_INCONSISTENT, NODE_UNSUITABLE, LEDGER_UNREACHABLE
 */
export async function findBeginning(chain: Chain, from: number): Promise<Beginning> {
  const search: Search = { chain, range: { from, to: await readNewest(chain.rpc) }, places: new Map() }
  await find(search, 'registry', 'RegistrarChanged', [null, word(0n)])
  const [block] = search.places.keys()
  const range = { from: block ?? from, to: block ?? from }
  const [registered] = await find({ ...search, range }, 'registry', 'Registered', [])
  if (block !== undefined && registered !== undefined) {
    const { participant, signer } = registered.args
    return { block, registrar: { participant, signer } }
  }
  const { registry } = chain.deployment
  throw evidenceError('NODE_INCONSISTENT', `The node knows no registry at ${registry}.`, {
    details: { registry },
  })
}

/**
 * Finds what the evidence needs: the tender's events, its key's and its ceremony's, and those of the participants that took part.
 * @throws UNKNOWN_TENDER, NOT_FOUND (the bidder has no bid in it), NODE_UNSUITABLE, LEDGER_UNREACHABLE
 */
export async function findPlaces(chain: Chain, subject: Subject, range: Range): Promise<Places> {
  const search: Search = { chain, range, places: new Map() }
  const { tender, bidder } = subject
  const { agency, key } = await findAnnouncement(search, tender)
  const guardians = bidder === undefined ? await findKey(search, key) : []
  const bidders =
    bidder === undefined ? await findTender(search, tender) : await findBid(search, tender, bidder)
  await findParticipants(search, new Set([agency, ...bidders, ...guardians]))
  return search.places
}

async function findAnnouncement(search: Search, tender: Hex): Promise<Of<'Announced'>['args']> {
  const [announced] = await find(search, 'ledger', 'Announced', [tender])
  if (announced !== undefined) return announced.args
  throw evidenceError('UNKNOWN_TENDER', `The ledger knows no tender ${tender}.`, { details: { tender } })
}

async function findTender(search: Search, tender: Hex): Promise<bigint[]> {
  await look(search, 'ledger', [OF_TENDER.map(topicOf), tender])
  await look(search, 'ledger', [REFUSALS.map(topicOf), tender], MAX_REFUSALS)
  const bids = await find(search, 'ledger', 'BidAccepted', [tender])
  return bids.map(({ args }) => args.bidder)
}

/** With the terms under which it was taken, and what became of it before the opening. */
async function findBid(search: Search, tender: Hex, bidder: bigint): Promise<bigint[]> {
  await look(search, 'ledger', [OF_NOTICE.map(topicOf), tender])
  await look(search, 'ledger', [OF_BID.map(topicOf), tender, word(bidder)])
  const bids = await find(search, 'ledger', 'BidAccepted', [tender, word(bidder)])
  if (bids.length > 0) return [bidder]
  throw evidenceError('NOT_FOUND', `Participant ${bidder} has no bid in this tender.`, {
    details: { tender, bidder },
  })
}

/** @returns the guardians that made the key */
async function findKey(search: Search, key: bigint): Promise<readonly bigint[]> {
  const ceremony = word(BigInt(splitKeyId(key).ceremony))
  await look(search, 'keys', [OF_KEY.map(topicOf), word(key)])
  await look(search, 'keys', [OF_CEREMONY.map(topicOf), ceremony])
  // Keys of another deployment's would be bound to another ledger.
  await find(search, 'keys', 'LedgerBound', [])
  const [started] = await find(search, 'keys', 'CeremonyStarted', [ceremony])
  const set = started && word(BigInt(started.args.set))
  const sets = set && (await find(search, 'keys', 'GuardianSetFormed', [set]))
  if (set !== undefined) {
    await look(search, 'keys', [topicOf('GuardianSetRetired'), set])
    await findRehearsals(search, set)
  }
  return sets?.[0]?.args.guardians ?? []
}

/** How the guardians of the set answered when the opening was rehearsed: the last times, with the beginnings of the ceremonies. */
async function findRehearsals(search: Search, set: Hex): Promise<void> {
  const aside: Search = { ...search, places: new Map() }
  const started = await find(aside, 'keys', 'CeremonyStarted', [null, set])
  const ceremonies = new Set(started.map(({ args }) => args.ceremony))
  const rehearsed = (await find(aside, 'keys', 'KeyRehearsed', []))
    .map(({ args }) => args.key)
    .filter(key => ceremonies.has(splitKeyId(key).ceremony))
  for (const key of rehearsed.slice(-MAX_REHEARSALS)) {
    await look(search, 'keys', [topicOf('CeremonyStarted'), word(BigInt(splitKeyId(key).ceremony))])
    await look(search, 'keys', [OF_KEY.map(topicOf), word(key)])
  }
}

/** Also every registrar that there has been: they signed what stands there of the others. */
async function findParticipants(search: Search, participants: Set<bigint>): Promise<void> {
  await find(search, 'registry', 'RegistrarOffered', [])
  const registrars = await find(search, 'registry', 'RegistrarChanged', [])
  for (const { args } of registrars) participants.add(args.registrar)
  const ids = [...participants].map(word)
  for (let start = 0; start < ids.length; start += PARTICIPANTS) {
    await look(search, 'registry', [OF_PARTICIPANT.map(topicOf), ids.slice(start, start + PARTICIPANTS)])
  }
}

/** @param most how many of the logs are taken, the first ones */
async function look(
  { chain, range, places }: Search,
  room: Room,
  topics: Topics,
  most = Number.POSITIVE_INFINITY,
): Promise<FoundLog[]> {
  const address = chain.deployment[room]
  const logs = (await findLogs(chain.rpc, { address, topics }, range.from, range.to)).slice(0, most)
  for (const { blockNumber, transactionIndex } of logs) {
    const indices = places.get(blockNumber) ?? new Set()
    places.set(blockNumber, indices.add(transactionIndex))
  }
  return logs
}

/** The same for one event, and what its logs say. */
async function find<Name extends EventName>(
  search: Search,
  room: Room,
  name: Name,
  topics: Topics,
): Promise<Of<Name>[]> {
  const logs = await look(search, room, [topicOf(name), ...topics])
  return logs.flatMap(log => (decodeEvent(log, search.chain.deployment) as Of<Name> | undefined) ?? [])
}

const TOPICS = new Map([...DECODERS].map(([topic, { name }]) => [name, topic as Hex]))

function topicOf(name: EventName): Hex {
  return TOPICS.get(name) as Hex
}
