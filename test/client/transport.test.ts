import { expect } from 'chai'
import { isRefusal } from '../../src/client/problem.ts'
import { createTransport, type Transport } from '../../src/client/transport.ts'
import { json, nobody, problem, type Stand, stand } from './gateways.ts'

const transportTo = (gateways: readonly string[], patience = 5_000, timeout = 5_000): Transport =>
  createTransport({ gateways, patience, timeout, language: 'en', fetch: globalThis.fetch })

describe('client > transport', () => {
  const stands: Stand[] = []
  const open = async (answer: Parameters<typeof stand>[0]): Promise<Stand> => {
    const opened = await stand(answer)
    stands.push(opened)
    return opened
  }
  afterEach(() => Promise.all(stands.splice(0).map(each => each.close())))

  const failureOf = async (sending: Promise<unknown>): Promise<Error> => {
    const failure = await sending.then(
      () => undefined,
      (error: Error) => error,
    )
    if (failure === undefined) throw new Error('it should have failed')
    return failure
  }

  it('asks the next gateway if one is away, and stays with the one that answers', async () => {
    const good = await open((_request, response) => json(response, 200, {}))
    const transport = transportTo([await nobody(), good.url])
    await transport.send('/a')
    await transport.send('/b')
    expect(good.seen.map(({ url }) => url)).to.deep.equal(['/a', '/b'])
  })

  it('asks the next gateway if one is busy, broken or shutting down', async () => {
    for (const status of [429, 500, 502, 503, 504]) {
      const bad = await open((_request, response) => json(response, status, problem('INTERNAL', status)))
      const good = await open((_request, response) => json(response, 200, {}))
      await transportTo([bad.url, good.url]).send('/')
      expect([bad.seen.length, good.seen.length], String(status)).to.deep.equal([1, 1])
    }
  })

  it('sends the same words again to one that dies in the middle of its answer', async () => {
    const dying = await open((_request, response, turn) => {
      if (turn > 0) return json(response, 200, { done: true })
      response.writeHead(200, { 'content-length': '100' }).write('{"do')
      setTimeout(() => response.destroy(), 10)
    })
    const response = await transportTo([dying.url]).send('/v1/statements', { method: 'POST', body: 'words' })
    expect(await response.json()).to.deep.equal({ done: true })
    expect(dying.seen.map(({ body }) => body)).to.deep.equal(['words', 'words'])
  })

  it('gives up one that does not answer in time', async () => {
    const silent = await open(() => undefined)
    const good = await open((_request, response) => json(response, 200, {}))
    await transportTo([silent.url, good.url], 5_000, 100).send('/')
    expect(good.seen).to.have.length(1)
  })

  it('does not ask again what was refused: that is the answer', async () => {
    const refusing = await open((_request, response) => json(response, 409, problem('TOO_LATE', 409)))
    const other = await open((_request, response) => json(response, 200, {}))
    const failure = await failureOf(transportTo([refusing.url, other.url]).send('/'))
    expect(isRefusal(failure, 'TOO_LATE')).to.equal(true)
    expect(isRefusal(failure, 'EXPIRED')).to.equal(false)
    expect(failure.message).to.equal('What is wrong this time.')
    expect(other.seen).to.have.length(0)
  })

  it('comes back to a busy gateway, but not before the time that it names', async () => {
    const retryAfter = async (seconds: string): Promise<number> => {
      const busy = await open((_request, response, turn) => {
        if (turn > 0) json(response, 200, {})
        else json(response, 503, problem('RELAY_CLOSED', 503), { 'retry-after': seconds })
      })
      await transportTo([busy.url])
        .send('/')
        .catch(() => undefined)
      return busy.seen.length
    }
    expect(await retryAfter('0')).to.equal(2)
    // Longer than this client's patience.
    expect(await retryAfter('60')).to.equal(1)
  })

  it('ends with what the last gateway said, when its patience is over', async () => {
    const busy = await open((_request, response) => json(response, 503, problem('DATABASE_UNREACHABLE', 503)))
    const failure = await failureOf(transportTo([busy.url], 300).send('/'))
    expect(isRefusal(failure, 'DATABASE_UNREACHABLE')).to.equal(true)
    const away = await failureOf(transportTo([await nobody()], 300).send('/'))
    expect(isRefusal(away, 'GATEWAY_UNREACHABLE')).to.equal(true)
    expect(away.message).to.include('may be sent again')
  })

  it('takes an answer that is no problem document for what it is', async () => {
    const proxy = await open((_request, response) => void response.writeHead(403).end('<html>'))
    const failure = await failureOf(transportTo([proxy.url]).send('/'))
    expect(isRefusal(failure, 'GATEWAY_ANSWER')).to.equal(true)
  })

  it('ends at once, with the reason, when it is called off', async () => {
    const reason = new Error('called off')
    for (const gateway of [await nobody(), (await open(() => undefined)).url]) {
      const calling = new AbortController()
      const sending = failureOf(transportTo([gateway], 60_000, 60_000).send('/', { signal: calling.signal }))
      setTimeout(() => calling.abort(reason), 50)
      expect(await sending).to.equal(reason)
    }
  })
})
