import { altered, type Drafts, forged } from '../case.ts'
import { remove, repeat } from '../edit.ts'
import { logBy, logOf } from '../file.ts'
import { replay } from '../replay.ts'

/** The award follows the announced rule. */
export const AWARD_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P7.1
  'a verdict altered in the file': altered(
    'multiple',
    file => {
      logBy(file, 'BidRanked', 1004).verdict = 'Acceptable'
    },
    'P7.1 fail OTHER_VERDICT',
  ),
  'a bid below the floor that was taken': forged(
    'multiple',
    file => {
      Object.assign(logBy(file, 'BidRanked', 1004), { verdict: 'Acceptable', behind: '0' })
    },
    ['P7.1 fail OTHER_VERDICT'],
  ),
  'an acceptable bid that was rejected': forged(
    'single',
    file => {
      Object.assign(logBy(file, 'BidRanked', 1003), { verdict: 'BelowFloor', behind: '0' })
    },
    ['P7.1 fail OTHER_VERDICT'],
  ),
  'a rejected bid with another reason': forged(
    'multiple',
    file => {
      logBy(file, 'BidRanked', 1004).verdict = 'AboveReserve'
    },
    ['P7.1 fail OTHER_VERDICT'],
  ),
  'a bid that is ranked although it is invalid': forged(
    'multiple',
    file => {
      const log = repeat(file, logBy(file, 'BidRanked', 1004))
      log.bidder = '1007'
    },
    ['P7.1 fail OTHER_OUTCOME', 'P7.2 fail WRONG_PHASE'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P7.2
  'an order altered in the file': altered(
    'multiple',
    file => {
      logBy(file, 'BidRanked', 1001).behind = '1002'
    },
    'P7.2 fail OTHER_ORDER',
  ),
  'two places in line exchanged': forged(
    'single',
    file => {
      const [one, other] = [logBy(file, 'BidRanked', 1002), logBy(file, 'BidRanked', 1003)]
      ;[one.bidder, other.bidder] = [other.bidder, one.bidder]
    },
    ['P7.2 fail OTHER_ORDER'],
  ),
  'another winner': forged(
    'multiple',
    file => replay(file, { line: ([first = 0n, ...others]) => [first, ...others.reverse()] }),
    ['P7.2 fail OTHER_ORDER', 'P7.4 fail NOT_FIRST', 'P7.5 fail NOT_FIRST'],
  ),
  'a valid bid that was not ranked': forged(
    'multiple',
    file => remove(file, logBy(file, 'BidRanked', 1004)),
    ['P7.2 missing NOT_RANKED', 'P7.4 fail WRONG_PHASE', 'P7.5 fail WRONG_PHASE', 'P7.6 fail WRONG_PHASE'],
  ),
  'a bid that was ranked twice': forged('multiple', file => repeat(file, logBy(file, 'BidRanked', 1004)), [
    'P7.2 fail RANKED_TWICE',
  ]),
  'an order with another head': forged(
    'multiple',
    file => {
      logOf(file, 'OrderCompleted').first = '1003'
    },
    ['P7.2 fail OTHER_ORDER'],
  ),
  'an order that was never completed': forged(
    'multiple',
    file => remove(file, logOf(file, 'OrderCompleted')),
    ['P7.2 missing NOT_THERE'],
  ),
}
