import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { playStory, STORIES, type Told } from '../../scripts/scenario/play.ts'
import { tie } from '../../src/protocol/order.ts'
import { postponedBy } from '../../src/protocol/outage.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import { factsOf } from '../../src/verify/facts.ts'
import { storyOf } from '../../src/verify/report/summary/story.ts'
import { type Tender, tenderOf } from '../../src/verify/tender.ts'
import { bongin } from '../support/running.ts'

const HOUR = 3_600

/** What the summary says of each story that it could say of no other. */
const TELLING: Readonly<Record<string, (told: Told, before: Told | undefined) => void>> = {
  'amended-tender': told => {
    expect(tellingOf(told)).to.include('the notice was amended once')
    expect(tellingOf(told)).to.include('The award went to participant 1002 at 41,000,000 won')
    expect(invalidOf(told)).to.deep.equal([[1003n, 'Superseded']])
  },
  'outage-at-closing': told => {
    const { schedule: old } = tenderIn(told).announcement?.args.terms ?? expect.fail()
    const outage = { from: old.closingAt - 4 * HOUR, until: old.closingAt - HOUR / 2 }
    const { notice, bids } = told.audit.summary
    expect(tellingOf(told)).to.include('the times were postponed once')
    expect(notice?.terms.schedule).to.deep.equal(postponedBy(outage, old))
    const [first] = bids
    expect(first).to.include({ bidder: 1003n, place: 1, result: 'awarded' })
    expect(first?.acceptedAt).to.be.above(old.closingAt)
  },
  'withdrawn-bid': told => {
    expect(tellingOf(told)).to.include('a bid was withdrawn once')
    expect(invalidOf(told)).to.deep.equal([[1001n, 'Withdrawn']])
  },
  'cancelled-tender': told => {
    expect(tellingOf(told)).to.match(/The agency cancelled the tender at .* \(no budget\)\./)
    expect(told.audit.summary.bids.map(({ price }) => price)).to.deep.equal(Array(3).fill(undefined))
  },
  'failed-and-retender': (told, before) => {
    const failed = before ?? expect.fail('The first tender is missing')
    expect(tellingOf(failed)).to.include('The tender failed: 3 bids were needed. The bids stay sealed.')
    expect(told.audit.summary.notice?.terms.predecessor).to.equal(failed.audit.summary.tender)
    expect(tellingOf(told)).to.include('the contract was concluded')
  },
  'lost-guardians': told => {
    expect(tellingOf(told)).to.include('3 bids were opened by their bidders, and 1 stayed closed.')
    expect(told.audit.summary.guardians.silent).to.deep.equal([101n, 103n])
  },
  'suspended-bidder': told => {
    expect(tellingOf(told)).to.include('3 were valid')
    expect(invalidOf(told)).to.deep.equal([[1001n, 'Suspended']])
  },
  tie: told => {
    const { seed } = tenderIn(told).settlement?.args ?? expect.fail()
    const { bids, tender } = told.audit.summary
    const [first, second] = bids.map(({ bidder }) => tie(seed, tender, bidder))
    expect(bids.slice(0, 2).map(({ price }) => price)).to.deep.equal([41_000_000n, 41_000_000n])
    expect(first).to.satisfy((word: bigint) => word < (second ?? 0n))
    expect(bids[0]?.result).to.equal('awarded')
    expect(tellingOf(told)).to.include('2 bids had the same price of 41,000,000 won: the lot decided.')
  },
  'first-disqualified': told => {
    expect(tellingOf(told)).to.include('The agency disqualified one bidder, with reasons.')
    expect(resultsOf(told)).to.deep.equal(['disqualified', 'awarded', undefined])
  },
  'objection-upheld': told => {
    expect(tellingOf(told)).to.include('There was one objection; it was upheld.')
    expect(resultsOf(told)).to.deep.equal(['disqualified', 'awarded', undefined])
  },
  'objection-rejected': told => {
    expect(tellingOf(told)).to.include('There was one objection; it was not upheld.')
    expect(resultsOf(told)).to.deep.equal(['awarded', undefined, undefined])
  },
  'winner-refuses': told => {
    expect(tellingOf(told)).to.include('One winner did not conclude and lost the award.')
    expect(resultsOf(told)).to.deep.equal(['forfeited', 'awarded', undefined])
  },
  'last-comes-back': told => {
    expect(tellingOf(told)).to.include('The agency disqualified 3 bidders, with reasons.')
    expect(tellingOf(told)).to.include('There was one objection; it was upheld.')
    expect(resultsOf(told)).to.deep.equal(['disqualified', 'disqualified', 'awarded'])
  },
  'everybody-disqualified': (told, before) => {
    const failed = before ?? expect.fail('The first tender is missing')
    expect(tellingOf(failed)).to.include('The tender failed: no bid was left that could win.')
    expect(told.audit.summary.notice?.terms.predecessor).to.equal(failed.audit.summary.tender)
  },
  'tie-by-score': told => {
    expect(tellingOf(told)).to.include(
      '3 bids had the same price of 88,400,000 won: the higher review score decided',
    )
    const results = told.audit.summary.bids.map(({ bidder, result }) => [bidder, result])
    expect(results).to.deep.include.members([
      [1001n, 'qualified'],
      [1002n, 'disqualified'],
      [1003n, 'awarded'],
    ])
  },
  'rehearsal-with-dead-guardian': told => {
    expect(tellingOf(told)).to.match(
      /The guardians rehearsed the opening at .*: 2 of 3 answered, 102 did not\./,
    )
    expect(tellingOf(told)).to.include('The key was made without guardian 102.')
    expect(told.audit.summary.guardians).to.deep.include({
      members: [101n, 103n],
      leftOut: [102n],
      silent: [],
    })
  },
}

