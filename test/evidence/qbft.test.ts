import { expect } from 'chai'
import { type QbftOptions, sealedByValidators } from '../../src/evidence/qbft.ts'
import type { Rpc } from '../../src/evidence/rpc.ts'
import { type Hex, toHex } from '../../src/protocol/bytes.ts'
import { checkQbft, qbftHash } from '../../src/verify/finality/qbft.ts'
import { type Header, hashHeader } from '../../src/verify/header.ts'
import { decodeRlp } from '../../src/verify/rlp.ts'
import { headerOf } from '../verify/support/blocks.ts'
import { addressesOf, type Draft, STRANGER, sealChain, VALIDATORS } from '../verify/support/qbftSealer.ts'
import { expectCode } from './support/texts.ts'

const EPOCH = 100
const FOUR = addressesOf(VALIDATORS)
const THREE = FOUR.slice(0, 3)
const FIVE = [...FOUR, STRANGER.address].sort()

/** JSON-RPC of a chain that a test sealed: no chain with validators runs here. Its headers are real ones. */
function nodeOf(headers: readonly Header[]): Rpc {
  return {
    send: async (_method, [number]) => {
      const header = headers.find(each => each.number === Number(number))
      if (header === undefined) throw new Error('no such block')
      return { ...fieldsOf(header), hash: qbftHash(header) ?? hashHeader(header), transactions: [] }
    },
  }
}

const NAMES =
  'parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit gasUsed timestamp extraData mixHash nonce'
const NUMBERS = ['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp']

function fieldsOf({ raw }: Header): Record<string, Hex> {
  const values = decodeRlp(raw) as Uint8Array[]
  return Object.fromEntries(
    NAMES.split(' ').map((name, place) => {
      const hex = toHex(values[place] ?? new Uint8Array())
      return [
        name,
        NUMBERS.includes(name) ? (`0x${BigInt(hex === '0x' ? '0x0' : hex).toString(16)}` as Hex) : hex,
      ]
    }),
  )
}

/** Sealed by all of the validators whose keys are here. */
const sealed = (validators: readonly Hex[], draft: Draft = {}): Draft => {
  return { ...draft, validators, sealers: VALIDATORS.filter(({ address }) => validators.includes(address)) }
}

/** Blocks without anything to see. */
const quiet = (count: number, validators: readonly Hex[] = FOUR): Draft[] =>
  Array.from({ length: count }, () => sealed(validators))

/** A vote of each of the first three validators, in blocks that follow each other. */
const votes = (recipient: Hex, adds: boolean, validators: readonly Hex[] = FOUR): Draft[] =>
  FOUR.slice(0, 3).map(proposer => sealed(validators, { proposer, vote: { recipient, adds } }))

describe('evidence > finality by validators', () => {
  const trust = { validators: FOUR, epochLength: EPOCH }

  /** The blocks that evidence of these two would have, and whether an auditor finds each of them final. */
  async function picked(
    headers: readonly Header[],
    numbers: readonly number[],
    options: Partial<QbftOptions> = {},
  ) {
    const source = sealedByValidators({ rpc: nodeOf(headers), epochLength: EPOCH, ...options })
    const voucher = await source.vouch(numbers.at(-1) ?? 0)
    const between = (await voucher.blocksBetween?.(numbers)) ?? []
    const all = headers.filter(({ number }) => numbers.includes(number) || between.includes(number))
    const outcomes = checkQbft(all, trust).map(outcome =>
      outcome.status === 'proven' ? 'proven' : outcome.fault,
    )
    return { added: all.map(({ number }) => number).filter(number => !numbers.includes(number)), outcomes }
  }

  it('needs no further block where the validators stay', async () => {
    const { added, outcomes } = await picked(sealChain(quiet(9)), [1, 5, 9])
    expect(added).to.deep.equal([])
    expect(outcomes).to.deep.equal(['proven', 'proven', 'proven'])
  })

  it('brings the votes that added a validator', async () => {
    const headers = sealChain([...quiet(4), ...votes(STRANGER.address, true), ...quiet(10, FIVE)])
    const { added, outcomes } = await picked(headers, [2, 15])
    expect(added).to.deep.equal([5, 6, 7, 8])
    expect(new Set(outcomes)).to.deep.equal(new Set(['proven']))
  })

  it('brings the votes of each of several changes', async () => {
    const dropped = FOUR[3] as Hex
    const headers = sealChain([
      ...quiet(3),
      ...votes(STRANGER.address, true),
      ...quiet(5, FIVE),
      ...votes(STRANGER.address, false, FIVE),
      ...quiet(7),
      ...votes(dropped, false),
      ...quiet(4, THREE),
    ])
    const { added, outcomes } = await picked(headers, [1, headers.length])
    expect(added).to.have.length(12)
    expect(new Set(outcomes)).to.deep.equal(new Set(['proven']))
  })

  it('needs none where they changed and changed back', async () => {
    const headers = sealChain([
      ...quiet(3),
      ...votes(STRANGER.address, true),
      ...quiet(2, FIVE),
      ...votes(STRANGER.address, false, FIVE),
      ...quiet(4),
    ])
    const { added, outcomes } = await picked(headers, [1, headers.length])
    expect(added).to.deep.equal([])
    expect(outcomes).to.deep.equal(['proven', 'proven'])
  })

  it('goes back to the first of votes that lie apart', async () => {
    const [a, b, c] = votes(STRANGER.address, true) as [Draft, Draft, Draft]
    const headers = sealChain([...quiet(2), a, ...quiet(3), b, ...quiet(2), c, ...quiet(5, FIVE)])
    const { added, outcomes } = await picked(headers, [1, 14])
    expect(added).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(new Set(outcomes)).to.deep.equal(new Set(['proven']))
  })

  it('tells where the votes cannot have made the change', async () => {
    const headers = sealChain([...quiet(4), ...quiet(4, FIVE)])
    const { details } = await expectCode('NODE_INCONSISTENT', picked(headers, [2, 8], { epochLength: 2 }))
    expect(details).to.deep.equal({ block: 5, epochLength: 2 })
  })

  it('names the validators of the first block for the trust', () => {
    const source = sealedByValidators({ rpc: nodeOf([]), epochLength: EPOCH })
    const [first] = sealChain(quiet(1))
    expect(source.trust(first as Header)).to.deep.equal({ kind: 'qbft', ...trust })
  })

  it('does not vouch for a chain whose blocks have no seals', async () => {
    const source = sealedByValidators({ rpc: nodeOf([headerOf()]), epochLength: EPOCH })
    await expectCode('NO_FINALITY', source.vouch(0))
  })
})
