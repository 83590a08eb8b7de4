import { PHASES } from '../../../../src/protocol/tender.ts'
import type { Terms } from '../../../../src/protocol/terms.ts'
import { alteredAlone, type Drafts, forged } from '../case.ts'
import { AGENCY, insertAfter, REGISTRAR, remove, restate, signed } from '../edit.ts'
import { logBy, logOf, readValid, statementOf } from '../file.ts'
import { renumberActs } from '../replay.ts'

const [FIRST, SECOND, LAST] = [1001, 1002, 1007]
const GUARDIAN = 101
/** Half an hour around the closing. */
const OUTAGE_OF_MULTIPLE = { from: closingOf('multiple') - 1_200, until: closingOf('multiple') + 600 }

function closingOf(base: string): number {
  const { schedule } = statementOf(logOf(readValid(base), 'Announced')).terms as Terms
  return schedule.closingAt
}

/** Scores, ties, results, and who took part in making the key. */
export const REVIEW_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P1.2
  'an accusation in the making of the key': forged(
    'multiple',
    file => {
      const { ceremony } = statementOf(logOf(file, 'CeremonyStarted'))
      const accusation = { accused: '102', guardian: '101', key: `0x${'7e'.repeat(32)}` } as const
      const statement = { type: 'AccuseGuardian', ceremony, ...accusation } as const
      const log = { event: 'GuardianAccused', signed: signed(file, statement, GUARDIAN) } as const
      insertAfter(file, logOf(file, 'PackagePosted', -1), log)
    },
    ['P1.2 fail ACCUSED'],
  ),
  'a guardian left out that the ceremony did not leave out': forged(
    'scored',
    file => restate(file, logOf(file, 'CeremonyStarted'), GUARDIAN, { without: 0 }),
    ['P1.2 missing PACKAGE_MISSING', 'P1.3 missing PACKAGE_MISSING'],
  ),
  'so many guardians left out that too few remained': forged(
    'scored',
    file => restate(file, logOf(file, 'CeremonyStarted'), GUARDIAN, { without: 0b110 }),
    [
      'P1.2 fail BAD_THRESHOLD',
      'P1.3 fail BAD_PACKAGE',
      'P2.1 fail OTHER_GUARDIANS',
      'P2.2 missing TOO_FEW_SHARES',
    ],
  ),

  // ------------------------------------------------------------------------------------------------------------- P1.4
  'a key of guardians that had been retired': forged(
    'multiple',
    file => {
      const statement = { type: 'RetireGuardianSet', set: 1 } as const
      const log = { event: 'GuardianSetRetired', signed: signed(file, statement, REGISTRAR) } as const
      insertAfter(file, logOf(file, 'KeysReady'), log)
    },
    ['P1.4 fail RETIRED_SET'],
  ),
  'a key that was rehearsed': forged(
    'multiple',
    file => {
      const { key } = statementOf(logOf(file, 'Announced'))
      const statement = { type: 'RehearseKey', key, participant: String(GUARDIAN) } as const
      const log = { event: 'KeyRehearsed', signed: signed(file, statement, GUARDIAN) } as const
      insertAfter(file, logOf(file, 'KeysReady'), log)
    },
    ['P1.4 fail OTHER_TENDER'],
  ),

  // ------------------------------------------------------------------------------------------------------ P4.4, P4.5
  'a request of withdrawal for an earlier version': forged(
    'life',
    file => restate(file, logOf(file, 'WithdrawalRequested'), LAST, { termsVersion: 1 }),
    ['P4.4 fail BAD_TERMS', 'P4.5 fail NOT_REQUESTED'],
  ),
  'a withdrawal in the name of the registrar, which the agency signed': forged(
    'life',
    file => restate(file, logOf(file, 'BidWithdrawn'), AGENCY, { author: String(REGISTRAR) }),
    ['P7.3 fail UNKNOWN_SIGNER'],
  ),
  'a withdrawal of another bid than was asked for': forged(
    'life',
    file => restate(file, logOf(file, 'BidWithdrawn'), AGENCY, { sequence: 1 }),
    ['P4.5 fail OTHER_NUMBER'],
  ),

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

  // ------------------------------------------------------------------------------------------------------------- P8.7
  'a postponement for an outage that nobody knows': alteredAlone('life', () => {}, ['P8.7 fail NO_OUTAGE'], {
    policy: { outages: [{ from: 1_798_000_000, until: 1_798_000_600 }] },
  }),
  'an outage at the closing that was ignored': alteredAlone(
    'multiple',
    () => {},
    ['P8.7 fail OUTAGE_IGNORED'],
    { policy: { outages: [OUTAGE_OF_MULTIPLE] } },
  ),
}
