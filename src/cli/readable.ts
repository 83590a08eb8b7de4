import type { Words } from './language.ts'

// Amounts and times as people read them.

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Tenders are announced in Korean time. */
export const KOREA_OFFSET = 9 * HOUR

/** 3,964,214,000 won. */
export function won(amount: bigint): Words {
  const digits = amount.toLocaleString('en-US')
  return { en: `${digits} won`, ko: `${digits}원` }
}

/** 2025-01-15 11:00:00 KST. @param seconds since 1970 */
export function time(seconds: number): string {
  const korean = new Date((seconds + KOREA_OFFSET) * 1000).toISOString()
  return `${korean.slice(0, 10)} ${korean.slice(11, 19)} KST`
}

/** A rate of the terms: 86.745 %. @param rate in 1/100,000 */
export function percent(rate: number): string {
  return `${(rate / 1000).toFixed(3)} %`
}

/** How far a time is off, by the ledger's clock: "in 2 d 3 h", "5 min ago". */
export function distance(seconds: number, now: number): Words {
  const { en, ko } = span(Math.abs(seconds - now))
  return seconds >= now ? { en: `in ${en}`, ko: `${ko} 후` } : { en: `${en} ago`, ko: `${ko} 전` }
}

/** The two largest units of a duration: 2 d 3 h. */
export function span(seconds: number): Words {
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
