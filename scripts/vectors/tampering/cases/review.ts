import { PHASES } from '../../../../src/protocol/tender.ts'
import { type Drafts, forged } from '../case.ts'
import { AGENCY, remove, restate } from '../edit.ts'
import { logBy, logOf } from '../file.ts'
import { renumberActs } from '../replay.ts'

const [FIRST, SECOND] = [1001, 1002]

/** Scores, ties and results. */
export const REVIEW_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P7.4
  'points for the price that the rule does not give': forged(
    'scored',
    file => {
      const log = logOf(file, 'Qualified')
      log.priceScore = Number(log.priceScore) - 1
    },
    ['P7.4 fail OTHER_SCORE'],
  ),
  'more points for the rest than there are': forged(
    'scored',
    file => restate(file, logOf(file, 'Qualified'), AGENCY, { otherScore: 3001 }),
    ['P7.4 fail OTHER_SCORE', 'P7.5 fail NOT_FIRST'],
  ),
  'a bidder qualified below the pass mark': forged(
    'scored',
    file => restate(file, logOf(file, 'Qualified'), AGENCY, { otherScore: 2499 }),
    ['P7.4 fail SCORE_TOO_LOW'],
  ),
  'a bidder disqualified for a score that suffices': forged(
    'scored',
    file => restate(file, logOf(file, 'Disqualified'), AGENCY, { otherScore: 2500 }),
    ['P7.4 fail SCORE_SUFFICES'],
  ),
  'points in a tender without scores': forged(
    'multiple',
    file => restate(file, logOf(file, 'Qualified'), AGENCY, { otherScore: 1 }),
    ['P7.4 fail OTHER_SCORE'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P7.5
  'an award among equals to one with fewer points': forged(
    'scored',
    file => restate(file, logOf(file, 'Awarded'), AGENCY, { bidder: String(FIRST) }),
    ['P7.4 fail QUALIFIED_TWICE', 'P7.5 fail NOT_REVIEWED'],
  ),
  'an award while one with the same price had not been reviewed': forged(
    'scored',
    file => {
      remove(file, logOf(file, 'Qualified'))
      renumberActs(file)
    },
    ['P7.5 fail NOT_REVIEWED'],
  ),

  // ------------------------------------------------------------------------------------------------------ P7.6, P7.7
  'an award forfeited for somebody else': forged(
    'scored',
    file => restate(file, logOf(file, 'Forfeited'), AGENCY, { bidder: String(FIRST) }),
    ['P7.4 fail NOT_FIRST', 'P7.5 fail NOT_FIRST', 'P7.6 fail NOT_WINNER', 'P7.7 fail WRONG_PHASE'],
  ),
  'a forfeit without a reason': forged(
    'scored',
    file => restate(file, logOf(file, 'Forfeited'), AGENCY, { reason: 0 }),
    ['P7.6 fail NO_REASON'],
  ),
  'a cancellation that was signed in another phase': forged(
    'cancelled',
    file => restate(file, logOf(file, 'Cancelled'), AGENCY, { phase: PHASES.indexOf('Bidding') }),
    ['P7.6 fail WRONG_PHASE'],
  ),
  'an objection to another result': forged(
    'scored',
    file => restate(file, logBy(file, 'Objected', SECOND), SECOND, { award: 2 }),
    ['P7.7 fail OTHER_NUMBER'],
  ),
  'a decision that puts another first in line': forged(
    'scored',
    file => {
      const log = logOf(file, 'ObjectionDecided')
      log.first = log.first === '1001' ? '1002' : '1001'
    },
    ['P7.7 fail OTHER_ORDER'],
  ),
}
