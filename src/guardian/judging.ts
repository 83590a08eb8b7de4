import { reserveOf, silentIn } from '../protocol/care.ts'
import { membersOf } from '../protocol/ceremonyPackage.ts'
import { indexOf, progressOf } from './ceremony.ts'
import type { Fault } from './memory.ts'
import { nameFaults } from './naming.ts'
import { alarmOnce, type Office } from './office.ts'
import { type SetStanding, standingOf } from './standing.ts'
import type { Tasks } from './tasks.ts'
import { trailOf, type View } from './view.ts'

/** Keeps an eye on the ceremonies of each set, and says who stopped them. */
export interface Judging {
  /** Judges what has changed. @param now the chain's clock in seconds since 1970 */
  readonly look: (view: View, now: number) => void
  /** How each set stands; one that has to be judged anew is not there until that is done. */
  readonly standings: ReadonlyMap<number, SetStanding>
  /** Who was named since the start, each fault once. */
  readonly named: () => Fault[]
}

export function createJudging(office: Office, tasks: Tasks): Judging {
  const standings = new Map<number, SetStanding>()
  const marks = new Map<number, string>()
  const named = new Map<string, Fault>()

  const judge = async (view: View, set: number, now: number, mark: string): Promise<void> => {
    const standing = await standingOf(office.self, view, set, now)
    if (standing === undefined) return
    for (const { ceremony, faults } of standing.spoiled) {
      nameFaults(office, ceremony, faults)
      for (const fault of faults) named.set(`${fault.guardian} ${fault.wrong}`, fault)
    }
    report(office, view, set, standing)
    standings.set(set, standing)
    marks.set(set, mark)
  }

  return {
    look: (view, now) => {
      for (const set of view.sets.keys()) {
        const mark = markOf(view, set, now)
        if (marks.get(set) === mark || view.retired.has(set)) continue
        standings.delete(set)
        tasks.run(`standing of set ${set}`, () => judge(view, set, now, mark))
      }
    },
    standings,
    named: () => [...named.values()],
  }
}

/** Changes whenever a set may stand otherwise than before. */
function markOf(view: View, set: number, now: number): string {
  const marks = trailOf(view, set).map(({ ceremony }) => {
    const isLate = !ceremony.ready && silentIn(progressOf(ceremony), now).length > 0
    return `${ceremony.ceremony} ${ceremony.events.length} ${isLate}`
  })
  return marks.join(', ')
}

function report(office: Office, view: View, set: number, { without }: SetStanding): void {
  const guardians = view.sets.get(set)
  if (without === 0 || guardians === undefined) return
  const members = membersOf({ guardians: guardians.guardians.length, without })
  const { threshold } = guardians
  if (!members.includes(indexOf(guardians, office.self.guardian))) {
    const message =
      'this guardian is left out of the ceremonies of its set: see what was wrong; it asks to come back unless BONGIN_REJOIN is no'
    alarmOnce(office, `left out ${set} ${without}`, 'LEFT_OUT', { set, without }, message)
  }
  if (reserveOf({ members: members.length, threshold }) === 'Last') {
    const message =
      'exactly as many guardians as open a key are left in this set: the next one that fails stops it; let the registrar form a new one'
    alarmOnce(office, `last ${set} ${without}`, 'LAST_GUARDIANS', { set, members: members.length }, message)
  }
}
