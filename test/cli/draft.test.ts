import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { readTerms } from '../../src/cli/draft.ts'
import { parseDuration, parseMoment } from '../../src/cli/moment.ts'
import { keccak256 } from '../../src/protocol/bytes.ts'
import type { BonginError } from '../../src/protocol/error.ts'
import { nameAt, RESERVE_KINDS } from '../../src/protocol/tender.ts'
import { assertTerms } from '../../src/protocol/terms.ts'

const EXAMPLES = fileURLToPath(new URL('../../docs/examples', import.meta.url))
const NOW = 1_800_000_000
const HOUR = 3_600

describe('a terms file', () => {
  for (const kind of RESERVE_KINDS) {
    it(`of docs/examples can be announced as it stands: ${kind}`, async () => {
      const terms = await readTerms(join(EXAMPLES, `terms-${kind.toLowerCase()}.json`), NOW)
      assertTerms(terms, NOW)
      const isScored = kind === 'Single'
      expect([terms.tieRule !== 0, terms.award.qualification !== 0]).to.deep.equal([isScored, isScored])
      expect(nameAt(RESERVE_KINDS, terms.reserve.kind)).to.equal(kind)
      expect(terms.schedule).to.include({
        biddingAt: NOW,
        closingAt: NOW + 48 * HOUR,
        openingAt: NOW + 49 * HOUR,
      })
    })
  }

  describe('as people write it', () => {
    let folder: string

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bongin-draft-'))
      await writeFile(join(folder, 'notice.pdf'), 'the documents')
    })

    after(() => rm(folder, { recursive: true, force: true }))

    const write = async (changes: object): Promise<string> => {
      const at = (hour: number): string => `2027-03-02 ${hour}:00`
      const draft = {
        notice: 'DRAFT',
        document: 'notice.pdf',
        schedule: {
          biddingAt: at(10),
          closingAt: at(11),
          openingAt: '2027-03-02T12:00:30+09:00',
          fallbackAt: '2027-03-02T04:00Z',
          fallbackEndAt: '2027-03-03',
        },
        objectionPeriod: '30d',
        amendmentTime: '5d',
        retender: 'TimesOnly',
        tieRule: 'ReviewScore',
        minimumBids: 2,
        bidPolicy: 'Replaceable',
        reserve: { kind: 'Multiple', spread: '3%', cellsAbove: 7 },
        award: {
          rule: 'ReserveFloor',
          baseAmount: '4,323,358,000',
          aValue: '255517579',
          floorRate: '86.745%',
          qualification: 2,
        },
        ...changes,
      }
      const path = join(folder, 'terms.json')
      await writeFile(path, JSON.stringify(draft))
      return path
    }

    it('becomes exact terms', async () => {
      const terms = await readTerms(await write({}), NOW)
      const seconds = (text: string): number => Date.parse(text) / 1000
      expect(terms).to.deep.equal({
        notice: 'DRAFT',
        document: keccak256(new TextEncoder().encode('the documents')),
        schedule: {
          biddingAt: seconds('2027-03-02T01:00:00Z'),
          closingAt: seconds('2027-03-02T02:00:00Z'),
          openingAt: seconds('2027-03-02T03:00:30Z'),
          fallbackAt: seconds('2027-03-02T04:00:00Z'),
          fallbackEndAt: seconds('2027-03-02T15:00:00Z'),
        },
        predecessor: `0x${'00'.repeat(32)}`,
        objectionPeriod: 30 * 24 * HOUR,
        amendmentTime: 5 * 24 * HOUR,
        minimumBids: 2,
        bidPolicy: 1,
        retender: 1,
        tieRule: 1,
        reserve: { kind: 2, spread: 300, cellsAbove: 7 },
        award: {
          rule: 1,
          baseAmount: 4_323_358_000n,
          aValue: 255_517_579n,
          netCostBase: 0n,
          floorRate: 86_745,
          netCostRate: 0,
          qualification: 2,
        },
      })
    })

    it('leaves in an amendment the times that are "same", and the predecessor, as they stand', async () => {
      const old = { ...(await readTerms(await write({}), NOW)), predecessor: keccak256(new Uint8Array(1)) }
      const schedule = {
        biddingAt: 'same',
        closingAt: '+4h',
        openingAt: 'same',
        fallbackAt: 'same',
        fallbackEndAt: 'same',
      }
      const path = await write({ schedule })
      const terms = await readTerms(path, NOW, old)
      expect(terms).to.deep.equal({ ...old, schedule: { ...old.schedule, closingAt: NOW + 4 * HOUR } })
      // A new tender has no times that could stay.
      const error = await readTerms(path, NOW).catch((cause: BonginError) => cause)
      expect((error as BonginError).message).to.include('schedule.biddingAt')
    })

    const FAULTS: readonly (readonly [field: string, changes: object])[] = [
      ['award.floorRate', { award: { rule: 'ReserveFloor', baseAmount: '1', floorRate: '86.7451%' } }],
      ['award.floorRate', { award: { rule: 'ReserveFloor', baseAmount: '1', floorRate: '0.86745' } }],
      ['award.baseAmount', { award: { rule: 'LowestPrice', baseAmount: '1,00' } }],
      ['award.rule', { award: { rule: 'Cheapest', baseAmount: '1' } }],
      ['reserve.spread', { reserve: { kind: 'Multiple', spread: '2.001%' } }],
      ['objectionPeriod', { objectionPeriod: 'a month' }],
      ['schedule', { schedule: {} }],
      ['colour', { colour: 'blue' }],
    ]
    for (const [field, changes] of FAULTS) {
      it(`names the field that it does not understand: ${JSON.stringify(changes)}`, async () => {
        const error = await readTerms(await write(changes), NOW).catch((cause: BonginError) => cause)
        expect(error).to.include({ code: 'INVALID_INPUT' })
        expect((error as BonginError).message)
          .to.include('terms.json')
          .and.include(field)
      })
    }
  })
})

describe('a time', () => {
  it('is Korean unless it says otherwise, and may be counted from now', () => {
    expect(parseMoment('now', NOW)).to.equal(NOW)
    expect(parseMoment('+90m', NOW)).to.equal(NOW + 90 * 60)
    expect(parseMoment('2027-01-15 17:00', NOW)).to.equal(NOW)
    expect(parseMoment('2027-01-15T08:00:00Z', NOW)).to.equal(NOW)
  })

  for (const text of [
    '',
    'tomorrow',
    '2027-13-01',
    '2027-02-30 25:00',
    '+5',
    '1800000000',
    '2027-01-15 5:00',
  ]) {
    it(`is not "${text}"`, () => expect(() => parseMoment(text, NOW)).to.throw(/is no (time|duration)/))
  }

  it('is not a duration without its unit', () => {
    expect(parseDuration('1h')).to.equal(HOUR)
    expect(() => parseDuration('60')).to.throw('"60" is no duration')
  })
})
