/** The offending values under their names: what was expected, what was found, and where. */
export type Details = Readonly<Record<string, unknown>>

/**
 * What a piece of evidence shows, as a value and never as an exception: a verifier reports false evidence, it does not fall over it.
 * `false`: something was presented that cannot be true. `missing`: nothing is wrong with what was presented, but it does not suffice.
 * Both name their fault from a closed set.
 */
export type Outcome<Value, False extends string, Missing extends string> =
  | { readonly status: 'proven'; readonly value: Value }
  | Fault<False, Missing>

/** An outcome that proves nothing. */
export type Fault<False extends string, Missing extends string> =
  | { readonly status: 'false'; readonly fault: False; readonly details: Details }
  | { readonly status: 'missing'; readonly fault: Missing; readonly details: Details }

export function proven<Value>(value: Value): { status: 'proven'; value: Value } {
  return { status: 'proven', value }
}

export function refuted<Fault extends string>(fault: Fault, details: Details = {}) {
  return { status: 'false', fault, details } as const
}

export function missing<Fault extends string>(fault: Fault, details: Details = {}) {
  return { status: 'missing', fault, details } as const
}
