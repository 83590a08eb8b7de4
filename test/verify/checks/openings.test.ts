import { expect } from 'chai'
import { AGENCY, scalar, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { OPENING_CHECKS } from '../../../src/verify/checks/openings.ts'
import { describeCheck, restate, timeOf } from '../support/alteration.ts'
import {
  type EvidenceJson,
  type LogJson,
  logOf,
  logsOf,
  moveBefore,
  readVector,
  remove,
  repeat,
  runAltered,
  statementOf,
} from '../support/evidence.ts'

const OPENED = {
  failed: 'notApplicable',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'notApplicable',
  single: 'pass',
} as const
const FIRST = supplier(1)
/** Its seal was made for another bidder. */
const COPIER = supplier(7)
const SUSPENDED = supplier(4)

function openingOf(json: EvidenceJson, { id }: { id: bigint }): LogJson {
  return logsOf(json, 'BidOpened').find(({ bidder }) => bidder === id.toString()) ?? expect.fail()
}

const openedIn = (file: string, who: { id: bigint }) => openingOf(readVector(file), who)

/** Alters arguments of one bid's opening. */
const opening =
  (fields: object, who: { id: bigint } = FIRST) =>
  (json: EvidenceJson): void => {
    Object.assign(openingOf(json, who), fields)
  }

const alterSchedule = (fields: object) => (json: EvidenceJson) => {
  const log = logOf(json, 'Announced')
  const terms = statementOf(log).terms as { schedule: object }
  const schedule = { ...terms.schedule, ...fields }
  restate(json, log, AGENCY.secretKey, { terms: { ...terms, schedule } })
}

const settledAt = timeOfFirst('fallback', 'ReserveSettled')
const openedAt = timeOfFirst('multiple', 'BidOpened')

function timeOfFirst(file: string, event: 'ReserveSettled' | 'BidOpened'): number {
  const json = readVector(file)
  return timeOf(json, logOf(json, event))
}

describeCheck(OPENING_CHECKS, 'P2.3', OPENED, {
  'a bid that was not opened': {
    file: 'multiple',
    alter: json => remove(json, openingOf(json, FIRST)),
    finding: { status: 'missing', code: 'NOT_OPENED', participant: FIRST.id },
  },
  'a bid that was opened twice': {
    file: 'multiple',
    alter: json => repeat(json, openingOf(json, FIRST)),
    finding: { status: 'false', code: 'OPENED_TWICE', participant: FIRST.id },
  },
  'an opening without a bid': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'BidAccepted')),
    finding: { status: 'false', code: 'NO_SUCH_BID', participant: FIRST.id },
  },
  'an opening before the bid': {
    file: 'multiple',
    alter: json => moveBefore(json, openingOf(json, FIRST), logOf(json, 'BidAccepted')),
    finding: { status: 'false', code: 'NO_SUCH_BID', participant: FIRST.id },
  },
  'a bid that stayed closed when ranking began before the end of the fallback': {
    file: 'fallback',
    alter: alterSchedule({ fallbackEndAt: settledAt + 1 }),
    finding: { status: 'missing', code: 'NOT_OPENED', participant: supplier(5).id },
  },
})

describe('P2.3, further', () => {
  it('lets bids stay closed as long as ranking has not begun', async () => {
    const { status } = await runAltered(OPENING_CHECKS, 'P2.3', 'multiple', json => {
      remove(json, openingOf(json, FIRST), logOf(json, 'ReserveSettled'))
    })
    expect(status).to.equal('pass')
  })
})

const { x, y } = (({ dx, dy }) => ({ x: String(dx), y: String(dy) }))(openedIn('multiple', FIRST))

describeCheck(OPENING_CHECKS, 'P5.1', OPENED, {
  'another price': {
    file: 'multiple',
    alter: opening({ price: '1' }),
    finding: {
      status: 'false',
      code: 'OTHER_OUTCOME',
      participant: FIRST.id,
      field: 'price',
      expected: BigInt(String(openedIn('multiple', FIRST).price)),
      found: 1n,
    },
  },
  'other picks': {
    file: 'multiple',
    alter: opening({ choices: 0x0201 }),
    finding: { status: 'false', code: 'OTHER_OUTCOME', field: 'choices', expected: 0x0f03, found: 0x0201 },
  },
  'another point, by its first coordinate': {
    file: 'multiple',
    alter: opening({ dx: word(1n) }),
    finding: { status: 'false', code: 'OTHER_OUTCOME', field: 'dx', expected: BigInt(x), found: 1n },
  },
  'another point, by its second coordinate': {
    file: 'multiple',
    alter: opening({ dy: word(1n) }),
    finding: { status: 'false', code: 'OTHER_OUTCOME', field: 'dy', expected: BigInt(y), found: 1n },
  },
  'a copied seal that is said to be valid': {
    file: 'multiple',
    alter: opening({ invalidity: 'None' }, COPIER),
    finding: {
      status: 'false',
      code: 'OTHER_OUTCOME',
      participant: COPIER.id,
      field: 'invalidity',
      expected: 'BadTag',
      found: 'None',
    },
  },
  'a suspended bidder who was taken for another invalid one': {
    file: 'single',
    alter: opening({ invalidity: 'BadTag' }, SUSPENDED),
    finding: {
      status: 'false',
      code: 'OTHER_OUTCOME',
      participant: SUSPENDED.id,
      field: 'invalidity',
      expected: 'Suspended',
      found: 'BadTag',
    },
  },
  'an opening before the key was open': {
    file: 'multiple',
    alter: json => moveBefore(json, logOf(json, 'KeyOpened'), openingOf(json, supplier(2))),
    finding: { status: 'false', code: 'TOO_EARLY', participant: FIRST.id, field: 'KeyOpened' },
  },
  'an altered note': {
    file: 'fallback',
    alter: opening({ note: word(1n) }),
    finding: {
      status: 'false',
      code: 'OTHER_OUTCOME',
      participant: FIRST.id,
      field: 'invalidity',
      expected: 'BadTag',
    },
  },
})

