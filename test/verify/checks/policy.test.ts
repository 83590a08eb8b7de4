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

describe('P8.7', () => {
  const { closingAt, openingAt } = schedule
  const run = (file: string, outages: { from: number; until: number }[]) =>
    runCheck(POLICY_CHECKS, 'P8.7', readVector(file), { ...NO_POLICY, outages })
  const postponed = statementOf(logOf(readVector('life'), 'Postponed')).schedule as typeof schedule
  const amended = statementOf(logOf(readVector('life'), 'Amended')).terms as { schedule: typeof schedule }
  const old = amended.schedule.closingAt
  /** The one after which life.json was postponed. */
  const known = { from: old - 2 * 3600, until: old - 3600 }

  it('says nothing where no outage is named', async () => {
    expect((await run('multiple', [])).status).to.equal('notApplicable')
  })

  it('passes where no bidder was hit', async () => {
    const before = { from: closingAt - 9000, until: closingAt - 7201 }
    const after = { from: closingAt, until: openingAt }
    expect((await run('multiple', [before, after])).status).to.equal('pass')
  })

  it('finds a closing that should have been postponed, to the second', async () => {
    const { status, findings } = await run('multiple', [{ from: closingAt - 8000, until: closingAt - 7200 }])
    expect(status).to.equal('fail')
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'OUTAGE_IGNORED', expected: closingAt + 7200, found: closingAt })
  })

  it('passes where the postponement is that of the rule', async () => {
    expect((await run('life', [known])).status).to.equal('pass')
  })

  it('finds a postponement that none of the outages explains', async () => {
    const { status, findings } = await run('life', [
      { ...known, from: known.from - 5000, until: known.from - 4000 },
    ])
    expect(status).to.equal('fail')
    expect(findings.map(({ code, found }) => [code, found])).to.deep.equal([
      ['NO_OUTAGE', postponed.closingAt],
    ])
  })

  it('asks nothing of a tender that was cancelled', async () => {
    const cancelled = statementOf(logOf(readVector('cancelled'), 'Announced')).terms as {
      schedule: typeof schedule
    }
    const { closingAt: end } = cancelled.schedule
    expect((await run('cancelled', [{ from: end - 100, until: end + 100 }])).status).to.equal('pass')
  })
})
