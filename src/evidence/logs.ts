import { z } from 'zod'
import { DECODERS, decodeArguments } from '../chain/eventDecoder.ts'
import type { Deployment } from '../protocol/statement.ts'
import { EVENTS, type EventName } from '../verify/event.ts'
import { isAbout, type Subject } from '../verify/evidence.ts'
import type { EventLog, EvidenceLog } from '../verify/log.ts'
import type { Log } from '../verify/receipt.ts'
import { type Carried, findSigned } from './calldata.ts'

type Event = Pick<EventLog, 'event' | 'args'>

/**
 * An event of the contracts as the evidence holds it.
 * @returns undefined for a log of another contract
 */
export function decodeEvent(log: Log, deployment: Deployment): Event | undefined {
  const decoder = DECODERS.get(log.topics[0] ?? '')
  if (decoder === undefined || !Object.hasOwn(EVENTS, decoder.name)) return undefined
  const event = decoder.name as EventName
  const { room, shape } = EVENTS[event]
  if (log.address !== deployment[room]) return undefined
  const decoded = Object.entries(decodeArguments(decoder, log))
  const args = Object.fromEntries(
    decoded.map(([name, value]) => [name, named(shape[name as keyof typeof shape], value)]),
  )
  // Decoder and shapes are held against the same ABI by tests, and the whole receipt against its block afterwards.
  return { event, args } as Event
}

/**
 * The logs of a receipt as the evidence holds them.
 * @param carried by the receipt's transaction
 * @param subject what the file is about
 */
export function evidenceLogs(
  logs: readonly Log[],
  carried: readonly Carried[],
  deployment: Deployment,
  subject: Subject,
): EvidenceLog[] {
  let bids = 0
  return logs.map(log => {
    const decoded = decodeEvent(log, deployment)
    if (decoded === undefined) return log
    // The ledger answers to each bid of a call with one event, in their order. Somebody could have put the same bid before it, badly signed.
    const own = OF_BIDS.includes(decoded.event) ? carried.slice(bids, ++bids) : carried
    const signatures = isAbout(decoded, subject)
      ? findSigned(decoded, own, deployment)
      : { signed: undefined }
    return { ...decoded, ...signatures } as EventLog
  })
}

const OF_BIDS: readonly EventName[] = ['BidAccepted', 'BidRefused']

/** The chain's decoder gives an enumeration's number. */
function named(schema: z.core.$ZodType | undefined, value: unknown): unknown {
  return schema instanceof z.ZodEnum ? schema.options[Number(value)] : value
}
