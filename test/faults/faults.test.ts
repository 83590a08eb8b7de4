import { expect } from 'chai'
import { NO_POSTGRES } from '../support/postgres.ts'
import { FAULTS } from './support/faults.ts'
import { playRound } from './support/round.ts'
import type { SiteKind } from './support/site.ts'
import { createSites, type Sites } from './support/sites.ts'
import { mountSmallDisk, NO_SMALL_DISK, type SmallDisk } from './support/smallDisk.ts'

/** How often each fault befalls each kind of site; 0: only some of them, once. */
const ROUNDS = Number(process.env.BONGIN_ROUNDS ?? 0)
const SOME: Readonly<Record<SiteKind, readonly string[]>> = {
  PGlite: ['everything killed'],
  PostgreSQL: ['all gateways killed', 'database killed'],
}
const [BIDDERS, TENDERS] = ROUNDS > 0 ? [20, 4] : [10, 2]

describe('faults under load', function () {
  this.timeout(300_000)
  let disk: SmallDisk | undefined
  let sites: Sites

  before(async () => {
    disk = await mountSmallDisk()
    sites = createSites(BIDDERS, disk)
  })
  after(async () => {
    await sites?.close()
    await disk?.close()
  })

  for (const kind of ['PGlite', 'PostgreSQL'] as const) {
    for (const fault of FAULTS.filter(({ needs }) => kind === 'PostgreSQL' || needs !== 'server')) {
      const isChosen = ROUNDS > 0 || SOME[kind].includes(fault.name)
      for (let round = 0; isChosen && round < Math.max(1, ROUNDS); round += 1) {
        it(`${kind}, ${fault.name}: nothing acknowledged is lost or twice, and everybody hears the truth`, async function () {
          if (!sites.kinds.includes(kind)) return pending(this, NO_POSTGRES)
          if (!sites.faultsOf(kind).includes(fault)) return pending(this, NO_SMALL_DISK)
          const seed = Math.floor(Math.random() * 2 ** 31)
          const site = await sites.of(kind, TENDERS)
          const report = await playRound(site, fault, { tenders: TENDERS, bidders: BIDDERS, seed })
          if (report.faults.length > 0) await sites.drop(kind)
          expect(report.faults, `with seed ${seed}`).to.deep.equal([])
          expect(report.statements).to.be.above(BIDDERS)
        })
      }
    }
  }
})

function pending(context: Mocha.Context, reason: string): void {
  console.log(`      pending: ${reason}`)
  context.skip()
}
