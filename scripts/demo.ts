import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDemoLedger } from './demo/ledger.ts'
import { tell } from './demo/story.ts'
import { summary } from './demo/summary.ts'

/** `npm run demo`: the real tender in a temporary directory; its result is the last line. */

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const started = Date.now()
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const directory = await mkdtemp(join(tmpdir(), 'bongin-demo-'))
try {
  const { stage, close } = await startDemoLedger({ directory, port: 0, quiet: values.json })
  try {
    const { construction, service } = await tell(stage, values.json ? () => undefined : say)
    const seconds = Math.round((Date.now() - started) / 100) / 10
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ...construction, service, seconds })}\n`
        : summary(construction, service, seconds),
    )
  } finally {
    await close()
  }
} finally {
  await rm(directory, { recursive: true, force: true })
}
