import { expect } from 'chai'
import { MAX_EVIDENCE_LENGTH, parseEvidence, readEvidence } from '../../src/verify/evidence.ts'
import { type EvidenceLog, encodeLog } from '../../src/verify/log.ts'
import { caught } from '../protocol/support.ts'
import { type EvidenceJson, readVector } from './support/evidence.ts'

type Path = readonly (string | number)[]

/** A good file with one value exchanged, or without it. */
function altered(path: Path, value: unknown): EvidenceJson {
  const json = readVector('receipt')
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], json)
  const key = path.at(-1) as string
  if (value === undefined) delete (parent as Record<string, unknown>)[key]
  else (parent as Record<string, unknown>)[key] = value
  return json
}

describe('evidence', () => {
  it('is read as it was written', () => {
    const json = readVector('receipt')
    const evidence = readEvidence(JSON.stringify(json))
    expect(evidence.kind).to.equal('receipt')
    expect(evidence.tender).to.equal(json.tender)
    expect(evidence.deployment.chainId).to.equal(BigInt(json.deployment.chainId))
    expect(evidence.blocks.map(({ receipts }) => receipts.length)).to.deep.equal(
      json.blocks.map(({ receipts }) => receipts.length),
    )
  })

  it('is refused unread above the limit', () => {
    const error = caught(() => readEvidence(' '.repeat(MAX_EVIDENCE_LENGTH + 1)))
    expect(error.code).to.equal('TOO_LARGE')
  })

  it('is refused where it nests 200 MB deep', () => {
    expect(caught(() => readEvidence('['.repeat(MAX_EVIDENCE_LENGTH))).code).to.equal('TOO_DEEP')
  })

  for (const [what, json] of Object.entries({
    'another format': { ...readVector('receipt'), format: 'bongin-bid' },
    'another version': { ...readVector('receipt'), version: 2 },
    'no object': [],
  })) {
    it(`is none with ${what}`, () => {
      expect(caught(() => parseEvidence(json)).code).to.equal('NOT_EVIDENCE')
    })
  }

  const first = ['blocks', 0, 'receipts', 0] as const
  const faults: Record<string, readonly [path: Path, value: unknown, place: string]> = {
    'a field too many': [['note'], '', 'the file'],
    'no blocks': [['blocks'], [], 'blocks'],
    'a receipt of nobody': [['bidder'], undefined, 'bidder'],
    'a bidder of a whole tender': [['kind'], 'tender', 'bidder'],
    'a header that is none': [['blocks', 0, 'header'], '0xc0', 'blocks[0].header'],
    'an index below zero': [[...first, 'index'], -1, 'blocks[0].receipts[0].index'],
    'a receipt without logs': [[...first, 'logs'], [], 'blocks[0].receipts[0].logs'],
    'an event that does not exist': [
      [...first, 'logs', 0, 'event'],
      'Paid',
      'blocks[0].receipts[0].logs[0].event',
    ],
    'an argument of another type': [
      [...first, 'logs', 0, 'roles'],
      '1',
      'blocks[0].receipts[0].logs[0].roles',
    ],
    'an argument that lacks': [
      [...first, 'logs', 0, 'profile'],
      undefined,
      'blocks[0].receipts[0].logs[0].profile',
    ],
  }

  for (const [what, [path, value, place]] of Object.entries(faults)) {
    it(`is malformed with ${what}`, () => {
      const error = caught(() => parseEvidence(altered(path, value)))
      expect(error.code).to.equal('MALFORMED_EVIDENCE')
      expect(error.message).to.contain(place)
    })
  }

  it('is malformed with an event of ours that is written as another contract’s', () => {
    const json = readVector('receipt')
    const log = parseEvidence(json).blocks[0]?.receipts[0]?.logs[0]
    const { address, topics, data } = encodeLog(log as EvidenceLog, parseEvidence(json).deployment)
    const error = caught(() => parseEvidence(altered([...first, 'logs', 0], { address, topics, data })))
    expect(error.code).to.equal('MALFORMED_EVIDENCE')
    expect(error.details.path).to.equal('blocks[0].receipts[0].logs[0]')
  })

  it('may hold what another contract said', () => {
    const log = { address: `0x${'77'.repeat(20)}`, topics: [`0x${'01'.repeat(32)}`], data: '0x0203' }
    const json = altered([...first, 'logs', 0], log)
    expect(parseEvidence(json).blocks[0]?.receipts[0]?.logs[0]).to.deep.include(log)
  })

  for (const indices of [
    [1, 0],
    [0, 0],
  ]) {
    it(`is malformed with receipts in the order ${indices}`, () => {
      const json = readVector('receipt')
      const [receipt] = json.blocks[0]?.receipts ?? []
      const receipts = indices.map(index => ({ ...structuredClone(receipt), index }))
      const error = caught(() => parseEvidence(altered(['blocks', 0, 'receipts'], receipts)))
      expect(error.details.path).to.equal('blocks[0].receipts[1].index')
    })
  }
})
