import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { acceptsTerms, awardTermsSchema } from './award.ts'
import { type Hex, hashWords, keccak256, ZERO_WORD } from './bytes.ts'
import { protocolError } from './error.ts'
import {
  MAX_BASE_AMOUNT,
  MAX_BIDS,
  MAX_LIFE,
  MAX_NOTICE_BYTES,
  MAX_OBJECTION_PERIOD,
  MIN_AMENDMENT_TIME,
  MIN_FALLBACK_TIME,
  MIN_NOTICE_BYTES,
  MIN_OBJECTION_PERIOD,
  MIN_RELEASE_TIME,
} from './limits.ts'
import { isBase } from './point.ts'
import { areDrawable, reserveTermsSchema } from './reserve.ts'
import { EMPTY_SEAL, type Seal, sealBytes } from './seal.ts'
import { BID_POLICIES, RESERVE_KINDS, RETENDERS, TIE_RULES } from './tender.ts'
import { abiTypes, bytes32, parse, toJson, uint8, uint16, uint32, uint48 } from './value.ts'

/** Times of a tender in seconds since 1970, each later than the one before. */
export const scheduleSchema = z
  .strictObject({
    biddingAt: uint48,
    closingAt: uint48,
    openingAt: uint48,
    fallbackAt: uint48,
    fallbackEndAt: uint48,
  })
  .register(abiTypes, { abi: 'Schedule' })

/**
 * What an agency announces and a bidder agrees to. `predecessor` is the tender that this one repeats, or zero; `bidPolicy`,
 * `retender` and `tieRule` by their places in `BID_POLICIES`, `RETENDERS` and `TIE_RULES`. In seconds: `objectionPeriod` after the
 * award, `amendmentTime` from an amendment to the closing.
 */
export const termsSchema = z
  .strictObject({
    // Half a surrogate pair has no UTF-8, so nobody could sign it.
    notice: z
      .string()
      .refine(text => text.isWellFormed(), 'must be well-formed Unicode')
      .register(abiTypes, { abi: 'string' }),
    document: bytes32,
    predecessor: bytes32,
    schedule: scheduleSchema,
    objectionPeriod: uint32,
    amendmentTime: uint32,
    minimumBids: uint16,
    bidPolicy: uint8,
    retender: uint8,
    tieRule: uint8,
    reserve: reserveTermsSchema,
    award: awardTermsSchema,
  })
  .register(abiTypes, { abi: 'Terms' })

export type Schedule = z.output<typeof scheduleSchema>
export type Terms = z.output<typeof termsSchema>
export type TermsJson = z.input<typeof termsSchema>

/** @throws INVALID_INPUT */
export function parseTerms(input: unknown): Terms {
  return parse(termsSchema, input)
}

export function termsToJson(terms: Terms): TermsJson {
  return toJson(termsSchema, terms)
}

/** `keccak256(abi.encode(agency, keccak256(notice)))`: one agency announces one notice number once. */
export function tenderId(agency: bigint, notice: string): Hex {
  return hashWords(agency, keccak256(utf8ToBytes(notice)))
}

const FAULTS = {
  notice: `The notice number must have ${MIN_NOTICE_BYTES} to ${MAX_NOTICE_BYTES} printable ASCII characters`,
  document: "The hash of the notice's documents is missing",
  schedule:
    'Bidding, closing and opening must follow each other with closing ahead; the fallback begins an hour after the opening or later, lasts a day or longer, and ends within 400 days',
  objectionPeriod: 'The objection period must last from a day to a year',
  amendmentTime: 'Between an amendment and the closing there must be from a day to 400 days',
  minimumBids: `The terms must ask for 1 to ${MAX_BIDS} valid bids`,
  bidPolicy: 'No bid policy has this number',
  retender: 'No rule for re-tenders has this number',
  tieRule:
    'No rule for ties has this number, or it decides by review scores where the terms name no qualification scale',
  award: 'The award rule cannot be applied to these terms',
  reserve: 'The reserve terms do not make a reserve price',
} as const

type TermsField = keyof typeof FAULTS

/**
 * The same checks as `TenderLedger.announce`: what passes here, the ledger takes.
 * @param now the chain's clock in seconds since 1970
 * @throws INVALID_TERMS with `details.field`, the same name as in the ledger's error
 */
export function assertTerms(terms: Terms, now: number): void {
  const checks: Record<TermsField, boolean> = {
    notice: isNotice(terms.notice),
    document: terms.document !== ZERO_WORD,
    schedule: isSchedule(terms.schedule, now),
    objectionPeriod: isWithin(terms.objectionPeriod, MIN_OBJECTION_PERIOD, MAX_OBJECTION_PERIOD),
    amendmentTime: isWithin(terms.amendmentTime, MIN_AMENDMENT_TIME, MAX_LIFE),
    minimumBids: isWithin(terms.minimumBids, 1, MAX_BIDS),
    bidPolicy: BID_POLICIES[terms.bidPolicy] !== undefined,
    retender: RETENDERS[terms.retender] !== undefined,
    tieRule: isTieRule(terms),
    award: isAward(terms),
    reserve: isReserve(terms),
  }
  for (const field of Object.keys(FAULTS) as TermsField[]) {
    if (!checks[field]) throw protocolError('INVALID_TERMS', FAULTS[field], { details: { field } })
  }
}

/**
 * A single reserve price needs the agency's seal; otherwise its place is empty.
 * @throws INVALID_POINT, INVALID_INPUT
 */
export function assertReserveSeal(terms: Terms, reserveSeal: Seal): void {
  if (RESERVE_KINDS[terms.reserve.kind] !== 'Single') {
    if (sealBytes(reserveSeal) === sealBytes(EMPTY_SEAL)) return
    throw protocolError('INVALID_INPUT', 'Only a single reserve price is sealed: this seal must be empty')
  }
  if (!isBase(reserveSeal))
    throw protocolError('INVALID_POINT', 'The seal of the reserve price is not well formed')
}

/** Printable ASCII: everybody must be able to compute the tender's id from what the notice shows. */
function isNotice(notice: string): boolean {
  return (
    notice.length >= MIN_NOTICE_BYTES && notice.length <= MAX_NOTICE_BYTES && /^[\x20-\x7e]*$/.test(notice)
  )
}

/** Whether a tender could be announced with these times, or postponed to them, at `now`. */
export function isSchedule(schedule: Schedule, now: number): boolean {
  const { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt } = schedule
  const isRising = biddingAt < closingAt && closingAt < openingAt
  const hasFallback =
    fallbackAt >= openingAt + MIN_RELEASE_TIME && fallbackEndAt >= fallbackAt + MIN_FALLBACK_TIME
  return isRising && hasFallback && now < closingAt && fallbackEndAt <= now + MAX_LIFE
}

function isWithin(value: number, least: number, most: number): boolean {
  return least <= value && value <= most
}

/** Scores can only decide where there are scores. */
function isTieRule({ tieRule, award }: Terms): boolean {
  const name = TIE_RULES[tieRule]
  return name === 'Seed' || (name === 'ReviewScore' && award.qualification !== 0)
}

function isAward({ award, reserve }: Terms): boolean {
  const kind = RESERVE_KINDS[reserve.kind]
  return kind !== undefined && award.baseAmount <= MAX_BASE_AMOUNT && acceptsTerms(award, kind)
}

function isReserve({ reserve, award }: Terms): boolean {
  if (RESERVE_KINDS[reserve.kind] === 'Multiple') return areDrawable(award.baseAmount, reserve)
  return reserve.spread === 0 && reserve.cellsAbove === 0
}
