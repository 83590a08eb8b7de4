import { isJustified, outAfter, withoutNext } from '../protocol/care.ts'
import { asOf, type Ceremony, type Position } from './ceremony.ts'
import type { Fault } from './memory.ts'
import { indicesOf, type Place } from './packages.ts'
import { verdictOf } from './verdict.ts'
import { type Attended, trailOf, type View } from './view.ts'

// Who of a set is out, by the sum of its ceremonies. Every guardian finds the same, from the ledger alone.

/** A ceremony that came to nothing, and who stopped it. */
export interface Spoiled {
  readonly ceremony: number
  readonly faults: readonly Fault[]
}

/** How a set stands at a moment. */
export interface SetStanding {
  /** Whom the next ceremony leaves out, as the ledger's bits. */
  readonly without: number
  /** Whether so many are out that all are asked again. */
  readonly isLastResort: boolean
  /** Ceremonies with these members since the last that made keys, whoever may have stopped them. */
  readonly attempts: number
  /** Whether one of them may still make keys, as far as anybody can see. */
  readonly isUnderWay: boolean
  readonly spoiled: readonly Spoiled[]
}

/** Up to where the ledger is looked at, and the time there; without a position up to the end. */
interface Moment {
  readonly position?: Position
  readonly time: number
}

/** A ceremony that counts, and who was at fault for it by then. */
interface Counted {
  readonly ceremony: Ceremony
  readonly faults: readonly Fault[]
}

/** @param now the chain's clock in seconds since 1970 */
export async function standingOf(
  place: Place,
  view: View,
  set: number,
  now: number,
): Promise<SetStanding | undefined> {
  const guardians = view.sets.get(set)
  if (guardians === undefined) return undefined
  const counted = await countedIn(place, trailOf(view, set), { time: now })
  const out = outOf(counted)
  const size = { guardians: guardians.guardians.length, threshold: guardians.threshold }
  const without = withoutNext(size, out)
  const attempts = counted.filter(({ ceremony }) => !ceremony.ready && ceremony.without === without)
  return {
    without,
    isLastResort: without !== out,
    attempts: attempts.length,
    isUnderWay: attempts.some(({ faults }) => faults.length === 0),
    spoiled: counted.flatMap(({ ceremony: { ceremony }, faults }) =>
      faults.length === 0 ? [] : [{ ceremony, faults }],
    ),
  }
}

/** Whether a ceremony leaves out only those who were out when it began. */
export async function isJust(place: Place, view: View, { ceremony, startedIn }: Attended): Promise<boolean> {
  const older = [...view.ceremonies].filter(([number]) => number < ceremony.ceremony)
  const trail = trailOf({ ...view, ceremonies: new Map(older) }, ceremony.guardians.set)
  return isJustAfter(place, trail, { ceremony, startedIn })
}

type Begun = Pick<Attended, 'ceremony' | 'startedIn'>

/** What is found of a ceremony's beginning stays so: only what was before it counts. */
const found = new WeakMap<Position, Promise<boolean>>()

function isJustAfter(
  place: Place,
  trail: readonly Begun[],
  { ceremony, startedIn }: Begun,
): Promise<boolean> {
  if (ceremony.without === 0) return Promise.resolve(true)
  const known = found.get(startedIn)
  if (known !== undefined) return known
  const moment = { position: startedIn, time: ceremony.startedAt }
  const answer = countedIn(place, trail, moment).then(counted => {
    return isJustified(ceremony.without, outOf(counted))
  })
  found.set(startedIn, answer)
  answer.catch(() => found.delete(startedIn))
  return answer
}

/**
 * The ceremonies of a trail that count, at a moment. Nobody honest takes part in one that is not justified: that it comes to nothing is
 * nobody's fault.
 */
async function countedIn(
  place: Place,
  trail: readonly Begun[],
  { position, time }: Moment,
): Promise<Counted[]> {
  const counted: Counted[] = []
  for (const [i, begun] of trail.entries()) {
    const { ceremony } = begun
    if (!ceremony.ready && !(await isJustAfter(place, trail.slice(0, i), begun))) continue
    const seen = position === undefined ? ceremony : asOf(ceremony, position)
    counted.push({ ceremony, faults: ceremony.ready ? [] : await verdictOf(place, seen, time) })
  }
  return counted
}

/** Who was left out stays out, and who is at fault follows, until a ceremony makes keys with them. */
function outOf(counted: readonly Counted[]): number {
  return counted.reduce((out, { ceremony, faults }) => {
    const after = outAfter(ceremony.without, indicesOf(ceremony, faults))
    return ceremony.ready ? after : out | after
  }, 0)
}
