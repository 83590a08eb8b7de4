import { expect } from 'chai'
import { NO_POSTGRES, postgresPrograms } from '../support/postgres.ts'
import { FAULTS } from './support/faults.ts'
import { playRound } from './support/round.ts'
import { openSite, type Site } from './support/site.ts'

const BIDDERS = 10
const TENDERS = 2
/** Some of them: `node scripts/faults.ts` plays all, and many rounds of each. */
const EMBEDDED = ['node killed', 'everything killed', 'forged signatures']
const SERVER = ['all gateways killed', 'indexer killed', 'database killed']

describe('faults under load', () => {
  describe('over the embedded database', () => rounds(EMBEDDED))

  describe('over PostgreSQL', () => {
    const programs = postgresPrograms()
    if (programs === undefined) it(`pending: ${NO_POSTGRES}`)
    else rounds(SERVER, programs)
  })
})

function rounds(names: readonly string[], programs?: string): void {
  let site: Site

  before(async function () {
    this.timeout(120_000)
    // Each tender stands under a key of its own.
    site = await openSite({ suppliers: BIDDERS, keys: names.length * TENDERS, programs })
  })
  after(() => site?.close())

  for (const fault of FAULTS.filter(({ name }) => names.includes(name))) {
    it(`${fault.name}: nothing acknowledged is lost, nothing is there twice, and everybody hears the truth`, async function () {
      this.timeout(240_000)
      const seed = Math.floor(Math.random() * 2 ** 31)
      const report = await playRound(site, fault, { tenders: TENDERS, bidders: BIDDERS, seed })
      expect(report.faults, `with seed ${seed}`).to.deep.equal([])
      expect(report.statements).to.be.above(BIDDERS)
    })
  }
}
