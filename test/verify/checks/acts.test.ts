import { expect } from 'chai'
import { AGENCY, REGISTRAR, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { word, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { ACT_CHECKS } from '../../../src/verify/checks/acts.ts'
import type { EventName } from '../../../src/verify/event.ts'
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
  signAgain,
  statementOf,
  unsign,
} from '../support/evidence.ts'

const ACTED = {
  failed: 'notApplicable',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'notApplicable',
  single: 'pass',
} as const
const AWARDED = { ...ACTED, fallback: 'notApplicable' } as const
const ENDED = { ...AWARDED, single: 'notApplicable', cancelled: 'pass', life: 'pass' } as const

/** In `multiple.json` the first in line is disqualified, and the second gets the award. */
const FIRST = supplier(1).id
const WINNER = BigInt(String(statementOf(logOf(readVector('multiple'), 'Awarded')).bidder))
const LAST = supplier(2).id + supplier(3).id - WINNER
const amount = BigInt(String(statementOf(logOf(readVector('multiple'), 'Awarded')).amount))

/** The agency's act was another one. */
const act =
  (event: EventName, fields: object) =>
  (json: EvidenceJson): void =>
    restate(json, logOf(json, event), AGENCY.secretKey, fields)

const concludedAt = (json: EvidenceJson) => timeOf(json, logOf(json, 'Concluded'))

function alterTerms(json: EvidenceJson, fields: object): void {
  const log = logOf(json, 'Announced')
  restate(json, log, AGENCY.secretKey, { terms: { ...(statementOf(log).terms as object), ...fields } })
}

const withoutTerms = {
  file: 'multiple',
  alter: (json: EvidenceJson) => remove(json, logOf(json, 'Announced')),
  finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
} as const
const withoutReserve = {
  file: 'multiple',
  alter: (json: EvidenceJson) => remove(json, logOf(json, 'ReserveSettled')),
  finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' },
} as const

describeCheck(
  ACT_CHECKS,
  'P7.3',
  { ...ACTED, cancelled: 'pass' },
  {
    'that the agency is not known': withoutTerms,
    'an act without its signature': {
      file: 'multiple',
      alter: json => unsign(json, logOf(json, 'Awarded')),
      finding: { status: 'missing', code: 'UNSIGNED', participant: AGENCY.id },
    },
    'an act that somebody else signed': {
      file: 'multiple',
      alter: json => signAgain(json, logOf(json, 'Awarded'), supplier(1).secretKey),
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: AGENCY.id, found: supplier(1).signer },
    },
    'an act that was altered after it had been signed': {
      file: 'multiple',
      alter: json => Object.assign(statementOf(logOf(json, 'Disqualified')), { reason: 1 }),
      finding: { status: 'false', code: 'BAD_SIGNATURE', participant: AGENCY.id },
    },
    'an act of an agency that is suspended': {
      file: 'multiple',
      alter: json => {
        const at = concludedAt(json)
        const suspension = {
          participant: AGENCY.id.toString(),
          from: at,
          until: at + 1,
          reason: word(1n),
          revision: 2,
        }
        moveBefore(json, { event: 'Suspended', ...suspension }, logOf(json, 'Concluded'))
      },
      finding: { status: 'false', code: 'SUSPENDED_AUTHOR', participant: AGENCY.id },
    },
    'an act that was left out': {
      file: 'multiple',
      alter: json => remove(json, logOf(json, 'Disqualified')),
      finding: { status: 'false', code: 'OTHER_NUMBER', field: 'act', expected: 0, found: 1 },
    },
    'an act with the number of another': {
      file: 'single',
      alter: act('Awarded', { act: 0 }),
      finding: { status: 'false', code: 'OTHER_NUMBER', field: 'act', expected: 1, found: 0 },
    },
  },
)

