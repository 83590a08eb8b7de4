import { expect } from 'chai'
import { AGENCY, scalar, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { type Hex, word } from '../../../src/protocol/bytes.ts'
import { degradedSeed } from '../../../src/protocol/reserve.ts'
import { RESERVE_CHECKS } from '../../../src/verify/checks/reserve.ts'
import { describeCheck, restate, timeOf } from '../support/alteration.ts'
import {
  type EvidenceJson,
  logOf,
  logsOf,
  moveBefore,
  readVector,
  remove,
  repeat,
  runAltered,
  statementOf,
} from '../support/evidence.ts'

const SETTLED = {
  failed: 'notApplicable',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'notApplicable',
  single: 'pass',
} as const

const settlementIn = (file: string) => logOf(readVector(file), 'ReserveSettled')
const reserveIn = (file: string) => BigInt(String(settlementIn(file).reserve))
const secret = BigInt(String(logOf(readVector('multiple'), 'KeyOpened').secret))

/** Alters arguments of the settlement. */
const settle = (fields: object) => (json: EvidenceJson) =>
  Object.assign(logOf(json, 'ReserveSettled'), fields)

const alterTerms = (fields: object) => (json: EvidenceJson) => {
  const log = logOf(json, 'Announced')
  restate(json, log, AGENCY.secretKey, { terms: { ...(statementOf(log).terms as object), ...fields } })
}

/** The notes of the three bidders that revealed theirs. */
const notes = [1, 2, 3].map(number => ({
  r: scalar(`note of ${supplier(number).id} in VECTOR-FALLBACK, 0`),
  author: supplier(number).id,
}))

describeCheck(RESERVE_CHECKS, 'P6.1', SETTLED, {
  'another seed than the secret': {
    file: 'multiple',
    alter: settle({ seed: word(secret + 1n) }),
    finding: { status: 'false', code: 'OTHER_SEED', field: 'seed', expected: secret, found: secret + 1n },
  },
  'a seed that leaves out a note': {
    file: 'fallback',
    alter: settle({ seed: word(degradedSeed(notes.slice(1))) }),
    finding: {
      status: 'false',
      code: 'OTHER_SEED',
      expected: degradedSeed(notes),
      found: degradedSeed(notes.slice(1)),
    },
  },
  'a note that was left out': {
    file: 'fallback',
    alter: json => remove(json, logOf(json, 'BidOpened', 0)),
    finding: { status: 'false', code: 'OTHER_SEED', expected: degradedSeed(notes.slice(1)) },
  },
  'a secret that came after the seed': {
    file: 'multiple',
    alter: json => moveBefore(json, logOf(json, 'KeyOpened'), logOf(json, 'Disqualified')),
    finding: { status: 'false', code: 'OTHER_SEED', expected: 0n, found: secret },
  },
  'no settlement': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'ReserveSettled')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' },
  },
  'a second settlement': {
    file: 'multiple',
    alter: json => repeat(json, logOf(json, 'ReserveSettled')),
    finding: { status: 'false', code: 'THERE_TWICE', field: 'ReserveSettled' },
  },
  'a settlement although too few bids are valid': {
    file: 'multiple',
    alter: alterTerms({ minimumBids: 7 }),
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Ranking', found: 'Failed' },
  },
  'a settlement before every bid was opened': {
    file: 'multiple',
    alter: json => moveBefore(json, logOf(json, 'ReserveSettled'), logOf(json, 'BidOpened', -1)),
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Ranking', found: 'Opening' },
  },
  'a settlement in the fallback': {
    file: 'fallback',
    alter: json => {
      const log = logOf(json, 'Announced')
      const terms = statementOf(log).terms as { schedule: object }
      const fallbackEndAt = timeOf(json, logOf(json, 'ReserveSettled')) + 1
      alterTerms({ schedule: { ...terms.schedule, fallbackEndAt } })(json)
    },
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Ranking', found: 'Fallback' },
  },
})

describe('P6.1, further', () => {
  it("counts the agency's own note", async () => {
    const note = 7n
    const seed = degradedSeed([{ r: note, author: AGENCY.id }])
    const { findings } = await runAltered(RESERVE_CHECKS, 'P6.1', 'single', json => {
      remove(json, logOf(json, 'KeyOpened'))
      logOf(json, 'ReserveOpened').note = word(note)
    })
    expect(findings[0]).to.include({ code: 'OTHER_SEED', expected: seed })
  })
})

