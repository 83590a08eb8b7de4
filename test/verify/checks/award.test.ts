import { expect } from 'chai'
import { AGENCY, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { tie } from '../../../src/protocol/order.ts'
import { AWARD_CHECKS } from '../../../src/verify/checks/award.ts'
import { describeCheck, restate } from '../support/alteration.ts'
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

const RANKED = {
  failed: 'notApplicable',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'notApplicable',
  single: 'pass',
} as const

type Who = { readonly id: bigint }

const [FIRST, BELOW_FLOOR, COPIER] = [supplier(1), supplier(4), supplier(7)] as const
/** They bid the same; the tie puts one of them first. */
const [SECOND, THIRD] = tied()

function tied(): [Who, Who] {
  const [two, three] = [supplier(2), supplier(3)] as const
  const { bidder } = logOf(readVector('multiple'), 'Awarded').signed?.statement ?? {}
  return bidder === two.id.toString() ? [two, three] : [three, two]
}

function rankingOf(json: EvidenceJson, { id }: Who): LogJson {
  return logsOf(json, 'BidRanked').find(({ bidder }) => bidder === id.toString()) ?? expect.fail()
}

const ranking = (who: Who, fields: object) => (json: EvidenceJson) =>
  void Object.assign(rankingOf(json, who), fields)

const completion = (fields: object) => (json: EvidenceJson) =>
  Object.assign(logOf(json, 'OrderCompleted'), fields)

/** What lacks or is false wherever the line cannot be computed. */
const WITHOUT_LINE = {
  'that the terms are not there': {
    file: 'multiple',
    alter: (json: EvidenceJson) => remove(json, logOf(json, 'Announced')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
  },
  'that the reserve price is not there': {
    file: 'multiple',
    alter: (json: EvidenceJson) => remove(json, logOf(json, 'ReserveSettled')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' },
  },
  'terms to which no award rule can be applied': {
    file: 'multiple',
    alter: (json: EvidenceJson) => {
      const log = logOf(json, 'Announced')
      const terms = statementOf(log).terms as { award: object }
      const award = { ...terms.award, baseAmount: '0' }
      restate(json, log, AGENCY.secretKey, { terms: { ...terms, award } })
    },
    finding: { status: 'false', code: 'BAD_TERMS', field: 'award' },
  },
} as const

describeCheck(AWARD_CHECKS, 'P7.1', RANKED, {
  ...WITHOUT_LINE,
  'a bid below the floor that was accepted': {
    file: 'multiple',
    alter: ranking(BELOW_FLOOR, { verdict: 'Acceptable' }),
    finding: {
      status: 'false',
      code: 'OTHER_VERDICT',
      participant: BELOW_FLOOR.id,
      expected: 'BelowFloor',
      found: 'Acceptable',
    },
  },
  'a good bid that was rejected': {
    file: 'multiple',
    alter: ranking(FIRST, { verdict: 'AboveReserve' }),
    finding: {
      status: 'false',
      code: 'OTHER_VERDICT',
      participant: FIRST.id,
      expected: 'Acceptable',
      found: 'AboveReserve',
    },
  },
  'a verdict with another reason': {
    file: 'multiple',
    alter: ranking(supplier(5), { verdict: 'BelowFloor' }),
    finding: { status: 'false', code: 'OTHER_VERDICT', expected: 'BelowNetCostFloor', found: 'BelowFloor' },
  },
  'a verdict on an invalid bid': {
    file: 'multiple',
    alter: json => moveBefore(json, rankingFor(json, COPIER), logOf(json, 'OrderCompleted')),
    finding: {
      status: 'false',
      code: 'OTHER_OUTCOME',
      participant: COPIER.id,
      field: 'invalidity',
      expected: 'None',
      found: 'BadTag',
    },
  },
  'a verdict on a bid that was not opened': {
    file: 'multiple',
    alter: json => moveBefore(json, rankingFor(json, supplier(8)), logOf(json, 'OrderCompleted')),
    finding: { status: 'missing', code: 'NOT_OPENED', participant: supplier(8).id },
  },
})

function rankingFor(json: EvidenceJson, { id }: Who): LogJson {
  return { ...logOf(json, 'BidRanked'), bidder: id.toString(), verdict: 'AboveReserve', behind: '0' }
}

describeCheck(AWARD_CHECKS, 'P7.2', RANKED, {
  ...WITHOUT_LINE,
  'equal bids that changed places': {
    file: 'multiple',
    alter: json => exchange(json, SECOND, THIRD),
    finding: {
      status: 'false',
      code: 'OTHER_ORDER',
      field: 'place',
      participant: THIRD.id,
      expected: SECOND.id,
      found: THIRD.id,
    },
  },
  'a rejected bid that stands behind another': {
    file: 'multiple',
    alter: ranking(BELOW_FLOOR, { behind: FIRST.id.toString() }),
    finding: {
      status: 'false',
      code: 'OTHER_ORDER',
      field: 'behind',
      participant: BELOW_FLOOR.id,
      found: FIRST.id,
    },
  },
  'a bid that was ranked twice': {
    file: 'multiple',
    alter: json => repeat(json, rankingOf(json, THIRD)),
    finding: { status: 'false', code: 'RANKED_TWICE', participant: THIRD.id },
  },
  'a bid that was not ranked': {
    file: 'multiple',
    alter: json => remove(json, rankingOf(json, BELOW_FLOOR)),
    finding: { status: 'missing', code: 'NOT_RANKED', participant: BELOW_FLOOR.id },
  },
  'that nothing completes the order': {
    file: 'multiple',
    alter: json => remove(json, logOf(json, 'OrderCompleted')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'OrderCompleted' },
  },
  'a second completion': {
    file: 'multiple',
    alter: json => repeat(json, logOf(json, 'OrderCompleted')),
    finding: { status: 'false', code: 'THERE_TWICE', field: 'OrderCompleted' },
  },
  'another number of acceptable bids': {
    file: 'multiple',
    alter: completion({ acceptable: 4 }),
    finding: { status: 'false', code: 'OTHER_ORDER', field: 'acceptable', expected: 3, found: 4 },
  },
  'another first in line': {
    file: 'multiple',
    alter: completion({ first: SECOND.id.toString() }),
    finding: { status: 'false', code: 'OTHER_ORDER', field: 'first', expected: FIRST.id, found: SECOND.id },
  },
  'a completion before the last bid was ranked': {
    file: 'multiple',
    alter: json => moveBefore(json, logOf(json, 'OrderCompleted'), logOf(json, 'BidRanked', -1)),
    finding: { status: 'false', code: 'TOO_EARLY', field: 'OrderCompleted' },
  },
})

/** Lets two bidders take each other's place in line. */
function exchange(json: EvidenceJson, one: Who, other: Who): void {
  const names: Record<string, string> = {
    [one.id.toString()]: other.id.toString(),
    [other.id.toString()]: one.id.toString(),
  }
  for (const log of logsOf(json, 'BidRanked')) {
    log.bidder = names[String(log.bidder)] ?? log.bidder
    log.behind = names[String(log.behind)] ?? log.behind
  }
}

describe('P7.2, further', () => {
  const examine = (alter: (json: EvidenceJson) => void) => runAltered(AWARD_CHECKS, 'P7.2', 'multiple', alter)

  it('finds a bid that stands behind one that is not in line', async () => {
    const { status, findings } = await examine(ranking(FIRST, { behind: COPIER.id.toString() }))
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'OTHER_ORDER', field: 'behind', found: COPIER.id })
  })

  it('finds a bid that stands behind itself', async () => {
    const { status } = await examine(ranking(FIRST, { behind: FIRST.id.toString() }))
    expect(status).to.equal('fail')
  })

  it('finds the first and the last exchanged', async () => {
    const { findings } = await examine(json => exchange(json, FIRST, THIRD))
    expect(findings[0]).to.include({
      code: 'OTHER_ORDER',
      field: 'place',
      expected: FIRST.id,
      found: THIRD.id,
    })
  })

  it('takes any portions and order of calls for the same line', async () => {
    const line = [FIRST, SECOND, THIRD].map(({ id }) => id.toString())
    const { status } = await examine(json => {
      const acceptable = logsOf(json, 'BidRanked').filter(({ verdict }) => verdict === 'Acceptable')
      for (const [place, log] of acceptable.entries()) {
        Object.assign(log, { bidder: line[place], behind: line[place - 1] ?? '0' })
      }
    })
    expect(status).to.equal('pass')
  })

  it('does not ask for all while somebody is still ranking', async () => {
    const { status } = await examine(json => {
      const acts = (['Qualified', 'Disqualified', 'Awarded', 'Concluded'] as const).flatMap(name =>
        logsOf(json, name),
      )
      remove(json, ...acts, logOf(json, 'OrderCompleted'), rankingOf(json, BELOW_FLOOR))
    })
    expect(status).to.equal('pass')
  })

  it('finds a ranking before the opening was over', async () => {
    const { findings } = await examine(json =>
      moveBefore(json, rankingOf(json, BELOW_FLOOR), logOf(json, 'BidOpened', -1)),
    )
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'WRONG_PHASE', expected: 'Ranking', found: 'Opening' })
  })

  it('finds another line when the seed is another', async () => {
    const { tender } = readVector('multiple')
    let seed = 1n
    while (tie(seed, tender, SECOND.id) < tie(seed, tender, THIRD.id)) seed++
    const { findings } = await examine(json => {
      logOf(json, 'ReserveSettled').seed = word(seed)
    })
    expect(findings[0]).to.include({
      code: 'OTHER_ORDER',
      field: 'place',
      expected: THIRD.id,
      found: SECOND.id,
    })
  })

  it('finds another line when the reserve price is another', async () => {
    const { findings } = await examine(json => {
      logOf(json, 'ReserveSettled').reserve = '1'
    })
    expect(findings.map(({ field }) => field)).to.deep.equal(['acceptable', 'first'])
  })
})
