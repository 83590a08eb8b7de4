import type { Request, Response } from 'express'
import type { Answer } from './answers.ts'

/**
 * Sends what was read, or only that it is the same as the client has. Express would answer in full where the request also says
 * `Cache-Control: no-cache`, which `fetch` adds by itself.
 */
export const sendRead = (request: Request, response: Response, { text, etag }: Answer): void => {
  response.set({ 'Cache-Control': 'no-cache', ETag: etag })
  if (isKnown(request.get('If-None-Match'), etag)) return void response.status(304).end()
  response.type('application/json').send(text)
}

/** Proxies that compress an answer on its way make its tag a weak one. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some(each => each.trim() === '*' || each.trim().replace(/^W\//, '') === etag) === true
