import { expect } from 'chai'
import { DISCLOSURE_CHECKS } from '../../../src/verify/checks/disclosure.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { factsOf } from '../../../src/verify/facts.ts'
import { onAll } from '../support/alteration.ts'
import {
  type EvidenceJson,
  logOf,
  moveBefore,
  readVector,
  remove,
  runAltered,
  statementOf,
  statuses,
} from '../support/evidence.ts'

const DISCLOSURES = ['ShareReleased', 'ShareRefused', 'KeyOpened', 'BidOpened', 'ReserveOpened']

/** What was disclosed in a good file, in the order of the chain. */
function disclosed(name: string): { event: string; time: number }[] {
  const { logs, evidence } = factsOf(parseEvidence(readVector(name)))
  return logs
    .filter(
      ({ event, args }) => DISCLOSURES.includes(event) && 'tender' in args && args.tender === evidence.tender,
    )
    .map(({ event, at }) => ({ event, time: at.timestamp }))
}

function announce(json: EvidenceJson, change: (terms: TermsJson) => void): void {
  change(statementOf(logOf(json, 'Announced')).terms as TermsJson)
}

interface TermsJson {
  minimumBids: number
  schedule: { openingAt: number }
}

function run(name: string, alter: (json: EvidenceJson) => void) {
  return runAltered(DISCLOSURE_CHECKS, 'P1.5', name, alter)
}

describe('P1.5, nothing before its time', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    const pass = { failed: 'pass', fallback: 'pass', multiple: 'pass', single: 'pass' }
    expect(await statuses(DISCLOSURE_CHECKS, 'P1.5')).to.deep.equal(
      onAll({ ...pass, receipt: 'notApplicable' }),
    )
  })

  it('lacks the announcement', async () => {
    const { status, findings } = await run('multiple', json => remove(json, logOf(json, 'Announced')))
    expect(status).to.equal('missing')
    expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: 'Announced' }])
  })

  it('finds all that was disclosed, if the opening was to be later', async () => {
    for (const name of ['multiple', 'single', 'fallback']) {
      const expected = 2 ** 40
      const { status, findings } = await run(name, json =>
        announce(json, ({ schedule }) => {
          schedule.openingAt = expected
        }),
      )
      expect(status).to.equal('fail')
      expect(findings.map(({ code, field, found }) => [code, field, found])).to.deep.equal(
        disclosed(name).map(({ event, time }) => ['TOO_EARLY', event, time]),
      )
      for (const finding of findings) expect(finding.expected).to.equal(expected)
    }
  })

  it('finds what was disclosed in the last second before the opening, and not in the first one of it', async () => {
    const { time } = disclosed('multiple')[0] ?? expect.fail()
    const openAt = (at: number) =>
      run('multiple', json =>
        announce(json, ({ schedule }) => {
          schedule.openingAt = at
        }),
      )
    expect((await openAt(time)).status).to.equal('pass')
    expect((await openAt(time + 1)).findings[0]).to.include({
      code: 'TOO_EARLY',
      expected: time + 1,
      found: time,
    })
  })

  for (const event of ['ShareReleased', 'ShareRefused', 'KeyOpened', 'BidOpened'] as const) {
    it(`finds one ${event} during the bidding`, async () => {
      const { status, findings, found } = await run('multiple', json =>
        moveBefore(json, logOf(json, event), logOf(json, 'BidAccepted')),
      )
      expect(status).to.equal('fail')
      expect(found).to.equal(1)
      expect(findings[0]).to.include({ code: 'TOO_EARLY', field: event })
    })
  }

  it('names the guardian and the bidder', async () => {
    const early = (event: 'ShareReleased' | 'BidOpened') =>
      run('multiple', json => moveBefore(json, logOf(json, event), logOf(json, 'BidAccepted')))
    expect((await early('ShareReleased')).findings[0]).to.include({ participant: 102n })
    expect((await early('BidOpened')).findings[0]).to.include({ participant: 1001n })
  })

  it('finds the reserve price opened during the bidding', async () => {
    const { findings, found } = await run('single', json =>
      moveBefore(json, logOf(json, 'ReserveOpened'), logOf(json, 'BidAccepted')),
    )
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'TOO_EARLY', field: 'ReserveOpened' })
  })

  it('finds what was disclosed although the tender had failed at closing', async () => {
    const { status, findings } = await run('single', json =>
      announce(json, terms => {
        terms.minimumBids = 5
      }),
    )
    expect(status).to.equal('fail')
    expect(findings).to.have.length(disclosed('single').length)
    for (const finding of findings) expect(finding).to.include({ code: 'WRONG_PHASE', found: 'Failed' })
  })

  it('finds a share of this key for another tender, and of another key for this tender', async () => {
    const found = `0x${'0e'.repeat(32)}`
    const tender = await run('multiple', json => {
      logOf(json, 'ShareReleased').tender = found
    })
    expect(tender.status).to.equal('fail')
    expect(tender.findings[0]).to.include({ code: 'OTHER_TENDER', participant: 102n, found })
    const key = await run('multiple', json => {
      logOf(json, 'KeyOpened').key = '65599'
    })
    expect(key.status).to.equal('fail')
    expect(key.findings[0]).to.include({ code: 'OTHER_KEY', field: 'KeyOpened', found: 65_599n })
  })
})
