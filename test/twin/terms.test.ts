import { expect } from 'chai'
import { decodeBytes32String } from 'ethers'
import fc from 'fast-check'
import type { TenderTermsHarness } from '../../src/generated/contracts/index.ts'
import { ITenderLedger__factory } from '../../src/generated/contracts/index.ts'
import { ZERO_WORD } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import {
  MAX_BASE_AMOUNT,
  MAX_BIDS,
  MAX_LIFE,
  MAX_OBJECTION_PERIOD,
  MIN_AMENDMENT_TIME,
  MIN_FALLBACK_TIME,
  MIN_OBJECTION_PERIOD,
  MIN_RELEASE_TIME,
} from '../../src/protocol/limits.ts'
import { EMPTY_SEAL, type Seal } from '../../src/protocol/seal.ts'
import { assertReserveSeal, assertTerms, type Terms } from '../../src/protocol/terms.ts'
import { ethers, time } from '../support/ledger.ts'
import { announceableTerms } from './announceable.ts'
import { edgyWords, points, refusalOf, runs, TIMEOUT } from './support.ts'

const errors = ITenderLedger__factory.createInterface()

describe('twins > terms', function () {
  this.timeout(TIMEOUT)
  let harness: TenderTermsHarness
  let now: number

  before(async () => {
    const rules = [await ethers.deployContract('LowestPrice'), await ethers.deployContract('ReserveFloor')]
    harness = await ethers.deployContract('TenderTermsHarness', [rules])
    now = await time.latest()
  })

  /** The field that the contract names. It asks about the seal after all fields, so any seal will do. */
  async function fieldByContract(terms: Terms): Promise<string | undefined> {
    const refusal = await refusalOf(harness.check(terms, EMPTY_SEAL), errors)
    if (refusal === undefined || refusal.name === 'InvalidReserveSeal') return undefined
    expect(refusal.name).to.equal('InvalidTerms')
    return decodeBytes32String(String(refusal.values[0]))
  }

  it('takes the same terms and names the same field of the others', async () => {
    const seen = new Set<unknown>()
    const cases = fc.tuple(announceableTerms(now), fc.array(changesAt(now), { maxLength: 3 }))
    const agreement = fc.asyncProperty(cases, async ([sound, changes]) => {
      const terms = changes.reduce((changed, change) => change(changed), sound)
      const expected = fieldByRule(terms, now)
      seen.add(expected)
      expect(await fieldByContract(terms)).to.equal(expected)
    })
    // Always the same cases, so many that they meet every field; what comes by chance besides must only agree.
    await fc.assert(agreement, { seed: 20241240, numRuns: 900 })
    const met = [...seen]
    await fc.assert(agreement, runs(0.1))
    expect(met).to.include.members([
      undefined,
      'notice',
      'document',
      'schedule',
      'objectionPeriod',
      'amendmentTime',
      'minimumBids',
      'tieRule',
      'award',
      'reserve',
    ])
  })

  it('both refuse enums that do not exist', async () => {
    const missing = fc.integer({ min: 3, max: 255 })
    const fields = fc.constantFrom('bidPolicy', 'retender', 'tieRule', 'kind')
    await fc.assert(
      fc.asyncProperty(announceableTerms(now), missing, fields, async (sound, value, field) => {
        const reserve = { ...sound.reserve, kind: value }
        const terms = field === 'kind' ? { ...sound, reserve } : { ...sound, [field]: value }
        expect(fieldByRule(terms, now)).to.not.equal(undefined)
        // Nobody can even sign them: the ledger hashes a statement before it asks anything else.
        expect(await refusalOf(harness.announce(1n, terms, 1n, EMPTY_SEAL), errors)).to.deep.equal({
          name: '',
          values: [],
        })
      }),
      runs(5),
    )
  })

  it('ask for the same seal of the reserve price', async () => {
    const seals = fc.oneof(
      fc.constant(EMPTY_SEAL),
      points.map(({ point }): Seal => ({ ...EMPTY_SEAL, ...point })),
      fc.tuple(edgyWords, edgyWords).map(([x, y]): Seal => ({ ...EMPTY_SEAL, x, y })),
    )
    await fc.assert(
      fc.asyncProperty(announceableTerms(now), seals, async (terms, seal) => {
        const refusal = await refusalOf(harness.check(terms, seal), errors)
        expect(refusal?.name).to.equal(errorOf(() => assertReserveSeal(terms, seal)) && 'InvalidReserveSeal')
      }),
      runs(),
    )
  })
})

