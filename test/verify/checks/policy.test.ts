import { expect } from 'chai'
import { POLICY_CHECKS } from '../../../src/verify/checks/policy.ts'
import { NO_POLICY } from '../../../src/verify/trust.ts'
import { logOf, readVector, runCheck, statementOf } from '../support/evidence.ts'

const { schedule } = statementOf(logOf(readVector('multiple'), 'Announced')).terms as {
  schedule: { biddingAt: number; closingAt: number; openingAt: number }
}
const bidding = schedule.closingAt - schedule.biddingAt
const delay = schedule.openingAt - schedule.closingAt

describe('P8.6', () => {
  const run = async (policy: object) => {
    const { status, findings } = await runCheck(POLICY_CHECKS, 'P8.6', readVector('multiple'), {
      ...NO_POLICY,
      ...policy,
    })
    return {
      status,
      findings: findings.map(({ code, field, expected, found }) => ({ code, field, expected, found })),
    }
  }

  it('says nothing where nothing is asked', async () => {
    expect(await run({})).to.deep.equal({ status: 'notApplicable', findings: [] })
  })

  it('passes at the very limit', async () => {
    const policy = { minimumBiddingTime: bidding, minimumOpeningDelay: delay }
    expect(await run(policy)).to.deep.equal({ status: 'pass', findings: [] })
  })

  it('finds bidding that was too short', async () => {
    const finding = {
      code: 'BELOW_POLICY',
      field: 'minimumBiddingTime',
      expected: bidding + 1,
      found: bidding,
    }
    expect(await run({ minimumBiddingTime: bidding + 1 })).to.deep.equal({
      status: 'fail',
      findings: [finding],
    })
  })

  it('finds an opening that follows too soon', async () => {
    const finding = { code: 'BELOW_POLICY', field: 'minimumOpeningDelay', expected: delay + 1, found: delay }
    expect(await run({ minimumOpeningDelay: delay + 1 })).to.deep.equal({
      status: 'fail',
      findings: [finding],
    })
  })
})
