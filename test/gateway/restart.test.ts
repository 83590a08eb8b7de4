import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import { AGENCY, authorOf, REGISTRAR, sign } from '../support/ledger/author.ts'
import { announcement, prepare, signedBid, supplier } from './support/play.ts'
import { expectDone, expectProblem, get, openWorld, postSigned, type World } from './support/world.ts'

describe('gateway > restart and outage', () => {
  let directory: string
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'bongin-gateway-'))
  })
  after(() => rm(directory, { recursive: true, force: true }))

  it('after a restart every statement has the answer that it had', async () => {
    const first = await openWorld({ directory })
    await prepare(first, 3)
    const { tender, statement } = announcement(first, 0)
    const newcomer = authorOf(70)
    const { participant, signer } = newcomer
    const registration = {
      type: 'RegisterParticipant',
      participant,
      roles: 4,
      signer,
      profile: word(1n),
    } as const
    const signed = [
      sign(first, AGENCY, statement),
      sign(first, REGISTRAR, registration),
      signedBid(first, tender, supplier(0), 900_000n),
    ]
    const receipts: unknown[] = []
    for (const each of signed) receipts.push(expectDone(await postSigned(first, each)))
    await first.close()

    const second = await openWorld({ directory, time: first.clock.time })
    try {
      expect(second.deployment).to.deep.equal(first.deployment)
      for (const [place, each] of signed.entries())
        expect(expectDone(await postSigned(second, each))).to.deep.equal(receipts[place])
      expectProblem(await postSigned(second, signedBid(second, tender, supplier(0), 800_000n)), 'ALREADY_BID')
      expectDone(await postSigned(second, signedBid(second, tender, supplier(1), 900_000n)))
    } finally {
      await second.close()
    }
  })

  it('while the chain has died behind its endpoint, nothing is said to be refused', async () => {
    const world = await openWorld({ directory })
    try {
      process.kill(world.node.anvilPid, 'SIGKILL')
      const { tender, statement } = announcement(world, 1)
      expectProblem(await postSigned(world, sign(world, AGENCY, statement)), 'LEDGER_UNREACHABLE')
      expectProblem(await postSigned(world, signedBid(world, tender, supplier(2), 1n)), 'LEDGER_UNREACHABLE')
    } finally {
      await world.close()
    }
  })

  describe('while the ledger does not answer', () => {
    let world: World
    before(async () => {
      world = await openWorld({ directory })
      await world.node.close()
    })
    after(() => world?.close())

    it('a statement is LEDGER_UNREACHABLE and may be sent again soon', async () => {
      const { statement } = announcement(world, 1)
      const answer = await postSigned(world, sign(world, AGENCY, statement))
      expectProblem(answer, 'LEDGER_UNREACHABLE')
      expect(answer.headers.get('retry-after')).to.equal('2')
    })

    it('a bid of a known bidder is LEDGER_UNREACHABLE', async () => {
      const { tender } = announcement(world, 0)
      expectProblem(await postSigned(world, signedBid(world, tender, supplier(2), 1n)), 'LEDGER_UNREACHABLE')
    })

    it('what the index knows can still be read', async () => {
      expectDone(await get(world, '/v1/tenders'))
    })

    it('the gateway is alive, and not ready', async () => {
      expect((await get(world, '/health/live')).status).to.equal(200)
      const { status, body } = await get(world, '/health/ready')
      expect(status).to.equal(503)
      expect(body)
        .to.deep.include({ ready: false })
        .and.to.have.nested.include({ 'ledger.ok': false, 'ledger.block': null })
    })
  })
})
