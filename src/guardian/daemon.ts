import { setTimeout as sleep } from 'node:timers/promises'
import type { Block } from 'ethers'
import type { Logger } from 'pino'
import { connect, openProvider } from '../chain/contracts.ts'
import { reach } from '../chain/reach.ts'
import { createRelay } from '../chain/relay.ts'
import { BonginError } from '../protocol/error.ts'
import { attend } from './attend.ts'
import type { Ceremony } from './ceremony.ts'
import { GUARDIAN_DEFAULTS, type GuardianConfig, type GuardianHabits } from './config.ts'
import { type Beats, beat, setsToHear } from './heartbeat.ts'
import { createJudging, type Judging } from './judging.ts'
import { ceremonyIn, type Fault, shareIn } from './memory.ts'
import { reportMissing } from './missing.ts'
import { describe, type Office } from './office.ts'
import { followView, readView } from './reading.ts'
import { isJust } from './standing.ts'
import { ceremoniesToBegin, type Notices, startCeremony } from './stock.ts'
import { openStore } from './store.ts'
import { createTasks, type TaskOptions, type Tasks } from './tasks.ts'
import { countReady, endCeremony, type Holder, isOutdated, type View } from './view.ts'
import { createWatch, forgetShares, type Watch } from './watch.ts'

export { GUARDIAN_DEFAULTS, type GuardianConfig } from './config.ts'

/** What may be shown of a running guardian. Nothing of it is secret. */
export interface GuardianStatus {
  readonly guardian: bigint
  /** The last block read; undefined before the first. */
  readonly block: number | undefined
  readonly sets: readonly { readonly set: number; readonly ready: number; readonly assigned: number }[]
  /** Who stopped ceremonies, and how. */
  readonly faults: readonly Fault[]
  /** Why the last look at the chain failed, if it did. */
  readonly error: string | undefined
}

export interface Guardian {
  readonly status: () => GuardianStatus
  /** Ends what is under way as far as it can, and gives the keyfile back. */
  readonly stop: () => Promise<void>
}

const LONGEST_PAUSE = 15_000

/** One guardian at work. */
interface Desk {
  readonly office: Office
  readonly habits: GuardianHabits
  /** The block before which the contracts were not there. */
  readonly fromBlock: number
  readonly holder: Holder
  readonly tasks: Tasks
  /** A pool for releases alone: whatever keeps the other tasks busy must not hold an opening up. */
  readonly releases: Tasks
  readonly watch: Watch
  readonly judging: Judging
  readonly notices: Notices
  readonly beats: Beats
  /** The newest block, and when it was seen first, in milliseconds of a clock that never goes back. */
  newest: { readonly number: number; readonly time: number; readonly seenAt: number } | undefined
  /** The state in which the guardian has dealt with each ceremony last. */
  readonly attended: Map<number, { readonly ceremony: Ceremony; readonly isOutdated: boolean }>
  view: View | undefined
  error: string | undefined
}

/**
 * Starts a guardian: it reads the ledger from its own node, takes part in its sets' ceremonies, keeps keys in store, and
 * releases the shares of keys whose opening has begun. It has no network address of its own, so nobody can ask it for anything.
 * @throws as `openStore`; later errors are logged and shown in the status, and the guardian goes on
 */
export async function startGuardian(config: GuardianConfig & { readonly log: Logger }): Promise<Guardian> {
  const { guardian, deployment, rpcUrl, keyfile, passphrase, relayKey, ...rest } = config
  const { clock = systemClock, log: parentLog, ...habits } = rest
  const self = { guardian, chainId: deployment.chainId, keys: deployment.keys }
  const store = await openStore(keyfile, passphrase, self)
  const provider = openProvider(rpcUrl, deployment.chainId)
  const relay = createRelay({ provider, privateKey: relayKey })
  const log = parentLog.child({ guardian: guardian.toString() })
  const alarmed = new Set<string>()
  const office = { self, ledger: connect(provider, deployment), relay, store, clock, log, alarmed }
  const desk = deskOf(office, { ...GUARDIAN_DEFAULTS, ...habits }, deployment.block)
  const closing = new AbortController()
  const running = work(desk, closing.signal)

  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    closing.abort()
    relay.close()
    await running
    await Promise.all([desk.tasks.settled(), desk.releases.settled()])
    provider.destroy()
    await store.close()
  }
  return { status: () => statusOf(desk), stop: () => (stopped ??= stop()) }
}

function deskOf(office: Office, habits: GuardianHabits, fromBlock: number): Desk {
  const { store, log, self } = office
  const options: TaskOptions = {
    now: () => performance.now(),
    onError: (task, error) => noteFailure(log, task, error),
  }
  const [tasks, releases] = [createTasks(options), createTasks(options)]
  return {
    office,
    habits,
    fromBlock,
    tasks,
    releases,
    holder: {
      guardian: self.guardian,
      holds: key => shareIn(store.memory(), key) !== undefined,
      isRunning: ceremony => ceremonyIn(store.memory(), ceremony)?.state === 'running',
      gaveUp: ceremony => ceremonyIn(store.memory(), ceremony)?.state === 'failed',
    },
    watch: createWatch(office, releases, { patience: habits.releasePatience }),
    judging: createJudging(office, tasks),
    notices: new Map(),
    beats: new Map(),
    newest: undefined,
    attended: new Map(),
    view: undefined,
    error: undefined,
  }
}

