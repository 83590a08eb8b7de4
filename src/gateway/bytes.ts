import express, { type Request, type RequestHandler } from 'express'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { gatewayError } from './error.ts'
import { expressPath, NOTHING, type Route, readParams, readQuery } from './route.ts'

/** What is answered as it lies in the store. */
export type Bytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly caching: string }

/** An operation that takes bytes or gives bytes, as they are. */
export type BytesDefinition<Params extends z.ZodObject> = Omit<
  Route,
  'mount' | 'query' | 'params' | 'method'
> & {
  readonly method: 'get' | 'put'
  readonly params: Params
  /** Of the body, if it takes one; with `bodyType`. */
  readonly maxBytes?: number
  readonly handle: (
    params: z.output<Params>,
    body: Uint8Array<ArrayBuffer>,
    context: Context,
  ) => Promise<Bytes | object>
}

export const defineBytes = <Params extends z.ZodObject>({
  handle,
  maxBytes = 0,
  ...rest
}: BytesDefinition<Params>): Route => {
  const { method, path, params, bodyType, answerType = 'application/json' } = rest
  const mount: Route['mount'] = (router, context) => {
    const handler: RequestHandler = async (request, response) => {
      readQuery(NOTHING, request)
      const answer = await handle(readParams(params, request), bytesOf(request), context)
      if (!isBytes(answer)) return void response.set('Cache-Control', 'no-store').json(answer)
      const { bytes, caching } = answer
      response.set({ 'Content-Type': answerType, 'Cache-Control': caching })
      response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    }
    const before =
      bodyType === undefined ? [] : [assertType(bodyType), express.raw({ limit: maxBytes, type: () => true })]
    router[method](expressPath(path), ...before, handler)
  }
  return { ...rest, query: NOTHING, mount }
}

/** Without this, a form on any web page could send what a program sends. */
const assertType = (type: string): RequestHandler => {
  return (request, _response, next) => {
    if (request.is(type) === type) return next()
    throw gatewayError('UNSUPPORTED_CONTENT_TYPE', `The body must be ${type}.`, {
      contentType: request.headers['content-type'] ?? null,
    })
  }
}

/** The parser leaves no buffer where there was no body. */
const bytesOf = ({ body }: Request): Uint8Array<ArrayBuffer> =>
  Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array(0)

const isBytes = (answer: object): answer is Bytes => 'bytes' in answer && answer.bytes instanceof Uint8Array
