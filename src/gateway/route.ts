import express, { type Request, type RequestHandler, type Router } from 'express'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { parse } from '../protocol/value.ts'
import { sendRead } from './answer.ts'
import { answerOf } from './answers.ts'
import type { Code } from './codes.ts'
import type { Context } from './context.ts'
import { type Download, sendDownload } from './download.ts'
import { CONTENT_TYPE_SENTENCE, gatewayError } from './error.ts'
import { operatorOnly } from './operator.ts'

/** A summary in the two languages of the readers. */
export type Summary = { readonly en: string; readonly ko: string }

type Shape = z.ZodObject<z.ZodRawShape>

/** Which limit of the configuration a body has. */
type BodyLimit = 'statementBytes' | 'batchBytes'

/** One operation: what it takes, what it answers, and the one call that it makes. */
export type Definition<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** As in OpenAPI: `/v1/tenders/{tender}`. */
  readonly path: string
  readonly tag: string
  readonly summary: Summary
  readonly description?: string
  readonly params: Params
  readonly query: Query
  readonly body?: Body
  readonly bodyLimit?: BodyLimit
  /** Media type of the body, if it is not JSON. */
  readonly bodyType?: string
  readonly answer: Answer
  /** Of a read: whether its answer follows from the index and the time alone, so that many may share it. */
  readonly isIndexed?: boolean
  /** Whether it is for the operator of this gateway alone. */
  readonly isForOperator?: boolean
  /** Media type of the answer, if it is not JSON. */
  readonly answerType?: string
  /** What is answered, with the status 202, while the work is not done yet; only for operations that can give a {@link Later}. */
  readonly accepted?: z.ZodType
  /** Codes besides those that every operation can answer. */
  readonly codes: readonly Code[]
  readonly handle: (
    input: {
      readonly params: z.output<Params>
      readonly query: z.output<Query>
      readonly body: z.output<Body>
    },
    context: Context,
    preference: Preference,
  ) => Promise<z.input<Answer> | Later>
}

/** How the client would like to be answered (RFC 7240). */
export type Preference = {
  readonly respondAsync: boolean
  /** Seconds that it would wait. */
  readonly wait: number | undefined
}

/** Instead of an answer: the work goes on, and at `location` it can be asked how far it has come. */
export type Later = { readonly accepted: unknown; readonly location: string }

/** An operation that answers with an exported file. */
export type DownloadDefinition<Params extends Shape> = Omit<
  Definition<Params, Shape, z.ZodType, z.ZodType>,
  'method' | 'query' | 'body' | 'bodyLimit' | 'handle'
> & {
  readonly handle: (params: z.output<Params>, context: Context) => Promise<Download>
}

/** An operation without its types, for the app and the documentation. */
export type Route = Omit<Definition<Shape, Shape, z.ZodType, z.ZodType>, 'handle'> & {
  readonly mount: (router: Router, context: Context) => void
}

/** For operations that take no parameters, or no query. */
export const NOTHING = z.strictObject({})

export const defineRoute = <
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>({
  handle,
  ...rest
}: Definition<Params, Query, Body, Answer>): Route => {
  const { method, path, params, query, body, bodyLimit = 'statementBytes' } = rest
  const { isForOperator, isIndexed } = rest
  const mount = (router: Router, context: Context): void => {
    const handler: RequestHandler = async (request, response) => {
      const input = {
        params: read(params, { ...request.params }, 'address'),
        query: read(query, { ...request.query }, 'query'),
        body: body === undefined ? (undefined as z.output<Body>) : read(body, request.body, 'body'),
      }
      const preference = preferenceOf(request)
      if (isIndexed) {
        const stand = await context.stand()
        const then = { ...context, now: async () => stand.now }
        const make = () => handle(input, then, preference)
        return sendRead(request, response, await context.answers.of(request.originalUrl, stand, make))
      }
      const answer = await handle(input, context, preference)
      if (method === 'get') return sendRead(request, response, answerOf(answer))
      response.set('Cache-Control', 'no-store')
      if (!isLater(answer)) return void response.json(answer)
      response.status(202).set({ Location: answer.location, 'Preference-Applied': 'respond-async' })
      response.json(answer.accepted)
    }
    const before = body === undefined ? [] : [assertJson, readJson(context.config[bodyLimit])]
    const guards = isForOperator ? [operatorOnly(context.config)] : []
    router[method](expressPath(path), ...guards, ...before, handler)
  }
  return { ...rest, mount }
}

/** An operation whose answer is long and made while it is sent; it takes one of the few places that there are for such work. */
export const defineDownload = <Params extends Shape>({
  handle,
  ...rest
}: DownloadDefinition<Params>): Route => {
  const { path, params } = rest
  const handler = (context: Context): RequestHandler => {
    return async (request, response) => {
      const input = read(params, { ...request.params }, 'address')
      read(NOTHING, { ...request.query }, 'query')
      const leave = context.exports.enter(request.ip ?? '')
      try {
        await sendDownload(request, response, await handle(input, context))
      } catch (error) {
        if (!response.headersSent) throw error
        request.log.warn({ err: error }, 'An export was cut off.')
        response.destroy()
      } finally {
        leave()
      }
    }
  }
  const mount = (router: Router, context: Context): void => {
    router.get(expressPath(path), handler(context))
  }
  return { ...rest, method: 'get', query: NOTHING, mount }
}

const isLater = (answer: unknown): answer is Later =>
  typeof answer === 'object' && answer !== null && 'accepted' in answer && 'location' in answer

const preferenceOf = ({ headers }: Request): Preference => {
  const { prefer = '' } = headers
  const preferences = [prefer].flat().flatMap(text => text.split(',').map(each => each.trim().toLowerCase()))
  const wait = preferences.map(each => /^wait\s*=\s*"?(\d{1,5})"?$/.exec(each)?.[1]).find(Boolean)
  return {
    respondAsync: preferences.includes('respond-async'),
    wait: wait === undefined ? undefined : Number(wait),
  }
}

/** `/v1/tenders/{tender}` → `/v1/tenders/:tender` */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** The address of a request, for operations that mount themselves. @throws BonginError `INVALID_INPUT` */
export const readParams = <Params extends Shape>(schema: Params, request: Request): z.output<Params> =>
  read(schema, { ...request.params }, 'address')

/** The query of a request, for operations that mount themselves. @throws BonginError `INVALID_INPUT` */
export const readQuery = <Query extends Shape>(schema: Query, request: Request): z.output<Query> =>
  read(schema, { ...request.query }, 'query')

/** @throws BonginError `INVALID_INPUT` with each fault and its path */
const read = <Schema extends z.ZodType>(schema: Schema, input: unknown, place: string): z.output<Schema> => {
  try {
    return parse(schema, input)
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    throw gatewayError(
      'INVALID_INPUT',
      `Something in the ${place} is not as expected. ${error.message}.`,
      error.details,
      error,
    )
  }
}

const readJson = (limit: number): RequestHandler => express.json({ limit, type: () => true })

/** Without this, a form on any web page could send what a signing page sends. */
const assertJson = (request: Request, _response: unknown, next: () => void): void => {
  if (request.is('application/json') !== 'application/json') throw otherType(request)
  next()
}

const otherType = ({ headers }: Request): BonginError =>
  gatewayError('UNSUPPORTED_CONTENT_TYPE', CONTENT_TYPE_SENTENCE, {
    contentType: headers['content-type'] ?? null,
  })
