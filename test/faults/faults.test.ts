import { expect } from 'chai'
import { NO_POSTGRES, postgresPrograms } from '../support/postgres.ts'
import { FAULTS } from './support/faults.ts'
import { playRound } from './support/round.ts'
import { openSite, type Site } from './support/site.ts'

const BIDDERS = 10
const TENDERS = 2
/** Rounds announce so many tenders, each under a key of its own. */
const KEYS = FAULTS.length * TENDERS

describe('faults under load', () => {
  describe('over the embedded database', () => rounds(undefined))

  describe('over PostgreSQL', () => {
    const programs = postgresPrograms()
    if (programs === undefined) it(`pending: ${NO_POSTGRES}`)
    else rounds(programs)
  })
})

/** One round of each kind; `node scripts/faults.ts` plays many. */
function rounds(programs: string | undefined): void {
  let site: Site

  before(async function () {
    this.timeout(300_000)
    site = await openSite({ suppliers: BIDDERS, keys: KEYS, programs })
  })
  after(() => site.close())

  const isServer = programs !== undefined
  for (const fault of FAULTS.filter(({ needs }) => isServer || needs !== 'server')) {
    it(`${fault.name}: nothing acknowledged is lost, nothing is there twice, and everybody hears the truth`, async function () {
      this.timeout(300_000)
      const seed = Math.floor(Math.random() * 2 ** 31)
      const report = await playRound(site, fault, { tenders: TENDERS, bidders: BIDDERS, seed })
      expect(report.faults, `with seed ${seed}`).to.deep.equal([])
      expect(report.statements).to.be.above(BIDDERS)
    })
  }
}