function fieldByRule(terms: Terms, now: number): unknown {
  const error = errorOf(() => assertTerms(terms, now))
  if (error !== undefined) expect(error.code).to.equal('INVALID_TERMS')
  return error?.details.field
}

function errorOf(check: () => void): BonginError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof BonginError) return error
    throw error
  }
}

type Change = (terms: Terms) => Terms

/** Exchanges one field for a good or a bad value. */
function changesAt(now: number): fc.Arbitrary<Change> {
  const moment = fc.integer({ min: -5, max: 10 }).map(step => now + 1_000 * step + 500)
  const amount = fc.constantFrom(0n, 1n, 5n, 1_000_000n, MAX_BASE_AMOUNT, MAX_BASE_AMOUNT + 1n)
  const rate = fc.constantFrom(0, 1, 100_000, 100_001)
  const notice = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 70 }),
    fc.constantFrom('', 'N'.repeat(64), 'N'.repeat(65), ' ~', 'A\x7f', 'A\x1f', 'A\n', '공고'),
  )
  const period = fc.constantFrom(
    ...[0, MIN_OBJECTION_PERIOD - 1, MIN_OBJECTION_PERIOD, MIN_AMENDMENT_TIME - 1, MIN_AMENDMENT_TIME],
    ...[MAX_OBJECTION_PERIOD, MAX_OBJECTION_PERIOD + 1, MAX_LIFE, MAX_LIFE + 1, 2 ** 32 - 1],
  )
  return fc.oneof(
    notice.map(
      (value): Change =>
        terms => ({ ...terms, notice: value }),
    ),
    fc.constant<Change>(terms => ({ ...terms, document: ZERO_WORD })),
    period.map(
      (value): Change =>
        terms => ({ ...terms, objectionPeriod: value }),
    ),
    period.map(
      (value): Change =>
        terms => ({ ...terms, amendmentTime: value }),
    ),
    fc.nat(1).map(
      (value): Change =>
        terms => ({ ...terms, tieRule: value }),
    ),
    fc.constantFrom(0, 1, MAX_BIDS, MAX_BIDS + 1).map(
      (value): Change =>
        terms => ({ ...terms, minimumBids: value }),
    ),
    fc.tuple(fc.nat(5), fc.nat(5), distance).map(([from, to, step]) => moved(now, from, to, step)),
    within('schedule', 'biddingAt', moment),
    within('schedule', 'closingAt', moment),
    within('schedule', 'openingAt', moment),
    within('schedule', 'fallbackAt', moment),
    within('schedule', 'fallbackEndAt', moment),
    within('reserve', 'kind', fc.constantFrom(0, 1, 2)),
    within('reserve', 'spread', fc.constantFrom(0, 1, 200, 1_000, 1_001)),
    within('reserve', 'cellsAbove', fc.constantFrom(0, 1, 7, 14, 15, 255)),
    within('award', 'rule', fc.constantFrom(0, 1, 2, 255)),
    within('award', 'baseAmount', amount),
    within('award', 'aValue', amount),
    within('award', 'netCostBase', amount),
    within('award', 'floorRate', rate),
    within('award', 'netCostRate', rate),
    within('award', 'qualification', fc.constantFrom(0, 1, 4, 5, 255)),
  )
}

const MOMENTS = ['biddingAt', 'closingAt', 'openingAt', 'fallbackAt', 'fallbackEndAt'] as const
const DISTANCES = [0, 0, 0, MIN_RELEASE_TIME, MIN_FALLBACK_TIME, MAX_LIFE]

/** The distances that the rule knows, give or take a second. */
const distance = fc
  .tuple(fc.constantFrom(...DISTANCES), fc.integer({ min: -1, max: 1 }))
  .map(([seconds, step]) => seconds + step)

/** Moves one time to a distance from another one, or from the clock. */
function moved(now: number, from: number, to: number, step: number): Change {
  const source = MOMENTS[from] ?? 'closingAt'
  const target = MOMENTS[to]
  return terms => {
    const base = target === undefined ? now : terms.schedule[target]
    return { ...terms, schedule: { ...terms.schedule, [source]: base + step } }
  }
}

function within<Part extends 'schedule' | 'reserve' | 'award', Field extends keyof Terms[Part]>(
  part: Part,
  field: Field,
  values: fc.Arbitrary<Terms[Part][Field]>,
): fc.Arbitrary<Change> {
  return values.map(value => terms => ({ ...terms, [part]: { ...terms[part], [field]: value } }))
}
