import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import type { Context } from './context.ts'

/** A gateway that listens. */
export type Gateway = {
  readonly url: string
  /** Takes no new requests, finishes those under way, and lets go of its port. Relay and database are the caller's to close. */
  close(): Promise<void>
}

/** For a client to send its request; an answer may take longer, because it waits for a block. */
const REQUEST_TIMEOUT = 30_000
const HEADERS_TIMEOUT = 10_000
/** Longer than the usual proxy's, so that it is not we who close a connection that it is about to use. */
const KEEP_ALIVE = 65_000
const MAX_HEADERS = 64
/**
 * Connections that the system holds until we take them. Node's own 511 are too few in the last minute before a closing: the system then
 * drops what is more, and its sender hears nothing for seconds, or at all. Where the system allows less (`somaxconn`), that counts.
 */
const BACKLOG = 4_096
/** How long requests under way have to finish when the gateway closes, and how often idle connections are looked for then. */
const GRACE = 15_000
const SWEEP = 50

/** Opens the gateway's port. @throws the system's error, such as `EADDRINUSE` */
export const startGateway = async (context: Context): Promise<Gateway> => {
  const { host, port } = context.config
  const server = createServer(createApp(context))
  server.requestTimeout = REQUEST_TIMEOUT
  server.headersTimeout = HEADERS_TIMEOUT
  server.keepAliveTimeout = KEEP_ALIVE
  server.maxHeadersCount = MAX_HEADERS
  await context.intake.start()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host, backlog: BACKLOG }, resolve)
    })
  } catch (error) {
    await context.intake.close()
    throw error
  }
  const collection = context.collect()
  const close = async (): Promise<void> => {
    context.feed.close()
    await context.webhooks.close()
    await collection.close()
    await closeServer(server)
    await context.intake.close()
  }
  context.webhooks.start()
  return { url: urlOf(server), close }
}

const urlOf = (server: Server): string => {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

const closeServer = (server: Server): Promise<void> =>
  new Promise(resolve => {
    const deadline = Date.now() + GRACE
    const sweep = setInterval(() => {
      if (Date.now() < deadline) server.closeIdleConnections()
      else server.closeAllConnections()
    }, SWEEP)
    server.close(() => {
      clearInterval(sweep)
      resolve()
    })
  })