/** Everything that the check finds in several places at once. */
async function findAll(id: 'P5.1', file: string, alter: (json: EvidenceJson) => void) {
  const { status, findings, found } = await runAltered(OPENING_CHECKS, id, file, alter)
  expect(found).to.equal(findings.length)
  return { status, codes: findings.map(({ code, field = '' }) => `${code} ${field}`.trim()), findings }
}

describe('P5.1, further', () => {
  it('finds bids whose sealed bytes were exchanged', async () => {
    const { status, findings } = await findAll('P5.1', 'multiple', json => {
      const [one, other] = [0, 1].map(place => statementOf(logOf(json, 'BidAccepted', place)))
      Object.assign(one ?? {}, { seal: other?.seal })
    })
    expect(status).to.equal('fail')
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({
      participant: FIRST.id,
      field: 'invalidity',
      expected: 'BadTag',
      found: 'None',
    })
  })

  it('finds a bid of other terms that is said to be valid', async () => {
    const { findings } = await findAll('P5.1', 'multiple', json => {
      restate(json, logOf(json, 'BidAccepted'), FIRST.secretKey, { termsVersion: 2 })
    })
    expect(findings[0]).to.include({ field: 'invalidity', expected: 'Superseded', found: 'None' })
  })

  it('finds a bidder whose suspension is not there, and one that is valid although it was suspended', async () => {
    const missing = await findAll('P5.1', 'single', json => remove(json, ...logsOf(json, 'Suspended')))
    expect(missing.findings[0]).to.include({
      participant: SUSPENDED.id,
      field: 'invalidity',
      expected: 'None',
      found: 'Suspended',
    })
    const { findings } = await findAll('P5.1', 'multiple', json => {
      const suspension = { from: 1, until: openedAt + 1_000_000, reason: word(1n), revision: 2 }
      const log: LogJson = { event: 'Suspended', participant: FIRST.id.toString(), ...suspension }
      moveBefore(json, log, logOf(json, 'BidAccepted'))
    })
    expect(findings[0]).to.include({ field: 'invalidity', expected: 'Suspended', found: 'None' })
  })

  it('counts only what was known at the opening time: a suspension in that second comes too late', async () => {
    const json = readVector('single')
    const at = timeOf(json, logOf(json, 'Suspended'))
    const { codes } = await findAll('P5.1', 'single', alterSchedule({ openingAt: at }))
    expect(codes).to.deep.equal(['OTHER_OUTCOME invalidity'])
    expect(await findAll('P5.1', 'single', alterSchedule({ openingAt: at + 1 }))).to.include({
      status: 'pass',
    })
  })

  it('lacks the bid that was opened', async () => {
    const { findings } = await findAll('P5.1', 'multiple', json => remove(json, logOf(json, 'BidAccepted')))
    expect(findings[0]).to.include({
      status: 'missing',
      code: 'NOT_THERE',
      participant: FIRST.id,
      field: 'BidAccepted',
    })
  })

  it('finds another secret in every bid', async () => {
    const { status, found } = await runAltered(OPENING_CHECKS, 'P5.1', 'multiple', json => {
      const log = logOf(json, 'KeyOpened')
      log.secret = word(BigInt(String(log.secret)) + 1n)
    })
    expect({ status, found }).to.deep.equal({ status: 'fail', found: 7 })
  })

  for (const secret of [0n, ScalarField.ORDER, 2n ** 256n - 1n]) {
    it(`finds a secret that is no scalar: ${secret}`, async () => {
      const { codes } = await findAll('P5.1', 'multiple', json => {
        logOf(json, 'KeyOpened').secret = word(secret)
      })
      expect(codes).to.deep.equal(Array.from({ length: 7 }, () => 'BAD_POINT seal'))
    })
  }

  it('lacks the secret', async () => {
    const { status, codes } = await findAll('P5.1', 'multiple', json =>
      remove(json, logOf(json, 'KeyOpened')),
    )
    expect({ status, codes }).to.deep.equal({
      status: 'missing',
      codes: Array.from({ length: 7 }, () => 'NOT_THERE KeyOpened'),
    })
  })

  it('lacks the public key where notes were revealed', async () => {
    const { status, codes } = await findAll('P5.1', 'fallback', json =>
      remove(json, logOf(json, 'KeysProposed')),
    )
    expect({ status, codes }).to.deep.equal({
      status: 'missing',
      codes: Array.from({ length: 3 }, () => 'NOT_THERE KeysProposed'),
    })
  })

  it('finds openings before the opening time', async () => {
    const { codes, findings } = await findAll('P5.1', 'multiple', alterSchedule({ openingAt: openedAt + 1 }))
    expect(codes).to.deep.equal(Array.from({ length: 7 }, () => 'WRONG_PHASE'))
    expect(findings[0]).to.include({ expected: 'Opening', found: 'Closed' })
  })

  it('finds a note where the key had opened the bid', async () => {
    const { codes } = await findAll('P5.1', 'multiple', opening({ note: word(5n) }))
    expect(codes).to.deep.equal(['OTHER_OUTCOME invalidity'])
  })
})

