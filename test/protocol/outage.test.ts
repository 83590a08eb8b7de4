import { expect } from 'chai'
import fc from 'fast-check'
import { assertPostponement } from '../../src/protocol/change.ts'
import { postponedBy } from '../../src/protocol/outage.ts'
import { isSchedule, type Schedule } from '../../src/protocol/terms.ts'
import { caught } from './support.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
/** 23 November 2023, when the national system was down: closings at 10:00, 13:00, ... moved. */
const NOON = 1_700_708_400

/** The Korean times: opening an hour after the closing. */
function closingAt(time: number, hoursToOpening = 1): Schedule {
  const openingAt = time + hoursToOpening * HOUR
  return {
    biddingAt: time - 7 * DAY,
    closingAt: time,
    openingAt,
    fallbackAt: openingAt + DAY,
    fallbackEndAt: openingAt + 3 * DAY,
  }
}

/** The hours from noon to the new closing and the new opening. */
function hours(schedule: Schedule | undefined): unknown {
  return schedule && [(schedule.closingAt - NOON) / HOUR, (schedule.openingAt - NOON) / HOUR]
}

const times = fc.integer({ min: -2 * DAY, max: 2 * DAY }).map(step => NOON + step)
const outages = fc
  .tuple(times, fc.integer({ min: 1, max: 2 * DAY }))
  .map(([from, length]) => ({ from, until: from + length }))
const schedules = fc
  .record({
    closing: times,
    toOpening: fc.integer({ min: 1, max: 30 * HOUR }),
    toFallback: fc.nat(DAY),
    fallback: fc.nat(DAY),
  })
  .map(({ closing, toOpening, toFallback, fallback }): Schedule => {
    const openingAt = closing + toOpening
    const fallbackAt = openingAt + HOUR + toFallback
    return {
      biddingAt: NOON - 9 * DAY,
      closingAt: closing,
      openingAt,
      fallbackAt,
      fallbackEndAt: fallbackAt + DAY + fallback,
    }
  })

describe('outage', () => {
  const short = { from: NOON - HOUR, until: NOON + HOUR }

  it('moves a closing that fell into it to two hours after the recovery, the opening to three', () => {
    for (const closing of [NOON, short.from + 1, short.until]) {
      expect(hours(postponedBy(short, closingAt(closing)))).to.deep.equal([3, 4])
    }
  })

  it('moves closing and opening by two hours if the closing lay up to two hours behind the recovery', () => {
    expect(hours(postponedBy(short, closingAt(NOON + 2 * HOUR)))).to.deep.equal([4, 5])
    expect(hours(postponedBy(short, closingAt(NOON + 3 * HOUR)))).to.deep.equal([5, 6])
    expect(hours(postponedBy(short, closingAt(NOON + 2 * HOUR, 6)))).to.deep.equal([4, 10])
  })

  it('moves both to a day after the recovery if it was longer than two hours', () => {
    const long = { from: NOON - HOUR - 1, until: NOON + HOUR }
    expect(hours(postponedBy(long, closingAt(NOON)))).to.deep.equal([25, 26])
    expect(hours(postponedBy(long, closingAt(NOON + 3 * HOUR)))).to.deep.equal([25, 26])
  })

  it('leaves every other closing alone', () => {
    expect(postponedBy(short, closingAt(short.from))).to.equal(undefined)
    expect(postponedBy(short, closingAt(NOON - 5 * HOUR))).to.equal(undefined)
    expect(postponedBy(short, closingAt(NOON + 3 * HOUR + 1))).to.equal(undefined)
  })

  it('keeps the distance of the later times to the opening, and the beginning of bidding', () => {
    const old = closingAt(NOON)
    const openingAt = NOON + 4 * HOUR
    expect(postponedBy(short, old)).to.deep.equal({
      biddingAt: old.biddingAt,
      closingAt: NOON + 3 * HOUR,
      openingAt,
      fallbackAt: openingAt + DAY,
      fallbackEndAt: openingAt + 3 * DAY,
    })
  })

  it('never moves an opening to earlier', () => {
    const old = closingAt(NOON, 100)
    const moved = postponedBy(short, old)
    expect(moved).to.deep.equal({ ...old, closingAt: NOON + 3 * HOUR })
  })

  it('has a beginning before its end', () => {
    for (const until of [NOON, NOON - 1]) {
      expect(caught(() => postponedBy({ from: NOON, until }, closingAt(NOON))).code).to.equal(
        'INVALID_OUTAGE',
      )
    }
  })

  it('proposes what the ledger takes as a postponement, whatever the outage', () => {
    let moved = 0
    fc.assert(
      fc.property(outages, schedules, (outage, old) => {
        const now = old.closingAt - 1
        fc.pre(isSchedule(old, now))
        const schedule = postponedBy(outage, old)
        if (schedule === undefined) return
        moved++
        assertPostponement(old, schedule, now)
        expect(schedule.closingAt).to.be.at.least(outage.until + 2 * HOUR)
        expect(schedule.fallbackEndAt - schedule.openingAt).to.equal(old.fallbackEndAt - old.openingAt)
      }),
      { numRuns: 2_000 },
    )
    expect(moved).to.be.greaterThan(100)
  })

  it('touches a closing exactly if seconds of bidding were lost, or up to two hours after it', () => {
    fc.assert(
      fc.property(outages, schedules, (outage, old) => {
        const isTouched = old.closingAt > outage.from && old.closingAt <= outage.until + 2 * HOUR
        expect(postponedBy(outage, old) !== undefined).to.equal(isTouched)
      }),
      { numRuns: 2_000 },
    )
  })
})
