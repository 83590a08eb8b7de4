import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { BonginError } from '../../src/protocol/error.ts'
import { PRICE_LIMIT } from '../../src/protocol/limits.ts'
import { ScalarField } from '../../src/protocol/point.ts'

export * from '../../scripts/vectors/fixtures.ts'

export function readVector(path: string): string {
  return readFileSync(new URL(`../vectors/${path}`, import.meta.url), 'utf8')
}

/** Runs what must fail and gives its error. */
export function caught(act: () => unknown): BonginError {
  try {
    act()
  } catch (error) {
    if (error instanceof BonginError) return error
    throw error
  }
  throw new Error('It did not fail')
}

/** Scalars with which a bid can be sealed: all but 1 and N - 1. */
export const notes = fc.bigInt({ min: 2n, max: ScalarField.ORDER - 2n })
export const scalars = fc.bigInt({ min: 1n, max: ScalarField.ORDER - 1n })
export const words = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n })
export const prices = fc.bigInt({ min: 1n, max: PRICE_LIMIT - 1n })
export const participants = fc.bigInt({ min: 1n, max: (1n << 64n) - 1n })
export const picks = fc
  .uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 2, maxLength: 2 })
  .map(pair => pair as [number, number])
