import { span } from '../verify/report/readable.ts'
import type { Words } from './language.ts'

// Amounts and times as people read them.

export { KOREA_OFFSET, percent, points, span, time, won } from '../verify/report/readable.ts'

/** How far a time is off, by the ledger's clock: "in 2 d 3 h", "5 min ago". */
export function distance(seconds: number, now: number): Words {
  const { en, ko } = span(Math.abs(seconds - now))
  return seconds >= now ? { en: `in ${en}`, ko: `${ko} 후` } : { en: `${en} ago`, ko: `${ko} 전` }
}