async function work(desk: Desk, signal: AbortSignal): Promise<void> {
  const { interval } = desk.habits
  let pause = interval
  while (!signal.aborted) {
    try {
      await look(desk)
      if (desk.error !== undefined) desk.office.log.info('the ledger answers again')
      desk.error = undefined
      pause = interval
    } catch (error) {
      noteError(desk, error)
      pause = Math.min(2 * pause, LONGEST_PAUSE)
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined)
  }
}

async function look(desk: Desk): Promise<void> {
  const { office, holder, watch } = desk
  const { ledger } = office
  const block = await reach(ledger.provider.getBlock('latest'))
  if (block === null) return
  if (desk.view === undefined) desk.view = await readView(ledger, holder, desk.fromBlock)
  else await followView(ledger, holder, desk.view, block.number)

  const { view } = desk
  const now = performance.now()
  const chainTime = chainTimeOf(desk, block, now)
  attendAll(desk, view)
  desk.judging.look(view, chainTime)
  restock(desk, view, now)
  hearten(desk, view)
  watch.look(view, block.timestamp, now)
  if (view.missing.size > 0) desk.tasks.run('missing shares', () => reportMissing(office, view))
  if (view.open.size + view.over.size > 0) desk.tasks.run('forgetting', () => forgetShares(office, view))
}

function attendAll({ office, tasks, attended }: Desk, view: View): void {
  for (const number of attended.keys()) if (!view.ceremonies.has(number)) attended.delete(number)
  for (const [number, entry] of view.ceremonies) {
    if (entry.isOver) continue
    const { ceremony, startedIn } = entry
    const standing = { isOutdated: isOutdated(view, entry), isWitnessed: startedIn.block > view.since }
    const last = attended.get(number)
    if (last?.ceremony === ceremony && last.isOutdated === standing.isOutdated) continue
    tasks.run(`ceremony ${number}`, async () => {
      const isJustified = await isJust(office.self, view, entry)
      const outcome = await attend(office, ceremony, { ...standing, isJustified })
      if (outcome === 'open') attended.set(number, { ceremony, isOutdated: standing.isOutdated })
      else endCeremony(view, number)
    })
  }
}

function restock({ office, habits, tasks, judging, notices }: Desk, view: View, now: number): void {
  const ceremony = view.lastCeremony + 1
  const { guardian } = office.self
  for (const due of ceremoniesToBegin(view, guardian, habits, judging.standings, { notices, now })) {
    tasks.run(`stock of set ${due.set}`, () => startCeremony(office, due, habits.batch, ceremony))
  }
}

function hearten({ office, tasks, beats }: Desk, view: View): void {
  for (const set of setsToHear(view, beats, office.clock()))
    tasks.run(`heartbeat in set ${set}`, () => beat(office, set, beats))
}

/** What time it is on the chain, as far as can be told where blocks come only when somebody writes. In seconds since 1970. */
function chainTimeOf(desk: Desk, { number, timestamp: time }: Block, now: number): number {
  if (desk.newest?.number !== number) desk.newest = { number, time, seenAt: now }
  return desk.newest.time + Math.floor((now - desk.newest.seenAt) / 1000)
}

function systemClock(): number {
  return Math.floor(Date.now() / 1000)
}

function noteFailure(log: Logger, task: string, error: unknown): void {
  const { code, reason } = describe(error)
  // What is cut off by the end of this process is done at its next start.
  if (code !== 'RELAY_CLOSED') log.warn({ task, code, reason }, 'task failed, to be tried again')
}

function noteError(desk: Desk, error: unknown): void {
  const { code, reason } = describe(error)
  // The view is nothing but what the ledger says: it can be read anew.
  if (error instanceof BonginError && error.code === 'LEDGER_INCONSISTENT') desk.view = undefined
  if (desk.error !== code)
    desk.office.log.error({ code, reason }, 'the ledger cannot be read, to be tried again')
  desk.error = code
}

function isSame(one: Fault, other: Fault): boolean {
  return one.guardian === other.guardian && one.wrong === other.wrong
}

function statusOf({ office, judging, view, error }: Desk): GuardianStatus {
  const keys = [...(view?.keys.values() ?? [])]
  const sets = [...(view?.sets.keys() ?? [])].map(set => ({
    set,
    ready: view === undefined ? 0 : countReady(view, set),
    assigned: keys.filter(({ origin, tender }) => origin.set === set && tender !== undefined).length,
  }))
  const failures = office.store.memory().ceremonies.filter(known => known.state === 'failed')
  const faults = [...failures.flatMap(known => known.faults), ...judging.named()]
  return {
    guardian: office.self.guardian,
    block: view?.block,
    sets,
    faults: faults.filter((fault, i) => faults.findIndex(other => isSame(fault, other)) === i),
    error,
  }
}
