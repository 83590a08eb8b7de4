import { expect } from 'chai'
import fc from 'fast-check'
import { phaseExpression } from '../../src/db/queries/tenderPhase.ts'
import { toJsonText } from '../../src/db/values.ts'
import { phaseOf } from '../../src/protocol/phase.ts'
import { PHASES, type Phase, RESERVE_KINDS } from '../../src/protocol/tender.ts'
import { onEachDatabase } from './support.ts'

const small = fc.nat(3)
const time = fc.integer({ min: 0, max: 20 })
/** Often zero, as for most of a tender's life. */
const moment = fc.oneof(fc.constant(0), time)

const facts = fc.record({
  schedule: fc.uniqueArray(time, { minLength: 5, maxLength: 5 }).map(times => {
    const [biddingAt = 0, closingAt = 0, openingAt = 0, fallbackAt = 0, fallbackEndAt = 0] = times.toSorted(
      (a, b) => a - b,
    )
    return { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt }
  }),
  minimumBids: small,
  reserveKind: fc.constantFrom(...RESERVE_KINDS),
  bids: small,
  aside: small,
  opened: small,
  valid: small,
  ranked: small,
  reserveOpened: fc.boolean(),
  reserve: fc.constantFrom(0n, 1n),
  secretAt: moment,
  acceptable: small,
  winner: fc.constantFrom(0n, 7n),
  openObjections: fc.nat(1),
  objectionPeriod: small,
  awardedAt: moment,
  concludedAt: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: time }),
  cancelledAt: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: time }),
})

onEachDatabase('phaseExpression', database => {
  it('gives the phase that the protocol gives, in every phase', async () => {
    const cases = fc.sample(fc.record({ facts, now: time }), { numRuns: 5_000, seed: 1 })
    const rows = cases.map(({ facts: { schedule, reserveKind, ...rest }, now }, n) => {
      const { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt } = schedule
      const times = {
        bidding_at: biddingAt,
        closing_at: closingAt,
        opening_at: openingAt,
        fallback_at: fallbackAt,
      }
      const counts = {
        bids: rest.bids,
        standing: rest.bids - rest.aside,
        opened: rest.opened,
        valid: rest.valid,
        ranked: rest.ranked,
        acceptable: rest.acceptable,
        winner: rest.winner,
        open_objections: rest.openObjections,
      }
      const acts = {
        awarded_at: rest.awardedAt,
        concluded_at: rest.concludedAt,
        cancelled_at: rest.cancelledAt,
      }
      const reserve = { reserve_opened: rest.reserveOpened, reserve: rest.reserve, secret_at: rest.secretAt }
      const terms = {
        minimum_bids: rest.minimumBids,
        objection_period: rest.objectionPeriod,
        reserve_kind: RESERVE_KINDS.indexOf(reserveKind),
      }
      // `acts` is a counter that the phase does not depend on: it carries the case's time, `block` its
      // number.
      return {
        ...times,
        fallback_end_at: fallbackEndAt,
        ...counts,
        ...acts,
        ...reserve,
        ...terms,
        acts: now,
        block: n,
      }
    })
    const found = await database().query<{ phase: Phase }>(
      `SELECT ${phaseExpression('acts')} AS phase
       FROM json_populate_recordset(NULL::tenders, $1::json) ORDER BY block`,
      [toJsonText(rows)],
    )
    const expected = cases.map(one => phaseOf(one.facts, one.now))
    expect(found.map(({ phase }) => phase)).to.deep.equal(expected)
    expect(new Set(expected)).to.deep.equal(new Set(PHASES))
  })
})
