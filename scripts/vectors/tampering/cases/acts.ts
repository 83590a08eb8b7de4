import { word } from '../../../../src/protocol/bytes.ts'
import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import {
  AGENCY,
  exchange,
  insertAfter,
  REGISTRAR,
  remove,
  repeat,
  restate,
  setTime,
  sign,
  suspend,
  timeOf,
  unsign,
} from '../edit.ts'
import { blockOf, logBy, logOf, statementOf } from '../file.ts'
import { actsOf, renumberActs, termsOf } from '../replay.ts'

/** An agency departs from the line only by a recorded, reasoned act. */
export const ACT_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P7.3
  'a reason altered in the file': altered(
    'multiple',
    file => {
      statementOf(logOf(file, 'Disqualified')).reason = 3
    },
    'P7.3 fail BAD_SIGNATURE',
  ),
  'a disqualification that the registrar signed': forged(
    'multiple',
    file => sign(file, logOf(file, 'Disqualified'), REGISTRAR),
    ['P7.3 fail UNKNOWN_SIGNER'],
  ),
  'an award by a suspended agency': forged(
    'multiple',
    file =>
      suspend(
        file,
        logOf(file, 'OrderCompleted'),
        AGENCY,
        timeOf(blockOf(file, logOf(file, 'Concluded'))) + 1,
      ),
    ['P7.3 fail SUSPENDED_AUTHOR'],
  ),
  'an act with another number': forged(
    'multiple',
    file => restate(file, logOf(file, 'Concluded'), AGENCY, { act: 4 }),
    ['P7.3 fail OTHER_NUMBER'],
  ),
  'an act that was left out of the chain': forged(
    'multiple',
    file => remove(file, logOf(file, 'Disqualified')),
    ['P7.3 fail OTHER_NUMBER', 'P7.4 fail NOT_FIRST', 'P7.5 fail NOT_FIRST'],
  ),
  'acts written without their signatures': alteredAlone(
    'multiple',
    file => {
      for (const log of actsOf(file)) unsign(file, log)
    },
    ['P7.3 missing UNSIGNED', 'P7.6 missing UNSIGNED'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P7.4
  'a disqualification without a reason': forged(
    'multiple',
    file => restate(file, logOf(file, 'Disqualified'), AGENCY, { reason: 0 }),
    ['P7.4 fail NO_REASON'],
  ),
  'a disqualification without a document': forged(
    'multiple',
    file => restate(file, logOf(file, 'Disqualified'), AGENCY, { document: word(0n) }),
    ['P7.4 fail NO_REASON'],
  ),
  'a disqualification of somebody who is not first': forged(
    'fallback',
    file => restate(file, logOf(file, 'Qualified'), AGENCY, { bidder: '1001' }),
    ['P7.4 fail NOT_FIRST'],
  ),
  'a disqualification that lets another follow': forged(
    'multiple',
    file => {
      const log = logOf(file, 'Disqualified')
      log.next = log.next === '1002' ? '1003' : '1002'
    },
    ['P7.4 fail OTHER_ORDER'],
  ),
  'a bidder that was found qualified twice': forged(
    'fallback',
    file => {
      repeat(file, logOf(file, 'Qualified'))
      renumberActs(file)
    },
    ['P7.4 fail QUALIFIED_TWICE'],
  ),
  'a review before the order stood': forged(
    'multiple',
    file => exchange(file, logOf(file, 'Disqualified'), logOf(file, 'BidRanked', -1)),
    ['P7.2 fail TOO_EARLY', 'P7.4 fail WRONG_PHASE'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P7.5
  'an award to a bidder that was not found qualified': forged(
    'multiple',
    file => {
      remove(file, logOf(file, 'Qualified'))
      renumberActs(file)
    },
    ['P7.5 fail NOT_QUALIFIED'],
  ),
  'an award of another amount': forged(
    'multiple',
    file => {
      const log = logOf(file, 'Awarded')
      restate(file, log, AGENCY, { amount: `${statementOf(log).amount}0` })
    },
    ['P7.5 fail OTHER_AMOUNT'],
  ),
  'an award to somebody else': forged(
    'single',
    file => {
      const { bidder, price } = logBy(file, 'BidOpened', 1002)
      restate(file, logOf(file, 'Awarded'), AGENCY, { bidder, amount: price })
    },
    ['P7.5 fail NOT_FIRST'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P7.6
  'a conclusion within the objection period': forged(
    'multiple',
    file => {
      const award = timeOf(blockOf(file, logOf(file, 'Awarded')))
      setTime(blockOf(file, logOf(file, 'Concluded')), award + termsOf(file).objectionPeriod - 1)
    },
    ['P7.6 fail OBJECTION_PERIOD'],
  ),
  'a conclusion with another amount': forged(
    'multiple',
    file => {
      const log = logOf(file, 'Concluded')
      restate(file, log, AGENCY, { amount: `${statementOf(log).amount}0` })
    },
    ['P7.6 fail OTHER_AMOUNT'],
  ),
  'a conclusion with somebody else': forged(
    'multiple',
    file => {
      const { bidder, price } = logBy(file, 'BidOpened', 1001)
      restate(file, logOf(file, 'Concluded'), AGENCY, { bidder, amount: price })
    },
    ['P7.6 fail NOT_WINNER'],
  ),
  'a conclusion without a contract': forged(
    'multiple',
    file => restate(file, logOf(file, 'Concluded'), AGENCY, { contractHash: word(0n) }),
    ['P7.6 fail NO_REASON'],
  ),
  'a conclusion without an award': forged(
    'multiple',
    file => {
      remove(file, logOf(file, 'Awarded'))
      renumberActs(file)
    },
    ['P7.6 fail WRONG_PHASE'],
  ),
  'an award after the conclusion': forged(
    'multiple',
    file => {
      insertAfter(file, logOf(file, 'Concluded'), structuredClone(logOf(file, 'Awarded')))
      renumberActs(file)
    },
    ['P7.5 fail WRONG_PHASE', 'P7.6 fail WRONG_PHASE'],
  ),
}
