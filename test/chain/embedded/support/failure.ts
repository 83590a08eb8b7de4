import { expect } from 'chai'
import { BonginError } from '../../../../src/protocol/error.ts'

/** Waits for the error that a promise must end with. */
export async function failureOf(promise: Promise<unknown>, code: string): Promise<BonginError> {
  const outcome = await promise.then(
    value => value,
    (error: unknown) => error,
  )
  if (!(outcome instanceof BonginError))
    throw new Error(`${code} was expected, but this came: ${outcome}`, { cause: outcome })
  expect(outcome.code).to.equal(code)
  return outcome
}
