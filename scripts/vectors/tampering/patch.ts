/** One step from a document to another (RFC 6902); only these three are written and read here. */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/** The steps from one JSON document to another, to be taken one after the other. */
export function difference(from: unknown, to: unknown, path = ''): Operation[] {
  if (isSame(from, to)) return []
  if (Array.isArray(from) && Array.isArray(to)) return differenceOfLists(from, to, path)
  if (isObject(from) && isObject(to)) return differenceOfObjects(from, to, path)
  return [{ op: 'replace', path, value: to }]
}

/**
 * The document after the steps. The given one is altered.
 * @throws if a step names a place that is not there
 */
export function applyPatch(document: unknown, patch: readonly Operation[]): unknown {
  const root = { '': document }
  for (const operation of patch) take(root, operation)
  return root['']
}

function differenceOfObjects(
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  path: string,
): Operation[] {
  const here = (key: string) => `${path}/${escaped(key)}`
  const removed = Object.keys(from).filter(key => !Object.hasOwn(to, key))
  return [
    ...removed.map((key): Operation => ({ op: 'remove', path: here(key) })),
    ...Object.entries(to).flatMap(([key, value]): Operation[] =>
      Object.hasOwn(from, key)
        ? difference(from[key], value, here(key))
        : [{ op: 'add', path: here(key), value }],
    ),
  ]
}

/** What both have in front and behind stays; of the rest each is compared with its neighbour in the other. */
function differenceOfLists(from: readonly unknown[], to: readonly unknown[], path: string): Operation[] {
  const least = Math.min(from.length, to.length)
  let front = 0
  while (front < least && isSame(from[front], to[front])) front++
  let back = 0
  while (back < least - front && isSame(from.at(-1 - back), to.at(-1 - back))) back++
  const [ends, toEnds] = [from.length - back, to.length - back]
  const both = Math.min(ends, toEnds)
  const steps: Operation[] = []
  for (let i = front; i < both; i++) steps.push(...difference(from[i], to[i], `${path}/${i}`))
  for (let i = ends - 1; i >= both; i--) steps.push({ op: 'remove', path: `${path}/${i}` })
  for (let i = both; i < toEnds; i++) steps.push({ op: 'add', path: `${path}/${i}`, value: to[i] })
  return steps
}

function take(root: Record<string, unknown>, operation: Operation): void {
  const keys = operation.path.split('/').map(unescaped)
  const last = keys.pop() ?? ''
  const parent = keys.reduce<unknown>((value, key) => child(value, key, operation), root)
  if (Array.isArray(parent)) alterList(parent, last, operation)
  else if (isObject(parent)) alterObject(parent, last, operation)
  else throw noPlace(operation)
}

function alterList(list: unknown[], key: string, operation: Operation): void {
  const index = Number(key)
  const most = operation.op === 'add' ? list.length : list.length - 1
  if (!/^(0|[1-9][0-9]*)$/.test(key) || index > most) throw noPlace(operation)
  if (operation.op === 'add') list.splice(index, 0, operation.value)
  else if (operation.op === 'remove') list.splice(index, 1)
  else list[index] = operation.value
}

function alterObject(object: Record<string, unknown>, key: string, operation: Operation): void {
  if (operation.op !== 'add' && !Object.hasOwn(object, key)) throw noPlace(operation)
  if (operation.op === 'remove') delete object[key]
  else object[key] = operation.value
}

function child(value: unknown, key: string, operation: Operation): unknown {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
    return (value as Record<string, unknown>)[key]
  }
  throw noPlace(operation)
}

function noPlace({ op, path }: Operation) {
  return new Error(`There is no place to ${op} ${path}`)
}

/** JSON Pointer (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
