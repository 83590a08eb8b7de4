import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Request, Response } from 'express'

/** A file that is sent while it is made. */
export type Download = {
  /** Under which a browser keeps it. */
  readonly name: string
  readonly pieces: AsyncIterable<string>
  readonly headers?: Readonly<Record<string, string>>
}

/** For a client that reads nothing, and for one that reads as slowly as it can; in milliseconds. */
const STALL = 60_000
const DEADLINE = 15 * 60_000

/**
 * Sends a file, compressed if the client takes that, no faster than the client reads.
 * @throws what making it throws, or the connection's end; the client then sees an answer that is cut off
 */
export const sendDownload = async (
  request: Request,
  response: Response,
  { name, pieces, headers = {} }: Download,
): Promise<void> => {
  const isGzip = request.acceptsEncodings('gzip', 'identity') === 'gzip'
  response.set({
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-cache',
    ...headers,
  })
  response.vary('Accept-Encoding')
  if (isGzip) response.set('Content-Encoding', 'gzip')
  if (request.method === 'HEAD') return void response.end()
  response.setTimeout(STALL, () => response.destroy())
  const source = Readable.from(pieces, { objectMode: false })
  const options = { signal: AbortSignal.timeout(DEADLINE) }
  if (isGzip) await pipeline(source, createGzip(), response, options)
  else await pipeline(source, response, options)
}
