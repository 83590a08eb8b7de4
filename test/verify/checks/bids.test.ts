import { expect } from 'chai'
import { AGENCY, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { MAX_BIDS } from '../../../src/protocol/limits.ts'
import { G } from '../../../src/protocol/point.ts'
import { extendRecord } from '../../../src/protocol/record.ts'
import { BID_CHECKS } from '../../../src/verify/checks/bids.ts'
import { describeCheck, restate, timeOf } from '../support/alteration.ts'
import {
  type EvidenceJson,
  type LogJson,
  logOf,
  logsOf,
  moveBefore,
  readVector,
  remove,
  repeat,
  runAltered,
  signAgain,
  statementOf,
  unsign,
} from '../support/evidence.ts'

const EVERYWHERE = {
  failed: 'pass',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'pass',
  single: 'pass',
} as const
const TENDERS = { ...EVERYWHERE, receipt: 'notApplicable' } as const

/** The first bid of `multiple.json`, and when it came. */
const FIRST = supplier(1)
const bidAt = (() => {
  const json = readVector('multiple')
  return timeOf(json, logOf(json, 'BidAccepted'))
})()

const alterBid = (fields: object) => (json: EvidenceJson) =>
  restate(json, logOf(json, 'BidAccepted'), FIRST.secretKey, fields)

/** The agency announced other times, or another number of bids. */
const alterTerms =
  (fields: object, schedule: object = {}) =>
  (json: EvidenceJson) => {
    const log = logOf(json, 'Announced')
    const terms = statementOf(log).terms as { schedule: object }
    const altered = { ...terms, ...fields, schedule: { ...terms.schedule, ...schedule } }
    restate(json, log, AGENCY.secretKey, { terms: altered })
  }

/** The entry of the first bidder in the register. */
function registration(json: EvidenceJson): LogJson {
  const entries = logsOf(json, 'Registered').filter(({ signed }) => signed !== undefined)
  return entries.find(log => statementOf(log).participant === FIRST.id.toString()) ?? expect.fail()
}

function suspend(json: EvidenceJson, until: number): void {
  const suspension = {
    participant: FIRST.id.toString(),
    from: bidAt - 1,
    until,
    reason: word(1n),
    revision: 2,
  }
  moveBefore(json, { event: 'Suspended', ...suspension }, logOf(json, 'BidAccepted'))
}

describeCheck(BID_CHECKS, 'P4.2', EVERYWHERE, {
  'a bid without its signature': {
    file: 'multiple',
    alter: json => unsign(json, logOf(json, 'BidAccepted')),
    finding: { status: 'missing', code: 'UNSIGNED', participant: FIRST.id },
  },
  'a bid that a relay altered': {
    file: 'multiple',
    alter: json => Object.assign(statementOf(logOf(json, 'BidAccepted')), { attachments: word(1n) }),
    finding: { status: 'false', code: 'BAD_SIGNATURE', participant: FIRST.id, expected: FIRST.signer },
  },
  'a bid that somebody else signed': {
    file: 'multiple',
    alter: json => signAgain(json, logOf(json, 'BidAccepted'), supplier(2).secretKey),
    finding: {
      status: 'false',
      code: 'UNKNOWN_SIGNER',
      participant: FIRST.id,
      found: supplier(2).signer,
    },
  },
  'a bid that was signed with a key that had been taken away': {
    file: 'receipt',
    alter: json => signAgain(json, logOf(json, 'BidAccepted', 1), supplier(2).secretKey),
    finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: supplier(2).id },
  },
  'a bidder who is no supplier': {
    file: 'multiple',
    alter: json => Object.assign(statementOf(registration(json)), { roles: 8 }),
    finding: { status: 'false', code: 'MISSING_ROLE', participant: FIRST.id, expected: 'supplier' },
  },
  'a bidder whom the register does not know': {
    file: 'multiple',
    alter: json => remove(json, registration(json)),
    finding: { status: 'missing', code: 'UNKNOWN_AUTHOR', participant: FIRST.id },
  },
  'a bidder who was suspended': {
    file: 'multiple',
    alter: json => suspend(json, bidAt + 1),
    finding: { status: 'false', code: 'SUSPENDED_AUTHOR', participant: FIRST.id },
  },
})

