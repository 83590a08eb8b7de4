import vm from 'node:vm'
import { expect } from 'chai'
import { bundleClient } from '../../scripts/client/bundle.ts'
import { announce, prepare, supplier } from '../gateway/support/play.ts'
import { expectDone, get, openWorld, shown, type World } from '../gateway/support/world.ts'

/** What a page has and a bare script has not. */
const BROWSER = {
  AbortController,
  AbortSignal,
  clearTimeout,
  crypto: globalThis.crypto,
  fetch: globalThis.fetch,
  performance: globalThis.performance,
  Response,
  setTimeout,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
}

const PAGE = `
  (async () => {
    const client = bongin.createClient({ gateways: url })
    const signer = bongin.keySigner(secretKey)
    const { signed } = await client.seal({ tender, bidder, price: 900000n, signer })
    return (await client.submit(signed)).digest
  })()
`

describe('client > in a browser', () => {
  let world: World
  before(async () => {
    world = await openWorld()
    await prepare(world, 1)
  })
  after(() => world?.close())

  it('seals and submits as one script, where nothing but a browser’s own is there', async () => {
    const { id: tender } = await announce(world, 0)
    await shown(world)
    const { participant: bidder, secretKey } = supplier(0)
    const context = vm.createContext({ ...BROWSER, url: world.gateway.url, tender, bidder, secretKey })
    vm.runInContext(await bundleClient('iife'), context)
    const digest: string = await vm.runInContext(PAGE, context)
    const bid = expectDone(await get(world, `/v1/tenders/${tender}/bids/${bidder}`))
    expect(bid.statement).to.equal(digest)
  })
})
