import { expect } from 'chai'
import { decodeBytes32String } from 'ethers'
import fc from 'fast-check'
import { ITenderLedger__factory, type TenderTermsHarness } from '../../src/generated/contracts/index.ts'
import { ZERO_WORD } from '../../src/protocol/bytes.ts'
import { assertAmendment, assertPostponement, assertRetender } from '../../src/protocol/change.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { isSchedule, type Schedule, type Terms } from '../../src/protocol/terms.ts'
import { ethers, time } from '../support/ledger.ts'
import { announceableTerms } from './announceable.ts'
import { documents } from './draft.ts'
import { type Refusal, refusalOf, runs, TIMEOUT } from './support.ts'

const errors = ITenderLedger__factory.createInterface()

/** What is wrong with a change: the field, and the first closing that would be taken where it comes too soon. */
type Fault = { field: unknown; earliest?: unknown } | undefined

describe('twins > change', function () {
  this.timeout(TIMEOUT)
  let harness: TenderTermsHarness
  let now: number

  before(async () => {
    const rules = [await ethers.deployContract('LowestPrice'), await ethers.deployContract('ReserveFloor')]
    harness = await ethers.deployContract('TenderTermsHarness', [rules])
    now = await time.latest()
  })

  /** Terms, and the same terms with up to three fields changed. */
  const changed = (): fc.Arbitrary<[Terms, Terms]> => {
    const old = fc
      .tuple(announceableTerms(now), periods, periods, fc.boolean())
      .map(([terms, amendmentTime, objectionPeriod, strict]) => ({
        ...terms,
        amendmentTime,
        objectionPeriod,
        retender: strict ? 1 : 0,
      }))
    return fc
      .tuple(old, announceableTerms(now), fc.array(changes, { maxLength: 3 }))
      .map(([terms, other, made]) => [
        terms,
        made.reduce<Terms>((result, change) => change(result, other), terms),
      ])
  }

  it('by an amendment is taken and refused for the same field', async () => {
    const seen = await compare(
      changed(),
      ([old, terms]) => assertAmendment(old, terms, now),
      ([old, terms]) => harness.checkAmendment.staticCall(old, terms),
    )
    expect(seen).to.include.members([
      undefined,
      'notice',
      'predecessor',
      'retender',
      'amendmentTime',
      'objectionPeriod',
      'reserve',
      'biddingAt',
      'closingAt',
      'openingAt',
      'fallbackAt',
      'fallbackEndAt',
    ])
  })

  it('by a postponement is taken and refused for the same field', async () => {
    const sound = changed().filter(([, { schedule }]) => isSchedule(schedule, now))
    const seen = await compare(
      sound,
      ([old, { schedule }]) => assertPostponement(old.schedule, schedule, now),
      ([old, { schedule }]) => harness.checkPostponement(old, schedule),
    )
    expect(seen).to.include.members([undefined, 'biddingAt', 'closingAt', 'openingAt'])
  })

  it('in a re-tender is taken and refused for the same field', async () => {
    const strict = changed().map(([old, terms]): [Terms, Terms] => [
      { ...old, retender: 1 },
      { ...terms, retender: 1 },
    ])
    const seen = await compare(
      strict,
      ([old, terms]) => assertRetender(old, terms),
      ([old, terms]) => harness.checkRetender.staticCall(old, terms),
    )
    expect(seen).to.include.members([
      undefined,
      'document',
      'objectionPeriod',
      'minimumBids',
      'bidPolicy',
      'tieRule',
      'reserve',
      'award',
    ])
  })
})

/** Always the same cases, so many that they meet every field; what comes by chance besides must only agree. */
const EVERY_FIELD = { seed: 20241240, numRuns: 900 }

/** @returns the fields that were refused among the first of these, and undefined if something was taken */
async function compare(
  cases: fc.Arbitrary<[Terms, Terms]>,
  rule: (change: [Terms, Terms]) => void,
  contract: (change: [Terms, Terms]) => Promise<unknown>,
): Promise<unknown[]> {
  const seen = new Set<unknown>()
  const agreement = fc.asyncProperty(cases, async change => {
    const expected = faultByRule(() => rule(change))
    seen.add(expected?.field)
    expect(faultIn(await refusalOf(contract(change), errors))).to.deep.equal(expected)
  })
  await fc.assert(agreement, EVERY_FIELD)
  const met = [...seen]
  await fc.assert(agreement, runs())
  return met
}

function faultByRule(check: () => void): Fault {
  try {
    check()
    return undefined
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    expect(error.code).to.equal('INVALID_CHANGE')
    return error.details as Fault
  }
}

function faultIn(refusal: Refusal | undefined): Fault {
  if (refusal === undefined) return undefined
  const value = refusal.values[1]
  if (refusal.name === 'ClosingTooSoon') return { field: 'closingAt', earliest: Number(value) }
  expect(refusal.name).to.equal('InvalidChange')
  return { field: decodeBytes32String(String(value)) }
}

const periods = fc.constantFrom(0, 3_600, 30 * 86_400)

type Change = (terms: Terms, other: Terms) => Terms

/** Takes one field from other terms, or moves one time by a little. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc
    .constantFrom<(keyof Terms)[]>(
      'notice',
      'document',
      'schedule',
      'objectionPeriod',
      'minimumBids',
      'bidPolicy',
      'retender',
      'tieRule',
      'reserve',
      'award',
    )
    .map(
      (field): Change =>
        (terms, other) => ({ ...terms, [field]: other[field] }),
    ),
  periods.map(
    (amendmentTime): Change =>
      terms => ({ ...terms, amendmentTime }),
  ),
  periods.map(
    (objectionPeriod): Change =>
      terms => ({ ...terms, objectionPeriod }),
  ),
  fc.oneof(documents, fc.constant(ZERO_WORD)).map(
    (predecessor): Change =>
      terms => ({ ...terms, predecessor }),
  ),
  fc
    .tuple(
      fc.constantFrom<(keyof Schedule)[]>(
        'biddingAt',
        'closingAt',
        'openingAt',
        'fallbackAt',
        'fallbackEndAt',
      ),
      fc.integer({ min: -3, max: 9 }),
    )
    .map(
      ([moment, step]): Change =>
        terms => ({ ...terms, schedule: { ...terms.schedule, [moment]: terms.schedule[moment] + step } }),
    ),
)