describe('P4.2, further', () => {
  it('takes a bid from the moment in which a suspension ends', async () => {
    const result = await runAltered(BID_CHECKS, 'P4.2', 'multiple', json => suspend(json, bidAt))
    expect(result.status).to.equal('pass')
  })

  it('says nothing of other bids in a receipt', async () => {
    const result = await runAltered(BID_CHECKS, 'P4.2', 'receipt', json => unsign(json, otherBid(json)))
    expect(result).to.include({ status: 'pass', examined: 1 })
  })
})

/** A bid that stands in the receipt only because it was sent in the same transaction. */
function otherBid(json: EvidenceJson): LogJson {
  const others = logsOf(json, 'BidAccepted').filter(
    log => (log.bidder ?? statementOf(log).bidder) !== json.bidder,
  )
  return others[0] ?? expect.fail()
}

describeCheck(BID_CHECKS, 'P4.3', EVERYWHERE, {
  'a bid before bidding began': {
    file: 'receipt',
    alter: alterTerms({}, { biddingAt: bidAt + 1 }),
    finding: { status: 'false', code: 'TOO_EARLY', field: 'biddingAt', expected: bidAt + 1, found: bidAt },
  },
  'a bid in the second of the deadline': {
    file: 'receipt',
    alter: alterTerms({}, { closingAt: bidAt }),
    finding: { status: 'false', code: 'TOO_LATE', field: 'closingAt', expected: bidAt, found: bidAt },
  },
  'a bid that its bidder no longer stood by': {
    file: 'multiple',
    alter: alterBid({ validUntil: bidAt - 1 }),
    finding: { status: 'false', code: 'TOO_LATE', field: 'validUntil', expected: bidAt - 1, found: bidAt },
  },
  'a bid whose time limit nobody shows': {
    file: 'multiple',
    alter: json => unsign(json, logOf(json, 'BidAccepted')),
    finding: { status: 'missing', code: 'UNSIGNED', participant: FIRST.id, field: 'validUntil' },
  },
  'that no deadline is known': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Announced')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
  },
})

describe('P4.3, further', () => {
  for (const [sentence, alter] of Object.entries({
    'a bid in the second before the deadline': alterTerms({}, { closingAt: bidAt + 1 }),
    'a bid in the second in which bidding begins': alterTerms({}, { biddingAt: bidAt }),
    'a bid in the last second of its time limit': alterBid({ validUntil: bidAt }),
  })) {
    it(`takes ${sentence}`, async () => {
      expect((await runAltered(BID_CHECKS, 'P4.3', 'multiple', alter)).status).to.equal('pass')
    })
  }
})

const seal = statementOf(logOf(readVector('multiple'), 'BidAccepted')).seal as object

describeCheck(BID_CHECKS, 'P4.4', EVERYWHERE, {
  'a bid to other terms': {
    file: 'multiple',
    alter: alterBid({ termsVersion: 2 }),
    finding: { status: 'false', code: 'BAD_TERMS', field: 'termsVersion', expected: 1, found: 2 },
  },
  'a bid to another key': {
    file: 'multiple',
    alter: alterBid({ keyHash: word(1n) }),
    finding: {
      status: 'false',
      code: 'OTHER_KEY',
      field: 'keyHash',
      expected: String(statementOf(logOf(readVector('multiple'), 'BidAccepted')).keyHash),
      found: word(1n),
    },
  },
  'a seal whose point is not on the curve': {
    file: 'multiple',
    alter: alterBid({ seal: { ...seal, y: word(1n) } }),
    finding: { status: 'false', code: 'BAD_POINT', participant: FIRST.id, field: 'seal' },
  },
  'a seal whose point is the generator': {
    file: 'multiple',
    alter: alterBid({ seal: { ...seal, x: word(G.x), y: word(G.y) } }),
    finding: { status: 'false', code: 'BAD_POINT', participant: FIRST.id, field: 'seal' },
  },
  'a bid of which nobody shows the key': {
    file: 'multiple',
    alter: json => unsign(json, logOf(json, 'BidAccepted')),
    finding: { status: 'missing', code: 'UNSIGNED', participant: FIRST.id, field: 'keyHash' },
  },
  'that the key is not there': {
    file: 'multiple',
    alter: json => remove(json, ...logsOf(json, 'KeysProposed')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'KeysProposed' },
  },
})

