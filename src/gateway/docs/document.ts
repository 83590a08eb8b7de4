import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiOverride } from 'zod-openapi'
import { CODES, type Code } from '../codes.ts'
import type { Route } from '../route.ts'
import { ROUTES } from '../routes/routes.ts'
import { problemSchema } from '../schema/problem.ts'

type Document = ReturnType<typeof createDocument>

/** Groups of operations, in the order in which people need them. */
export const TAGS: readonly { readonly name: string; readonly en: string; readonly ko: string }[] = [
  { name: 'ledger', en: 'The ledger', ko: '원장' },
  { name: 'statements', en: 'Signed statements', ko: '서명된 진술' },
  { name: 'tenders', en: 'Tenders', ko: '입찰' },
  { name: 'bids', en: 'Bids', ko: '투찰' },
  { name: 'documents', en: 'Documents of bids', ko: '첨부 문서' },
  { name: 'opening', en: 'Opening and order', ko: '개찰과 순위' },
  { name: 'keys', en: 'Opening keys and guardians', ko: '개찰 키와 수호자' },
  { name: 'events', en: 'What happens', ko: '변경 알림' },
  { name: 'webhooks', en: 'Webhooks', ko: '웹훅' },
  { name: 'evidence', en: 'Evidence', ko: '증거' },
  { name: 'participants', en: 'Participants', ko: '참가자' },
  { name: 'health', en: 'Health', ko: '상태' },
]

/** Codes that any operation can answer, and besides them any that reads a body. */
const ALWAYS: readonly Code[] = ['INVALID_INPUT', 'TOO_MANY_REQUESTS', 'DATABASE_UNREACHABLE', 'INTERNAL']
const WITH_BODY: readonly Code[] = [
  'MALFORMED_JSON',
  'MALFORMED_BODY',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_CONTENT_TYPE',
  'REQUEST_INTERRUPTED',
  'LEDGER_REFUSED',
  'LEDGER_UNREACHABLE',
  'TRANSACTION_REFUSED',
  'NOT_INCLUDED',
  'RELAY_CLOSED',
]

/** All codes that an operation can answer. */
export const codesOf = (route: Route): Code[] => {
  if (route.tag === 'health') return []
  const operator: readonly Code[] = route.isForOperator ? ['OPERATOR_ONLY', 'WEBHOOKS_OFF'] : []
  const codes = [...route.codes, ...operator, ...(route.body === undefined ? [] : WITH_BODY), ...ALWAYS]
  return [...new Set(codes)].toSorted((a, b) => CODES[a].status - CODES[b].status || a.localeCompare(b))
}

/** The OpenAPI 3.1 document of this API, made from the very schemas that check each request. */
export const createOpenApi = (routes: readonly Route[] = ROUTES): Document => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Bongin gateway',
        version: '1',
        summary: 'Carries signed statements to the ledger of sealed tenders, and shows what stands there.',
        description:
          'A gateway is not trusted: it can delay or refuse service, and nothing more. Every statement is signed by its author, every rule is checked by the ledger, and every answer can be checked against it. Amounts are whole won. Times are seconds since 1970.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: TAGS.map(({ name, en, ko }) => ({ name, description: `${en} · ${ko}` })),
      paths,
    },
    { override: asInJson },
  )
}

/** Every answer to a GET that ends has an `ETag`. */
const NOT_MODIFIED = { description: 'As the client has it: `If-None-Match` names its `ETag`' }
const STREAM = 'text/event-stream'

const operationOf = (route: Route): ZodOpenApiOperationObject => {
  const { tag, summary, description, params, query, body, answer, accepted } = route
  const { answerType = 'application/json', bodyType = 'application/json' } = route
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/\W/g, '')}`,
    tags: [tag],
    summary: `${summary.en} · ${summary.ko}`,
    ...(description === undefined ? {} : { description }),
    requestParams: { path: params, query },
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { [bodyType]: { schema: body } } } }),
    responses: {
      200: { description: 'Done', content: { [answerType]: { schema: answer } } },
      ...(accepted === undefined
        ? {}
        : {
            202: {
              description: 'Not done yet; `Location` tells how far it has come',
              content: { 'application/json': { schema: accepted } },
            },
          }),
      ...(route.method === 'get' && answerType !== STREAM ? { 304: NOT_MODIFIED } : {}),
      ...problemsOf(route),
    },
  }
}

const problemsOf = (route: Route): Record<string, object> => {
  const byStatus = Map.groupBy(codesOf(route), code => CODES[code].status)
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map(code => `\`${code}\`: ${CODES[code].en}`).join('\n\n'),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  return Object.fromEntries(entries) as Record<string, object>
}

/** Codecs show their JSON side in answers too; the other side is how this program holds them. */
const asInJson: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  if (io !== 'output' || !(zodSchema instanceof z.ZodCodec)) return
  for (const name of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, name)
  const { $schema: _, ...shown } = z.toJSONSchema(zodSchema, { io: 'input' })
  Object.assign(jsonSchema, shown)
}

/** The committed copy of the document, for readers and for tools that make clients. */
export const openApiText = (): string => {
  const generated = {
    'x-generated': 'Made by scripts/openapi.ts from the schemas of src/gateway. Do not edit.',
  }
  const { openapi, ...rest } = createOpenApi()
  return `${JSON.stringify({ openapi, ...generated, ...rest }, null, 2)}\n`
}
