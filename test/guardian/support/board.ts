import {
  type Ceremony,
  type CeremonyEvent,
  type GuardianSet,
  participantsOf,
  startedCeremony,
  withEvent,
} from '../../../src/guardian/ceremony.ts'
import type { Failure, Part, Share } from '../../../src/guardian/memory.ts'
import { nextStep } from '../../../src/guardian/part.ts'
import type { Identity } from '../../../src/guardian/store.ts'
import { type Hex, toHex } from '../../../src/protocol/bytes.ts'
import type { JointKey } from '../../../src/protocol/openingKey.ts'
import { extendPackages } from '../../../src/protocol/openingKey.ts'

/** Participant ids from one end of their range to the other. */
export const GUARDIANS = [101n, 205n, 309n, 1_000_000_000_000n, 18_446_744_073_709_551_615n]
export const setOf = (count: number, threshold: number) => ({
  set: 3,
  guardians: GUARDIANS.slice(0, count),
  threshold,
})
/** @param salt gives the same guardian another seed */
export const seedOf = (guardian: bigint, salt = 1): Hex =>
  toHex(new Uint8Array(32).fill(Number(guardian % 251n) + salt))
export const seedsOf = (guardians: readonly bigint[], salt?: number) =>
  new Map(guardians.map((guardian): [bigint, Hex] => [guardian, seedOf(guardian, salt)]))

const KEYS: Hex = `0x${'c0'.repeat(20)}`

export const identityOf = (guardian: bigint): Identity => ({ guardian, chainId: 31_337n, keys: KEYS })

/** What a board adds is the place in the ledger. */
type Unplaced = {
  [Name in CeremonyEvent['name']]: Pick<Extract<CeremonyEvent, { name: Name }>, 'name' | 'args'>
}[CeremonyEvent['name']]

/** A list on which everybody sees the same events in the same order, and which refuses what the contract refuses. */
export interface Board {
  readonly ceremony: () => Ceremony
  readonly events: readonly CeremonyEvent[]
  readonly post: (guardian: bigint, round: 1 | 2, posted: Uint8Array) => void
  readonly confirm: (guardian: bigint, transcript: Hex) => void
  readonly accuse: (guardian: bigint, accused: bigint, key: Hex) => void
  /** Each event is a block of its own with this time, until it is set to another. */
  readonly setTime: (seconds: number) => void
  /** What an honest guardian has on disk besides its seed, and with it. */
  readonly keep: (guardian: bigint, kept: Pick<Part, 'round2' | 'transcript'>) => void
  readonly keptBy: (guardian: bigint, seed: Hex) => Pick<Part, 'seed' | 'round2' | 'transcript'>
}

/** When every board is opened. */
export const START = 1_000

export function openBoard(guardians: GuardianSet, keys: number, { ceremony = 7, without = 0 } = {}): Board {
  let state = startedCeremony({ ceremony, guardians, keys, without, startedAt: START })
  let timestamp = START
  const events: CeremonyEvent[] = []
  const disks = new Map<bigint, Pick<Part, 'round2' | 'transcript'>>()
  const members = participantsOf(state)
  const append = (content: Unplaced) => {
    // What is added is the same for every event: the compiler does not see that through a union.
    const event = { ...content, block: events.length + 1, logIndex: 0, timestamp } as CeremonyEvent
    events.push(event)
    state = withEvent(state, event)
  }
  return {
    ceremony: () => state,
    events,
    keep: (guardian, kept) => disks.set(guardian, { ...disks.get(guardian), ...kept }),
    keptBy: (guardian, seed) => ({ seed, ...disks.get(guardian) }),
    post: (guardian, round, posted) => {
      if (state[`round${round}`].has(guardian)) throw new Error('AlreadyPosted')
      if (!members.includes(guardian)) throw new Error('NotInCeremony')
      if (round === 2 && state.round1.size < members.length) throw new Error('RoundNotOpen')
      const packages = extendPackages(state.packages, round, guardian, posted)
      append({ name: 'PackagePosted', args: { ceremony, round, guardian, package: toHex(posted), packages } })
    },
    confirm: (guardian, transcript) => {
      const [first] = state.confirmations.values()
      if (state.round2.size < members.length) throw new Error('RoundNotOpen')
      if (state.accusations.length > 0) throw new Error('CeremonyAccused')
      if (first !== undefined && first !== transcript) throw new Error('TranscriptMismatch')
      append({ name: 'KeysConfirmed', args: { ceremony, guardian, transcript } })
      if (state.confirmations.size < members.length) return
      append({ name: 'KeysReady', args: { ceremony, set: guardians.set, keys } })
    },
    accuse: (guardian, accused, key) => {
      if (!state.round2.has(accused)) throw new Error('NothingToAccuse')
      if (state.accusations.some(each => each.guardian === guardian && each.accused === accused))
        throw new Error('AlreadyAccused')
      append({ name: 'GuardianAccused', args: { ceremony, guardian, accused, key } })
    },
    setTime: seconds => {
      timestamp = seconds
    },
  }
}

/** What an honest guardian has in the end. */
export interface Result {
  keys?: JointKey[]
  shares?: Share[]
  failure?: Failure
}

/** Takes one step of an honest guardian. Nothing but what is on disk is kept between two steps, as after a restart. */
export async function act(
  board: Board,
  guardian: bigint,
  seed: Hex,
  result: Result,
): Promise<'acted' | 'waits' | 'over'> {
  const step = await nextStep(board.ceremony(), identityOf(guardian), board.keptBy(guardian, seed))
  switch (step.do) {
    case 'wait':
      return 'waits'
    case 'post':
      if (step.round === 2) board.keep(guardian, { round2: toHex(step.package) })
      board.post(guardian, step.round, step.package)
      return 'acted'
    case 'confirm':
      result.keys = step.keys
      result.shares = step.shares
      board.keep(guardian, { transcript: step.transcript })
      board.confirm(guardian, step.transcript)
      return 'acted'
    case 'accuse':
      for (const { guardian: accused } of step.faults) board.accuse(guardian, accused, step.key)
      return 'acted'
    case 'fail':
      result.failure = step.failure
      if (step.failure.reason === 'fault') delete result.shares
      return 'over'
    case 'finish':
      return 'over'
  }
}

/** Lets honest guardians act until none can go on, in the order that `pick` chooses. */
export async function run(
  board: Board,
  seeds: ReadonlyMap<bigint, Hex>,
  pick: (count: number) => number = () => 0,
): Promise<Map<bigint, Result>> {
  const results = new Map([...seeds.keys()].map((guardian): [bigint, Result] => [guardian, {}]))
  let able = [...seeds.keys()]
  while (able.length > 0) {
    const [guardian = 0n] = able.splice(pick(able.length), 1)
    const outcome = await act(board, guardian, seeds.get(guardian) ?? '0x', results.get(guardian) ?? {})
    if (outcome === 'acted') able = [...seeds.keys()].filter(each => results.get(each)?.failure === undefined)
  }
  return results
}
