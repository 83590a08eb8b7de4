import { open, rm, statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signedStatementToJson } from '../../../src/protocol/statement.ts'
import type { Errand } from './load.ts'
import { FAIR, type Weather } from './nodeProxy.ts'
import type { Program } from './program.ts'
import type { Random } from './random.ts'
import type { Site } from './site.ts'

/** What goes wrong while statements are on their way. When it resolves, everything that can be repaired is. */
export interface Fault {
  readonly name: string
  /** What a site must have: a database server, or a small disk of its own. */
  readonly needs?: 'server' | 'disk'
  /** Codes with which good statements may then be refused. */
  readonly refusals?: readonly string[]
  /** @returns sentences about what went wrong with the fault itself */
  readonly run: (scene: Scene) => Promise<readonly string[]> | Promise<void>
}

export interface Scene {
  readonly site: Site
  readonly random: Random
  /** Milliseconds within which statements begin to come. */
  readonly spread: number
  /** Some of them. */
  readonly errands: readonly Errand[]
  /** Seconds since 1970: when bids are no longer taken. */
  readonly closingAt: number
}

/** Milliseconds that something is down at most. */
const LONGEST_DOWN = 800

const moment = ({ random, spread }: Scene): Promise<void> => sleep(random.next() * spread)
const rest = ({ random }: Scene): Promise<void> => sleep(random.next() * LONGEST_DOWN)

/** Kills programs at the same moment, and starts them again in any order. */
async function killThem(scene: Scene, programs: readonly (Program | undefined)[]): Promise<void> {
  await moment(scene)
  const killed = programs.filter(each => each !== undefined)
  await Promise.all(killed.map(each => each.kill()))
  await rest(scene)
  const order = killed.map(each => ({ each, at: scene.random.next() })).sort((a, b) => a.at - b.at)
  await Promise.all(order.map(({ each }) => each.start()))
}

/** Milliseconds that a line is out of order. */
const outage = ({ random }: Scene): Promise<void> => sleep(random.between(300, 3_000))

async function lineFault(scene: Scene, state: 'cut' | 'silent'): Promise<void> {
  await moment(scene)
  scene.site.database?.line(state)
  await outage(scene)
  scene.site.database?.line('open')
}

function nodeFault(weather: (random: Random) => Partial<Weather>) {
  return async (scene: Scene): Promise<void> => {
    const { site, random, spread } = scene
    await sleep(random.next() * spread * 0.5)
    site.nodeProxy.set({ ...FAIR, ...weather(random) }, random)
    await sleep(spread)
    await outage(scene)
    site.nodeProxy.set(FAIR, random)
  }
}

/** Bytes left free at most: less than the next write wants. */
const LEFT = 4_096
const MOST_BALLAST = 2 ** 30

/** Only where the site has a small disk of its own. */
async function fillDisk(scene: Scene): Promise<void> {
  const { site } = scene
  await moment(scene)
  const path = join(site.directory, 'ballast')
  const { bavail, bsize } = await statfs(site.directory)
  const free = bavail * bsize
  if (free > MOST_BALLAST) throw new Error('This is not a small disk.')
  const file = await open(path, 'w')
  try {
    const chunk = Buffer.alloc(65_536)
    for (let left = free - scene.random.between(0, LEFT); left > 0; left -= chunk.length)
      await file.write(chunk, 0, Math.min(left, chunk.length)).catch(() => undefined)
  } finally {
    await file.close()
  }
  await outage(scene)
  await rm(path)
}

const DAY = 86_400
/** A bid after its closing, and a tender announced with a closing that is too near or past. */
const LATE = ['TOO_LATE', 'INVALID_TERMS']

/** Forward past nothing, back again, and forth. The ledger's own time never falls. */
async function jumpClock(scene: Scene): Promise<void> {
  const { site, random } = scene
  const ahead = random.between(60, 12 * 3_600)
  await moment(scene)
  site.jump(ahead)
  await outage(scene)
  site.jump(-random.between(0, ahead + 3_600))
}

/** The closing passes while statements are on their way. */
async function closeBidding(scene: Scene): Promise<void> {
  await moment(scene)
  scene.site.jump(3 * DAY)
}

