import type { ErrorRequestHandler, Request, Response } from 'express'
import { isAway } from '../chain/reach.ts'
import { BonginError } from '../protocol/error.ts'
import { CODES, type Code, isCode } from './codes.ts'

/** An RFC 9457 problem. Besides these members it carries the error's details under their own names. */
export type ProblemDocument = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: Code
  /** Names this one occurrence; the log has it too. */
  readonly instance: string
}

/** Seconds after which it may be worth trying again. */
const RETRY_AFTER = 2

/** An error of the gateway itself. */
export const gatewayError = (
  code: Code,
  message: string,
  details: Record<string, unknown> = {},
  cause?: unknown,
): BonginError => new BonginError(code, message, { details, cause })

/** The one place where errors become answers. */
export const handleError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error)
  const known = translate(error)
  if (CODES[known.code].status >= 500)
    request.log.error({ err: error, code: known.code }, known.error.message)
  answer(request, response, known.code, known.error)
}

const answer = (
  request: Request,
  response: Response,
  code: Code,
  { message, details }: BonginError,
): void => {
  const { status, en, ko } = CODES[code]
  const korean = request.acceptsLanguages('en', 'ko') === 'ko'
  const problem: ProblemDocument = {
    type: `/docs#${code}`,
    title: korean ? ko : en,
    status,
    detail: message,
    code,
    instance: instanceOf(String(request.id)),
  }
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  if (status === 503 || status === 504) response.set('Retry-After', String(RETRY_AFTER))
  response
    .vary('Accept-Language')
    .set('Content-Language', korean ? 'ko' : 'en')
    .set('Cache-Control', 'no-store')
  response
    .status(status)
    .type('application/problem+json')
    .json({ ...details, ...problem })
}

/** A client's own id may be no UUID. */
const instanceOf = (id: string): string => (UUID.test(id) ? `urn:uuid:${id}` : `/requests/${id}`)

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const translate = (error: unknown): { readonly code: Code; readonly error: BonginError } => {
  const known = error instanceof BonginError ? error : (fromHttp(error) ?? fromDatabase(error))
  if (known !== undefined && isCode(known.code)) return { code: known.code, error: known }
  return { code: 'INTERNAL', error: gatewayError('INTERNAL', INTERNAL_SENTENCE) }
}

export const CONTENT_TYPE_SENTENCE =
  'The body must be application/json in UTF-8, plain or compressed by gzip.'

const INTERNAL_SENTENCE =
  'Something went wrong in this gateway. If you sent a statement, send it again: it cannot take effect twice.'

/** Faults that Express and its body parser find, by the names that they give them. */
const fromHttp = (error: unknown): BonginError | undefined => {
  if (!(error instanceof Error)) return undefined
  const { type, limit, length, status } = error as Error &
    Partial<Record<'type' | 'limit' | 'length' | 'status', unknown>>
  if (error instanceof URIError)
    return gatewayError('MALFORMED_URL', 'The address holds an escape sequence that is none.')
  switch (type) {
    case 'entity.parse.failed':
      return gatewayError('MALFORMED_JSON', `The body is not JSON: ${error.message}.`)
    case 'entity.too.large':
      return gatewayError('BODY_TOO_LARGE', `The body may have ${limit} bytes at most.`, { limit, length })
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return gatewayError('UNSUPPORTED_CONTENT_TYPE', CONTENT_TYPE_SENTENCE)
    case 'request.aborted':
    case 'request.size.invalid':
      return gatewayError(
        'REQUEST_INTERRUPTED',
        'The request was cut off before its body had arrived. Send it again.',
      )
    default:
      // What a broken compression fails with has no name of the parser's own.
      return status === 400
        ? gatewayError('MALFORMED_BODY', 'The body is not compressed as its headers say, or it is damaged.')
        : undefined
  }
}

const fromDatabase = (error: unknown): BonginError | undefined =>
  isAway(error)
    ? gatewayError('DATABASE_UNREACHABLE', 'The index does not answer at the moment. Try again soon.')
    : undefined
