import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { checkedAddress, publicLookup } from './address.ts'

/** Nobody reads it. */
const LONGEST_ANSWER = 64 * 1024

export type PostOptions = {
  readonly allowPrivate: boolean
  /** In milliseconds, for the whole exchange. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/**
 * Posts JSON. Redirects are not followed: they could lead where the address may not.
 * @returns the answer's status; its body is not read
 * @throws Error if there is no answer in time, or the address may not be called
 */
export const postWebhook = (
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowPrivate, timeout, signal }: PostOptions,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const url = checkedAddress(address, allowPrivate)
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = ask(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'bongin-webhooks/1',
        ...headers,
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    })
    request.once('error', reject)
    request.once('response', answer => {
      resolve(answer.statusCode ?? 0)
      let bytes = 0
      answer.on('error', () => undefined)
      // A short body is read away, so that the connection can be used again; an endless one must not hold us.
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > LONGEST_ANSWER) answer.destroy()
      })
    })
    request.end(body)
  })
