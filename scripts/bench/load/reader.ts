import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A thing that clients ask for again and again. */
export interface Read {
  readonly path: string
  /** Whether the client has the answer already and only asks if it is still so. */
  readonly isKnown?: boolean
}

/** What the readers are to do: each of them asks, waits for the answer, and asks for the next thing. */
export interface ReadPlan {
  readonly url: string
  /** A text file with one JSON {@link Read} a line: what is asked for, in this order and then from the beginning. */
  readonly file: string
  /** How many readers there are, each with a connection of its own that it keeps. */
  readonly connections: number
  /** How long they read, after a tenth of that time to get warm, which does not count. */
  readonly seconds: number
}

export interface ReadReport {
  readonly seconds: number
  /** Milliseconds from question to complete answer, ascending. */
  readonly latencies: readonly number[]
  /** How many answers of each status; 0: none came. */
  readonly answers: Readonly<Record<string, number>>
  /** Of the answers, in MiB. */
  readonly volume: number
  /** Most memory held, in MiB, and seconds of a processor used. */
  readonly memory: number
  readonly processor: number
}

const PROGRAM = fileURLToPath(new URL('./readerProcess.ts', import.meta.url))

/** Reads in a process of its own. */
export async function readForAWhile(plan: ReadPlan): Promise<ReadReport> {
  const child = fork(PROGRAM, [JSON.stringify(plan)], { serialization: 'advanced' })
  const [report] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The readers ended with ${code}.`)
    }),
  ])) as [ReadReport]
  return report
}
