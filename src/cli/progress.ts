import { Presets, SingleBar } from 'cli-progress'

/** Tells how far a long work has come. */
export type Progress = (done: number) => void

/**
 * A progress bar on standard error: a bar on a terminal, a line at the end elsewhere, nothing when `quiet`.
 * @param work does the work and calls its argument with what is done so far
 */
export async function withProgress<Result>(
  label: string,
  total: number,
  quiet: boolean,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  if (quiet || total === 0) return work(() => undefined)
  const started = Date.now()
  const elapsed = (): string => ((Date.now() - started) / 1000).toFixed(1)
  if (!process.stderr.isTTY) {
    const result = await work(() => undefined)
    process.stderr.write(`  ${label}: ${total} in ${elapsed()} s\n`)
    return result
  }
  const bar = new SingleBar(
    { format: `  {label} {bar} {value}/{total} {seconds} s`, hideCursor: true, stopOnComplete: false },
    Presets.shades_classic,
  )
  bar.start(total, 0, { label: label.padEnd(24), seconds: '0.0' })
  try {
    return await work(done => bar.update(done, { seconds: elapsed() }))
  } finally {
    bar.update({ seconds: elapsed() })
    bar.stop()
  }
}