describe('P7.3, further', () => {
  it('passes where the registrar granted a withdrawal, but for no other act of its', async () => {
    const byRegistrar = (event: EventName) => (json: EvidenceJson) => {
      const log = logOf(json, event)
      const fields = event === 'BidWithdrawn' ? { author: REGISTRAR.id.toString() } : {}
      restate(json, log, REGISTRAR.secretKey, fields)
    }
    const granted = await runAltered(ACT_CHECKS, 'P7.3', 'life', byRegistrar('BidWithdrawn'))
    expect(granted.status).to.equal('pass')
    const awarded = await runAltered(ACT_CHECKS, 'P7.3', 'life', byRegistrar('Awarded'))
    expect(awarded.findings[0]).to.include({ code: 'UNKNOWN_SIGNER', participant: AGENCY.id })
  })
})

describeCheck(ACT_CHECKS, 'P7.4', ACTED, {
  'that the terms are not there': withoutTerms,
  'that the reserve price is not there': withoutReserve,
  'a disqualification without a reason': {
    file: 'multiple',
    alter: act('Disqualified', { reason: 0 }),
    finding: { status: 'false', code: 'NO_REASON', participant: FIRST, field: 'reason' },
  },
  'a disqualification without a document': {
    file: 'multiple',
    alter: act('Disqualified', { document: ZERO_WORD }),
    finding: { status: 'false', code: 'NO_REASON', participant: FIRST, field: 'document' },
  },
  'another one who follows': {
    file: 'multiple',
    alter: json => Object.assign(logOf(json, 'Disqualified'), { next: LAST.toString() }),
    finding: { status: 'false', code: 'OTHER_ORDER', field: 'next', expected: WINNER, found: LAST },
  },
  'somebody qualified who is not first': {
    file: 'single',
    alter: act('Qualified', { bidder: '1002' }),
    finding: { status: 'false', code: 'NOT_FIRST', participant: 1002n, expected: 1001n, found: 1002n },
  },
  'somebody disqualified who is not first': {
    file: 'multiple',
    // Nor is the one who follows then, and the one that is reviewed next.
    found: 3,
    alter: act('Disqualified', { bidder: LAST.toString() }),
    finding: { status: 'false', code: 'NOT_FIRST', expected: FIRST, found: LAST },
  },
  'that a disqualification was left out': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Disqualified')),
    finding: { status: 'false', code: 'NOT_FIRST', expected: FIRST, found: WINNER },
  },
  'a second qualification of the same': {
    file: 'multiple',
    alter: json => repeat(json, logOf(json, 'Qualified')),
    finding: { status: 'false', code: 'QUALIFIED_TWICE', participant: WINNER },
  },
  'a disqualification after the award': {
    file: 'multiple',
    alter: json => {
      const late = { ...statementOf(logOf(json, 'Disqualified')), bidder: WINNER.toString() }
      const log = structuredClone(logOf(json, 'Disqualified'))
      Object.assign(statementOf(log), late)
      log.next = LAST.toString()
      moveBefore(json, log, logOf(json, 'Concluded'))
    },
    finding: {
      status: 'false',
      code: 'WRONG_PHASE',
      participant: WINNER,
      expected: 'Review',
      found: 'Standstill',
    },
  },
  'a review before the order was complete': {
    file: 'fallback',
    alter: json => moveBefore(json, logOf(json, 'Qualified'), logOf(json, 'BidRanked', -1)),
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Review', found: 'Ranking' },
  },
})

describe('P7.4, further', () => {
  it('lets the next one be qualified after one who was qualified and then disqualified', async () => {
    const { status } = await runAltered(ACT_CHECKS, 'P7.4', 'multiple', json => {
      const log = structuredClone(logOf(json, 'Qualified'))
      Object.assign(statementOf(log), { bidder: FIRST.toString() })
      moveBefore(json, log, logOf(json, 'Disqualified'))
    })
    expect(status).to.equal('pass')
  })

  it('finds that nobody follows where somebody does, and the other way round', async () => {
    const nobody = await runAltered(ACT_CHECKS, 'P7.4', 'multiple', json => {
      logOf(json, 'Disqualified').next = '0'
    })
    expect(nobody.findings[0]).to.include({ code: 'OTHER_ORDER', expected: WINNER, found: 0n })
  })
})

