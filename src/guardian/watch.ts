import { reach } from '../chain/reach.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { nameAt, PHASES } from '../protocol/tender.ts'
import { indexOf } from './ceremony.ts'
import { withoutShares } from './memory.ts'
import { alarm, type Office } from './office.ts'
import { BEFORE, createRelease, hasCome, type KeyOrigin, type ReleaseResult } from './release.ts'
import type { Tasks } from './tasks.ts'
import { readOpeningTime } from './tenderFacts.ts'
import { emptyView, type View } from './view.ts'

/** Waits for each assigned key's opening and then releases its share. */
export interface Watch {
  /**
   * Starts what is due.
   * @param time of the newest block, in seconds since 1970
   * @param now milliseconds of a clock that never goes back
   */
  readonly look: (view: View, time: number, now: number) => void
}

export interface WatchOptions {
  /** Milliseconds by which a guardian beyond the first `k` lets the one before it open the key. */
  readonly patience: number
}

interface Watched {
  readonly openingAt: number
  /** When the opening was noticed. */
  since?: number
  /** Whether the chain's clock was found to be ahead of this guardian's. */
  isAhead?: true
  isDone: boolean
}

const ASKED_AT_ONCE = 50
/** Milliseconds between two questions whether time has passed although no block has come. */
const PEEK_INTERVAL = 500

/** What a watch works with and remembers. */
interface Post {
  readonly office: Office
  readonly tasks: Tasks
  readonly patience: number
  readonly release: (key: bigint) => Promise<ReleaseResult>
  readonly watched: Map<bigint, Watched>
  view: View
  peekedAt: number
}

export function createWatch(office: Office, tasks: Tasks, { patience }: WatchOptions): Watch {
  const post: Post = {
    office,
    tasks,
    patience,
    release: createRelease(office, key => originOf(post, key)),
    watched: new Map(),
    view: emptyView(0),
    peekedAt: Number.NEGATIVE_INFINITY,
  }
  return {
    look: (view, time, now) => {
      post.view = view
      keepUp(post)
      if (now - post.peekedAt >= PEEK_INTERVAL) {
        post.peekedAt = now
        tasks.run('peek', () => peek(post, now))
      }
      for (const key of rehearsedIn(view)) tasks.run(`rehearsal of ${key}`, () => rehearse(post, key))
      for (const [key, entry] of post.watched) {
        if (entry.since === undefined && entry.openingAt <= time) noticeOpening(post, key, entry, time, now)
        if (isDue(post, key, entry, now)) tasks.run(`release of ${key}`, () => releaseNow(post, key, entry))
      }
    },
  }
}

function originOf({ view }: Post, key: bigint): KeyOrigin | undefined {
  const known = view.keys.get(key)
  const guardians = known && view.sets.get(known.origin.set)
  return guardians && { ...known, guardians }
}

/** Keys that are to be opened for nobody, with a share from here. */
function rehearsedIn(view: View): bigint[] {
  return [...view.keys].flatMap(([key, { isHeld, isRehearsed }]) => {
    return isHeld && isRehearsed && !view.over.has(key) ? [key] : []
  })
}

/** Everybody at once: a rehearsal is to show who answers. */
async function rehearse({ release, view }: Post, key: bigint): Promise<void> {
  const result = await release(key)
  if (result === 'released' || result === 'needless') view.over.add(key)
}

/** Watches the keys that were assigned, and no longer those that are gone. */
function keepUp({ view, watched, tasks, office }: Post): void {
  for (const key of watched.keys()) if (!view.keys.has(key)) watched.delete(key)
  const assigned = [...view.keys].filter(
    ([key, { isHeld, tender }]) => isHeld && tender !== undefined && !watched.has(key),
  )
  if (assigned.length === 0) return
  tasks.run('opening times', async () => {
    for (let i = 0; i < assigned.length; i += ASKED_AT_ONCE) {
      await Promise.all(
        assigned.slice(i, i + ASKED_AT_ONCE).map(async ([key, { tender = '0x' }]) => {
          watched.set(key, { openingAt: await readOpeningTime(office.ledger, tender), isDone: false })
        }),
      )
    }
  })
}

/** The ledger's blocks have come to the opening; whether it is time is for this guardian's own clock to say. */
function noticeOpening({ office }: Post, key: bigint, entry: Watched, time: number, now: number): void {
  if (hasCome(office, entry.openingAt)) entry.since = now
  else if (!entry.isAhead) {
    entry.isAhead = true
    const details = { key: key.toString(), openingAt: entry.openingAt, block: time, clock: office.clock() }
    const message =
      "the ledger's clock says that an opening has begun, and this guardian's clock that it has not: one of them is wrong, and nothing is released"
    alarm(office, 'CLOCK_AHEAD', details, message)
  }
}

/**
 * Where blocks come only when somebody writes, the newest block may be older than the opening. Asks about some of the keys whose time
 * has come by this guardian's clock, about the others next time; whatever is not before its opening any more is dealt with at once.
 */
async function peek({ watched, view, office }: Post, now: number): Promise<void> {
  const waiting = [...watched].filter(
    ([, { since, openingAt }]) => since === undefined && hasCome(office, openingAt),
  )
  await Promise.all(
    waiting.slice(0, ASKED_AT_ONCE).map(async ([key, entry]) => {
      const tender = view.keys.get(key)?.tender
      if (tender === undefined) return
      const phase = nameAt(PHASES, await reach(office.ledger.ledger.phaseOf(tender)))
      if (!BEFORE.includes(phase)) entry.since = now
      // To the end of the line.
      if (watched.get(key) === entry && watched.delete(key)) watched.set(key, entry)
    }),
  )
}

/** The first `k` guardians act at once, each of the others only if those before it have not opened the key. */
function isDue(post: Post, key: bigint, { since, isDone }: Watched, now: number): boolean {
  const guardians = originOf(post, key)?.guardians
  if (guardians === undefined || since === undefined || isDone) return false
  const index = indexOf(guardians, post.office.self.guardian)
  const rank = (index + splitKeyId(key).position) % guardians.guardians.length
  return now - since >= Math.max(0, rank - guardians.threshold + 1) * post.patience
}

async function releaseNow(
  { release, watched, view, office, tasks }: Post,
  key: bigint,
  entry: Watched,
): Promise<void> {
  const result = await release(key)
  if (result === 'released' || result === 'needless') entry.isDone = true
  if (result === 'over') view.over.add(key)
  // The opening was postponed: the time is to be read again.
  if (result === 'tooEarly') watched.delete(key)
  // One block serves all.
  if (result === 'blockNeeded') tasks.run('nudge', () => nudge(office))
}

/** Forgets the shares of keys that are open or never will be. */
export async function forgetShares({ store }: Office, view: View): Promise<void> {
  const keys = new Set([...view.open, ...view.over])
  await store.update(memory => withoutShares(memory, keys))
  for (const key of keys) {
    view.keys.delete(key)
    view.open.delete(key)
    view.over.delete(key)
  }
}

/** An empty transaction from the relay account to itself: it makes a block, and with it the chain's clock go on. */
async function nudge({ relay }: Office): Promise<void> {
  await relay.send({ to: relay.address, data: '0x' })
}
