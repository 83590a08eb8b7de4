/** A value as it travels in JSON: bigints are decimal strings. */
export type Plain<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? Plain<Item>[]
    : Value extends object
      ? { -readonly [Name in keyof Value]: Plain<Value[Name]> }
      : Value

/** Turns the bigints of a value, however deep, into decimal strings. */
export const plain = <Value>(value: Value): Plain<Value> => convert(value) as Plain<Value>

const convert = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(convert)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner)]))
}
