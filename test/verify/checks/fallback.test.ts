import { expect } from 'chai'
import { scalar } from '../../../scripts/vectors/evidence/cast.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { FALLBACK_CHECKS } from '../../../src/verify/checks/fallback.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { factsOf } from '../../../src/verify/facts.ts'
import { onAll } from '../support/alteration.ts'
import {
  type EvidenceJson,
  logOf,
  logsOf,
  readVector,
  remove,
  repeat,
  runAltered,
  statementOf,
  statuses,
} from '../support/evidence.ts'

const ONLY_FALLBACK = {
  failed: 'notApplicable',
  fallback: 'pass',
  multiple: 'notApplicable',
  receipt: 'notApplicable',
  single: 'notApplicable',
}

interface Times {
  fallbackAt: number
  fallbackEndAt: number
}

function scheduleOf(json: EvidenceJson): Times {
  return (statementOf(logOf(json, 'Announced')).terms as { schedule: Times }).schedule
}

/** When the first event of that name happened. */
function timeOf(name: string, event: 'KeyOpened' | 'BidOpened', place = 0): number {
  return (
    factsOf(parseEvidence(readVector(name)))
      .named(event)
      .at(place)?.at.timestamp ?? expect.fail()
  )
}

function phase(alter: (json: EvidenceJson) => void) {
  return runAltered(FALLBACK_CHECKS, 'P3.1', 'fallback', alter)
}

describe('P3.1, the time of the fallback', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    expect(await statuses(FALLBACK_CHECKS, 'P3.1')).to.deep.equal(onAll(ONLY_FALLBACK))
  })

  it('lacks the announcement', async () => {
    const { status, findings } = await phase(json => remove(json, logOf(json, 'Announced')))
    expect(status).to.equal('missing')
    expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: 'Announced' }])
  })

  it('finds a note before the fallback', async () => {
    const [found, later] = [timeOf('fallback', 'BidOpened'), timeOf('fallback', 'BidOpened', -1)]
    const { status, findings } = await phase(json => {
      scheduleOf(json).fallbackAt = later
    })
    expect(status).to.equal('fail')
    expect(findings).to.have.length(2)
    expect(findings[0]).to.include({ code: 'TOO_EARLY', participant: 1001n, expected: later, found })
  })

  it('finds bids revealed before the sealed reserve price', async () => {
    const { status, findings } = await phase(json => {
      const { terms } = statementOf(logOf(json, 'Announced')) as { terms: { reserve: object } }
      terms.reserve = { kind: 1, spread: 0, cellsAbove: 0 }
    })
    expect(status).to.equal('fail')
    expect(findings).to.have.length(logsOf(readVector('fallback'), 'BidOpened').length)
    for (const finding of findings) expect(finding).to.include({ code: 'TOO_EARLY', field: 'ReserveOpened' })
  })

  it('finds a note after the fallback', async () => {
    const found = timeOf('fallback', 'BidOpened', -1)
    const { status, findings } = await phase(json => {
      scheduleOf(json).fallbackEndAt = found
    })
    expect(status).to.equal('fail')
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'TOO_LATE', participant: 1003n, expected: found, found })
  })

  it('finds a note although the key was open', async () => {
    const { status, findings } = await phase(json => {
      const { key, tender } = logOf(json, 'ShareReleased')
      const log = repeat(json, logOf(json, 'ShareReleased'))
      for (const field of Object.keys(log)) delete log[field]
      Object.assign(log, { event: 'KeyOpened', key, tender, secret: word(5n) })
    })
    expect(status).to.equal('fail')
    expect(findings.map(({ code }) => code)).to.deep.equal(['WRONG_PHASE', 'WRONG_PHASE', 'WRONG_PHASE'])
    expect(findings[0]).to.include({ participant: 1001n, expected: 'Fallback', found: 'Opening' })
  })
})

describe('P3.2, the notes', function () {
  this.timeout(60_000)

  function reveal(alter: (json: EvidenceJson) => void) {
    return runAltered(FALLBACK_CHECKS, 'P3.2', 'fallback', alter)
  }

  it('passes on good evidence', async () => {
    expect(await statuses(FALLBACK_CHECKS, 'P3.2')).to.deep.equal(onAll(ONLY_FALLBACK))
  })

  it('finds a note that does not belong to the seal', async () => {
    const { x, y } = statementOf(logOf(readVector('fallback'), 'BidAccepted', 1)).seal as {
      x: string
      y: string
    }
    const { status, findings, found } = await reveal(json => {
      logOf(json, 'BidOpened', 1).note = logOf(json, 'BidOpened').note
    })
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.deep.include({ code: 'BAD_NOTE', participant: 1002n, expected: [x, y] })
  })

  it('finds a note that is no scalar', async () => {
    const { findings } = await reveal(json => {
      logOf(json, 'BidOpened').note = `0x${'ff'.repeat(32)}`
    })
    expect(findings[0]).to.include({ code: 'BAD_NOTE', participant: 1001n, found: 'none' })
  })

  it('finds a note for a bid that is not there', async () => {
    const { status, findings } = await reveal(json => remove(json, logOf(json, 'BidAccepted', 1)))
    expect(status).to.equal('fail')
    expect(findings).to.have.length(1)
    expect(findings[0]).to.include({ code: 'NO_SUCH_BID', participant: 1002n })
  })

  it('holds the agency’s note against its sealed reserve price', async () => {
    const { tender } = readVector('single')
    const run = (note: bigint) =>
      runAltered(FALLBACK_CHECKS, 'P3.2', 'single', json => {
        logOf(json, 'ReserveOpened').note = word(note)
      })
    const note = scalar(`reserve note of ${tender}, 1`)
    expect((await run(note)).status).to.equal('pass')
    const { status, findings } = await run(note + 1n)
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'BAD_NOTE', participant: 10n, field: 'ReserveOpened' })
  })
})

describe('P3.3, the settlement', function () {
  this.timeout(60_000)

  function settle(name: string, alter: (json: EvidenceJson) => void) {
    return runAltered(FALLBACK_CHECKS, 'P3.3', name, alter)
  }

  it('passes on good evidence', async () => {
    const opened = { fallback: 'pass', multiple: 'pass', single: 'pass' }
    const closed = { failed: 'notApplicable', receipt: 'notApplicable' }
    expect(await statuses(FALLBACK_CHECKS, 'P3.3')).to.deep.equal(onAll({ ...opened, ...closed }))
  })

  it('lacks the settlement of a tender that was ranked', async () => {
    const { status, findings } = await settle('multiple', json =>
      remove(json, ...logsOf(json, 'ReserveSettled')),
    )
    expect(status).to.equal('missing')
    expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' }])
  })

  it('finds a settlement that hides or invents a degraded opening', async () => {
    for (const [name, degraded] of [
      ['fallback', false],
      ['multiple', true],
    ] as const) {
      const { status, findings } = await settle(name, json => {
        logOf(json, 'ReserveSettled').degraded = degraded
      })
      expect(status).to.equal('fail')
      expect(findings).to.have.length(1)
      expect(findings[0]).to.include({ code: 'OTHER_SETTLEMENT', expected: !degraded, found: degraded })
    }
  })

  it('counts a key as late that came in the second in which the fallback began', async () => {
    const opened = timeOf('multiple', 'KeyOpened')
    const beginAt = (time: number) =>
      settle('multiple', json => {
        scheduleOf(json).fallbackAt = time
      })
    expect((await beginAt(opened + 1)).status).to.equal('pass')
    expect((await beginAt(opened)).findings[0]).to.include({ code: 'OTHER_SETTLEMENT', expected: true })
  })
})
