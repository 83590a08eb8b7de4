import type { Command } from 'commander'
import { assertPostponement } from '../../protocol/change.ts'
import { BonginError } from '../../protocol/error.ts'
import { postponedBy } from '../../protocol/outage.ts'
import type { Schedule } from '../../protocol/terms.ts'
import type { Tender } from '../api.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { parseMoment, parseOutage } from '../moment.ts'
import { time } from '../readable.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { showTender } from '../tenderText.ts'

interface PostponeOptions {
  readonly key: string
  readonly reason: number
  readonly document: string
  readonly bidding?: string
  readonly closing?: string
  readonly opening?: string
  readonly outage?: string
}

/** `bongin tender postpone`: other times, to which the guardians hold themselves. Bids stay as they are. */
export async function postpone(id: string, options: PostponeOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const [{ deployment, time: now }, found] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
  const { tender, acts: act } = found
  const schedule = scheduleOf(found, options, now)
  assertPostponement(found.terms.schedule, schedule, now)
  const { reason } = options
  const document = await hashOf(options.document)
  const signer = await openSigner(options.key)
  const statement = { type: 'Postpone', tender, act, schedule, reason, document } as const
  const receipt = await relay(gateway, signer, deployment, statement)
  await showTender(context, tender, receipt)
}

/** @throws BonginError `INVALID_INPUT`, `INVALID_OUTAGE`, `OUTAGE_ELSEWHERE` */
function scheduleOf({ terms }: Tender, options: PostponeOptions, now: number): Schedule {
  const { schedule } = terms
  if (options.outage === undefined) return movedSchedule(schedule, options, now)
  const outage = parseOutage(options.outage, now)
  const proposed = postponedBy(outage, schedule)
  if (proposed !== undefined) return proposed
  const closing = time(schedule.closingAt)
  throw new BonginError(
    'OUTAGE_ELSEWHERE',
    `By the rule for outages this one does not touch the tender, which closes at ${closing}. Name other times by --closing.`,
  )
}

/** What is not named keeps its distance: the opening to the closing, the fallback to the opening. */
function movedSchedule(old: Schedule, { bidding, closing, opening }: PostponeOptions, now: number): Schedule {
  if (closing === undefined)
    throw new BonginError('INVALID_INPUT', 'Name the new closing by --closing, or the outage by --outage.')
  const closingAt = parseMoment(closing, now)
  const openingAt =
    opening === undefined ? old.openingAt + closingAt - old.closingAt : parseMoment(opening, now)
  const later = openingAt - old.openingAt
  return {
    biddingAt: bidding === undefined ? old.biddingAt : parseMoment(bidding, now),
    closingAt,
    openingAt,
    fallbackAt: old.fallbackAt + later,
    fallbackEndAt: old.fallbackEndAt + later,
  }
}
