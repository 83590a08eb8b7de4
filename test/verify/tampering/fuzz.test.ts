import { expect } from 'chai'
import fc from 'fast-check'
import { trustNameOf } from '../../../scripts/vectors/tampering/case.ts'
import { type EvidenceJson, readValid, readValidText } from '../../../scripts/vectors/tampering/file.ts'
import { BonginError } from '../../../src/protocol/error.ts'
import { type Evidence, readEvidence } from '../../../src/verify/evidence.ts'
import { parseTrust } from '../../../src/verify/trust.ts'
import { verify } from '../../../src/verify/verifier.ts'
import { fastCurve } from './cases.ts'

/** Random alterations of each file: few by default, BONGIN_RUNS for more. */
const RUNS = Number(process.env.BONGIN_RUNS ?? 50)

type Container = Record<string | number, unknown>

/** One place in a file. */
interface Place {
  readonly container: Container
  readonly key: string | number
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const container = value as Container
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap(key => [{ container, key }, ...placesIn(container[key])])
}

/** Another value of the same type: one digit or letter is another, or there is one more, or one less. */
function another(value: unknown, number: number): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return number % 2 === 0 ? value + 1 : Math.abs(value - 1)
  const text = String(value)
  const place = number % (text.length + 2)
  if (place >= text.length) return place === text.length ? `${text}0` : text.slice(0, -1)
  return `${text.slice(0, place)}${text[place] === '1' ? '2' : '1'}${text.slice(place + 1)}`
}

function alterValue({ container, key }: Place, number: number): void {
  const value = container[key]
  if (typeof value === 'object' || number % 8 === 0) delete container[key]
  else container[key] = another(value, Math.floor(number / 8))
}

function alterItem(list: unknown[], place: number, number: number): void {
  const other = Math.floor(number / 4) % list.length
  const [item, second] = [list[place], list[other]]
  if (number % 4 === 0) list.splice(place, 1)
  else if (number % 4 === 1) list.splice(other, 0, item)
  else if (number % 4 === 2) [list[place], list[other]] = [second, item]
  else if (typeof item === 'object') list.splice(place, 1)
  else list[place] = another(item, Math.floor(number / 4))
}

/** Alters one thing in a file, somewhere. */
function alter(file: EvidenceJson, where: number, number: number): void {
  const places = placesIn(file)
  const place = places[where % places.length]
  if (place === undefined) return
  if (Array.isArray(place.container)) alterItem(place.container, Number(place.key), number)
  else alterValue(place, number)
}

describe('evidence in which one thing is altered at random', function () {
  this.timeout(120_000 + 1_000 * RUNS)

  for (const name of ['multiple', 'single', 'fallback', 'failed', 'receipt', 'qbft']) {
    it(`does not verify if it then says something else, and nothing breaks: ${name}.json`, async () => {
      const trust = parseTrust(JSON.parse(readValidText(trustNameOf(name))))
      const curve = await fastCurve()
      let read = 0
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), async (where, number) => {
          const file = readValid(name)
          alter(file, where, number)
          const evidence = tryToRead(JSON.stringify(file))
          if (evidence === undefined) return
          read++
          const { passed } = await verify(evidence, trust, { curve })
          if (passed) expect(meaningOf(file)).to.equal(meaningOf(readValid(name)))
        }),
        { numRuns: RUNS, seed: 2027 },
      )
      expect(read).to.be.greaterThan(0)
    })
  }
})

/** @returns undefined if it is no evidence, which is an answer too; any other error is a fault */
function tryToRead(text: string): Evidence | undefined {
  try {
    return readEvidence(text)
  } catch (error) {
    expect(error).to.be.instanceOf(BonginError)
    return undefined
  }
}

/** Refusals change nothing, and of the registry's entries about a participant none misses the last one: SPEC.md, sections 6 and 10. */
const WITHOUT_EFFECT = new Set<unknown>([
  'BidRefused',
  'OpeningRefused',
  'ShareRefused',
  'RolesSet',
  'SignerRemoved',
])

/** What a file says, without what may be there or not, and whatever the order of trie nodes, which is free. */
function meaningOf(file: EvidenceJson): string {
  const { blocks, state, ...head } = structuredClone(file)
  const kept = blocks.map(block => {
    return { ...block, nodes: [...block.nodes].sort(), receipts: block.receipts.filter(matters) }
  })
  const last = kept.at(-1)
  const sorted = { accounts: [...state.accounts].sort(), storage: [...state.storage].sort() }
  return JSON.stringify({
    ...head,
    blocks: kept.filter(block => block === last || block.receipts.length > 0),
    state: sorted,
  })
}

function matters({ logs }: EvidenceJson['blocks'][number]['receipts'][number]): boolean {
  return logs.some(({ event }) => !WITHOUT_EFFECT.has(event))
}
