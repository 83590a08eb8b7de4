import type { Interface } from 'ethers'
import fc from 'fast-check'
import { G, multiply, type Point, ScalarField } from '../../src/protocol/point.ts'
import { scalars, words } from '../protocol/support.ts'

export { participants, picks, prices, readVector, scalars, words } from '../protocol/support.ts'

/** Random cases of a property: few by default, BONGIN_RUNS for more. */
const RUNS = Number(process.env.BONGIN_RUNS ?? 100)

/** A deep run takes as long as it takes. */
export const TIMEOUT = 120_000 + 2_000 * RUNS

/** @param cost of one case in calls of one function; a case on a whole ledger costs many of them */
export function runs(cost = 1): { numRuns: number } {
  return { numRuns: Math.max(2, Math.ceil(RUNS / cost)) }
}

/** The order of the coordinates' field. */
export const FIELD = 2n ** 256n - 2n ** 32n - 977n

const BORDERS = [0n, 1n << 16n, 1n << 96n, G.x, G.y, ScalarField.ORDER, FIELD, 1n << 256n]

/** Any word, and often one near a border that the rules know. */
export const edgyWords = fc.oneof(
  words,
  fc
    .tuple(fc.constantFrom(...BORDERS), fc.bigInt({ min: -2n, max: 2n }))
    .map(([border, step]) => BigInt.asUintN(256, border + step)),
)

/** A point of the curve with its scalar. */
export const points: fc.Arbitrary<{ k: bigint; point: Point }> = scalars.map(k => ({
  k,
  point: multiply(k, G),
}))

/** Why a call is refused: the error's name and values, or an empty name where the contract could not even read it. */
export interface Refusal {
  name: string
  values: readonly unknown[]
}

/** @returns undefined if the call goes through */
export async function refusalOf(call: Promise<unknown>, errors: Interface): Promise<Refusal | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    const data = (error as { data?: unknown }).data
    if (typeof data !== 'string') throw error
    const known = data === '0x' ? null : errors.parseError(data)
    return { name: known?.name ?? '', values: known?.args ?? [] }
  }
}
