import { expect } from 'chai'
import fc from 'fast-check'
import { BonginError } from '../../../src/protocol/error.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { type EvidenceJson, type LogJson, moveBefore, readVector, remove, repeat } from './evidence.ts'

type Container = Record<string, unknown>
/** One value in an event. */
export interface Leaf {
  readonly path: string
  readonly container: Container
  readonly key: string
}

/** Every value in an event that can be altered by itself. */
export function leavesOf(container: Container, path: string): Leaf[] {
  return Object.entries(container).flatMap(([key, value]): Leaf[] => {
    if (key === 'event' || key === 'type') return []
    const here = `${path}.${key}`
    return typeof value === 'object' ? leavesOf(value as Container, here) : [{ path: here, container, key }]
  })
}

const EXTREMES: readonly unknown[] = [
  0,
  1,
  255,
  65_535,
  4_294_967_295,
  281_474_976_710_655,
  '0',
  '1',
  '18446744073709551615',
  '79228162514264337593543950335',
  `0x${'00'.repeat(32)}`,
  `0x${'ff'.repeat(32)}`,
  true,
  'None',
  'Acceptable',
]

/** One thing that is done to evidence. */
export type Step = readonly [
  kind: 'alter' | 'remove' | 'repeat' | 'move',
  one: number,
  other: number,
  value: number,
]

/** What is done to evidence to make nonsense of it, that can still be read. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(
    fc.constantFrom('alter', 'alter', 'alter', 'remove', 'repeat', 'move'),
    fc.nat(),
    fc.nat(),
    fc.nat(EXTREMES.length - 1),
  ),
  { minLength: 1, maxLength: 5 },
)

function perform(json: EvidenceJson, [kind, one, other, value]: Step): void {
  const logs = json.blocks.flatMap(({ receipts }) => receipts.flatMap(receipt => receipt.logs))
  const [log, second] = [one, other].map(number => logs[number % logs.length] as LogJson)
  if (log === undefined || second === undefined) return
  if (kind === 'remove') remove(json, log)
  if (kind === 'repeat') repeat(json, log)
  if (kind === 'move' && log !== second) moveBefore(json, log, second)
  if (kind !== 'alter') return
  const leaves = leavesOf(log, '')
  const leaf = leaves[other % leaves.length]
  if (leaf !== undefined) leaf.container[leaf.key] = EXTREMES[value]
}

/** A good file after these steps, without those that would make it unreadable. */
export function nonsense(file: string, list: readonly Step[]): EvidenceJson {
  const json = readVector(file)
  for (const step of list) {
    const before = structuredClone(json)
    perform(json, step)
    if (!isEvidence(json)) Object.assign(json, before)
  }
  return json
}

/** Whether it can be read at all. */
export function isEvidence(json: EvidenceJson): boolean {
  try {
    parseEvidence(json)
    return true
  } catch (error) {
    expect(error).to.be.instanceOf(BonginError)
    return false
  }
}
