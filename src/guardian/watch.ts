import { reach } from '../chain/reach.ts'
import { nameAt, PHASES } from '../protocol/tender.ts'
import { indexOf } from './ceremony.ts'
import { withoutShares } from './memory.ts'
import type { Office } from './office.ts'
import { createRelease } from './release.ts'
import type { Tasks } from './tasks.ts'
import { readOpeningTime } from './tenderFacts.ts'
import type { HeldKey, View } from './view.ts'

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
  isDone: boolean
}

const TIMES_AT_ONCE = 50
/** Milliseconds between two questions whether time has passed although no block has come. */
const PEEK_INTERVAL = 500

export function createWatch(office: Office, tasks: Tasks, { patience }: WatchOptions): Watch {
  const watched = new Map<bigint, Watched>()
  let latest: View | undefined
  let peekedAt = Number.NEGATIVE_INFINITY

  const setOf = ({ origin }: HeldKey) => latest?.sets.get(origin.set)
  const release = createRelease(office, (key) => {
    const held = latest?.keys.get(key)
    const guardians = held && setOf(held)
    return guardians && { origin: held.origin, guardians }
  })

  const readTimes = async (keys: readonly [bigint, HeldKey][]): Promise<void> => {
    for (let i = 0; i < keys.length; i += TIMES_AT_ONCE) {
      const some = keys.slice(i, i + TIMES_AT_ONCE)
      await Promise.all(
        some.map(async ([key, { tender = '0x' }]) => {
          watched.set(key, { openingAt: await readOpeningTime(office.ledger, tender), isDone: false })
        }),
      )
    }
  }

  /** Where blocks come only when somebody writes, the newest block may be older than the opening. */
  const peek = async (view: View, now: number): Promise<void> => {
    const [first] = [...watched].filter(([, { since }]) => since === undefined).sort(([, a], [, b]) => a.openingAt - b.openingAt)
    const tender = first && view.keys.get(first[0])?.tender
    if (first === undefined || tender === undefined) return
    const phase = nameAt(PHASES, await reach(office.ledger.ledger.phaseOf(tender)))
    if (phase === 'Opening' || phase === 'Fallback') first[1].since = now
  }

  const releaseNow = async (view: View, key: bigint, entry: Watched): Promise<void> => {
    const result = await release(key)
    if (result === 'released' || result === 'needless') entry.isDone = true
    if (result === 'over') view.over.add(key)
    // The opening was postponed: the time is to be read again.
    if (result === 'tooEarly') watched.delete(key)
    if (result === 'blockNeeded') await nudge(office)
  }

  /** The first `k` guardians act at once, each of the others only if those before it have not opened the key. */
  const delay = (key: bigint, held: HeldKey): number => {
    const guardians = setOf(held)
    if (guardians === undefined) return Number.POSITIVE_INFINITY
    const rank = (indexOf(guardians, office.self.guardian) + Number(key % 0x10000n)) % guardians.guardians.length
    return Math.max(0, rank - guardians.threshold + 1) * patience
  }

  return {
    look: (view, time, now) => {
      latest = view
      for (const key of watched.keys()) if (!view.keys.has(key)) watched.delete(key)
      const assigned = [...view.keys].filter(([key, { tender }]) => tender !== undefined && !watched.has(key))
      if (assigned.length > 0) tasks.run('opening times', () => readTimes(assigned))
      if (now - peekedAt >= PEEK_INTERVAL) {
        peekedAt = now
        tasks.run('peek', () => peek(view, now))
      }
      for (const [key, entry] of watched) {
        const held = view.keys.get(key)
        if (entry.since === undefined && entry.openingAt <= time) entry.since = now
        if (held === undefined || entry.isDone || entry.since === undefined) continue
        if (now - entry.since >= delay(key, held)) tasks.run(`release of ${key}`, () => releaseNow(view, key, entry))
      }
    },
  }
}

/** Forgets the shares of keys that are open or never will be. */
export async function forgetShares({ store }: Office, view: View): Promise<void> {
  const keys = new Set([...view.open, ...view.over])
  await store.update((memory) => withoutShares(memory, keys))
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
