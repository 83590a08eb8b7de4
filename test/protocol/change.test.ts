import { expect } from 'chai'
import { assertAmendment, assertPostponement, assertRetender } from '../../src/protocol/change.ts'
import type { Schedule, Terms } from '../../src/protocol/terms.ts'
import { caught, repeated, TERMS } from './support.ts'

const OLD: Terms = { ...TERMS, objectionPeriod: 500, amendmentTime: 600 }
const { schedule } = OLD
/** Bidding has begun, and an amendment leaves just the announced time. */
const NOW = 1_400
const BEFORE = schedule.biddingAt - 1
const TIMES = ['closingAt', 'openingAt', 'fallbackAt', 'fallbackEndAt'] as const

function fieldOf(check: () => void, code = 'INVALID_CHANGE'): unknown {
  const error = caught(check)
  expect(error.code).to.equal(code)
  return error.details.field
}

describe('changes of the terms', () => {
  describe('by an amendment', () => {
    const amend = (change: Partial<Terms>, now = NOW) => assertAmendment(OLD, { ...OLD, ...change }, now)
    const move = (change: Partial<Schedule>, now = NOW) =>
      amend({ schedule: { ...schedule, ...change } }, now)

    it('may be of everything that no bid is sealed for', () => {
      amend({
        document: repeated('ab', 32),
        objectionPeriod: 501,
        amendmentTime: 601,
        minimumBids: 1,
        bidPolicy: 1,
        tieRule: 1,
        reserve: { ...OLD.reserve, spread: 5 },
        award: { ...OLD.award, aValue: 0n, qualification: 3 },
      })
      move({ closingAt: 2_500, openingAt: 5_700 })
      move({ biddingAt: schedule.biddingAt + 1 }, BEFORE)
    })

    it('are refused with the name of the field', () => {
      expect(fieldOf(() => amend({ notice: 'other' }))).to.equal('notice')
      expect(fieldOf(() => amend({ predecessor: repeated('ab', 32) }))).to.equal('predecessor')
      expect(fieldOf(() => amend({ retender: 1 }))).to.equal('retender')
      expect(fieldOf(() => amend({ amendmentTime: 599 }))).to.equal('amendmentTime')
      expect(fieldOf(() => amend({ objectionPeriod: 499 }))).to.equal('objectionPeriod')
      expect(fieldOf(() => amend({ reserve: { ...OLD.reserve, kind: 2 } }))).to.equal('reserve')
      for (const time of TIMES) expect(fieldOf(() => move({ [time]: schedule[time] - 1 }))).to.equal(time)
      for (const step of [1, -1]) {
        expect(fieldOf(() => move({ biddingAt: schedule.biddingAt + step }))).to.equal('biddingAt')
      }
      expect(fieldOf(() => move({ biddingAt: schedule.biddingAt - 1 }, BEFORE))).to.equal('biddingAt')
    })

    it('leave the bidders the time that was announced before, and say what would', () => {
      const error = caught(() => amend({ amendmentTime: 700 }, NOW + 1))
      expect(error.details).to.deep.equal({ field: 'closingAt', earliest: schedule.closingAt + 1 })
      amend({ schedule: { ...schedule, closingAt: schedule.closingAt + 1 } }, NOW + 1)
    })
  })

  describe('by a postponement', () => {
    const postpone = (change: Partial<Schedule>, now = NOW) =>
      assertPostponement(schedule, { ...schedule, ...change }, now)

    it('move the closing to later', () => {
      postpone({ closingAt: schedule.closingAt + 1 }, schedule.closingAt - 1)
      expect(fieldOf(() => postpone({}))).to.equal('closingAt')
      expect(fieldOf(() => postpone({ openingAt: schedule.openingAt - 1, closingAt: 2_001 }))).to.equal(
        'openingAt',
      )
    })

    it('keep the distances that every tender keeps', () => {
      expect(fieldOf(() => postpone({ closingAt: schedule.openingAt }), 'INVALID_TERMS')).to.equal('schedule')
    })
  })

  describe('in a re-tender', () => {
    const strict: Terms = { ...OLD, retender: 1 }
    const again = {
      ...strict,
      notice: 'again',
      predecessor: repeated('7e', 32),
      schedule: { ...schedule, closingAt: 9 },
    }

    it('are free where the predecessor leaves them so', () => {
      assertRetender(OLD, { ...again, minimumBids: 7, award: { ...OLD.award, aValue: 0n } })
    })

    it('are of notice and times only where it does not, and refused with the name of the field', () => {
      assertRetender(strict, again)
      const changes: Partial<Terms>[] = [
        { document: repeated('ab', 32) },
        { objectionPeriod: 1 },
        { amendmentTime: 0 },
        { minimumBids: 7 },
        { bidPolicy: 1 },
        { retender: 0 },
        { tieRule: 1 },
        { reserve: { ...OLD.reserve, kind: 0 } },
        { award: { ...OLD.award, aValue: 0n } },
      ]
      for (const change of changes) {
        expect(fieldOf(() => assertRetender(strict, { ...again, ...change }))).to.equal(
          Object.keys(change)[0],
        )
      }
    })
  })
})