describeCheck(ACT_CHECKS, 'P7.5', AWARDED, {
  'that the terms are not there': withoutTerms,
  'that the reserve price is not there': withoutReserve,
  'another amount than the bid': {
    file: 'multiple',
    alter: act('Awarded', { amount: String(amount + 1n) }),
    finding: {
      status: 'false',
      code: 'OTHER_AMOUNT',
      participant: WINNER,
      field: 'amount',
      expected: amount,
      found: amount + 1n,
    },
  },
  'an award to one who was not qualified': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Qualified')),
    finding: { status: 'false', code: 'NOT_QUALIFIED', participant: WINNER },
  },
  'an award to the second': {
    file: 'multiple',
    alter: act('Awarded', { bidder: LAST.toString() }),
    finding: { status: 'false', code: 'NOT_FIRST', participant: LAST, expected: WINNER, found: LAST },
  },
  'an award that came before the qualification': {
    file: 'single',
    alter: json => moveBefore(json, logOf(json, 'Awarded'), logOf(json, 'Qualified')),
    finding: { status: 'false', code: 'NOT_QUALIFIED', participant: 1001n },
  },
  'a second award': {
    file: 'multiple',
    alter: json => repeat(json, logOf(json, 'Awarded')),
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Review', found: 'Standstill' },
  },
})

describe('P7.5, further', () => {
  it('finds an award to one who did not bid', async () => {
    const { status, findings } = await runAltered(
      ACT_CHECKS,
      'P7.5',
      'multiple',
      act('Awarded', { bidder: '99' }),
    )
    expect(status).to.equal('fail')
    expect(findings.map(({ code }) => code)).to.have.members(['NOT_FIRST', 'NOT_OPENED'])
  })
})

describeCheck(ACT_CHECKS, 'P7.6', ENDED, {
  'that the terms are not there': withoutTerms,
  'that the reserve price is not there': withoutReserve,
  'another amount than the bid': {
    file: 'multiple',
    alter: act('Concluded', { amount: '1' }),
    finding: { status: 'false', code: 'OTHER_AMOUNT', participant: WINNER, expected: amount, found: 1n },
  },
  'a contract with another': {
    file: 'multiple',
    alter: act('Concluded', { bidder: LAST.toString() }),
    finding: { status: 'false', code: 'NOT_WINNER', participant: LAST, expected: WINNER, found: LAST },
  },
  'a conclusion without a contract': {
    file: 'multiple',
    alter: act('Concluded', { contractHash: ZERO_WORD }),
    finding: { status: 'false', code: 'NO_REASON', field: 'contractHash' },
  },
  'a conclusion within the objection period': {
    file: 'multiple',
    alter: json => alterTerms(json, { objectionPeriod: concludedAt(json) - awardedAt(json) + 1 }),
    finding: {
      status: 'false',
      code: 'OBJECTION_PERIOD',
      participant: WINNER,
      expected: concludedAt(readVector('multiple')) + 1,
      found: concludedAt(readVector('multiple')),
    },
  },
  'a conclusion without an award': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'Awarded')),
    finding: { status: 'false', code: 'WRONG_PHASE', expected: 'Standstill', found: 'Review' },
  },
  'an act after the conclusion': {
    file: 'multiple',
    alter: json => {
      const [award] = logsOf(json, 'Awarded')
      const copy = structuredClone(award ?? expect.fail())
      const receipts = json.blocks.flatMap(block => block.receipts)
      receipts.at(-1)?.logs.push(copy)
    },
    finding: { status: 'false', code: 'WRONG_PHASE', field: 'Awarded', found: 'Concluded' },
  },
})

function awardedAt(json: EvidenceJson): number {
  return timeOf(json, logOf(json, 'Awarded'))
}

describe('P7.6, further', () => {
  it('takes a conclusion in the second in which the objection period ends', async () => {
    const { status } = await runAltered(ACT_CHECKS, 'P7.6', 'multiple', json =>
      alterTerms(json, { objectionPeriod: concludedAt(json) - awardedAt(json) }),
    )
    expect(status).to.equal('pass')
  })

  it('finds a second conclusion', async () => {
    const { findings } = await runAltered(ACT_CHECKS, 'P7.6', 'multiple', json =>
      repeat(json, logOf(json, 'Concluded')),
    )
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'WRONG_PHASE', expected: 'Standstill', found: 'Concluded' })
  })
})
