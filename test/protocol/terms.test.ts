import { expect } from 'chai'
import { AbiCoder, keccak256, toUtf8Bytes } from 'ethers'
import { G, multiply } from '../../src/protocol/point.ts'
import { EMPTY_SEAL, seal } from '../../src/protocol/seal.ts'
import {
  assertReserveSeal,
  assertTerms,
  parseTerms,
  type Terms,
  tenderId,
  termsToJson,
} from '../../src/protocol/terms.ts'
import { BID, caught, TERMS } from './support.ts'

const NOW = 500

function fieldOf(change: Partial<Terms>): unknown {
  const error = caught(() => assertTerms({ ...TERMS, ...change }, NOW))
  expect(error.code).to.equal('INVALID_TERMS')
  return error.details.field
}

describe('terms', () => {
  it('accept the real tender, and a closing time up to the last second before it', () => {
    assertTerms(TERMS, NOW)
    assertTerms(TERMS, TERMS.schedule.closingAt - 1)
    expect(caught(() => assertTerms(TERMS, TERMS.schedule.closingAt)).details).to.deep.equal({
      field: 'schedule',
    })
  })

  it('may let the scores of the review break ties', () => {
    for (const qualification of [1, 2, 3, 4])
      assertTerms({ ...TERMS, tieRule: 1, award: { ...TERMS.award, qualification } }, NOW)
  })

  it('accept the shortest and the longest periods', () => {
    const day = 86_400
    assertTerms({ ...TERMS, objectionPeriod: day, amendmentTime: day }, NOW)
    assertTerms({ ...TERMS, objectionPeriod: 365 * day, amendmentTime: 400 * day }, NOW)
  })

  it('are refused with the name of the field that breaks a rule', () => {
    const { schedule, reserve, award } = TERMS
    expect(fieldOf({ notice: '' })).to.equal('notice')
    expect(fieldOf({ notice: 'x'.repeat(65) })).to.equal('notice')
    for (const notice of ['공고', 'a\u0000', 'a\n', 'a\u007f', 'é']) {
      expect(fieldOf({ notice }), 'not printable ASCII').to.equal('notice')
    }
    expect(fieldOf({ document: `0x${'00'.repeat(32)}` })).to.equal('document')
    expect(fieldOf({ schedule: { ...schedule, closingAt: schedule.biddingAt } })).to.equal('schedule')
    expect(fieldOf({ schedule: { ...schedule, openingAt: schedule.closingAt } })).to.equal('schedule')
    const early = { fallbackAt: schedule.openingAt + 3_599 }
    expect(fieldOf({ schedule: { ...schedule, ...early } }), 'an hour for the guardians').to.equal('schedule')
    const short = { fallbackEndAt: schedule.fallbackAt + 86_399 }
    expect(fieldOf({ schedule: { ...schedule, ...short } }), 'a day for the bidders').to.equal('schedule')
    const long = { fallbackEndAt: NOW + 400 * 86_400 + 1 }
    expect(fieldOf({ schedule: { ...schedule, ...long } }), 'not for ever').to.equal('schedule')
    for (const objectionPeriod of [0, 86_399, 365 * 86_400 + 1])
      expect(fieldOf({ objectionPeriod })).to.equal('objectionPeriod')
    for (const amendmentTime of [0, 86_399, 400 * 86_400 + 1])
      expect(fieldOf({ amendmentTime })).to.equal('amendmentTime')
    expect(fieldOf({ minimumBids: 0 })).to.equal('minimumBids')
    expect(fieldOf({ minimumBids: 10_001 })).to.equal('minimumBids')
    expect(fieldOf({ bidPolicy: 2 })).to.equal('bidPolicy')
    expect(fieldOf({ retender: 2 })).to.equal('retender')
    expect(fieldOf({ tieRule: 1 }), 'no scores to go by').to.equal('tieRule')
    expect(fieldOf({ tieRule: 2, award: { ...award, qualification: 1 } })).to.equal('tieRule')
    expect(fieldOf({ award: { ...award, qualification: 5 } })).to.equal('award')
    expect(fieldOf({ award: { ...award, rule: 2 } })).to.equal('award')
    expect(fieldOf({ award: { ...award, floorRate: 0 } })).to.equal('award')
    expect(fieldOf({ award: { ...award, baseAmount: 1n << 95n } })).to.equal('award')
    expect(fieldOf({ reserve: { ...reserve, kind: 0 } }), 'a floor needs a reserve price').to.equal('award')
    expect(fieldOf({ reserve: { ...reserve, spread: 1 } })).to.equal('reserve')
    expect(fieldOf({ reserve: { ...reserve, cellsAbove: 1 } })).to.equal('reserve')
    expect(fieldOf({ reserve: { kind: 2, spread: 0, cellsAbove: 0 } })).to.equal('reserve')
  })

  it('need a seal for a single reserve price, and an empty one otherwise', () => {
    const sealed = seal({ price: 5n }, { ...BID, kind: 'reserve' }, multiply(7n, G), 9n)
    const multiple = { ...TERMS, reserve: { kind: 2, spread: 200, cellsAbove: 0 } }
    assertReserveSeal(TERMS, sealed)
    assertReserveSeal(multiple, EMPTY_SEAL)
    expect(caught(() => assertReserveSeal(TERMS, EMPTY_SEAL)).code).to.equal('INVALID_POINT')
    expect(caught(() => assertReserveSeal(multiple, sealed)).code).to.equal('INVALID_INPUT')
  })

  it('come back from JSON as they were', () => {
    const json = JSON.parse(JSON.stringify(termsToJson(TERMS)))
    expect(json.award.baseAmount).to.equal('4323358000')
    expect(json.schedule.biddingAt).to.equal(1000)
    expect(parseTerms(json)).to.deep.equal(TERMS)
  })

  it('are refused in any other form, with the path of the field', () => {
    const json = termsToJson(TERMS)
    const issuesOf = (input: unknown) => {
      const error = caught(() => parseTerms(input))
      expect(error.code).to.equal('INVALID_INPUT')
      return (error.details.issues as { path: string }[]).map(({ path }) => path)
    }
    expect(issuesOf({ ...json, extra: 1 })).to.deep.equal([''])
    expect(issuesOf({ ...json, notice: 5 })).to.deep.equal(['notice'])
    expect(issuesOf({ ...json, award: { ...json.award, baseAmount: 5 } })).to.deep.equal(['award.baseAmount'])
    expect(issuesOf({ ...json, award: { ...json.award, baseAmount: '05' } })).to.deep.equal([
      'award.baseAmount',
    ])
    expect(issuesOf({ ...json, award: { ...json.award, baseAmount: '-5' } })).to.deep.equal([
      'award.baseAmount',
    ])
    expect(issuesOf({ ...json, award: { ...json.award, baseAmount: `${1n << 96n}` } })).to.deep.equal([
      'award.baseAmount',
    ])
    expect(issuesOf({ ...json, schedule: { ...json.schedule, closingAt: 2 ** 48 } })).to.deep.equal([
      'schedule.closingAt',
    ])
    expect(issuesOf({ ...json, schedule: { ...json.schedule, closingAt: 1.5 } })).to.deep.equal([
      'schedule.closingAt',
    ])
    expect(issuesOf({ ...json, document: '0xABCD' })).to.deep.equal(['document'])
    expect(issuesOf({ ...json, document: `${json.document}\n` })).to.deep.equal(['document'])
    expect(issuesOf(null)).to.deep.equal([''])
  })

  it('name a tender by agency and notice', () => {
    const notice = '입찰공고 2025-1'
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ['uint64', 'bytes32'],
      [42n, keccak256(toUtf8Bytes(notice))],
    )
    expect(tenderId(42n, notice)).to.equal(keccak256(encoded))
    expect(tenderId(43n, notice)).to.not.equal(tenderId(42n, notice))
  })
})
