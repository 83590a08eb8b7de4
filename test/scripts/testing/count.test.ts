import { expect } from 'chai'
import { closingLine, isCount, judged } from '../../../scripts/testing/count.ts'

describe('count of a test run', () => {
  it('closes in one line, with the skipped ones if there are any', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).to.equal('12 passed, 0 failed')
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).to.equal('12 passed, 1 failed, 3 skipped')
  })

  it('is the runner’s own when that ended as it should', () => {
    const good = { passed: 5, failed: 0, skipped: 1 }
    expect(judged(good, 0)).to.deep.equal({ count: good })
    const bad = { passed: 5, failed: 2, skipped: 0 }
    expect(judged(bad, 1)).to.deep.equal({ count: bad })
  })

  it('has one failure more when the runner said nothing, ran nothing, or broke down after its count', () => {
    expect(judged(undefined, 0).count).to.deep.equal({ passed: 0, failed: 1, skipped: 0 })
    expect(judged({ passed: 0, failed: 0, skipped: 4 }, 0).count).to.deep.equal({
      passed: 0,
      failed: 1,
      skipped: 4,
    })
    expect(judged({ passed: 5, failed: 0, skipped: 0 }, 134).count).to.deep.equal({
      passed: 5,
      failed: 1,
      skipped: 0,
    })
    expect(judged({ passed: 5, failed: 0, skipped: 0 }, null).count.failed).to.equal(1)
  })

  it('is told from other messages', () => {
    expect(isCount({ passed: 1, failed: 0, skipped: 0 })).to.equal(true)
    for (const other of [
      undefined,
      null,
      'x',
      {},
      { passed: 1, failed: 0 },
      { passed: '1', failed: 0, skipped: 0 },
    ])
      expect(isCount(other)).to.equal(false)
  })
})
