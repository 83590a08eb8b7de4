import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EmbeddedNode,
  type EmbeddedNodeOptions,
  startEmbeddedNode,
} from '../../../../src/chain/embedded/node.ts'

/** A data directory and a clock for one test, and the nodes that it starts. */
export interface Scene {
  readonly directory: string
  /** What the nodes' clock shows, in Unix seconds. */
  now: number
  readonly logged: string[]
  start(options?: Partial<EmbeddedNodeOptions>): Promise<EmbeddedNode>
  /** The journal's records, without their checksums. */
  journal(): Promise<{ type: string; number?: number; transactions?: string[]; timestamp?: number }[]>
  readonly journalPath: string
}

/** When the tests' clocks begin. */
export const BEGINNING = 1_800_000_000

/** Gives each test of a suite a fresh scene; closes its nodes and removes its directory afterwards. */
export function useScene(): Scene {
  let directory = ''
  const nodes: EmbeddedNode[] = []
  const logged: string[] = []
  const scene: Scene = {
    get directory() {
      return directory
    },
    get journalPath() {
      return join(directory, 'journal.jsonl')
    },
    now: BEGINNING,
    logged,
    async start(options = {}) {
      const log = (line: string) => logged.push(line)
      const node = await startEmbeddedNode({ directory, clock: () => scene.now, log, ...options })
      nodes.push(node)
      return node
    },
    async journal() {
      const text = await readFile(scene.journalPath, 'utf8')
      return text
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line.slice(65)))
    },
  }
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-chain-'))
    scene.now = BEGINNING
    logged.length = 0
  })
  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.close()
    await rm(directory, { recursive: true })
  })
  return scene
}
