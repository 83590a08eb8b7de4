import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A message as it arrived. */
export type Received = {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly json: { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> }
}

/** Somebody who has webhooks sent to them. */
export type Receiver = {
  readonly url: string
  readonly received: Received[]
  /** With which status it answers from now on. */
  answer(status: number): void
  /** Waits until `done` says so of what has arrived; the test's own time limit ends it. */
  until(done: (received: readonly Received[]) => boolean): Promise<readonly Received[]>
  close(): Promise<void>
}

export const openReceiver = async (): Promise<Receiver> => {
  const received: Received[] = []
  const state = { status: 204, news: () => {} }
  const server = createServer(async (request, response) => {
    const body = await text(request)
    received.push({ headers: request.headers, body, json: JSON.parse(body) })
    response.writeHead(state.status, { location: '/elsewhere' }).end()
    state.news()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: status => {
      state.status = status
    },
    until: async done => {
      while (!done(received)) {
        const news = Promise.withResolvers<void>()
        state.news = news.resolve
        await news.promise
      }
      return received
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
