import { table } from '../../src/cli/output.ts'
import type { Told } from './story.ts'

/** The outcome of both tenders for people, Korean terms beside the English ones. */
export function summary(
  construction: Told['construction'],
  service: Told['service'],
  seconds: number,
): string {
  const won = (amount: number): string => `${amount.toLocaleString('en-US')} won`
  const rows = (outcome: Told['construction']): [string, string][] => [
    ['bids (투찰)', `${outcome.bids}: ${outcome.acceptable} acceptable, ${outcome.rejected} rejected`],
    ['reserve price (예정가격)', won(outcome.reservePrice)],
    ['floor price (낙찰하한가)', won(outcome.floorPrice)],
    ['awarded at (낙찰금액)', won(outcome.winner.amount)],
    ['key released by', `${outcome.guardians.released} of ${outcome.guardians.of} guardians`],
    ['phase', outcome.phase],
  ]
  return [
    '',
    'Notice 20241240614-001',
    table(rows(construction)),
    '',
    'Notice R25BK00811340, multiple reserve price (복수예가)',
    table([...rows(service), ['drawn numbers (추첨번호)', service.drawn.join(', ')]]),
    '',
    `${seconds} s in all.`,
    '',
  ].join('\n')
}
