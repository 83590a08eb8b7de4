import { word } from '../../../../src/protocol/bytes.ts'
import { PHASES } from '../../../../src/protocol/tender.ts'
import type { Schedule, Terms } from '../../../../src/protocol/terms.ts'
import { altered, alteredAlone, type Drafts, forged, unreadable } from '../case.ts'
import {
  AGENCY,
  countersign,
  insertAfter,
  moveAfter,
  REGISTRAR,
  remove,
  removeReceipt,
  repeat,
  restate,
  setTime,
  sign,
  timeOf,
} from '../edit.ts'
import { blockOf, type EvidenceJson, logBy, logOf, statementOf } from '../file.ts'
import { renumberActs } from '../replay.ts'

/** Whoever has a bid in life.json and no second key. */
const [FIRST, THIRD, LAST] = [1001, 1003, 1007]
const NOTHING = word(0n)

function scheduleOf(file: EvidenceJson): Schedule {
  return statementOf(logOf(file, 'Postponed')).schedule as Schedule
}

/** What changes a tender after its announcement, and what is disputed after the award. */
export const LIFE_CASES: Drafts = {
  // --------------------------------------------------------------------------------------------------- P2.3, P3.3
  'a withdrawn bid that was opened': forged(
    'life',
    file => {
      const opened = logBy(file, 'BidOpened', FIRST)
      insertAfter(file, opened, { ...structuredClone(opened), bidder: String(LAST) })
    },
    ['P2.3 fail BARRED', 'P5.1 fail OTHER_OUTCOME'],
  ),
  'a settlement that accuses a guardian who delivered': forged(
    'life',
    file => {
      logOf(file, 'ReserveSettled').released = 1
    },
    ['P3.3 fail OTHER_SETTLEMENT'],
  ),
  'a settlement that does not count a bid that stays closed': forged(
    'fallback',
    file => {
      logOf(file, 'ReserveSettled').closed = 0
    },
    ['P3.3 fail OTHER_SETTLEMENT'],
  ),

  // --------------------------------------------------------------------------------------------------------- P4.1
  'an amendment altered in the file': altered(
    'life',
    file => {
      ;(statementOf(logOf(file, 'Amended')).terms as Terms).minimumBids = 1
    },
    'P4.1 fail BAD_SIGNATURE',
  ),
  'an amendment that the registrar signed': forged(
    'life',
    file => sign(file, logOf(file, 'Amended'), REGISTRAR),
    ['P4.1 fail UNKNOWN_SIGNER'],
  ),
  'an amendment that shortens the time for amendments': forged(
    'life',
    file => {
      const log = logOf(file, 'Amended')
      const terms = statementOf(log).terms as Terms
      restate(file, log, AGENCY, { terms: { ...terms, amendmentTime: terms.amendmentTime - 1 } })
    },
    ['P4.1 fail BAD_CHANGE'],
  ),
  'an amendment with another number': forged(
    'life',
    file => {
      logOf(file, 'Amended').termsVersion = 3
    },
    ['P4.1 fail OTHER_NUMBER'],
  ),
  'a postponement that begins the fallback earlier': forged(
    'life',
    file => {
      const { fallbackAt } = (statementOf(logOf(file, 'Amended')).terms as Terms).schedule
      const schedule = { ...scheduleOf(file), fallbackAt: fallbackAt - 1 }
      restate(file, logOf(file, 'Postponed'), AGENCY, { schedule })
    },
    ['P4.1 fail BAD_CHANGE'],
  ),
  'a postponement without a reason': forged(
    'life',
    file => restate(file, logOf(file, 'Postponed'), AGENCY, { reason: 0 }),
    ['P4.1 fail NO_REASON'],
  ),
  'a postponement after the closing': forged(
    'life',
    file => {
      moveAfter(file, logOf(file, 'Postponed'), logOf(file, 'BidWithdrawn'))
      renumberActs(file)
    },
    ['P4.1 fail WRONG_PHASE', 'P4.3 fail TOO_LATE'],
  ),

  // -------------------------------------------------------------------------------------------------- P4.2 to P4.5
  'a confirmation that another bidder signed': forged(
    'life',
    file => sign(file, logOf(file, 'BidConfirmed'), THIRD),
    ['P4.2 fail UNKNOWN_SIGNER'],
  ),
  'bids after the cancellation': forged(
    'cancelled',
    file => {
      moveAfter(file, logOf(file, 'Cancelled'), logOf(file, 'BidAccepted'))
      restate(file, logOf(file, 'Cancelled'), AGENCY, { phase: PHASES.indexOf('Bidding') })
    },
    ['P4.3 fail WRONG_PHASE'],
  ),
  'a confirmation for an earlier version': forged(
    'life',
    file => restate(file, logOf(file, 'BidConfirmed'), FIRST, { termsVersion: 1 }),
    ['P4.4 fail BAD_TERMS', 'P5.1 fail OTHER_OUTCOME'],
  ),
  'a request of withdrawal without grounds': forged(
    'life',
    file => restate(file, logOf(file, 'WithdrawalRequested'), LAST, { document: NOTHING }),
    ['P4.4 fail NO_REASON'],
  ),
  'a request of withdrawal for an earlier version': forged(
    'life',
    file => restate(file, logOf(file, 'WithdrawalRequested'), LAST, { termsVersion: 1 }),
    ['P4.4 fail BAD_TERMS', 'P4.5 fail NOT_REQUESTED'],
  ),
  'a receipt without the amendment that its bid followed': altered(
    'amended',
    file => remove(file, logOf(file, 'Amended')),
    'P4.4 fail BAD_TERMS',
  ),
  'a withdrawal that the bidder did not ask for': forged(
    'life',
    file => remove(file, logOf(file, 'WithdrawalRequested')),
    ['P4.5 fail NOT_REQUESTED'],
  ),
  'a bid that was confirmed twice': forged('life', file => repeat(file, logOf(file, 'BidConfirmed')), [
    'P4.5 fail BID_STANDS',
  ]),
  'a request to withdraw another bid than the last': forged(
    'life',
    file => restate(file, logOf(file, 'WithdrawalRequested'), LAST, { sequence: 1 }),
    ['P4.5 fail OTHER_NUMBER'],
  ),
  'a withdrawal of another bid than was asked for': forged(
    'life',
    file => restate(file, logOf(file, 'BidWithdrawn'), AGENCY, { sequence: 1 }),
    ['P4.5 fail OTHER_NUMBER'],
  ),

  // ------------------------------------------------------------------------------------------------- P4.6 to P5.1
  'a confirmation that was left out': altered(
    'life',
    file => removeReceipt(file, logOf(file, 'BidConfirmed')),
    'P4.6 fail BROKEN_RECORD',
  ),
  'a bid left behind by an amendment that was opened as if it stood': forged(
    'life',
    file => {
      Object.assign(logBy(file, 'BidOpened', THIRD), { invalidity: 'BadTag' })
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),

  // --------------------------------------------------------------------------------------------------- P7.3, P7.4
  'an objection that the registrar decided': forged(
    'life',
    file => sign(file, logOf(file, 'ObjectionDecided'), REGISTRAR),
    ['P7.3 fail UNKNOWN_SIGNER'],
  ),
  'a withdrawal in the name of the registrar, which the agency signed': forged(
    'life',
    file => restate(file, logOf(file, 'BidWithdrawn'), AGENCY, { author: String(REGISTRAR) }),
    ['P7.3 fail UNKNOWN_SIGNER'],
  ),
  'a disqualification while the award stood': forged(
    'life',
    file => restate(file, logOf(file, 'ObjectionDecided'), AGENCY, { upheld: false }),
    ['P7.4 fail WRONG_PHASE'],
  ),

  // --------------------------------------------------------------------------------------------------------- P7.6
  'a contract written without the signature of the winner': alteredAlone(
    'life',
    file => {
      delete logOf(file, 'Concluded').countersigned
    },
    ['P7.6 missing UNSIGNED'],
  ),
  'a contract that somebody else signed for the winner': alteredAlone(
    'life',
    file => countersign(file, logOf(file, 'Concluded'), FIRST),
    ['P7.6 fail UNKNOWN_SIGNER'],
  ),
  'a contract while an objection was open': forged(
    'life',
    file => {
      remove(file, logOf(file, 'ObjectionDecided', -1))
      renumberActs(file)
    },
    ['P7.6 fail OPEN_OBJECTIONS'],
  ),
  'a forfeit within the objection period': forged(
    'life',
    file => {
      const block = blockOf(file, logOf(file, 'Forfeited'))
      setTime(block, timeOf(block) - 1)
    },
    ['P7.6 fail OBJECTION_PERIOD'],
  ),
  'a forfeit that lets another follow': forged(
    'life',
    file => {
      logOf(file, 'Forfeited').next = '1002'
    },
    ['P7.6 fail OTHER_ORDER'],
  ),
  'a forfeit without a document': forged(
    'life',
    file => restate(file, logOf(file, 'Forfeited'), AGENCY, { document: NOTHING }),
    ['P7.6 fail NO_REASON'],
  ),
  'a cancellation without a reason': forged(
    'cancelled',
    file => restate(file, logOf(file, 'Cancelled'), AGENCY, { reason: 0 }),
    ['P7.6 fail NO_REASON'],
  ),
  'a tender that was cancelled twice': forged(
    'cancelled',
    file => {
      repeat(file, logOf(file, 'Cancelled'))
      renumberActs(file)
    },
    ['P7.6 fail WRONG_PHASE'],
  ),

  // --------------------------------------------------------------------------------------------------------- P7.7
  'an objection that another bidder signed': forged(
    'life',
    file => sign(file, logOf(file, 'Objected', 1), THIRD),
    ['P7.7 fail UNKNOWN_SIGNER'],
  ),
  'an objection of somebody who did not bid': forged(
    'life',
    file => restate(file, logOf(file, 'Objected'), 1008, { bidder: '1008' }),
    ['P7.7 fail NO_SUCH_BID'],
  ),
  'an objection after the objection period': forged(
    'life',
    file => {
      const end = timeOf(blockOf(file, logOf(file, 'Concluded')))
      for (const event of ['Objected', 'ObjectionDecided'] as const)
        setTime(blockOf(file, logOf(file, event, -1)), end)
    },
    ['P7.7 fail TOO_LATE'],
  ),
  'a second objection to the same award': forged(
    'life',
    file => {
      repeat(file, logOf(file, 'Objected', 1)).objection = 2
      restate(file, logOf(file, 'ObjectionDecided', 1), AGENCY, { objection: 2 })
      logOf(file, 'Objected', -1).objection = 3
      restate(file, logOf(file, 'ObjectionDecided', -1), AGENCY, { objection: 3 })
    },
    ['P7.6 fail OPEN_OBJECTIONS', 'P7.7 fail OBJECTED_TWICE'],
  ),
  'a decision about an objection that nobody raised': forged(
    'life',
    file => remove(file, logOf(file, 'Objected', -1)),
    ['P7.7 fail NO_OPEN_OBJECTION'],
  ),
  'objections counted wrongly': forged(
    'life',
    file => {
      logOf(file, 'Objected', -1).objection = 3
      restate(file, logOf(file, 'ObjectionDecided', -1), AGENCY, { objection: 3 })
    },
    ['P7.6 fail OPEN_OBJECTIONS', 'P7.7 fail OTHER_NUMBER'],
  ),

  // ------------------------------------------------------------------------------------------------------ the file
  'a second signature under a statement that one signs': unreadable(
    'life',
    file => countersign(file, logOf(file, 'Awarded'), FIRST),
    'MALFORMED_EVIDENCE',
  ),
}
