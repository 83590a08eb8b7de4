import { expect } from 'chai'
import { AGENCY } from '../../../scripts/vectors/evidence/cast.ts'
import { RECEIPT_CHECKS } from '../../../src/verify/checks/receipt.ts'
import { describeCheck, restate, timeOf } from '../support/alteration.ts'
import {
  type EvidenceJson,
  type LogJson,
  logOf,
  logsOf,
  remove,
  statementOf,
  unsign,
} from '../support/evidence.ts'

const applies = {
  failed: 'notApplicable',
  fallback: 'notApplicable',
  multiple: 'notApplicable',
  receipt: 'pass',
  single: 'notApplicable',
} as const

/** Of all bids in the transaction the one that the receipt is for: others stand there without their signatures. */
function ownBid(json: EvidenceJson): LogJson {
  return logsOf(json, 'BidAccepted').find(({ signed }) => signed !== undefined) ?? expect.fail()
}

describeCheck(RECEIPT_CHECKS, 'P9.1', applies, {
  'that the bid is another bidder’s': {
    file: 'receipt',
    alter: json => {
      unsign(json, ownBid(json))
      json.bidder = '1003'
      remove(json, ...logsOf(json, 'BidAccepted').filter(log => log.bidder === '1003'))
    },
    finding: { status: 'missing', code: 'NO_SUCH_BID', participant: 1003n },
  },
  'a bid that nobody signed': {
    file: 'receipt',
    alter: json => unsign(json, ownBid(json)),
    finding: { status: 'missing', code: 'UNSIGNED' },
  },
})

describeCheck(RECEIPT_CHECKS, 'P9.2', applies, {
  'a bid after the closing time': {
    file: 'receipt',
    alter: json => {
      const log = logOf(json, 'Announced')
      const terms = statementOf(log).terms as { schedule: object }
      const schedule = { ...terms.schedule, closingAt: timeOf(json, ownBid(json)) }
      restate(json, log, AGENCY.secretKey, { terms: { ...terms, schedule } })
    },
    finding: { status: 'false', code: 'TOO_LATE' },
  },
  'that the terms are not there': {
    file: 'receipt',
    alter: json => remove(json, logOf(json, 'Announced')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
  },
})
