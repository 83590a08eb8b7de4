import type { Words } from './language.ts'

// Amounts and times as people read them. Nothing here fails, whatever number it gets: evidence may hold any.

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Tenders are announced in Korean time. */
export const KOREA_OFFSET = 9 * HOUR

/** 3,964,214,000 won. */
export function won(amount: bigint): Words {
  const digits = grouped(amount)
  return { en: `${digits} won`, ko: `${digits}원` }
}

/** 3,964,214,000. */
export function grouped(amount: bigint | number): string {
  return amount.toLocaleString('en-US')
}

/** 2025-01-15 11:00:00 KST. @param seconds since 1970 */
export function time(seconds: number): string {
  return `${civil(seconds + KOREA_OFFSET)} KST`
}

/** 2025-01-15 02:00:00 UTC. @param seconds since 1970 */
export function utc(seconds: number): string {
  return `${civil(seconds)} UTC`
}

/** A rate of the terms: 86.745 %. @param rate in 1/100,000 */
export function percent(rate: number): string {
  return `${(rate / 1000).toFixed(3)} %`
}

/** 95.00 points. @param score in hundredths */
export function points(score: number): Words {
  const digits = (score / 100).toFixed(2)
  return { en: `${digits} points`, ko: `${digits}점` }
}

/** The two largest units of a duration: 2 d 3 h. */
export function span(seconds: number): Words {
  if (seconds < 0) {
    const { en, ko } = span(-seconds)
    return { en: `−${en}`, ko: `−${ko}` }
  }
  const units = [
    { count: Math.floor(seconds / DAY), en: 'd', ko: '일' },
    { count: Math.floor((seconds % DAY) / HOUR), en: 'h', ko: '시간' },
    { count: Math.floor((seconds % HOUR) / MINUTE), en: 'min', ko: '분' },
    { count: seconds % MINUTE, en: 's', ko: '초' },
  ]
  const largest = units.findIndex(({ count }) => count > 0)
  if (largest < 0) return { en: '0 s', ko: '0초' }
  const shown = units.slice(largest, largest + 2).filter(({ count }) => count > 0)
  return {
    en: shown.map(({ count, en }) => `${count} ${en}`).join(' '),
    ko: shown.map(({ count, ko }) => `${count}${ko}`).join(' '),
  }
}

/** Days from 0000-03-01, where the years of this reckoning begin, to 1970-01-01. */
const EPOCH = 719_468
const DAYS_IN_400_YEARS = 146_097

/**
 * Date and time in the Gregorian calendar. `Date` would do the same up to the year 275,760 and fail beyond it, and the pure rooms do
 * without it.
 */
function civil(seconds: number): string {
  const days = Math.floor(seconds / DAY)
  const rest = seconds - days * DAY
  const clock = [rest / HOUR, (rest % HOUR) / MINUTE, rest % MINUTE].map(part => two(Math.floor(part)))
  return `${date(days)} ${clock.join(':')}`
}

/** Years that begin in March have their leap day at the end, so that no month has to know of it. */
function date(days: number): string {
  const shifted = days + EPOCH
  const cycle = Math.floor(shifted / DAYS_IN_400_YEARS)
  const day = shifted - cycle * DAYS_IN_400_YEARS
  const leaps = Math.floor(day / 1_460) - Math.floor(day / 36_524) + Math.floor(day / 146_096)
  const year = Math.floor((day - leaps) / 365)
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const isNext = month >= 10
  return `${cycle * 400 + year + Number(isNext)}-${two(isNext ? month - 9 : month + 3)}-${two(dayOfMonth)}`
}

function two(number: number): string {
  return number.toString().padStart(2, '0')
}
