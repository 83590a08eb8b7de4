/** How many checks a part of the test run has made, by their outcome. */
export interface Count {
  passed: number
  failed: number
  skipped: number
}

export const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 }

export function add(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The closing line of a run, in the form that test harnesses know. */
export function closingLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * What a runner's own count is worth, given how its process ended: one that crashed, said nothing or ran nothing
 * has failed, whatever it counted.
 */
export function judged(
  count: Count | undefined,
  exitCode: number | null,
): { count: Count; complaint?: string } {
  const failure = (complaint: string) => ({
    count: add(count ?? NOTHING, { ...NOTHING, failed: 1 }),
    complaint,
  })
  if (count === undefined) return failure(`The runner ended without a result (exit code ${exitCode}).`)
  if (count.passed + count.failed === 0) return failure('The runner ran no test.')
  if (exitCode !== 0 && count.failed === 0) return failure(`The runner ended with exit code ${exitCode}.`)
  return { count }
}

/** Parses a runner's message. */
export function isCount(value: unknown): value is Count {
  if (typeof value !== 'object' || value === null) return false
  const { passed, failed, skipped } = value as Record<string, unknown>
  return [passed, failed, skipped].every(Number.isInteger)
}
