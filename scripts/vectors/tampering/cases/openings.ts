import { altered, type Drafts, forged } from '../case.ts'
import { AGENCY, flip, insertAfter, moveAfter, remove, repeat, restate, suspend, timeOf } from '../edit.ts'
import { blockOf, type EvidenceJson, logBy, logOf } from '../file.ts'
import { actsOf, replay, validBids } from '../replay.ts'

/** The price of the one to whom the contract goes. */
function winningBid(file: EvidenceJson) {
  const winner = Number(String(logOf(file, 'OrderCompleted').first))
  return logBy(file, 'BidOpened', winner)
}

/** No one's word is taken for what a bid or the sealed reserve price said. */
export const OPENING_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P5.1
  'a price altered in the file': altered(
    'multiple',
    file => {
      const log = logBy(file, 'BidOpened', 1001)
      log.price = String(BigInt(String(log.price)) - 1n)
    },
    'P5.1 fail OTHER_OUTCOME',
  ),
  'another price than was sealed, and the award that follows from it': forged(
    'single',
    file => {
      const log = winningBid(file)
      log.price = String(BigInt(String(log.price)) + 1n)
      for (const act of actsOf(file)) {
        if (act.event === 'Awarded') restate(file, act, AGENCY, { amount: log.price })
      }
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'a loser that was opened to the lowest price and wins': forged(
    'multiple',
    file => {
      const lowest = validBids(file).filter(({ bidder }) => bidder === 1001n)
      logBy(file, 'BidOpened', 1006).price = String((lowest[0]?.price ?? 0n) - 1n)
      replay(file)
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'a valid bid that was called invalid': forged(
    'fallback',
    file => {
      Object.assign(logBy(file, 'BidOpened', 1001), { invalidity: 'BadTag', price: '0', choices: 0 })
      replay(file)
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'an invalid bid that was called valid': forged(
    'multiple',
    file => {
      const { price, choices } = logBy(file, 'BidOpened', 1002)
      Object.assign(logBy(file, 'BidOpened', 1007), { invalidity: 'None', price, choices })
      const last = logOf(file, 'BidRanked', -1)
      insertAfter(file, last, { ...last, bidder: '1007' })
      replay(file)
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'a bidder treated as suspended that was not': forged(
    'single',
    file => {
      Object.assign(logBy(file, 'BidOpened', 1003), { invalidity: 'Suspended', price: '0' })
      remove(file, logBy(file, 'BidRanked', 1003))
      const completion = logOf(file, 'OrderCompleted')
      completion.acceptable = Number(completion.acceptable) - 1
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'a suspension of which the opening knew nothing': forged(
    'fallback',
    file =>
      suspend(
        file,
        logOf(file, 'BidAccepted', -1),
        1001,
        timeOf(blockOf(file, logOf(file, 'BidOpened'))) + 1,
      ),
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'shared points of two bids exchanged': forged(
    'multiple',
    file => {
      const [one, other] = [logBy(file, 'BidOpened', 1002), logBy(file, 'BidOpened', 1003)]
      ;[one.dx, one.dy, other.dx, other.dy] = [other.dx, other.dy, one.dx, one.dy]
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'outcomes of two bids exchanged': forged(
    'multiple',
    file => {
      const [one, other] = [logBy(file, 'BidOpened', 1001), logBy(file, 'BidOpened', 1002)]
      ;[one.bidder, other.bidder] = [other.bidder, one.bidder]
      replay(file)
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
  'a bid opened before the key was': forged(
    'multiple',
    file => moveAfter(file, logBy(file, 'BidOpened', 1001), logOf(file, 'ShareRefused')),
    ['P5.1 fail TOO_EARLY'],
  ),
  'picks altered in the file': altered(
    'multiple',
    file => {
      logBy(file, 'BidOpened', 1001).choices = 0x0201
    },
    'P5.1 fail OTHER_OUTCOME',
  ),

  // ------------------------------------------------------------------------------------------------------------- P5.2
  'another reserve price than the agency sealed': forged(
    'single',
    file => {
      const reserve = String(BigInt(String(logOf(file, 'ReserveOpened').reserve)) - 1n)
      logOf(file, 'ReserveOpened').reserve = reserve
      logOf(file, 'ReserveSettled').reserve = reserve
    },
    ['P5.2 fail OTHER_RESERVE'],
  ),
  'a sealed reserve price that was exchanged after the announcement': altered(
    'single',
    file => {
      const announced = logOf(file, 'Announced').signed?.statement.reserveSeal as Record<string, string>
      announced.price = flip(announced.price ?? '')
    },
    'P5.2 fail OTHER_RESERVE',
  ),
  'a sealed reserve price that was never opened': forged(
    'single',
    file => remove(file, logOf(file, 'ReserveOpened')),
    [
      'P5.2 missing NOT_THERE',
      'P6.1 fail WRONG_PHASE',
      'P6.3 missing NOT_THERE',
      'P7.2 fail WRONG_PHASE',
      'P7.4 fail WRONG_PHASE',
      'P7.5 fail WRONG_PHASE',
    ],
  ),
  'a reserve price that was opened twice': forged(
    'single',
    file => repeat(file, logOf(file, 'ReserveOpened')),
    ['P5.2 fail THERE_TWICE'],
  ),
}
