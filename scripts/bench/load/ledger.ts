import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Deployed } from '../../../src/chain/deployment.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { type Usage, watchUsage } from './usage.ts'

/** How the ledger of a benchmark is to be. */
export interface LedgerTerms {
  /** Seconds since 1970. */
  readonly start: number
  /** PostgreSQL for queue and index; embedded by default. */
  readonly databaseUrl?: string | undefined
  /** Without gateway and index. */
  readonly chainOnly?: boolean
  /** In which folder it makes its own; the system's for temporary files by default. */
  readonly directory?: string
}

/** What the ledger's process tells when it runs. */
export interface LedgerReady {
  readonly url: string
  readonly rpcUrl: string
  readonly deployed: Deployed
  /** Accounts that nobody else uses. */
  readonly relayKeys: readonly Hex[]
}

export interface LedgerMessage {
  readonly moveTo: number
}

/** A ledger in a process of its own, with a clock that stands still until it is moved. */
export interface BenchLedger extends LedgerReady {
  now(): number
  /** Moves the clock and makes a block. */
  moveTo(time: number): Promise<void>
  readonly usage: Usage
  close(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('./ledgerProcess.ts', import.meta.url))

/** The first second of 2027 in Korea. */
const START = 1_798_729_200

export async function startBenchLedger(terms: Omit<LedgerTerms, 'start'> = {}): Promise<BenchLedger> {
  const profile = process.env.BONGIN_BENCH_PROFILE
  const child = fork(PROGRAM, [JSON.stringify({ ...terms, start: START })], {
    serialization: 'advanced',
    execArgv: [
      ...process.execArgv,
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
    ],
  })
  const ready = (await answer(child)) as LedgerReady
  const usage = watchUsage(child.pid ?? 0)
  let time = START
  return {
    ...ready,
    now: () => time,
    moveTo: async to => {
      time = Math.max(time, to)
      child.send({ moveTo: time } satisfies LedgerMessage)
      await answer(child)
    },
    usage,
    close: async () => {
      usage.stop()
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** @throws Error if the process ends instead */
async function answer(child: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const ended = once(child, 'exit', { signal: over.signal }).then(() => {
    throw new Error('The ledger of the benchmark ended.')
  })
  try {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message
  } finally {
    over.abort()
    ended.catch(() => undefined)
  }
}