describeCheck(BID_CHECKS, 'P4.5', TENDERS, {
  'a second bid where one is allowed': {
    file: 'multiple',
    alter: json => {
      const copy = repeat(json, logOf(json, 'BidAccepted', -1))
      copy.number = Number(copy.number) + 1
    },
    finding: { status: 'false', code: 'ALREADY_BID', participant: supplier(7).id },
  },
  'a replacement that was left out': {
    file: 'single',
    alter: json => {
      remove(json, logOf(json, 'BidAccepted', 4))
      logOf(json, 'BidAccepted', 4).number = 4
    },
    finding: {
      status: 'false',
      code: 'OTHER_NUMBER',
      participant: FIRST.id,
      field: 'sequence',
      expected: 1,
      found: 2,
    },
  },
  'a bid that was left out': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'BidAccepted', 2)),
    finding: {
      status: 'false',
      code: 'OTHER_NUMBER',
      participant: supplier(4).id,
      field: 'number',
      expected: 2,
      found: 3,
    },
  },
  'a first bid with another number': {
    file: 'failed',
    alter: json => remove(json, logOf(json, 'BidAccepted')),
    finding: { status: 'false', code: 'OTHER_NUMBER', field: 'number', expected: 0, found: 1 },
  },
  'an opening of fewer bids than the terms ask for': {
    file: 'multiple',
    alter: alterTerms({ minimumBids: 8 }),
    finding: { status: 'false', code: 'TOO_FEW_BIDS', expected: 8, found: 7 },
  },
  'more bids than a tender can have': {
    file: 'failed',
    alter: json => addBidders(json, MAX_BIDS - 1),
    finding: { status: 'false', code: 'TOO_MANY_BIDS', expected: MAX_BIDS, found: MAX_BIDS + 1 },
  },
})

/** Puts other bidders' bids behind the last one. */
function addBidders(json: EvidenceJson, count: number): void {
  const last = logOf(json, 'BidAccepted', -1)
  unsign(json, last)
  const receipt = json.blocks.flatMap(({ receipts }) => receipts).find(({ logs }) => logs.includes(last))
  for (let i = 1; i <= count; i++) {
    receipt?.logs.push({ ...last, bidder: String(100_000 + i), number: Number(last.number) + i })
  }
}

describe('P4.5, further', () => {
  it('takes as many bids as a tender can have', async () => {
    const fill = (json: EvidenceJson) => addBidders(json, MAX_BIDS - 2)
    expect((await runAltered(BID_CHECKS, 'P4.5', 'failed', fill)).status).to.equal('pass')
  }).timeout(60_000)
})

const records = logsOf(readVector('multiple'), 'BidAccepted').map(({ record }) => String(record))

describeCheck(BID_CHECKS, 'P4.6', TENDERS, {
  'a bid that was left out': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'BidAccepted', 2)),
    finding: { status: 'false', code: 'BROKEN_RECORD', field: 'record', found: String(records[3]) },
  },
  'a statement that was exchanged': {
    file: 'multiple',
    alter: alterBid({ attachments: word(1n) }),
    finding: { status: 'false', code: 'BROKEN_RECORD', field: 'record', found: String(records[0]) },
  },
  'an act that was left out': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Disqualified')),
    finding: { status: 'false', code: 'BROKEN_RECORD', field: 'record' },
  },
  'the digest of another statement': {
    file: 'multiple',
    alter: json => {
      const log = logOf(json, 'BidAccepted')
      unsign(json, log)
      log.statement = word(1n)
    },
    finding: {
      status: 'false',
      code: 'BROKEN_RECORD',
      field: 'record',
      expected: extendRecord(
        String(logOf(readVector('multiple'), 'Announced').record) as `0x${string}`,
        word(1n),
      ),
      found: String(records[0]),
    },
  },
})

describe('P4.6, further', () => {
  it('finds bids that changed places', async () => {
    const { status, found } = await runAltered(BID_CHECKS, 'P4.6', 'multiple', json =>
      moveBefore(json, logOf(json, 'BidAccepted', 1), logOf(json, 'BidAccepted')),
    )
    expect({ status, found }).to.deep.equal({ status: 'fail', found: 3 })
  })

  it('finds a record that does not begin with the announcement', async () => {
    const { status, findings } = await runAltered(BID_CHECKS, 'P4.6', 'multiple', json =>
      remove(json, logOf(json, 'Announced')),
    )
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'BROKEN_RECORD', field: 'Announced' })
  })

  it('finds a record that was altered, and goes on from it', async () => {
    const { status, found } = await runAltered(BID_CHECKS, 'P4.6', 'multiple', json => {
      logOf(json, 'BidAccepted', 2).record = word(1n)
    })
    expect({ status, found }).to.deep.equal({ status: 'fail', found: 2 })
  })
})
