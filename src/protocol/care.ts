import { membersOf } from './ceremonyPackage.ts'
import { ALIVE_TIME, CEREMONY_TIME } from './limits.ts'

/**
 * How well a key is looked after. `Healthy`: every guardian that holds a share of it is alive. `Weak`: some are not, and the others are
 * enough to open it. `Alarm`: if nothing changes it will not open.
 */
export const CARES = ['Healthy', 'Weak', 'Alarm'] as const
export type Care = (typeof CARES)[number]

/** Where a ceremony waits for a guardian. */
export const STAGES = ['Round1', 'Round2', 'Confirmation'] as const
export type Stage = (typeof STAGES)[number]

/** A guardian that keeps the others of a ceremony waiting. */
export interface Silence {
  readonly guardian: bigint
  readonly stage: Stage
}

/** What the ledger shows of a ceremony. Times in seconds since 1970. */
export interface CeremonyProgress {
  readonly startedAt: number
  /** Who takes part. */
  readonly members: readonly bigint[]
  /** Who has posted round 1, posted round 2, and confirmed, and at which time. */
  readonly firstBy: ReadonlyMap<bigint, number>
  readonly secondBy: ReadonlyMap<bigint, number>
  readonly confirmedBy: ReadonlyMap<bigint, number>
  /** Whether a member has accused another: then nobody can confirm. */
  readonly isAccused: boolean
}

/** What a set can still do after a guardian was left out: see `reserveOf`. */
export const RESERVES = ['Ample', 'Last', 'None'] as const
export type Reserve = (typeof RESERVES)[number]

/**
 * Whether a guardian counts as alive.
 * @param lastSign block time, in seconds since 1970, of its last heartbeat, package, confirmation or share; undefined: none yet
 * @param now the chain's clock
 */
export function isAlive(lastSign: number | undefined, now: number): boolean {
  return lastSign !== undefined && now - lastSign <= ALIVE_TIME
}

/**
 * @param alive how many of the guardians that hold a share of the key are alive
 * @param members how many hold a share of it
 * @param threshold how many open it
 */
export function careOf({
  alive,
  members,
  threshold,
}: Record<'alive' | 'members' | 'threshold', number>): Care {
  if (alive < threshold) return 'Alarm'
  return alive < members ? 'Weak' : 'Healthy'
}

/**
 * What a set has left for its ceremonies, and with it for keys made from now on. `Ample`: more guardians than open a key. `Last`:
 * exactly as many, so that the next one that fails stops it, and every key made now needs all of them to open: an operator must hear
 * an alarm, and the registrar form a new set. `None`: too few.
 * @param members how many guardians take part in the set's ceremonies
 * @param threshold how many open a key
 */
export function reserveOf({ members, threshold }: Record<'members' | 'threshold', number>): Reserve {
  if (members < threshold) return 'None'
  return members === threshold ? 'Last' : 'Ample'
}

/**
 * Who keeps a ceremony from becoming ready by silence. Each has `CEREMONY_TIME` from the moment in which it could act: who posts in the
 * last second of a round must not make the others look silent in the next. Nobody who sends garbage is found here: its package does
 * that (guardians check it), or an accusation, and such a ceremony waits for nobody.
 * @param now the chain's clock in seconds since 1970
 */
export function silentIn(ceremony: CeremonyProgress, now: number): Silence[] {
  const { startedAt, members, firstBy, secondBy, confirmedBy, isAccused } = ceremony
  let since = startedAt
  for (const [stage, done] of [
    ['Round1', firstBy],
    ['Round2', secondBy],
    ['Confirmation', confirmedBy],
  ] as const) {
    const silent = members.filter(guardian => !done.has(guardian))
    if (silent.length > 0)
      return isAccused || now < since + CEREMONY_TIME ? [] : silent.map(guardian => ({ guardian, stage }))
    since = Math.max(...done.values())
  }
  return []
}

/**
 * Whether a ceremony may leave out whom it does: only those who are out already, by the ceremonies of their set before it. A guardian
 * takes part in no other, so that nobody can push honest guardians out of their set.
 * @param without whom it leaves out, as the ledger's bits
 * @param out who is out, in the same bits
 */
export function isJustified(without: number, out: number): boolean {
  return (without & ~out) === 0
}

/**
 * Who is out by a ceremony: those whom it left out, and those at fault for it. Only one that makes keys takes somebody back: what was
 * before it is no part of the sum.
 * @param without whom the ceremony left out, as the ledger's bits
 * @param guilty indices of its members that stopped it; none if it made keys
 */
export function outAfter(without: number, guilty: readonly number[]): number {
  return guilty.reduce((bits, index) => bits | (1 << (index - 1)), without)
}

/**
 * Whom the next ceremony leaves out: those who are out, or nobody if too few would remain. Then all are asked again.
 * @param set its guardians' number and how many of them open a key
 */
export function withoutNext(set: Record<'guardians' | 'threshold', number>, out: number): number {
  return membersOf({ guardians: set.guardians, without: out }).length < set.threshold ? 0 : out
}
