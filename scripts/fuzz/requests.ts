import fc from 'fast-check'
import type { Operation, Parameter } from './operations.ts'
import { HOSTILE, type Values } from './values.ts'

/** A request as it goes over the wire. */
export type FuzzRequest = {
  readonly method: string
  /** Path and query, escaped. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
  /** Whether the method is the operation's own, and the path leads to it: then its documentation applies. */
  readonly documented: boolean
}

/** Values that lead to something that is there, by the names of parameters: tenders, participants, keys. */
export type Known = Readonly<Record<string, readonly string[]>>

const OTHER_METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']
const BROKEN_ESCAPES = ['%', '%zz', '%E0%A4%A', '%00', '%2e%2e', '%2F', ';a=b', '.', '..;']

/** Requests to an operation: good ones, almost good ones, and bad ones. */
export function requestsTo(operation: Operation, values: Values, known: Known): fc.Arbitrary<FuzzRequest> {
  const { method, path, parameters } = operation
  const own = { weight: 9, arbitrary: fc.constant(method) }
  const methods = fc.oneof(own, { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) })
  const paths = pathOf(path, ofPlace(parameters, 'path'), values, known)
  const queries = queryOf(ofPlace(parameters, 'query'), values, known)
  return fc
    .record({ chosen: methods, route: paths, query: queries, headers, body: bodyOf(operation, values) })
    .map(({ chosen, route, query, headers: extra, body }) => ({
      method: chosen,
      url: `${route.path}${query}`,
      headers: { ...extra, ...body.headers },
      body: chosen === 'GET' || chosen === 'HEAD' ? undefined : body.bytes,
      documented: chosen === method && route.documented,
    }))
}

const ofPlace = (parameters: readonly Parameter[], place: string): Parameter[] =>
  parameters.filter(parameter => parameter.in === place)

type Route = { readonly path: string; readonly documented: boolean }

function pathOf(
  path: string,
  parameters: readonly Parameter[],
  values: Values,
  known: Known,
): fc.Arbitrary<Route> {
  const parts = Object.fromEntries(
    parameters.map(parameter => [parameter.name, escaped(parameterText(parameter, values, known))]),
  )
  const broken = fc.option(fc.constantFrom(...BROKEN_ESCAPES), { freq: 20, nil: undefined })
  return fc.tuple(fc.record(parts), broken, fc.nat(20)).map(([filled, broke, where]) => {
    const names = Object.keys(filled)
    const hit = broke === undefined ? undefined : names[where % Math.max(1, names.length)]
    const texts = { ...filled, ...(hit === undefined ? {} : { [hit]: broke }) } as Record<string, string>
    return {
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => texts[name] ?? ''),
      // An empty part is another path, and what stands in a path as dots may be taken for one.
      documented: hit === undefined && Object.values(texts).every(text => text !== '' && !/^\.+$/.test(text)),
    }
  })
}

function queryOf(parameters: readonly Parameter[], values: Values, known: Known): fc.Arbitrary<string> {
  const stray = fc.tuple(escaped(fc.constantFrom(...HOSTILE)), escaped(fc.string({ maxLength: 8 })))
  const odd = { weight: 1, arbitrary: stray.map(([name, value]) => `${name}=${value}`) }
  const own = parameters.map(parameter => ({
    weight: 4,
    arbitrary: escaped(parameterText(parameter, values, known)).map(text => `${parameter.name}=${text}`),
  }))
  const some = fc.uniqueArray(fc.oneof(...own, odd), {
    minLength: 1,
    maxLength: 3,
    selector: piece => piece.slice(0, piece.indexOf('=')),
  })
  const doubled = fc.array(fc.oneof(...own, odd), { minLength: 2, maxLength: 3 })
  return fc.oneof(
    { weight: parameters.length === 0 ? 16 : 4, arbitrary: fc.constant('') },
    { weight: parameters.length === 0 ? 1 : 7, arbitrary: some.map(asQuery) },
    { weight: 1, arbitrary: doubled.map(asQuery) },
  )
}

const asQuery = (pieces: readonly string[]): string => `?${pieces.join('&')}`

function parameterText({ name, schema }: Parameter, values: Values, known: Known): fc.Arbitrary<string> {
  const there = known[name] ?? []
  const fitting = values.fitting(schema).map(String)
  const hostile = fc.constantFrom(...HOSTILE)
  const unknown = fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: hostile })
  if (there.length === 0) return unknown
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: unknown })
}

const escaped = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  texts.map(text => encodeURIComponent(text.toWellFormed()))

const headers = fc
  .record(
    {
      accept: fc.constantFrom('*/*', 'application/json', 'text/html', 'image/png', ';;'),
      'accept-language': fc.constantFrom('ko', 'en;q=0.5, ko', '*', 'q=;'),
      'accept-encoding': fc.constantFrom('gzip', 'br', 'identity;q=0', '*'),
      'if-none-match': fc.constantFrom('*', '""', 'W/"x", "y"', 'x'.repeat(500)),
      'last-event-id': fc.constantFrom(...HOSTILE.filter(isHeaderText)),
      prefer: fc.constantFrom(
        'respond-async',
        'respond-async, wait=0',
        'wait=1',
        'wait=-1',
        ',,=',
        'wait="2"',
      ),
      range: fc.constantFrom('bytes=0-0', 'bytes=9-1', 'x'),
      'x-request-id': fc.constantFrom('abc-123', 'x'.repeat(300), '{}', '"'),
      authorization: fc.constantFrom('Bearer x', 'Basic Og==', 'x'),
    },
    { requiredKeys: [] },
  )
  .filter(chosen => Object.keys(chosen).length < 4)

function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && text.length < 500
}

type Body = { readonly bytes: Buffer | undefined; readonly headers: Readonly<Record<string, string>> }

function bodyOf({ body }: Operation, values: Values): fc.Arbitrary<Body> {
  if (body === undefined)
    return fc.oneof(
      { weight: 19, arbitrary: fc.constant({ bytes: undefined, headers: {} }) },
      {
        weight: 1,
        arbitrary: fc.constant({ bytes: Buffer.from('{}'), headers: { 'content-type': 'text/plain' } }),
      },
    )
  const { type, schema } = body
  const sent =
    (headers: Record<string, string>) =>
    (value: unknown): Body => ({
      bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
      headers,
    })
  const right = { 'content-type': type }
  const types = ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', `${type};;`, '']
  const raw = fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"',
    '{"a":1,"a":2}',
    '[['.repeat(3_000),
    '\ud800',
    '1e999',
  )
  const junk = fc.uint8Array({ maxLength: 300 }).map(bytes => ({ bytes: Buffer.from(bytes), headers: right }))
  const zipped = fc.constant({
    bytes: Buffer.from('not gzip'),
    headers: { ...right, 'content-encoding': 'gzip' },
  })
  return fc.oneof(
    { weight: 6, arbitrary: values.fitting(schema).map(sent(right)) },
    { weight: 8, arbitrary: values.spoilt(schema).map(sent(right)) },
    { weight: 2, arbitrary: raw.map(sent(right)) },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: zipped },
    { weight: 1, arbitrary: fc.constantFrom(...types).map(other => sent({ 'content-type': other })('{}')) },
  )
}
