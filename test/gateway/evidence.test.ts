import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { DEFAULTS } from '../../src/gateway/config/config.ts'
import { createExports } from '../../src/gateway/exports.ts'
import type { Gateway } from '../../src/gateway/server.ts'
import { word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { signedStatementToJson } from '../../src/protocol/statement.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import { parseTrust } from '../../src/verify/trust.ts'
import { verify } from '../../src/verify/verifier.ts'
import { AGENCY, at, sign } from '../support/ledger/author.ts'
import { act } from './support/ledger.ts'
import {
  announce,
  announcement,
  bidStatement,
  prepare,
  signedBid,
  supplier,
  type TestTender,
} from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  post,
  shown,
  type World,
} from './support/world.ts'

const PRICE = 900_000n

describe('gateway > evidence', () => {
  let world: World
  let tender: TestTender
  before(async () => {
    world = await openWorld()
    await prepare(world, 4)
    tender = await announce(world, 0)
    for (const place of [0, 1]) {
      await act(world, supplier(place), bidStatement(world, tender, supplier(place), PRICE))
    }
    await shown(world)
  })
  after(() => world?.close())

  const evidencePath = () => `/v1/tenders/${tender.id}/evidence`
  const receiptPath = (bidder: bigint) => `/v1/tenders/${tender.id}/bids/${bidder}/receipt`

  /** Checks a file against what the gateway itself says is to be trusted. @returns the ids of checks that do not pass */
  const openChecks = async (text: string): Promise<string[]> => {
    const trust = parseTrust(expectDone(await get(world, '/v1/trust')))
    const { checks } = await verify(readEvidence(text), trust)
    return checks.filter(({ status }) => status === 'fail' || status === 'missing').map(({ id }) => id)
  }

  /** As it comes over the wire: fetch would unpack it. */
  const raw = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      const outgoing = request(`${world.gateway.url}${path}`, { method, headers }, async incoming => {
        resolve({ headers: incoming.headers, body: await buffer(incoming) })
      })
      outgoing.once('error', reject).end()
    })

  describe('of a tender', () => {
    it('is a file of one line a block that verifies', async () => {
      const { headers, body } = await raw(evidencePath(), {})
      const text = body.toString()
      expect(headers['content-type']).to.equal('application/json; charset=utf-8')
      expect(headers['content-disposition']).to.match(/^attachment; filename="evidence-0x[0-9a-f]{8}\.json"$/)
      expect(text.split('\n')).to.have.length(Number(headers['bongin-blocks']) + 3)
      // The guardians' packages in this test are one byte each, from which no key follows.
      expect(await openChecks(text)).to.deep.equal(['P1.3'])
    })

    it('is packed for who takes gzip', async () => {
      const plain = await raw(evidencePath(), {})
      const packed = await raw(evidencePath(), { 'accept-encoding': 'gzip' })
      expect(packed.headers).to.include({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
      expect(packed.body.length).to.be.below(plain.body.length)
      expect(gunzipSync(packed.body).toString()).to.equal(plain.body.toString())
    })

    it('answers HEAD without a body', async () => {
      const { headers, body } = await raw(evidencePath(), {}, 'HEAD')
      expect(headers).to.have.property('bongin-blocks')
      expect(body.length).to.equal(0)
    })

    it('of an unknown tender is a problem', async () => {
      expectProblem(await get(world, `/v1/tenders/${word(7n)}/evidence`), 'UNKNOWN_TENDER')
    })

    it('takes no parameters', async () => {
      expectProblem(await get(world, `${evidencePath()}?from=1`), 'INVALID_INPUT')
    })
  })

  describe('of a bid', () => {
    it('verifies alone', async () => {
      const { headers, body } = await raw(receiptPath(1_001n), {})
      expect(headers['content-disposition']).to.include('-1001.json"')
      expect(readEvidence(body.toString())).to.include({ kind: 'receipt', bidder: 1_001n })
      expect(await openChecks(body.toString())).to.deep.equal([])
    })

    it('that does not exist is a problem', async () => {
      expectProblem(await get(world, receiptPath(1_003n)), 'NOT_FOUND')
    })

    it('comes with the answer to the bid, if it is asked for', async () => {
      const signed = signedStatementToJson(signedBid(world, tender, supplier(2), PRICE))
      const { receipt, ...outcome } = expectDone(await post(world, '/v1/statements?receipt=true', signed))
      expect(outcome).to.deep.equal(expectDone(await post(world, '/v1/statements', signed)))
      expect(await openChecks(JSON.stringify(receipt))).to.deep.equal([])
    })

    it('does not come with what is no bid', async () => {
      const signed = signedStatementToJson(sign(world, AGENCY, announcement(world, 1).statement))
      const outcome = expectDone(await post(world, '/v1/statements?receipt=true', signed))
      expect(outcome).to.include({ type: 'Announce' }).and.not.to.have.property('receipt')
    })
  })

  describe('of many', () => {
    /** Asks until there is a place; the test's own time limit ends it if there never is. */
    const untilServed = async ({ url }: Gateway): Promise<void> => {
      for (let status = 503; status === 503; ) {
        const answer = await fetch(`${url}${evidencePath()}`)
        await answer.text()
        status = answer.status
      }
    }

    it('has few places, and fewer for one client', () => {
      const { enter } = createExports(world.evidence, { ...DEFAULTS, exports: 3, exportsEach: 2 })
      const isFull = (client: string) => expect(() => enter(client)).to.throw(BonginError, 'Try again')
      const leave = enter('one')
      enter('one')
      isFull('one')
      enter('two')
      isFull('three')
      leave()
      // Said twice, it frees no second place.
      leave()
      enter('one')
      isFull('three')
    })

    it('gives a place back when its client goes away', async () => {
      const narrow = await openGateway(world, { exports: 1, exportsEach: 1 })
      const leaving = new AbortController()
      await fetch(`${narrow.url}${evidencePath()}`, { signal: leaving.signal })
      leaving.abort()
      await untilServed(narrow)
    })

    it('leaves a bid accepted whose receipt finds no place', async () => {
      const none = await openGateway(world, { exports: 0 })
      const signed = signedStatementToJson(signedBid(world, tender, supplier(3), PRICE))
      const { receipt, result } = expectDone(
        await post({ gateway: none }, '/v1/statements?receipt=true', signed),
      )
      expect(receipt).to.equal(null)
      expect(result).to.include({ bidder: '1003' })
      expectProblem(await get({ gateway: none }, evidencePath()), 'EXPORTS_BUSY')
    })
  })

  it('tells what it is to be checked against', async () => {
    const { deployment, finality } = expectDone(await get(world, '/v1/trust'))
    const { chainId, registry, keys, ledger } = world.deployment
    expect(deployment).to.deep.equal({ chainId: chainId.toString(), registry, keys, ledger })
    expect(finality).to.include({ kind: 'witness', quorum: 1 })
    expect(at((finality as { witnesses: string[] }).witnesses, 0)).to.match(/^witness\.example\/w1\+/)
  })
})
