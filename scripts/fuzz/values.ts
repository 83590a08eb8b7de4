import fc from 'fast-check'
import type { Schema } from './operations.ts'

/** Makes values of schemas, and others that are almost such. */
export type Values = {
  /** What fits a schema. */
  fitting(schema: Schema): fc.Arbitrary<unknown>
  /** What fits in most places: somewhere within, something lacks, is too much, or is of another kind. */
  spoilt(schema: Schema): fc.Arbitrary<unknown>
}

/** Strings that have broken programs before. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e3',
  '00',
  '١٢',
  '18446744073709551615',
  '18446744073709551616',
  '9'.repeat(400),
  '0x',
  `0x${'0'.repeat(64)}`,
  `0x${'f'.repeat(64)}`,
  `0x${'F'.repeat(64)}`,
  'null',
  'true',
  'NaN',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '$1',
  '%',
  '\0',
  '..',
  '../../etc/passwd',
  '봉인',
  '🔏',
  '\u202e',
  '\ufeff',
  'x'.repeat(5_000),
]

const MAX_ITEMS = 4
const DEEP = 6

/** @param schemas what references lead to */
export function valuesOf(schemas: Readonly<Record<string, Schema>>): Values {
  const resolve = (schema: Schema): Schema => {
    const { $ref } = schema
    return typeof $ref === 'string' ? resolve(schemas[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}) : schema
  }

  const fitting = (given: Schema, depth = 0): fc.Arbitrary<unknown> => {
    const schema = resolve(given)
    const { enum: names, const: only, anyOf, oneOf, allOf } = schema
    if (depth > DEEP) return fc.constant(null)
    if (only !== undefined) return fc.constant(only)
    if (Array.isArray(names)) return fc.constantFrom(...(names as unknown[]))
    const choices = anyOf ?? oneOf
    if (Array.isArray(choices)) return fc.oneof(...choices.map((one: Schema) => fitting(one, depth + 1)))
    if (Array.isArray(allOf))
      return fitting(Object.assign({}, ...allOf.map((one: Schema) => resolve(one))), depth)
    return ofType(schema, depth)
  }

  const ofType = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    const { type, items, minItems, maxItems } = schema
    switch (Array.isArray(type) ? type[0] : type) {
      case 'object':
        return objectOf(schema, depth)
      case 'array':
        return fc.array(fitting((items ?? {}) as Schema, depth + 1), {
          minLength: Math.min(Number(minItems ?? 0), MAX_ITEMS),
          maxLength: Math.min(Number(maxItems ?? MAX_ITEMS), MAX_ITEMS),
        })
      case 'integer':
      case 'number':
        return numberOf(schema)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'string':
        return textOf(schema)
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  const objectOf = ({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> => {
    const fields = Object.entries(properties as Record<string, Schema>).map(
      ([name, schema]) => [name, fitting(schema, depth + 1)] as const,
    )
    // What may be left out mostly is: much of it belongs to one kind of statement only.
    const needed = fields.filter(([name]) => (required as string[]).includes(name))
    return fc.oneof(
      { weight: 4, arbitrary: fc.record(Object.fromEntries(needed)) },
      {
        weight: 1,
        arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: required as string[] }),
      },
    )
  }

  const spoilt = (schema: Schema): fc.Arbitrary<unknown> =>
    fc.tuple(fitting(schema), fc.nat(), anything).map(([value, where, other]) => spoil(value, where, other))

  return { fitting, spoilt }
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(null, true, -1, 0.5, 2 ** 53, 1e308, [], {}),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Replaces, removes or adds something at a place that a number chooses. */
function spoil(value: unknown, where: number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other
  const names = Object.keys(value)
  const name = names[where % (names.length + 1)]
  const deeper = Math.floor(where / (names.length + 1))
  if (Array.isArray(value)) {
    if (name === undefined) return [...value, other]
    return value.map((item: unknown, place) => (String(place) === name ? spoil(item, deeper, other) : item))
  }
  if (name === undefined) return { ...value, [String(other).slice(0, 50)]: other }
  if (deeper % 3 === 0) return Object.fromEntries(Object.entries(value).filter(([known]) => known !== name))
  const inner = (value as Record<string, unknown>)[name]
  return { ...value, [name]: deeper % 3 === 1 ? other : spoil(inner, Math.floor(deeper / 3), other) }
}

function numberOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): fc.Arbitrary<number> {
  const low = Number(minimum ?? (exclusiveMinimum === undefined ? -1_000 : Number(exclusiveMinimum) + 1))
  const high = Number(maximum ?? (exclusiveMaximum === undefined ? 1_000_000 : Number(exclusiveMaximum) - 1))
  const most = Math.min(high, Number.MAX_SAFE_INTEGER)
  return fc.oneof(
    fc.integer({ min: low, max: Math.min(most, low + 10) }),
    fc.maxSafeInteger().map(any => low + (Math.abs(any) % (most - low + 1))),
  )
}

function textOf({ pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(narrowed(pattern)))
  return fc.string({ minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 40), 200) })
}

/** Where a pattern allows thousands of characters, a few do. */
function narrowed(pattern: string): string {
  return pattern.replaceAll(/\{(\d+),(\d{3,})\}/g, (_, least: string) => `{${least},${Number(least) + 32}}`)
}
