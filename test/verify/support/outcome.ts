import type { Details, Outcome } from '../../../src/verify/outcome.ts'

type AnyOutcome<Value> = Outcome<Value, string, string>

/** What a proof has proven. */
export function unwrap<Value>(outcome: AnyOutcome<Value>): Value {
  if (outcome.status === 'proven') return outcome.value
  throw new Error(`Not proven: ${outcome.status} ${outcome.fault}`, { cause: outcome.details })
}

/** Status and fault in one text, to compare. */
export function verdict(outcome: AnyOutcome<unknown>): string {
  return outcome.status === 'proven' ? 'proven' : `${outcome.status}: ${outcome.fault}`
}

export function detailsOf(outcome: AnyOutcome<unknown>): Details {
  if (outcome.status !== 'proven') return outcome.details
  throw new Error('It was proven')
}
