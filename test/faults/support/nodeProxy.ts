import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'

/** What happens to the questions to a node and to its answers: chances from 0 to 1, times in milliseconds. */
export interface Weather {
  /** Nobody takes a connection. */
  readonly away: boolean
  /** Each question, and each answer, waits up to so long. So they overtake each other. */
  readonly delay: number
  /** The connection ends before the node has the question. */
  readonly lost: number
  /** The connection ends when the node has answered already: what became of the question is unknown. */
  readonly unanswered: number
  /** The node gets the question twice. */
  readonly twice: number
  /** The answer comes twice on one connection. */
  readonly echoed: number
}

export const FAIR: Weather = { away: false, delay: 0, lost: 0, unanswered: 0, twice: 0, echoed: 0 }

/** Stands between a node and those who ask it, at an address that stays when the node moves. */
export interface NodeProxy {
  readonly url: string
  /** @param random decides about each question from then on */
  set(weather: Weather, random: Random): void
  close(): Promise<void>
}

/** @param target the node's present address; undefined while it has none */
export async function openNodeProxy(target: () => string | undefined): Promise<NodeProxy> {
  let weather = FAIR
  let random: Random | undefined
  const happens = (chance: number): boolean => chance > 0 && (random?.chance(chance) ?? false)
  const wait = (): Promise<void> => sleep((random?.next() ?? 0) * weather.delay)

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    const url = target()
    const { delay } = weather
    if (delay > 0) await wait()
    if (weather.away || url === undefined || happens(weather.lost)) return void response.destroy()
    const repeated = happens(weather.twice) ? ask(url, body).catch(() => '') : undefined
    const answer = await ask(url, body)
    await repeated
    if (delay > 0) await wait()
    if (weather.away || happens(weather.unanswered)) return void response.destroy()
    if (happens(weather.echoed) && response.socket) return echo(response.socket, answer)
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  server.on('connection', socket => {
    if (weather.away) socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next, chances) => {
      weather = next
      random = chances
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function ask(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body })).text()
}

function echo(socket: Socket, answer: string): void {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n`
  socket.end(`${head}${answer}`.repeat(2))
}
