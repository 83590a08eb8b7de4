import { expect } from 'chai'
import { knownOf } from '../../scripts/fuzz/known.ts'
import type { OpenApi } from '../../scripts/fuzz/operations.ts'
import { fuzz } from '../../scripts/fuzz/run.ts'
import { createOpenApi } from '../../src/gateway/docs/document.ts'
import { at } from '../support/ledger/author.ts'
import {
  announce,
  bidStatement,
  openingsJson,
  openKey,
  prepare,
  signedBid,
  supplier,
} from './support/play.ts'
import { expectDone, openGateway, openWorld, post, postSigned, shown, type World } from './support/world.ts'

const REQUESTS = 1_000

describe('gateway > generated requests', () => {
  let world: World
  before(async () => {
    world = await openWorld()
    await prepare(world, 2)
    // One tender whose bids are opened, and one that takes bids.
    const tender = await announce(world, 0)
    const places = [0, 1]
    await shown(world)
    await Promise.all(
      places.map(async place =>
        expectDone(await postSigned(world, signedBid(world, tender, supplier(place), 9n))),
      ),
    )
    world.clock.time = tender.terms.schedule.openingAt
    await openKey(world, tender)
    const bids = places.map(place => bidStatement(world, tender, supplier(place), 9n))
    await shown(world)
    expectDone(
      await post(world, `/v1/tenders/${tender.id}/openings`, { openings: openingsJson(tender, bids) }),
    )
    await announce(world, 1)
    await shown(world)
  })
  after(() => world?.close())

  const run = async (document: OpenApi, requests: number) => {
    const gateway = await openGateway(world, { exports: 100, exportsEach: 100, feeds: 100, feedsEach: 100 })
    const { url } = gateway
    return fuzz({ url, document, requests, seed: 1, known: await knownOf(url) })
  }

  it('have no answer that the document does not describe, and none that is a fault of ours', async () => {
    const { requests, statuses, findings } = await run(createOpenApi() as unknown as OpenApi, REQUESTS)
    const first = new Map(
      findings.toReversed().map(finding => [`${finding.operation}: ${finding.fault}`, finding]),
    )
    expect([...first.values()].map(finding => JSON.stringify(finding))).to.deep.equal([])
    expect(requests).to.be.at.least(REQUESTS)
    expect(statuses).to.include.keys('200', '400', '404', '405', '415')
  })

  it('would find an answer that the document does not describe', async () => {
    const document = structuredClone(createOpenApi()) as unknown as { paths: Record<string, Ledger> }
    type Ledger = { get: { responses: Record<string, unknown> } }
    const path = '/v1/ledger'
    const ledger = document.paths[path] as Ledger
    ledger.get.responses['200'] = { content: { 'application/json': { schema: { required: ['moon'] } } } }
    const { findings } = await run({ ...document, paths: { [path]: ledger } } as OpenApi, 20)
    expect(at(findings, 0))
      .to.have.property('fault')
      .that.matches(/^not of its schema.*moon/)
  })
})