describe('the stories of bongin scenario', function () {
  this.timeout(120_000)

  it('are sixteen', () => {
    expect(STORIES.map(({ name }) => name)).to.have.members(Object.keys(TELLING))
    expect(STORIES).to.have.length(16)
  })

  for (const story of STORIES) {
    it(`${story.name}: ${story.title.en}`, async () => {
      const told = await playStory(story)
      for (const { audit } of told) {
        const wrong = audit.report.checks.filter(
          ({ status }) => status !== 'pass' && status !== 'notApplicable',
        )
        expect(wrong).to.deep.equal([])
        expect(audit.report.passed).to.equal(true)
      }
      TELLING[story.name]?.(told.at(-1) ?? expect.fail(), told.at(-2))
    })
  }
})

describe('bongin scenario', function () {
  this.timeout(120_000)
  let place: { readonly directory: string; readonly url: string }

  before(async () => {
    // Nobody answers at this address, and nobody is asked.
    place = { directory: await mkdtemp(join(tmpdir(), 'bongin-scenario-')), url: 'http://127.0.0.1:9' }
  })

  after(() => rm(place.directory, { recursive: true }))

  it('lists every story in the language that is asked for', async () => {
    const { code, stdout } = await bongin(place, 'scenario list --lang ko')
    expect(code).to.equal(0)
    for (const { name, title } of STORIES)
      expect(stdout)
        .to.match(new RegExp(`^${name} +`, 'm'))
        .and.include(title.ko)
  })

  it('keeps evidence that verifies with the trust beside it, and writes over nothing', async () => {
    const line = 'scenario run cancelled-tender --evidence kept.json --json'
    const { code, stdout, stderr } = await bongin(place, line)
    expect(code, stderr).to.equal(0)
    const { passed, tenders } = JSON.parse(stdout)
    expect(passed).to.equal(true)
    expect(tenders[0].story[0].en).to.match(/^3 bidders sealed a bid/)
    const verified = await bongin(place, 'verify kept.json --trust kept.json.trust --json')
    expect(verified.code, verified.stderr).to.equal(0)
    expect(JSON.parse(verified.stdout).tender).to.equal(tenders[0].report.tender)

    const again = await bongin(place, line)
    expect(again.code).to.equal(2)
    expect(JSON.parse(again.stderr).error.code).to.equal('FILE_EXISTS')
  })

  it('knows no other story', async () => {
    const { code, stdout, stderr } = await bongin(place, 'scenario run happy-end')
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' })
    expect(stderr).to.include('happy-end').and.include('winner-refuses')
  })
})

function tellingOf({ audit }: Told): string {
  return storyOf(audit.summary)
    .map(({ en }) => en)
    .join(' ')
}

function invalidOf({ audit }: Told) {
  return audit.summary.bids
    .filter(({ invalidity }) => invalidity !== undefined && invalidity !== 'None')
    .map(({ bidder, invalidity }) => [bidder, invalidity])
}

/** Of the bids in line. */
function resultsOf({ audit }: Told) {
  return audit.summary.bids.map(({ result }) => result)
}

function tenderIn({ evidence }: Told): Tender {
  return tenderOf(factsOf(readEvidence(evidence)))
}
