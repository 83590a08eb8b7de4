import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that answers as a test wants: what a gateway in trouble, or one that lies, would do. */
export interface Stand {
  readonly url: string
  /** Every request so far. */
  readonly seen: { readonly method: string; readonly url: string; readonly body: string }[]
  close(): Promise<void>
}

/** @param answer gets the number of requests that came before */
export async function stand(
  answer: (request: IncomingMessage, response: ServerResponse, turn: number) => void,
): Promise<Stand> {
  const seen: Stand['seen'][number][] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const turn = seen.push({ method: request.method ?? '', url: request.url ?? '', body }) - 1
    answer(request, response, turn)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** An address at which nobody listens any more. */
export async function nobody(): Promise<string> {
  const { url, close } = await stand(() => undefined)
  await close()
  return url
}

export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export const problem = (code: string, status: number): object => ({
  type: `/docs#${code}`,
  title: 'A title',
  status,
  detail: 'What is wrong this time.',
  code,
  instance: 'urn:uuid:0',
})
