import { membersOf } from '../protocol/ceremonyPackage.ts'
import { indexOf } from './ceremony.ts'
import { type Office, submit } from './office.ts'
import type { SetStanding } from './standing.ts'
import { countReady, trailOf, type View } from './view.ts'

export interface StockOptions {
  /** Ready keys that each set is to have in store. */
  readonly stock: number
  /** Keys of one ceremony, 1 to 64. */
  readonly batch: number
  /** Milliseconds by which one guardian lets the next before it begin a ceremony. */
  readonly stagger: number
  /** Milliseconds that a ceremony may take before a new one is begun; doubled for each one that made no keys. */
  readonly patience: number
  /** Whether this guardian, when it is left out, asks all to begin anew with it. Others do not wait for such a ceremony. */
  readonly rejoin: boolean
}

/** A ceremony that is to be begun. */
export interface Beginning {
  readonly set: number
  /** Whom it leaves out, as the ledger's bits. */
  readonly without: number
}

/** When something was noticed first, in milliseconds. */
export type Notices = Map<string, number>

/** A guardian who is away, or a cheat, shall not make the others fill the ledger with ceremonies. */
const MOST_DOUBLINGS = 6

/**
 * The ceremonies that this guardian should begin now.
 * @param standings how each set stands; one that is not there waits until it is judged
 * @param now milliseconds of a clock that never goes back
 */
export function ceremoniesToBegin(
  view: View,
  guardian: bigint,
  options: StockOptions,
  standings: ReadonlyMap<number, SetStanding>,
  { notices, now }: { readonly notices: Notices; readonly now: number },
): Beginning[] {
  return [...view.sets.values()].flatMap(guardians => {
    const { set } = guardians
    const standing = standings.get(set)
    if (standing === undefined || view.retired.has(set)) return []
    const index = indexOf(guardians, guardian)
    const { without } = standing
    const members = membersOf({ guardians: guardians.guardians.length, without })
    if (!members.includes(index)) return rejoining(view, set, options, notices, now)
    if (countReady(view, set) >= options.stock) return []
    if (mustWait(set, standing, options, { notices, now })) return []
    // Whose turn it is moves on with each ceremony, so that one guardian who is away does not hold all of them up.
    const turn = (members.indexOf(index) + 1 + view.lastCeremony) % members.length
    const noticed = since(notices, `set ${set} short after ceremony ${view.lastCeremony}`, now)
    return now - noticed >= turn * options.stagger ? [{ set, without }] : []
  })
}

/** Begins a ceremony, if the ledger lets it. */
export async function startCeremony(
  office: Office,
  { set, without }: Beginning,
  keys: number,
  ceremony: number,
): Promise<void> {
  const { guardian } = office.self
  const statement = { type: 'StartCeremony' as const, set, keys, without, ceremony, guardian }
  // Another guardian was faster, or the ledger still gives the last ceremony time.
  const harmless = ['WRONG_NUMBER', 'CEREMONY_RUNNING', 'SET_RETIRED']
  const isStarted = await submit(office, statement, harmless)
  if (isStarted) office.log.info({ set, keys, without, ceremony }, 'ceremony started')
  else office.log.debug({ set, ceremony }, 'no ceremony started: one is under way')
}

/** Once after its start, and again after a pause with each ceremony that came to nothing. */
function rejoining(
  view: View,
  set: number,
  { rejoin, patience }: StockOptions,
  notices: Notices,
  now: number,
): Beginning[] {
  if (!rejoin) return []
  const tried = trailOf(view, set).filter(({ ceremony }) => !ceremony.ready && ceremony.without === 0).length
  const noticed = since(notices, `left out of set ${set} after ${tried}`, now)
  return now - noticed >= Math.min(tried, MOST_DOUBLINGS) * patience ? [{ set, without: 0 }] : []
}

/** Whether a ceremony with these members is under way, or so many came to nothing that the ledger is to have a rest. */
function mustWait(
  set: number,
  { without, attempts }: SetStanding,
  { patience }: StockOptions,
  { notices, now }: { readonly notices: Notices; readonly now: number },
): boolean {
  if (attempts === 0) return false
  const noticed = since(notices, `attempt ${attempts} of set ${set} without ${without}`, now)
  return now - noticed < patience * 2 ** Math.min(attempts - 1, MOST_DOUBLINGS)
}

function since(notices: Notices, what: string, now: number): number {
  const known = notices.get(what)
  if (known === undefined) notices.set(what, now)
  return known ?? now
}
