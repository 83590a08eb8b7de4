import type { components, paths } from '../generated/openapi.ts'

// What the OpenAPI document says of each operation, for `Client.get` and `Client.list`: an address, a parameter or a member that
// the
// gateway does not know does not compile.

type Operation<Path extends keyof paths> = paths[Path]['get']

/** The addresses that answer a GET with JSON. */
export type GetPath = {
  [Path in keyof paths]: Operation<Path> extends { responses: { 200: Json<unknown> } } ? Path : never
}[keyof paths]

/** Of these, the lists that come in pages. */
export type ListPath = {
  [Path in GetPath]: Answer<Path> extends Page<unknown> ? Path : never
}[GetPath]

type Json<Body> = { content: { 'application/json': Body } }
type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }

/** The body of a successful answer. Ids and amounts are decimal strings, times seconds since 1970. */
export type Answer<Path extends GetPath> =
  Operation<Path> extends { responses: { 200: Json<infer Body> } } ? Body : never

export type Item<Path extends ListPath> = Answer<Path> extends Page<infer One> ? One : never

type ParametersOf<Path extends GetPath> =
  Operation<Path> extends { parameters: infer Parameters } ? Parameters : never
type PathOf<Path extends GetPath> =
  ParametersOf<Path> extends { path: infer Values extends object }
    ? { readonly path: Values }
    : { readonly path?: never }
type QueryOf<Path extends GetPath> =
  ParametersOf<Path> extends { query?: infer Values } ? Values & object : never

/** What a request to an address may say. `signal` gives it up. */
export type RequestTo<Path extends GetPath> = PathOf<Path> & {
  readonly query?: QueryOf<Path>
  readonly signal?: AbortSignal | undefined
}

/** The second argument of a request: left out where the address has no blanks to be filled. */
export type Arguments<Path extends GetPath> =
  PathOf<Path> extends { readonly path?: never } ? [request?: RequestTo<Path>] : [request: RequestTo<Path>]

/** Everything that a gateway can refuse with. */
export type ProblemCode = components['schemas']['Problem']['code']

/** An accepted statement and where it stands on the ledger. */
export type Receipt = components['schemas']['Receipt']

/**
 * Fills an address's blanks and adds its query.
 * @param path such as `/v1/tenders/{tender}`
 */
export function addressOf(path: string, values: object = {}, query: object = {}): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(Reflect.get(values, name))),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) search.append(name, String(each))
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`
}
