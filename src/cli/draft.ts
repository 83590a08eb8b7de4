import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { ZERO_WORD } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { AWARD_RULES, BID_POLICIES, RESERVE_KINDS, RETENDERS, TIE_RULES } from '../protocol/tender.ts'
import type { Schedule, Terms } from '../protocol/terms.ts'
import { bytes32 } from '../protocol/value.ts'
import { hashOf, readFileAs } from './files.ts'
import { parseDuration, parseMoment } from './moment.ts'

/** In seconds. Korean rule: an amendment adds at least five days. */
const AMENDMENT_TIME = 5 * 86_400

/** In an amendment: the time stays as it is. */
const SAME = 'same'

/** Decimals of a per cent that the terms keep: rates in 1/100,000, the spread in 1/10,000. */
const RATE_DECIMALS = 3
const SPREAD_DECIMALS = 2

const retender = z.enum(RETENDERS).transform(name => RETENDERS.indexOf(name))
const tieRule = z.enum(TIE_RULES).transform(name => TIE_RULES.indexOf(name))
const policy = z.enum(BID_POLICIES).transform(name => BID_POLICIES.indexOf(name))
const duration = written(parseDuration)
const amount = written(parseAmount)
const rate = written(text => parsePercent(text, RATE_DECIMALS))
const spread = written(text => parsePercent(text, SPREAD_DECIMALS))

const reserveSchema = z.strictObject({
  kind: z.enum(RESERVE_KINDS).transform(name => RESERVE_KINDS.indexOf(name)),
  spread: spread.default(0),
  cellsAbove: z.int().default(0),
})

const awardSchema = z.strictObject({
  rule: z.enum(AWARD_RULES).transform(name => AWARD_RULES.indexOf(name)),
  baseAmount: amount,
  aValue: amount.default(0n),
  netCostBase: amount.default(0n),
  floorRate: rate.default(0),
  netCostRate: rate.default(0),
  /** Number of a scale of the qualification review. */
  qualification: z.int().default(0),
})

/**
 * Terms as an agency writes them: names instead of numbers, dates, per cent, and documents by their file name.
 * What is left out is zero, and does not apply; but for `amendmentTime`, see {@link AMENDMENT_TIME}.
 */
function draftSchema(now: number, old: Terms | undefined) {
  const moment = (name: keyof Schedule) =>
    written(text => (old !== undefined && text === SAME ? old.schedule[name] : parseMoment(text, now)))
  return z.strictObject({
    notice: z.string(),
    /** The notice's documents: a file beside this one, or its hash. */
    document: z.string(),
    schedule: z.strictObject({
      biddingAt: moment('biddingAt'),
      closingAt: moment('closingAt'),
      openingAt: moment('openingAt'),
      fallbackAt: moment('fallbackAt'),
      fallbackEndAt: moment('fallbackEndAt'),
    }),
    /** The id of the tender that this one repeats. */
    predecessor: bytes32.default(old?.predecessor ?? ZERO_WORD),
    objectionPeriod: duration,
    amendmentTime: duration.default(AMENDMENT_TIME),
    minimumBids: z.int(),
    bidPolicy: policy,
    retender: retender.default(0),
    tieRule: tieRule.default(0),
    reserve: reserveSchema,
    award: awardSchema,
  })
}

/**
 * Reads a terms file.
 * @param now the ledger's clock, from which relative times such as +48h are counted
 * @param old in an amendment the terms as they stand: a time may then be "same", and the predecessor need not be named again
 * @throws BonginError `FILE_UNREADABLE`, `INVALID_INPUT` with the faulty fields
 */
export async function readTerms(path: string, now: number, old?: Terms): Promise<Terms> {
  const { document, ...terms } = await readFileAs(path, draftSchema(now, old))
  const named = document.startsWith('0x') ? document : resolve(dirname(path), document)
  return { ...terms, document: await hashOf(named) }
}

/** A text that `read` understands, or says why not. */
function written<Value>(read: (text: string) => Value) {
  return z.string().transform((text, context) => {
    try {
      return read(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
      return z.NEVER
    }
  })
}

/** Whole won; commas may group the digits. */
function parseAmount(text: string): bigint {
  if (/^(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,28})$/.test(text)) return BigInt(text.replaceAll(',', ''))
  throw new BonginError('INVALID_INPUT', `"${text}" is no amount of whole won, such as 4,290,738,325.`)
}

/** Per cent in units of its last decimal: exact, never through a fraction of a `number`. */
function parsePercent(text: string, decimals: number): number {
  const [, whole = '', fraction = ''] = /^(\d{1,3})(?:\.(\d+))?%$/.exec(text) ?? []
  if (whole !== '' && fraction.length <= decimals) return Number(whole + fraction.padEnd(decimals, '0'))
  const example = `87.${'7'.repeat(decimals)}%`
  throw new BonginError(
    'INVALID_INPUT',
    `"${text}" is no per cent with up to ${decimals} decimals, such as ${example}.`,
  )
}