const counts = BigInt(String(settlementIn('multiple').counts))
const COUNTED = [2, 1, 3, 1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2]

describe('P6.2, counts', () => {
  const alter = async (file: string, change: (json: EvidenceJson) => void) => {
    const { status, findings, found } = await runAltered(RESERVE_CHECKS, 'P6.2', file, change)
    expect({ status, found }).to.deep.equal({ status: 'fail', found: 1 })
    return findings[0]
  }

  it('are altered by one', async () => {
    const finding = await alter('multiple', settle({ counts: word(counts + 1n) }))
    expect(finding).to.include({ status: 'false', code: 'OTHER_COUNTS', field: 'counts' })
    expect(finding?.expected).to.deep.equal(COUNTED)
    expect(finding?.found).to.deep.equal(COUNTED.with(0, 3))
  })

  it('leave out the picks of a bid that is said to be invalid', async () => {
    const finding = await alter('multiple', json => {
      logOf(json, 'BidOpened').invalidity = 'BadTag'
    })
    expect(finding?.expected).to.deep.equal(COUNTED.with(2, 2).with(14, 1))
  })

  it('know no number above fifteen', async () => {
    const finding = await alter('multiple', settle({ counts: word(counts | (1n << 240n)) }))
    expect(finding).to.include({ code: 'OTHER_COUNTS' })
  })

  it('do not fall over picks that are none', async () => {
    for (const choices of [0xffff, 0x0001, 0x1000]) {
      const finding = await alter('multiple', json => {
        logOf(json, 'BidOpened').choices = choices
      })
      expect(finding?.expected).to.deep.equal(COUNTED.with(2, 2).with(14, 1))
    }
  })

  it('are nothing where nothing is picked', async () => {
    const finding = await alter('single', settle({ counts: word(1n) }))
    expect(finding?.expected).to.deep.equal(COUNTED.map(() => 0))
  })
})

describeCheck(RESERVE_CHECKS, 'P6.2', { ...SETTLED, single: 'notApplicable' }, {})

const LOWEST = {
  rule: 0,
  baseAmount: '50000000',
  aValue: '0',
  netCostBase: '0',
  floorRate: 0,
  netCostRate: 0,
  qualification: 0,
}

describeCheck(RESERVE_CHECKS, 'P6.3', SETTLED, {
  'another reserve price than the drawn one': {
    file: 'multiple',
    alter: settle({ reserve: String(reserveIn('multiple') + 1n) }),
    finding: {
      status: 'false',
      code: 'OTHER_RESERVE',
      field: 'reserve',
      expected: reserveIn('multiple'),
      found: reserveIn('multiple') + 1n,
    },
  },
  'another one than that of the notes': {
    file: 'fallback',
    alter: settle({ reserve: '1' }),
    finding: { status: 'false', code: 'OTHER_RESERVE', expected: reserveIn('fallback'), found: 1n },
  },
  'another one than the sealed one': {
    file: 'single',
    alter: settle({ reserve: '98999999' }),
    finding: { status: 'false', code: 'OTHER_RESERVE', expected: 99_000_000n, found: 98_999_999n },
  },
  'another one than the ceiling where there is none': {
    file: 'multiple',
    alter: alterTerms({ reserve: { kind: 0, spread: 0, cellsAbove: 0 }, award: LOWEST }),
    finding: {
      status: 'false',
      code: 'OTHER_RESERVE',
      expected: 50_000_000n,
      found: reserveIn('multiple'),
    },
  },
  'terms from which no price can be drawn': {
    file: 'multiple',
    alter: alterTerms({ award: { ...LOWEST, baseAmount: '1' } }),
    finding: { status: 'false', code: 'BAD_TERMS', field: 'reserve' },
  },
  'that the terms are not there': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Announced')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
  },
  'that the sealed price is not there': {
    file: 'single',
    alter: json => remove(json, logOf(json, 'ReserveOpened')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveOpened' },
  },
  'no settlement': {
    file: 'multiple',
    alter: json => remove(json, ...logsOf(json, 'ReserveSettled')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' },
  },
})

describe('P6.3, further', () => {
  it('follows from the seed and the counts', async () => {
    for (const fields of [{ seed: word(1n) }, { counts: word(0x10n << 80n) as Hex }]) {
      const { findings } = await runAltered(RESERVE_CHECKS, 'P6.3', 'multiple', settle(fields))
      expect(findings[0]).to.include({ code: 'OTHER_RESERVE', found: reserveIn('multiple') })
    }
  })
})