/** The node is away until the queue has taken as much as it can; when it comes back, the closing has passed. */
async function closeOnFullQueue(scene: Scene): Promise<void> {
  const { site, random, spread } = scene
  await sleep(random.next() * spread * 0.3)
  site.nodeProxy.set({ ...FAIR, away: true }, random)
  await sleep(spread)
  site.jump(3 * DAY)
  await outage(scene)
  site.nodeProxy.set(FAIR, random)
}

/** Connections that begin and do not go on, or ask and do not read. */
async function slowClients(scene: Scene): Promise<void> {
  const { site, random, spread } = scene
  const body = JSON.stringify(signedStatementToJson(scene.errands[0]?.signed as Errand['signed']))
  const head = `POST /v1/statements HTTP/1.1\r\nhost: slow\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
  const half = `${head}${body}`
  const sockets = site.urls().flatMap(url =>
    Array.from({ length: 60 }, () => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined).pause()
      const asks = 'GET /openapi.json HTTP/1.1\r\nhost: slow\r\n\r\n'.repeat(20)
      socket.write(random.chance(0.5) ? half.slice(0, random.between(1, half.length - 1)) : asks)
      return socket
    }),
  )
  await sleep(spread)
  await outage(scene)
  for (const socket of sockets) socket.destroy()
}

const FORGERIES = 300

/** Good statements with signatures that are none of their authors'. None may be taken. */
async function forge({ site, random, spread, errands }: Scene): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: FORGERIES }, async () => {
      const [{ signed }, other] = [random.pick(errands), random.pick(errands).signed]
      const signature = signed === other ? `0x${'11'.repeat(64)}1b` : other.signature
      const url = random.pick(site.urls())
      await sleep(random.next() * spread)
      const body = JSON.stringify({ ...signedStatementToJson(signed), signature })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${url}/v1/statements`, { method: 'POST', headers, body })
      return `${response.status} ${((await response.json()) as { code?: string }).code}`
    }),
  )
  const taken = answers.filter(answer => !/^4\d\d /.test(answer))
  return taken.length === 0 ? [] : [`forged statements were answered ${[...new Set(taken)].join(', ')}`]
}

export const FAULTS: readonly Fault[] = [
  { name: 'gateway killed', run: scene => killThem(scene, [scene.random.pick(scene.site.gateways)]) },
  { name: 'all gateways killed', needs: 'server', run: scene => killThem(scene, scene.site.gateways) },
  { name: 'indexer killed', needs: 'server', run: scene => killThem(scene, [scene.site.indexer]) },
  { name: 'node killed', run: scene => killThem(scene, [scene.site.node]) },
  {
    name: 'database killed',
    needs: 'server',
    run: async scene => {
      await moment(scene)
      await scene.site.database?.kill()
      await rest(scene)
      await scene.site.database?.start()
    },
  },
  {
    name: 'everything killed',
    run: async scene => {
      const { site } = scene
      const programs = [site.node, site.indexer, ...site.gateways]
      await moment(scene)
      await Promise.all([site.database?.kill(), ...programs.map(each => each?.kill())])
      await rest(scene)
      await site.database?.start()
      await Promise.all(programs.map(each => each?.start()))
    },
  },
  { name: 'database away', needs: 'server', run: scene => lineFault(scene, 'cut') },
  { name: 'database silent', needs: 'server', run: scene => lineFault(scene, 'silent') },
  { name: 'node away', run: nodeFault(() => ({ away: true })) },
  { name: 'node slow', run: nodeFault(random => ({ delay: random.between(50, 600) })) },
  {
    name: 'answers lost, doubled and out of order',
    run: nodeFault(random => ({
      delay: random.between(0, 100),
      lost: random.next() * 0.1,
      unanswered: random.next() * 0.2,
      twice: random.next() * 0.5,
      echoed: random.next() * 0.2,
    })),
  },
  { name: 'disk full', needs: 'disk', run: fillDisk },
  { name: 'clock jumps', refusals: LATE, run: jumpClock },
  { name: 'bidding closes', refusals: LATE, run: closeBidding },
  { name: 'queue full at the closing', refusals: LATE, run: closeOnFullQueue },
  { name: 'slow clients', run: slowClients },
  { name: 'forged signatures', run: forge },
]
