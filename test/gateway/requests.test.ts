import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import { signedStatementToJson } from '../../src/protocol/statement.ts'
import { AGENCY, REGISTRAR, sign } from '../support/ledger/author.ts'
import { announcement, jointJson, supplier } from './support/play.ts'
import { expectDone, expectProblem, get, openGateway, openWorld, post, type World } from './support/world.ts'

const NO_TENDER = word(1n)

describe('gateway > requests that are not as they should be', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world?.close())

  const registration = () => {
    const { participant, signer } = supplier(0)
    const statement = {
      type: 'RegisterParticipant',
      participant,
      roles: 4,
      signer,
      profile: word(1n),
    } as const
    return signedStatementToJson(sign(world, REGISTRAR, statement))
  }

  describe('the body', () => {
    it('that is no JSON is MALFORMED_JSON', async () => {
      expectProblem(await post(world, '/v1/statements', '{"statement":'), 'MALFORMED_JSON')
      expectProblem(await post(world, '/v1/statements', '"a string"'), 'MALFORMED_JSON')
    })

    it('that is missing is INVALID_INPUT', async () => {
      expectProblem(await post(world, '/v1/statements', ''), 'INVALID_INPUT')
    })

    it('of another content type is UNSUPPORTED_CONTENT_TYPE, whatever it holds', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        const answer = await post(world, '/v1/statements', JSON.stringify(registration()), {
          'content-type': type,
        })
        expectProblem(answer, 'UNSUPPORTED_CONTENT_TYPE')
      }
    })

    it('in a character set that is not Unicode is UNSUPPORTED_CONTENT_TYPE', async () => {
      const type = 'application/json; charset=euc-kr'
      expectProblem(
        await post(world, '/v1/statements', '{}', { 'content-type': type }),
        'UNSUPPORTED_CONTENT_TYPE',
      )
    })

    it('above the limit is BODY_TOO_LARGE with the limit', async () => {
      const body = JSON.stringify({ ...registration(), padding: 'x'.repeat(300_000) })
      const problem = expectProblem(await post(world, '/v1/statements', body), 'BODY_TOO_LARGE')
      expect(problem).to.include({ limit: 262_144 })
    })

    it('that grows above the limit when it is decompressed is BODY_TOO_LARGE', async () => {
      const bomb = gzipSync(JSON.stringify({ padding: 'x'.repeat(10_000_000) }))
      expectProblem(
        await post(world, '/v1/statements', bomb, { 'content-encoding': 'gzip' }),
        'BODY_TOO_LARGE',
      )
    })

    it('that is not compressed as it says is MALFORMED_BODY', async () => {
      for (const encoding of ['gzip', 'deflate', 'br']) {
        const answer = await post(world, '/v1/statements', '{"no":"compression"}', {
          'content-encoding': encoding,
        })
        expectProblem(answer, 'MALFORMED_BODY')
      }
    })

    it('of a batch may be larger than that of a statement', async () => {
      const padding = 'x'.repeat(300_000)
      expectProblem(await post(world, `/v1/tenders/${NO_TENDER}/openings`, { padding }), 'INVALID_INPUT')
    })
  })

  describe('a field', () => {
    const issuesOf = async (body: object): Promise<unknown> =>
      expectProblem(await post(world, '/v1/statements', body), 'INVALID_INPUT').issues

    it('that is wrong is named by its path', async () => {
      const { statement, ...rest } = registration()
      const issues = await issuesOf({ ...rest, statement: { ...statement, participant: '0x10' } })
      expect(issues).to.deep.equal([{ path: 'statement.participant', message: 'must be a decimal string' }])
    })

    it('that is missing is named by its path', async () => {
      const { statement, signer } = registration()
      expect(await issuesOf({ statement, signer })).to.have.nested.property('[0].path', 'signature')
    })

    it('that nobody knows is refused, at the top and inside', async () => {
      const { statement, ...rest } = registration()
      const atTop = await issuesOf({ statement, ...rest, comment: 'hello' })
      expect(atTop).to.have.nested.property('[0].message').that.includes('comment')
      const inside = await issuesOf({ ...rest, statement: { ...statement, comment: 'hello' } })
      expect(inside).to.have.nested.property('[0].path', 'statement')
    })

    it('of an unknown statement is refused', async () => {
      const { statement, ...rest } = registration()
      const issues = await issuesOf({ ...rest, statement: { ...statement, type: 'StealTender' } })
      expect(issues).to.have.nested.property('[0].path', 'statement.type')
    })

    it('that does not belong to the statement is refused', async () => {
      expect(await issuesOf({ ...registration(), joint: jointJson(1n) })).to.have.nested.property(
        '[0].path',
        'joint',
      )
    })

    it('nested deeper than anybody needs is refused', async () => {
      const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
      expectProblem(await post(world, '/v1/statements', body), 'INVALID_INPUT')
    })

    it('that holds half a character is refused', async () => {
      const { statement } = announcement(world, 0)
      const signed = signedStatementToJson(sign(world, AGENCY, statement))
      const body = JSON.stringify(signed).replace('GATEWAY-0', '\\ud800')
      const problem = expectProblem(await post(world, '/v1/statements', body), 'INVALID_INPUT')
      expect(problem).to.have.nested.property('issues[0].path', 'statement.terms.notice')
    })

    it('named __proto__ is an unknown field like any other', async () => {
      const body = JSON.stringify(registration()).replace('{', '{"__proto__":{"signer":"0x00"},')
      expectProblem(await post(world, '/v1/statements', body), 'INVALID_INPUT')
    })
  })

  describe('the address', () => {
    it('that leads nowhere is UNKNOWN_ROUTE', async () => {
      expectProblem(await get(world, '/v1/nothing'), 'UNKNOWN_ROUTE')
      expectProblem(await get(world, '/V1/ledger'), 'UNKNOWN_ROUTE')
      expectProblem(await post(world, '/v2/statements', {}), 'UNKNOWN_ROUTE')
    })

    it('with an escape sequence that is none is MALFORMED_URL', async () => {
      expectProblem(await get(world, '/v1/tenders/%E0%A4%A'), 'MALFORMED_URL')
    })

    it('with another method is METHOD_NOT_ALLOWED and says which are allowed', async () => {
      const answer = await get(world, '/v1/statements')
      expectProblem(answer, 'METHOD_NOT_ALLOWED')
      expect(answer.headers.get('allow')).to.equal('POST, OPTIONS')
      const options = await fetch(`${world.gateway.url}/v1/tenders`, { method: 'OPTIONS' })
      expect([options.status, options.headers.get('allow')]).to.deep.equal([204, 'GET, HEAD, OPTIONS'])
      const deleted = await fetch(`${world.gateway.url}/v1/tenders`, { method: 'DELETE' })
      expect(deleted.status).to.equal(405)
    })

    it('with a faulty id is INVALID_INPUT with its name', async () => {
      const problem = expectProblem(await get(world, '/v1/tenders/0x1234'), 'INVALID_INPUT')
      expect(problem).to.have.nested.property('issues[0].path', 'tender')
      expectProblem(await get(world, '/v1/participants/-1'), 'INVALID_INPUT')
      expectProblem(await get(world, '/v1/guardian-sets/one'), 'INVALID_INPUT')
    })

    it('with an unknown, doubled or faulty query is INVALID_INPUT', async () => {
      expectProblem(await get(world, '/v1/tenders?sort=price'), 'INVALID_INPUT')
      expectProblem(await get(world, '/v1/tenders?limit=1&limit=2'), 'INVALID_INPUT')
      expectProblem(await get(world, '/v1/tenders?limit=0'), 'INVALID_INPUT')
      expectProblem(await get(world, '/v1/tenders?phase=bidding'), 'INVALID_INPUT')
    })

    it('with a cursor of nobody is INVALID_CURSOR', async () => {
      expectProblem(await get(world, '/v1/participants?cursor=abc'), 'INVALID_CURSOR')
    })

    it('of what is not there says so in its own code', async () => {
      expectProblem(await get(world, `/v1/tenders/${NO_TENDER}`), 'UNKNOWN_TENDER')
      expectProblem(await get(world, `/v1/tenders/${NO_TENDER}/bids`), 'UNKNOWN_TENDER')
      expectProblem(await get(world, '/v1/keys/7'), 'UNKNOWN_KEY')
      expectProblem(await get(world, '/v1/guardian-sets/7'), 'UNKNOWN_GUARDIAN_SET')
      expectProblem(await get(world, '/v1/ceremonies/7'), 'UNKNOWN_CEREMONY')
      expectProblem(await get(world, '/v1/participants/7'), 'NOT_FOUND')
    })
  })

  it('a problem has a Korean title for who reads Korean', async () => {
    const { headers, body } = await get(world, '/v1/keys/7', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.5' })
    expect(body.title).to.equal('없는 키입니다')
    expect(headers.get('content-language')).to.equal('ko')
  })

  it('more requests than allowed are TOO_MANY_REQUESTS, and health is still told', async () => {
    const gateway = await openGateway(world, { requestsPerMinute: 2 })
    expectDone(await get({ gateway }, '/v1/ledger'))
    expectDone(await get({ gateway }, '/v1/ledger'))
    const answer = await get({ gateway }, '/v1/ledger')
    expectProblem(answer, 'TOO_MANY_REQUESTS')
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60)
    expectDone(await get({ gateway }, '/health/live'))
  })

  it('no answer tells what software this is or lets a page frame it', async () => {
    const { headers } = await get(world, '/v1/ledger')
    expect(headers.get('x-powered-by')).to.equal(null)
    expect(headers.get('x-content-type-options')).to.equal('nosniff')
    expect(headers.get('content-security-policy')).to.include("frame-ancestors 'none'")
  })
})
