import { BonginError } from '../protocol/error.ts'
import type { Outage } from '../protocol/outage.ts'
import { KOREA_OFFSET } from './readable.ts'

// Times and durations as people write them.

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

const DURATION = /^(\d{1,9})([smhd])$/
/** A date, or date and time; in Korean time unless an offset is named. */
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * `30d`, `48h`, `90m`, `3600s` in seconds.
 * @throws BonginError `INVALID_INPUT`
 */
export function parseDuration(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? []
  if (count === undefined || unit === undefined) {
    throw new BonginError('INVALID_INPUT', `"${text}" is no duration, such as 30d, 48h, 90m or 3600s.`)
  }
  return Number(count) * (UNITS[unit] ?? 0)
}

/**
 * `2026-03-02 10:00` (Korean time), `2026-03-02T01:00Z`, `now`, or `+48h` from now, in seconds since 1970.
 * @param now the ledger's clock
 * @throws BonginError `INVALID_INPUT`
 */
export function parseMoment(text: string, now: number): number {
  if (text === 'now') return now
  if (text.startsWith('+')) return now + parseDuration(text.slice(1))
  const [, date = '', minutes = '00:00', seconds = ':00', zone] = DATE.exec(text) ?? []
  const milliseconds = Date.parse(`${date}T${minutes}${seconds}${zone ?? 'Z'}`)
  if (!isDate(date) || Number.isNaN(milliseconds)) {
    throw new BonginError(
      'INVALID_INPUT',
      `"${text}" is no time, such as 2026-03-02 10:00 (Korean time), +48h or now.`,
    )
  }
  return milliseconds / 1000 - (zone === undefined ? KOREA_OFFSET : 0)
}

/**
 * `2027-03-02T10:00..2027-03-02T13:00`.
 * @param now the ledger's clock
 * @throws BonginError `INVALID_INPUT`
 */
export function parseOutage(text: string, now: number): Outage {
  const [from, until, ...more] = text.split('..')
  if (from !== undefined && until !== undefined && more.length === 0)
    return { from: parseMoment(from.trim(), now), until: parseMoment(until.trim(), now) }
  const example = '2027-03-02T10:00..2027-03-02T13:00'
  throw new BonginError(
    'INVALID_INPUT',
    `"${text}" is no outage: name its beginning and its end, such as ${example}.`,
  )
}

/** Without this, 30 February would be 2 March. */
function isDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00Z`)
  return midnight > 0 && new Date(midnight).toISOString().startsWith(date)
}
