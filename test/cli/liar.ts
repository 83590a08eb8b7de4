import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from './support.ts'

/** A gateway that somebody else has taken over: it passes everything on, and lies where it is told to. */
export interface Liar {
  readonly url: string
  readonly close: () => void
}

/**
 * @param honest address of the gateway behind it
 * @param lie what becomes of each answer to a reading request
 */
export async function startLiar(honest: string, lie: (path: string, answer: Json) => Json): Promise<Liar> {
  const server = createServer(async ({ url: path = '/' }, response) => {
    const answer = await fetch(`${honest}${path}`)
    response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify(lie(path, (await answer.json()) as Json)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
