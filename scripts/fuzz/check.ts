import type { Operation } from './operations.ts'
import type { FuzzRequest } from './requests.ts'

/** What came back. */
export type FuzzAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The beginning of it, where it is a stream. */
  readonly body: Buffer
}

/** Codes with which a gateway that is well says that it has too much to do, or is not set up for something. */
const FINE_5XX = ['EXPORTS_BUSY', 'FEEDS_BUSY', 'QUEUE_FULL', 'DOCUMENTS_OFF']
/** Of any address, also where the document does not repeat them. */
const EVERYWHERE = [404, 405, 400, 429]

/** What is wrong with an answer; undefined if nothing is. */
export function faultOf(operation: Operation, request: FuzzRequest, answer: FuzzAnswer): string | undefined {
  const { status, body } = answer
  if (status >= 500 && !FINE_5XX.includes(codeIn(body))) return `status ${status}`
  if (request.method === 'OPTIONS' || request.method === 'HEAD') return undefined
  if (!request.documented)
    return status < 400 || isProblem(answer) ? undefined : 'an error that is no problem document'
  const types = operation.answers.get(status)
  if (types === undefined)
    return EVERYWHERE.includes(status) && isProblem(answer) ? undefined : `status ${status} is not documented`
  return contentFault(types, answer)
}

function contentFault(
  types: NonNullable<ReturnType<Operation['answers']['get']>>,
  answer: FuzzAnswer,
): string | undefined {
  if (types.size === 0) return answer.body.length === 0 ? undefined : 'a body that is not documented'
  const type = typeOf(answer)
  const check = types.get(type)
  if (check === undefined) return `content type ${type} is not documented`
  if (!/json$/.test(type)) return undefined
  const value = parsed(answer.body)
  if (value === undefined) return 'JSON that cannot be read'
  return check(value) ? undefined : `not of its schema: ${JSON.stringify(check.errors?.slice(0, 2))}`
}

function isProblem(answer: FuzzAnswer): boolean {
  return typeOf(answer) === 'application/problem+json' && codeIn(answer.body) !== ''
}

const typeOf = ({ headers }: FuzzAnswer): string => String(headers['content-type'] ?? '').split(';')[0] ?? ''

const codeIn = (body: Buffer): string => String(Reflect.get(Object(parsed(body)), 'code') ?? '')

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
