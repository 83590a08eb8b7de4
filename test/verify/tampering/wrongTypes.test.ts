import { expect } from 'chai'
import { type EvidenceJson, readValid } from '../../../scripts/vectors/tampering/file.ts'
import { BonginError } from '../../../src/protocol/error.ts'
import { MAX_EVIDENCE_LENGTH, readEvidence } from '../../../src/verify/evidence.ts'
import { caught } from '../../protocol/support.ts'

/** A value of each type that JSON has. */
const VALUES: readonly unknown[] = [null, true, 7, '7', [], {}]

type Container = Record<string | number, unknown>

/** One value in a file, with its path as errors name it. */
interface Place {
  readonly path: string
  readonly container: Container
  readonly key: string | number
}

/** Each event once: enough to have every field that evidence can have. It can be read, and that is all. */
function skeleton(): EvidenceJson {
  const file = readValid('multiple')
  file.blocks.push(...readValid('single').blocks)
  const seen = new Set<unknown>()
  for (const block of file.blocks) {
    for (const receipt of block.receipts) {
      receipt.logs = receipt.logs.filter(({ event }) => !seen.has(event) && seen.add(event))
    }
    block.receipts = block.receipts.filter(({ logs }) => logs.length > 0)
  }
  file.blocks = file.blocks.filter(({ receipts }) => receipts.length > 0)
  const last = file.blocks.at(-1)
  const address = `0x${'07'.repeat(20)}`
  last?.receipts.at(-1)?.logs.push({ address, topics: [`0x${'07'.repeat(32)}`], data: '0x07' })
  return file
}

/** Every value, and of a list the first. */
function placesIn(value: unknown, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const container = value as Container
  const isList = Array.isArray(value)
  const isOfBlocks = path === 'blocks' || /(receipts|logs)$/.test(path)
  const keys = isList && !isOfBlocks ? Object.keys(value).slice(0, 1) : Object.keys(value)
  return keys.flatMap(key => {
    const here = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return [{ path: here, container, key: isList ? Number(key) : key }, ...placesIn(container[key], here)]
  })
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** Does it, asks what reading says, and puts it back. */
function readWith(
  file: EvidenceJson,
  { container, key }: Place,
  change: () => void,
): BonginError | undefined {
  const before = container[key]
  change()
  try {
    readEvidence(JSON.stringify(file))
    return undefined
  } catch (error) {
    if (error instanceof BonginError) return error
    throw error
  } finally {
    container[key] = before
  }
}

/** A path says where, or in what, or what within. */
function isAbout({ code, details }: BonginError, path: string): boolean {
  if (code === 'NOT_EVIDENCE') return path === 'format' || path === 'version'
  const found = String(details.path)
  return code === 'MALFORMED_EVIDENCE' && (path.startsWith(found) || found.startsWith(path))
}

/** What may be left out: a path where no witnesses are, whose receipt it is, and a signature that was not found. */
const MAY_LACK = /\.path$|^blocks\[[0-9]+\]\.receipts\[[0-9]+\]\.logs\[[0-9]+\]\.(counter)?signed$/

describe('evidence of the wrong types', function () {
  this.timeout(120_000)
  const file = skeleton()
  const places = placesIn(file)

  it('begins as something that can be read', () => {
    expect(readEvidence(JSON.stringify(file)).blocks.length).to.be.greaterThan(10)
    expect(places.length).to.be.greaterThan(400)
  })

  it('is refused wherever a value has another type, with its path', () => {
    const wrong: string[] = []
    for (const place of places) {
      const { container, key, path } = place
      for (const value of VALUES.filter(each => typeOf(each) !== typeOf(container[key]))) {
        const error = readWith(file, place, () => {
          container[key] = value
        })
        if (error === undefined || !isAbout(error, path))
          wrong.push(`${path}: ${typeOf(value)}: ${error?.message}`)
      }
    }
    expect(wrong).to.deep.equal([])
  })

  it('is refused wherever a field lacks', () => {
    const wrong: string[] = []
    for (const place of places.filter(({ key, path }) => typeof key === 'string' && !MAY_LACK.test(path))) {
      const error = readWith(file, place, () => {
        delete place.container[place.key]
      })
      // Without its name an event is read as another contract's log, which has other fields.
      const about = place.path.replace(/\.event$/, '')
      if (error === undefined || !isAbout(error, about)) wrong.push(`${place.path}: ${error?.message}`)
    }
    expect(wrong).to.deep.equal([])
  })

  it('is refused wherever there is a field too many', () => {
    const objects = places.filter(({ container, key }) => typeOf(container[key]) === 'object')
    const wrong: string[] = []
    for (const place of objects) {
      const error = readWith(file, place, () => {
        place.container[place.key] = { ...(place.container[place.key] as object), toString: 7 }
      })
      if (error === undefined || !isAbout(error, place.path)) wrong.push(`${place.path}: ${error?.message}`)
    }
    expect(wrong).to.deep.equal([])
  })
})

describe('a file that is too much', () => {
  it('is refused unread', () => {
    const text = ' '.repeat(MAX_EVIDENCE_LENGTH + 1)
    expect(caught(() => readEvidence(text))).to.include({ code: 'TOO_LARGE' })
  })

  it('is refused for its size where it is 200 MB of nesting', () => {
    expect(caught(() => readEvidence('['.repeat(200_000_000)))).to.include({ code: 'TOO_LARGE' })
  })

  it('is refused for its nesting where it is smaller', () => {
    for (const opening of ['[', '{"a":', '[{"a":']) {
      const text = opening.repeat(Math.floor(MAX_EVIDENCE_LENGTH / 64 / opening.length))
      expect(caught(() => readEvidence(text))).to.include({ code: 'TOO_DEEP' })
    }
  })

  it('is refused for half a surrogate pair in it, escaped or not', () => {
    for (const half of ['\ud800', '\\ud800', '\udc00x', '\ude00\ud83d']) {
      expect(caught(() => readEvidence(`{"format":"${half}"}`))).to.include({ code: 'MALFORMED_TEXT' })
    }
  })
})
