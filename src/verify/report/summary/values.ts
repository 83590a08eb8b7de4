import { participantWords } from '../finding.ts'
import { plain, type Words } from '../language.ts'
import { REASON_WORDS, RESERVE_WORDS } from '../names.ts'
import { printable } from '../printable.ts'
import { grouped, span, time, won } from '../readable.ts'
import type { BidLine } from './bids.ts'
import type { Summary } from './summary.ts'
import type { Tally } from './tally.ts'

// The values of the summary's lines in words.

/** At most so many participants are named in one row; the rest is counted. */
const NAMED = 12

export function bidsWords({ bids, valid, closed, invalid, replaced }: Tally): Words {
  const bad = [...invalid.values()].reduce((sum, count) => sum + count, 0)
  const more =
    replaced > 0 ? { en: `; ${grouped(replaced)} replaced`, ko: `, 대체됨 ${grouped(replaced)}` } : plain('')
  return {
    en: `${grouped(bids)}: ${grouped(valid)} valid, ${grouped(bad)} invalid, ${grouped(closed.length)} closed${more.en}`,
    ko: `${grouped(bids)}건 (유효 ${grouped(valid)}, 무효 ${grouped(bad)}, 미개봉 ${grouped(closed.length)}${more.ko})`,
  }
}

export function countsWords<Name extends string>(
  counts: ReadonlyMap<Name, number>,
  words: Readonly<Record<Name, Words>>,
): Words {
  const parts = [...counts].map(([name, count]) => ({ count: grouped(count), ...words[name] }))
  return {
    en: parts.map(({ count, en }) => `${count} ${en}`).join(', '),
    ko: parts.map(({ count, ko }) => `${ko} ${count}`).join(', '),
  }
}

export function guardiansWords({ guardians }: Summary): Words | undefined {
  const { members, threshold, released, openedAt } = guardians
  if (members.length === 0) return undefined
  const all = members.join(', ')
  const gave = namesOf(released.map(({ guardian }) => guardian))
  const needed = neededWords(threshold, members.length)
  const en = `${all}; ${needed.en}`
  const ko = `${all} (${needed.ko})`
  if (openedAt !== undefined) {
    return {
      en: `${en}. Opened by ${gave.en} at ${time(openedAt)}`,
      ko: `${ko}. ${gave.ko}번이 ${time(openedAt)}에 공개`,
    }
  }
  if (released.length === 0) return { en: `${en}. Not opened`, ko: `${ko}. 미공개` }
  return {
    en: `${en}. Released by ${gave.en}, too few to open it`,
    ko: `${ko}. ${gave.ko}번이 공개, 수 부족`,
  }
}

/** How many of the guardians that took part open the key: all of them, if no more were left than it takes. */
function neededWords(threshold: number, members: number): Words {
  if (threshold === members)
    return { en: 'it takes all of them to open the key', ko: `${members}곳이 모두 모여야 키가 열림` }
  return {
    en: `any ${threshold} of the ${members} open the key`,
    ko: `${members}곳 중 ${threshold}곳이 모이면 키가 열림`,
  }
}

/** That the fallback was used, and who had not delivered: the ledger keeps it, and everybody shall see it. */
export function degradedWords({ isDegraded, guardians }: Summary, { revealed }: Tally): Words | undefined {
  if (isDegraded !== true && revealed === 0) return undefined
  const silent = namesOf(guardians.silent)
  const count = grouped(revealed)
  const who =
    guardians.silent.length === 0
      ? plain('')
      : {
          en: ` Guardians that did not deliver: ${silent.en}.`,
          ko: ` 키 조각을 공개하지 않은 수호자: ${silent.ko}.`,
        }
  return {
    en: `The guardians did not open the key in time; ${count} bids were opened by their bidders.${who.en}`,
    ko: `수호자가 제때 키를 공개하지 않아 ${count}건을 입찰자가 직접 개봉했습니다.${who.ko}`,
  }
}

export function reserveWords({ amount, kind }: NonNullable<Summary['reserve']>): Words {
  const [{ en, ko }, of] = [won(amount), RESERVE_WORDS[kind]]
  return { en: `${en} (${of.en})`, ko: `${ko} (${of.ko})` }
}

/** Who has given way to the next in line. */
const PASSED: ReadonlySet<BidLine['result']> = new Set(['disqualified', 'forfeited'])

export function firstWords(bids: readonly BidLine[]): Words | undefined {
  const first = bids.find(({ place, result }) => place !== undefined && !PASSED.has(result))
  if (first === undefined) return undefined
  const [name, amount] = [participantWords(first.bidder), won(first.price ?? 0n)]
  return { en: `${name.en}, ${amount.en}`, ko: `${name.ko}, ${amount.ko}` }
}

/** @param words of the reasons of one kind of act */
export function reasonWords(
  reason: number | undefined,
  words: Readonly<Record<number, Words>> = REASON_WORDS,
): Words {
  return words[reason ?? 0] ?? { en: `reason ${reason}`, ko: `사유 ${reason}` }
}

export function acceptedWords(acceptedAt: number, closingAt: number | undefined): Words {
  if (closingAt === undefined) return plain(time(acceptedAt))
  const isBefore = acceptedAt < closingAt
  const { en, ko } = span(Math.abs(closingAt - acceptedAt))
  return {
    en: `${time(acceptedAt)}, ${en} ${isBefore ? 'before' : 'after'} bidding closed`,
    ko: `${time(acceptedAt)} (마감 ${ko} ${isBefore ? '전' : '후'})`,
  }
}

export function vouchersWords(vouchers: Summary['vouchers']): Words {
  if (vouchers === undefined) return { en: 'nobody whom you trust', ko: '신뢰하는 기관의 보증 없음' }
  if (vouchers.kind === 'witness') {
    const names = vouchers.witnesses
      .map(({ name, time: at }) => `${printable(name)} (${time(at)})`)
      .join(', ')
    return { en: `witnesses: ${names}`, ko: `증인: ${names}` }
  }
  const { seals, validators } = vouchers
  return {
    en: `${seals} of ${validators.length} validators sealed the last block`,
    ko: `검증인 ${validators.length} 중 ${seals}이 마지막 블록을 보증`,
  }
}

export function namesOf(participants: readonly bigint[]): Words {
  const named = participants.slice(0, NAMED).join(', ')
  const others = participants.length - NAMED
  if (others <= 0) return plain(named)
  return { en: `${named} and ${grouped(others)} others`, ko: `${named} 외 ${grouped(others)}` }
}
