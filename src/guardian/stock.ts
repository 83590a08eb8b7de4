import { indexOf } from './ceremony.ts'
import { type Office, submit } from './office.ts'
import { countReady, countUnfinished, type View } from './view.ts'

export interface StockOptions {
  /** Ready keys that each set is to have in store. */
  readonly stock: number
  /** Keys of one ceremony, 1 to 64. */
  readonly batch: number
  /** Milliseconds by which one guardian lets the next before it begin a ceremony. */
  readonly stagger: number
  /** Milliseconds that a ceremony may take before a new one is begun; doubled for each one that made no keys. */
  readonly patience: number
}

/** When something was noticed first, in milliseconds. */
export type Notices = Map<string, number>

/** A guardian who is away, or a cheat, shall not make the others fill the ledger with ceremonies. */
const MOST_DOUBLINGS = 6

/**
 * The sets for which this guardian should begin a ceremony now.
 * @param now milliseconds of a clock that never goes back
 */
export function setsToStock(
  view: View,
  guardian: bigint,
  options: StockOptions,
  notices: Notices,
  now: number,
): number[] {
  return [...view.sets.values()]
    .filter(guardians => {
      const { set } = guardians
      if (countReady(view, set) >= options.stock || isUnderWay(view, set, options, notices, now)) return false
      // Whose turn it is moves on with each ceremony, so that one guardian who is away does not hold all of them up.
      const turn = (indexOf(guardians, guardian) + view.lastCeremony) % guardians.guardians.length
      return (
        now - since(notices, `set ${set} short after ceremony ${view.lastCeremony}`, now) >=
        turn * options.stagger
      )
    })
    .map(({ set }) => set)
}

/** Begins a ceremony, if the ledger lets it. */
export async function startCeremony(
  office: Office,
  set: number,
  keys: number,
  ceremony: number,
): Promise<void> {
  const { guardian } = office.self
  // Another guardian was faster, or the ledger still gives the last ceremony time.
  const harmless = ['WRONG_NUMBER', 'CEREMONY_RUNNING']
  const isStarted = await submit(office, { type: 'StartCeremony', set, keys, ceremony, guardian }, harmless)
  if (isStarted) office.log.info({ set, keys, ceremony }, 'ceremony started')
  else office.log.debug({ set, ceremony }, 'no ceremony started: one is under way')
}

function isUnderWay(
  view: View,
  set: number,
  { patience }: StockOptions,
  notices: Notices,
  now: number,
): boolean {
  const pending = countUnfinished(view, set)
  if (pending === 0) return false
  return (
    now - since(notices, `ceremony ${view.begun.get(set)} of set ${set}`, now) <
    patience * 2 ** Math.min(pending - 1, MOST_DOUBLINGS)
  )
}

function since(notices: Notices, what: string, now: number): number {
  const known = notices.get(what)
  if (known === undefined) notices.set(what, now)
  return known ?? now
}
