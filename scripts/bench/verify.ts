import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { exportEvidence } from '../../src/evidence/export.ts'
import { readTrust } from '../../src/evidence/trust.ts'
import { trustToJson } from '../../src/verify/trust.ts'
import { openStage } from '../vectors/evidence/stage.ts'
import { playLargeTender } from './largeTender.ts'

const BONGIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** The evidence of one tender: how large it is, how long it takes to make, and to verify with `bongin verify`. */
export async function benchVerify(bids: number, say: (line: string) => void) {
  const directory = await mkdtemp(join(tmpdir(), 'bongin-bench-'))
  try {
    const files = { evidence: join(directory, 'evidence.json'), trust: join(directory, 'trust.json') }
    const exported = await make(bids, files, say)
    const [raw, compressed] = await Promise.all([
      stat(files.evidence),
      compress(files.evidence, join(directory, 'evidence.json.gz')),
    ])
    say('Verifying')
    const verified = await verify(`${files.evidence}.gz`, files.trust)
    return {
      bids,
      exportSeconds: exported,
      bytesPerBid: Math.round(raw.size / bids),
      gzipBytesPerBid: Math.round(compressed / bids),
      ...verified,
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Files {
  readonly evidence: string
  readonly trust: string
}

/** @returns seconds that the export took */
async function make(bids: number, { evidence, trust }: Files, say: (line: string) => void): Promise<number> {
  const stage = await openStage()
  try {
    const { id: tender } = await playLargeTender(stage, bids, say)
    say('Exporting')
    const started = performance.now()
    const { pieces } = await exportEvidence(stage.source, { tender, bidder: undefined })
    await pipeline(Readable.from(pieces), createWriteStream(evidence))
    await writeFile(trust, JSON.stringify(trustToJson(await readTrust(stage.source))))
    return seconds(started)
  } finally {
    await stage.close()
  }
}

async function compress(from: string, to: string): Promise<number> {
  await pipeline(Readable.from([await readFile(from)]), createGzip({ level: 9 }), createWriteStream(to))
  return (await stat(to)).size
}

async function verify(evidence: string, trust: string) {
  const started = performance.now()
  const child = spawn(process.execPath, [BONGIN, 'verify', evidence, '--trust', trust, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit') as Promise<[code: number]>
  const peak = watchMemory(child)
  const [code] = await exited
  if (code !== 0) throw new Error(`bongin verify ended with ${code}`)
  return { verifySeconds: seconds(started), verifyPeakMiB: await peak }
}

const POLL = 100

/** The most memory that the process held, as far as Linux says; in MiB. */
async function watchMemory({ pid, exitCode }: ChildProcess): Promise<number | string> {
  let peak = 0
  for (let done = exitCode !== null; !done; await sleep(POLL)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const kibibytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
    done = kibibytes === 0
    peak = Math.max(peak, kibibytes)
  }
  return peak === 0 ? 'unknown' : Math.round(peak / 1024)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}
