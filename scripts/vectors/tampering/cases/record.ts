import { secretKeyOf } from '../../evidence/cast.ts'
import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import { AGENCY, exchange, flip, insertAfter, remove, removeBlock, repeat, restate } from '../edit.ts'
import {
  blockOf,
  type EvidenceJson,
  lastBlock,
  logBy,
  logOf,
  logsOf,
  readValid,
  statementOf,
} from '../file.ts'

/** The key with which supplier 1002 bids; its first one was taken from it. */
const SECOND_KEY = secretKeyOf(1002n, 'second')

/** Numbers bids again as they now stand. */
function renumber(file: EvidenceJson): void {
  for (const [number, log] of logsOf(file, 'BidAccepted').entries()) log.number = number
}

/** No bid and no act can be dropped, added or moved without the chain showing it. */
export const RECORD_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P4.5
  'a bid with another number': forged(
    'multiple',
    file => {
      logBy(file, 'BidAccepted', 1007).number = 7
    },
    ['P4.5 fail OTHER_NUMBER'],
  ),
  'a second bid where one is allowed': forged(
    'multiple',
    file => {
      const log = repeat(file, logBy(file, 'BidAccepted', 1007))
      restate(file, log, 1007, { sequence: 1 })
      renumber(file)
    },
    ['P4.5 fail ALREADY_BID'],
  ),
  'a bid that was taken twice': forged(
    'single',
    file => {
      repeat(file, logBy(file, 'BidAccepted', 1003))
      renumber(file)
    },
    ['P4.5 fail OTHER_NUMBER'],
  ),
  'an earlier bid that was left out although bids are counted': forged(
    'single',
    file => {
      remove(file, logOf(file, 'BidAccepted'))
      renumber(file)
    },
    ['P4.5 fail OTHER_NUMBER'],
  ),
  'an opening of a tender that had failed': forged(
    'fallback',
    file => {
      const { terms } = statementOf(logOf(file, 'Announced'))
      restate(file, logOf(file, 'Announced'), AGENCY, { terms: { ...(terms as object), minimumBids: 5 } })
    },
    [
      'P1.5 fail WRONG_PHASE',
      'P4.5 fail TOO_FEW_BIDS',
      'P6.1 fail WRONG_PHASE',
      'P7.2 fail WRONG_PHASE',
      'P7.4 fail WRONG_PHASE',
    ],
  ),

  // ------------------------------------------------------------------------------------------------------------- P4.6
  'a record altered in the file': altered(
    'multiple',
    file => {
      const log = logOf(file, 'BidAccepted', 3)
      log.record = flip(String(log.record))
    },
    'P4.6 fail BROKEN_RECORD',
  ),
  'a bid removed and its record with it': alteredAlone(
    'failed',
    file => removeBlock(file, blockOf(file, logOf(file, 'BidAccepted'))),
    ['P4.5 fail OTHER_NUMBER', 'P4.6 fail BROKEN_RECORD', 'P4.7 fail OTHER_STATE'],
  ),
  'bids in another order than they came': forged(
    'multiple',
    file => {
      exchange(file, logBy(file, 'BidAccepted', 1001), logBy(file, 'BidAccepted', 1003))
      renumber(file)
    },
    ['P4.6 fail BROKEN_RECORD'],
    { keepRecords: true },
  ),
  'a bid that was added without the record': forged(
    'failed',
    file => {
      const log = logBy(file, 'BidAccepted', 1002)
      const late = insertAfter(file, log, { ...structuredClone(log), number: 2 })
      restate(file, late, SECOND_KEY, { sequence: 1 })
    },
    ['P4.5 fail ALREADY_BID', 'P4.6 fail BROKEN_RECORD'],
    { keepRecords: true },
  ),
  'a bid before the announcement': forged(
    'failed',
    file => {
      const log = logOf(file, 'BidAccepted')
      const copy = insertAfter(file, logOf(file, 'GuardianSetFormed'), structuredClone(log))
      removeBlock(file, blockOf(file, log))
      copy.number = 0
    },
    ['P4.3 fail TOO_EARLY', 'P4.6 fail BROKEN_RECORD'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P4.7
  'the last act left out': alteredAlone(
    'multiple',
    file => {
      lastBlock(file).receipts = []
    },
    ['P4.7 fail OTHER_STATE'],
  ),
  'the last two acts left out': alteredAlone(
    'multiple',
    file => {
      removeBlock(file, blockOf(file, logOf(file, 'Awarded')))
      lastBlock(file).receipts = []
    },
    ['P4.7 fail OTHER_STATE'],
  ),
  'the last bid left out': alteredAlone(
    'failed',
    file => removeBlock(file, blockOf(file, logOf(file, 'BidAccepted', 1))),
    ['P4.7 fail OTHER_STATE'],
  ),
  'the last block left out': alteredAlone('multiple', file => removeBlock(file, lastBlock(file)), [
    'P4.7 fail STATE_NOT_PROVEN',
    'P8.4 fail STATE_NOT_PROVEN',
  ]),
  'the storage of another tender': alteredAlone(
    'failed',
    file => {
      file.state.storage = readValid('single').state.storage
    },
    ['P4.7 fail STATE_NOT_PROVEN'],
  ),
  'no storage at all': alteredAlone(
    'failed',
    file => {
      file.state.storage = []
    },
    ['P4.7 missing STATE_NOT_PROVEN'],
  ),
}
