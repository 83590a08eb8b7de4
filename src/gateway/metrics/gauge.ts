/** A gauge in the words of Prometheus, with its values at one moment. */
export type Gauge = {
  readonly name: string
  readonly help: string
  readonly samples: readonly Sample[]
}

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number }

/** A gauge of one value, or of none where it is not known. */
export const gauge = (name: string, help: string, value: number | null | undefined): Gauge => ({
  name,
  help,
  samples: value == null ? [] : [{ labels: {}, value }],
})

/** A gauge of several values that one label tells apart. */
export const gaugeBy = (
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number | null>>,
): Gauge => ({
  name,
  help,
  samples: Object.entries(values).flatMap(([named, value]) =>
    value === null ? [] : [{ labels: { [label]: named }, value }],
  ),
})
