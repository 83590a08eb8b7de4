import { word } from '../../../../src/protocol/bytes.ts'
import { degradedSeed } from '../../../../src/protocol/reserve.ts'
import { scalar } from '../../evidence/cast.ts'
import { altered, type Drafts, forged } from '../case.ts'
import { exchange, repeat } from '../edit.ts'
import { type EvidenceJson, logBy, logOf, logsOf, statementOf } from '../file.ts'
import { NOBODY, packed, replay } from '../replay.ts'

const CHOSEN_SEED = scalar('a seed that somebody chose')

/** The first seed under which another bidder wins: whoever could choose the seed would try one after the other. */
function likedSeed(file: EvidenceJson): bigint {
  for (let number = 0; ; number++) {
    const seed = scalar(`seed ${number}`)
    const copy = structuredClone(file)
    replay(copy, { seed })
    const winner = (each: EvidenceJson) => statementOf(logOf(each, 'Awarded')).bidder
    if (winner(copy) !== NOBODY && winner(copy) !== winner(file)) return seed
  }
}

/** How often each number was picked. */
function countsOf(file: EvidenceJson): number[] {
  const counts = BigInt(String(logOf(file, 'ReserveSettled').counts))
  return Array.from({ length: 15 }, (_, number) => Number(BigInt.asUintN(16, counts >> BigInt(16 * number))))
}

/** Nobody chose the reserve price. */
export const RESERVE_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P6.1
  'a reserve price drawn from a seed that somebody chose': forged(
    'multiple',
    file => replay(file, { seed: likedSeed(file) }),
    ['P6.1 fail OTHER_SEED'],
  ),
  'a degraded seed that leaves a note out': forged(
    'fallback',
    file => {
      const [, ...others] = logsOf(file, 'BidOpened')
      const notes = others.map(({ note, bidder }) => ({
        r: BigInt(String(note)),
        author: BigInt(String(bidder)),
      }))
      replay(file, { seed: degradedSeed(notes) })
    },
    ['P6.1 fail OTHER_SEED'],
  ),
  'a tie that was broken with another seed': forged(
    'single',
    file => {
      logOf(file, 'ReserveSettled').seed = word(CHOSEN_SEED)
    },
    ['P6.1 fail OTHER_SEED'],
  ),
  'a reserve price settled twice': forged('multiple', file => repeat(file, logOf(file, 'ReserveSettled')), [
    'P6.1 fail THERE_TWICE',
  ]),
  'a reserve price settled before all bids were open': forged(
    'multiple',
    file => {
      const [first, last] = [logOf(file, 'ReserveSettled'), logBy(file, 'BidOpened', 1007)]
      exchange(file, first, last)
    },
    ['P3.3 fail OTHER_SETTLEMENT', 'P6.1 fail WRONG_PHASE'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P6.2
  'picks counted wrongly, and the reserve price that follows from it': forged(
    'multiple',
    file => {
      const counts = countsOf(file)
      replay(file, { counts: [...counts.slice(1), ...counts.slice(0, 1)] })
    },
    ['P6.2 fail OTHER_COUNTS'],
  ),
  'counts of picks in a tender without picks': forged(
    'single',
    file => {
      logOf(file, 'ReserveSettled').counts = packed([1])
    },
    ['P6.2 fail OTHER_COUNTS'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P6.3
  'a reserve price altered in the file': altered(
    'multiple',
    file => {
      const log = logOf(file, 'ReserveSettled')
      log.reserve = String(BigInt(String(log.reserve)) + 100n)
    },
    'P6.3 fail OTHER_RESERVE',
  ),
  'a reserve price that somebody chose': forged(
    'multiple',
    file => replay(file, { reserve: BigInt(String(logOf(file, 'ReserveSettled').reserve)) - 100_000n }),
    ['P6.3 fail OTHER_RESERVE'],
  ),
}
