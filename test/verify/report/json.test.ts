import { expect } from 'chai'
import { CHECK_IDS } from '../../../src/verify/check.ts'
import { type ReportJson, reportToJson } from '../../../src/verify/report/json.ts'
import { auditOf } from '../support/audit.ts'
import { logOf, readVector } from '../support/evidence.ts'

/** As a program reads it that was given the text. */
async function readReport(...of: Parameters<typeof auditOf>): Promise<ReportJson> {
  return JSON.parse(JSON.stringify(reportToJson(await auditOf(...of))))
}

const checksOf = ({ promises }: ReportJson) => promises.flatMap(({ checks }) => checks)

describe('report for programs', () => {
  it('has the same fields, whatever it is about', async () => {
    const [tender, receipt] = await Promise.all([readReport('multiple'), readReport('receipt')])
    const fields = [
      'format',
      'version',
      'passed',
      'kind',
      'tender',
      'counts',
      'source',
      'checkedAt',
      'program',
      'promises',
      'summary',
      'policy',
    ]
    for (const report of [tender, receipt]) {
      expect(Object.keys(report)).to.deep.equal(fields)
      expect(report).to.include({
        format: 'bongin-report',
        version: 1,
        passed: true,
        program: 'bongin 9.8.7',
      })
      expect(checksOf(report).map(({ id }) => id)).to.deep.equal(CHECK_IDS)
      for (const check of checksOf(report)) {
        expect(check).to.have.all.keys('id', 'status', 'title', 'sentence', 'examined', 'found', 'findings')
      }
    }
    expect(tender.counts).to.deep.equal({ pass: 31, fail: 0, missing: 0, notApplicable: 8 })
    expect(receipt.counts).to.deep.equal({ pass: 11, fail: 0, missing: 0, notApplicable: 28 })
  })

  it('writes ids and amounts as decimal strings, scalars in hex, times as numbers', async () => {
    const { summary, policy } = (await readReport('multiple')) as unknown as {
      summary: {
        notice: { agency: string; announcedAt: number }
        bids: object[]
        reserve: { amount: string }
      }
      policy: object
    }
    expect(summary.notice.agency).to.equal('10')
    expect(summary.notice.announcedAt).to.equal(1_798_729_200)
    expect(summary.reserve.amount).to.equal('99681825')
    expect(summary.bids[1]).to.include({ bidder: '1002', price: '88419371', place: 2, result: 'awarded' })
    expect(summary.bids[6]).to.include({ bidder: '1007', invalidity: 'BadTag' })
    expect(summary.bids[6]).not.to.have.any.keys('price', 'picks', 'place', 'verdict', 'result')
    expect(policy).to.deep.equal({
      minimumThreshold: 2,
      minimumBiddingTime: 0,
      minimumOpeningDelay: 0,
      outages: [],
    })
  })

  it('says of a finding what the check said, and the sentence in both languages', async () => {
    const json = readVector('multiple')
    logOf(json, 'BidOpened', 1).price = '87000001'
    const report = await readReport(json)
    expect(report.passed).to.equal(false)
    const { status, found, findings } = checksOf(report).find(({ id }) => id === 'P5.1') ?? expect.fail()
    expect({ status, found }).to.deep.equal({ status: 'fail', found: 1 })
    expect(findings).to.deep.equal([
      {
        status: 'false',
        code: 'OTHER_OUTCOME',
        sentence: {
          en: 'The seal of participant 1002 opens to something else than what the ledger says.',
          ko: '1002번 참가자의 봉인을 열면 원장의 기록과 다른 내용이 나옵니다.',
        },
        at: { block: 23, timestamp: 1_798_909_200, transaction: 0, log: 1 },
        participant: '1002',
        field: 'price',
        expected: '88419371',
        found: '87000001',
      },
    ])
  })

  it('does not hold the evidence that it is about', async () => {
    const text = JSON.stringify(reportToJson(await auditOf('multiple')))
    expect(text).not.to.match(/"(blocks|evidence|header|signature)"/)
    expect(text.length).to.be.below(40_000)
  })

  it('tells promises from the worst of their checks', async () => {
    const json = readVector('multiple')
    logOf(json, 'BidOpened', 1).price = '87000001'
    const { promises } = await readReport(json)
    const statuses = Object.fromEntries(promises.map(({ id, status }) => [id, status]))
    expect(statuses).to.include({ P4: 'pass', P5: 'fail', P8: 'fail', P9: 'notApplicable' })
  })
})
