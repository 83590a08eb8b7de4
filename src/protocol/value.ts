import { z } from 'zod'
import type { Hex } from './bytes.ts'
import { protocolError } from './error.ts'
import { PRICE_LIMIT } from './limits.ts'

/** The ABI type of each schema, from which the EIP-712 types are derived: a field cannot be checked as one type and signed as another. */
export const abiTypes = z.registry<{ abi: string }>()

type HexSchema = z.ZodTemplateLiteral<Hex>

function unsigned(bits: 8 | 16 | 32 | 48): z.ZodInt {
  return z
    .int()
    .min(0)
    .max(2 ** bits - 1)
    .register(abiTypes, { abi: `uint${bits}` })
}

function decimal(digits: number, min: bigint, limit: bigint, abi: string) {
  const text = z.string().regex(new RegExp(`^(0|[1-9][0-9]{0,${digits - 1}})$`), 'must be a decimal string')
  const codec = z.codec(text, z.bigint().min(min).lt(limit), {
    decode: value => BigInt(value),
    encode: value => value.toString(),
  })
  return codec.register(abiTypes, { abi })
}

function hex(pattern: RegExp, abi: string, form: string): HexSchema {
  const schema = z.templateLiteral(
    ['0x', z.string().regex(pattern)],
    `must be 0x and ${form} in lower-case hex digits`,
  )
  return schema.register(abiTypes, { abi })
}

export const uint8 = unsigned(8)
export const uint16 = unsigned(16)
export const uint32 = unsigned(32)
export const uint48 = unsigned(48)
export const uint64 = decimal(20, 0n, 1n << 64n, 'uint64')
export const uint96 = decimal(29, 0n, PRICE_LIMIT, 'uint96')
export const participantId = decimal(20, 1n, 1n << 64n, 'uint64')
export const bool = z.boolean().register(abiTypes, { abi: 'bool' })
export const address = hex(/[0-9a-f]{40}/, 'address', '20 bytes')
export const bytes32 = hex(/[0-9a-f]{64}/, 'bytes32', '32 bytes')

/** Scalars and coordinates: `0x` and 64 hex digits in JSON, bigint in memory. */
export const uint256 = z
  .codec(
    hex(/[0-9a-f]{64}/, 'bytes32', '32 bytes'),
    z
      .bigint()
      .min(0n)
      .lt(1n << 256n),
    {
      decode: value => BigInt(value),
      encode: (value): Hex => `0x${value.toString(16).padStart(64, '0')}`,
    },
  )
  .register(abiTypes, { abi: 'uint256' })

/** Bytes of a bounded length. */
export function bytes(min: number, max: number): HexSchema {
  const pattern = new RegExp(`(?:[0-9a-f]{2}){${min},${max}}`)
  return hex(pattern, 'bytes', `${min} to ${max} bytes`)
}

/**
 * Reads outside data with a strict schema.
 * @throws INVALID_INPUT with `details.issues`: path and sentence of each fault
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  const first = issues[0]
  const sentence =
    first === undefined ? 'The input is not as expected' : `${first.path || 'input'}: ${first.message}`
  throw protocolError('INVALID_INPUT', sentence, { cause: result.error, details: { issues } })
}

/** The JSON form of a typed value: what `parse` reads. */
export function toJson<Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>): z.input<Schema> {
  return z.encode(schema, value)
}