const SINGLE_ONLY = { ...OPENED, fallback: 'notApplicable', multiple: 'notApplicable' } as const
const reserveOpening = logOf(readVector('single'), 'ReserveOpened')

describeCheck(OPENING_CHECKS, 'P5.2', SINGLE_ONLY, {
  'another reserve price': {
    file: 'single',
    alter: json => Object.assign(logOf(json, 'ReserveOpened'), { reserve: '99000001' }),
    finding: {
      status: 'false',
      code: 'OTHER_RESERVE',
      field: 'reserve',
      expected: BigInt(String(reserveOpening.reserve)),
      found: 99_000_001n,
    },
  },
  'another point': {
    file: 'single',
    alter: json => Object.assign(logOf(json, 'ReserveOpened'), { dy: word(1n) }),
    finding: {
      status: 'false',
      code: 'OTHER_RESERVE',
      field: 'dy',
      expected: BigInt(String(reserveOpening.dy)),
      found: 1n,
    },
  },
  'that it was not opened': {
    file: 'single',
    alter: json => remove(json, logOf(json, 'ReserveOpened')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveOpened' },
  },
  'a second opening': {
    file: 'single',
    alter: json => repeat(json, logOf(json, 'ReserveOpened')),
    finding: { status: 'false', code: 'THERE_TWICE', field: 'ReserveOpened' },
  },
  'an opening before the key was open': {
    file: 'single',
    alter: json => moveBefore(json, logOf(json, 'ReserveOpened'), logOf(json, 'KeyOpened')),
    finding: { status: 'false', code: 'TOO_EARLY', field: 'KeyOpened' },
  },
  'that the seal is not there': {
    file: 'single',
    alter: json => remove(json, logOf(json, 'Announced')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
  },
})

describe('P5.2, further', () => {
  it('takes a seal that does not open for no reserve price', async () => {
    const { findings } = await runAltered(OPENING_CHECKS, 'P5.2', 'single', json => {
      const log = logOf(json, 'Announced')
      const seal = statementOf(log).reserveSeal as object
      restate(json, log, AGENCY.secretKey, { reserveSeal: { ...seal, tag: word(1n) } })
    })
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'OTHER_RESERVE', field: 'reserve', expected: 0n })
  })

  it('opens the seal by its note too', async () => {
    const reveal = (note: bigint) => (json: EvidenceJson) => {
      logOf(json, 'ReserveOpened').note = word(note)
    }
    const note = scalar(`reserve note of ${readVector('single').tender}, 1`)
    expect(await runAltered(OPENING_CHECKS, 'P5.2', 'single', reveal(note))).to.include({ status: 'pass' })
    const { findings } = await runAltered(OPENING_CHECKS, 'P5.2', 'single', reveal(note + 1n))
    expect(findings[0]).to.include({ code: 'OTHER_RESERVE', field: 'reserve', expected: 0n })
  })

  it('finds one where the terms have none', async () => {
    const { findings } = await runAltered(OPENING_CHECKS, 'P5.2', 'multiple', json =>
      moveBefore(json, structuredClone(reserveOpening), logOf(json, 'ReserveSettled')),
    )
    // It is told apart by the tender first: another tender's event says nothing here.
    expect(findings).to.deep.equal([])
    const own = await runAltered(OPENING_CHECKS, 'P5.2', 'multiple', json =>
      moveBefore(json, { ...reserveOpening, tender: json.tender }, logOf(json, 'ReserveSettled')),
    )
    expect(own.findings[0]).to.include({
      code: 'OTHER_RESERVE',
      field: 'kind',
      expected: 'Multiple',
      found: 'Single',
    })
  })
})
