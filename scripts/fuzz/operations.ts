import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** A JSON schema, as far as it is read here. */
export type Schema = { readonly [name: string]: unknown }

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>

/** One operation of an OpenAPI document. */
export type Operation = {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly type: string; readonly schema: Schema } | undefined
  /** By status: the media types that an answer may have, each with what checks it. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, ValidateFunction>>
}

export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

type Described = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch']
const ROOT = 'openapi'

/** All operations that a document describes. */
export function operationsOf(document: OpenApi): Operation[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: ROOT, components: document.components ?? {} })
  const checkOf = (schema: Schema): ValidateFunction => ajv.compile(located(schema) as Schema)
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => method in item).map(method => {
      const { parameters = [], requestBody, responses } = item[method] as Described
      const [body] = Object.entries(requestBody?.content ?? {})
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        body: body === undefined ? undefined : { type: body[0], schema: body[1].schema },
        answers: new Map(
          Object.entries(responses).map(([status, { content = {} }]) => [
            Number(status),
            new Map(Object.entries(content).map(([type, { schema }]) => [type, checkOf(schema)])),
          ]),
        ),
      }
    }),
  )
}

/** References of a part that is checked alone lead into the whole document. */
function located(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(located)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' ? `${ROOT}${inner}` : located(inner),
    ]),
  )
}
