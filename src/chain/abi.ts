import type { Hex } from '../protocol/bytes.ts'

/** What an ABI says of one parameter, as TypeChain writes it down. */
type Parameter = { readonly name: string; readonly type: string; readonly components?: readonly Parameter[] }

type ShortInteger = `uint${8 | 16 | 24 | 32 | 40 | 48}`

type Scalar<Type extends string> = Type extends ShortInteger
  ? number
  : Type extends `uint${string}`
    ? bigint
    : Type extends 'bool'
      ? boolean
      : Type extends 'string'
        ? string
        : Hex

type Struct<Components> = Components extends readonly Parameter[]
  ? { readonly [P in Components[number] as P['name']]: Value<P> }
  : never

type Value<P extends Parameter> = P['type'] extends 'tuple'
  ? Struct<P['components']>
  : P['type'] extends 'tuple[]'
    ? readonly Struct<P['components']>[]
    : P['type'] extends `${infer Item}[]`
      ? readonly Scalar<Item>[]
      : Scalar<P['type']>

/**
 * The arguments of an event by name: integers up to 48 bits as number, longer ones as bigint, bytes and
 * addresses as hex.
 */
export type EventArguments<Inputs> = Inputs extends readonly Parameter[]
  ? { readonly [P in Inputs[number] as P['name']]: Value<P> }
  : never
