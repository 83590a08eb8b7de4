import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { expect } from 'chai'
import fc from 'fast-check'
import type { Hex } from '../../../src/protocol/bytes.ts'
import {
  checkQbft,
  commitHash,
  type QbftTrust,
  qbftHash,
  quorumOf,
} from '../../../src/verify/finality/qbft.ts'
import { decodeExtraData, type QbftExtraData, type Vote } from '../../../src/verify/finality/qbftExtraData.ts'
import { decodeHeader, type Header, hashHeader } from '../../../src/verify/header.ts'
import { caught } from '../../protocol/support.ts'
import { besuBlock, headerOf } from '../support/blocks.ts'
import { detailsOf, unwrap, verdict } from '../support/outcome.ts'
import { checkChain } from '../support/qbftChain.ts'
import {
  addressesOf,
  type Draft,
  draftBlock,
  STRANGER,
  sealBlock,
  sealChain,
  sealWith,
  VALIDATORS,
  withExtra,
  withExtraBytes,
} from '../support/qbftSealer.ts'
import { flips } from '../support/tamper.ts'

const FOUR = addressesOf(VALIDATORS)
const FIVE = addressesOf([...VALIDATORS, STRANGER])
const ALL = [...VALIDATORS, STRANGER]
const [V0, V1, V2] = FOUR as [Hex, Hex, Hex]
const EPOCH = 30_000
const trust: QbftTrust = { validators: FOUR, epochLength: EPOCH }
const addStranger: Vote = { recipient: STRANGER.address, adds: true }

describe('qbft', function () {
  this.timeout(60_000)

  describe('a block that a Besu network agreed in round 1', () => {
    const header = headerOf(besuBlock.fields)
    const besuTrust = { validators: besuBlock.validators, epochLength: EPOCH }

    it('is sealed over the header with its round and without seals', () => {
      const extra = extraOf(header)
      expect(extra).to.deep.include({ round: 1, vote: undefined, validators: besuBlock.validators })
      expect(commitHash(header, extra)).to.equal(besuBlock.commitHash)
    })

    it('is final by three seals of four validators', () => {
      const [block] = unwrap(checkChain([header], besuTrust))
      expect(block).to.deep.equal({ header, hash: qbftHash(header) })
      expect([hashHeader(header), besuBlock.commitHash]).not.to.include(block?.hash)
    })

    it('is not final in any other round', () => {
      for (const round of [0, 2]) {
        const other = withExtra(header, { ...extraOf(header), round })
        expect(qbftHash(other)).to.equal(qbftHash(header))
        expect(verdict(checkChain([other], besuTrust))).to.equal('false: FOREIGN_SEAL')
      }
    })

    it('is not final with any byte of it changed', () => {
      fc.assert(
        fc.property(flips(header.raw), raw => {
          const other = decodeHeader(raw)
          if (other !== undefined) expect(checkChain([other], besuTrust).status).to.equal('false')
        }),
        { numRuns: 400 },
      )
    })
  })

  describe('qbftHash', () => {
    it('is the same in every round and with every seal', () => {
      const rounds = [0, 1, 300].map(round => sealBlock({ round }))
      const hashes = [...rounds, sealBlock({ sealers: VALIDATORS }), draftBlock({}).header].map(qbftHash)
      expect(new Set(hashes).size).to.equal(1)
      expect(hashes[0]).to.equal(hashHeader(draftBlock({}).header))
    })

    it('takes block 0 as it stands', () => {
      const genesis = sealBlock({ number: 0, round: 1 })
      expect(qbftHash(genesis)).to.equal(hashHeader(genesis))
    })

    it('has nothing to say of other extra data', () => {
      expect(qbftHash(headerOf({ number: '0x1' }))).to.equal(undefined)
    })
  })

  describe('quorumOf', () => {
    it('is two thirds, rounded up', () => {
      expect([1, 2, 3, 4, 5, 6, 7, 10, 100].map(quorumOf)).to.deep.equal([1, 2, 2, 3, 4, 4, 5, 7, 67])
    })
  })

  describe('checkQbft', () => {
    it('takes a chain of blocks, and gives their hashes', () => {
      const headers = sealChain([{}, { round: 2 }, { sealers: VALIDATORS }, { sealers: VALIDATORS.slice(1) }])
      const blocks = unwrap(checkChain(headers, trust))
      expect(blocks).to.deep.equal(headers.map(header => ({ header, hash: qbftHash(header) })))
    })

    it('takes the validators of the trust in any order', () => {
      expect(verdict(checkChain([sealBlock()], { ...trust, validators: FOUR.toReversed() }))).to.equal(
        'proven',
      )
    })

    it('takes blocks with others left out between them', () => {
      const headers = sealChain([{}, {}, {}, {}, {}])
      expect(
        verdict(
          checkChain(
            [0, 3, 4].map(place => headers[place] as Header),
            trust,
          ),
        ),
      ).to.equal('proven')
    })

    it('judges each header, also after one that is wrong', () => {
      const [first, second, third] = sealChain([{}, {}, {}]) as [Header, Header, Header]
      const unsealed = withSeals(second, [])
      const outcomes = checkQbft([first, unsealed, third], trust).map(verdict)
      expect(outcomes).to.deep.equal(['proven', 'missing: TOO_FEW_SEALS', 'proven'])
    })

    describe('the order', () => {
      const headers = sealChain([{}, {}, {}])

      it('is refused when blocks go back or come twice', () => {
        expect(verdict(checkChain(headers.toReversed(), trust))).to.equal('false: NOT_ASCENDING')
        const twice = checkChain([...headers, ...headers.slice(2)], trust)
        expect(verdict(twice)).to.equal('false: NOT_ASCENDING')
        expect(detailsOf(twice)).to.deep.equal({ number: 3 })
      })

      it('is refused when a block does not follow the one before', () => {
        const other = sealBlock({ number: 3, fields: { parentHash: `0x${'13'.repeat(32)}` } })
        const outcome = checkChain([...headers.slice(0, 2), other], trust)
        expect(verdict(outcome)).to.equal('false: BROKEN_CHAIN')
        expect(detailsOf(outcome)).to.deep.equal({
          number: 3,
          expected: qbftHash(headers[1] as Header),
          found: other.parentHash,
        })
      })
    })

    describe('the seals', () => {
      const good = sealBlock()
      const { seals } = extraOf(good)
      const [first, second, third] = seals as [Uint8Array, Uint8Array, Uint8Array]
      const fourth = sealWith(commitHash(good, extraOf(good)), VALIDATORS[3]?.secretKey as Uint8Array)
      const foreign = sealWith(commitHash(good, extraOf(good)), STRANGER.secretKey)
      const judge = (changed: readonly Uint8Array[]) => checkChain([withSeals(good, changed)], trust)

      it('suffice from three of four validators, in any order', () => {
        expect(verdict(judge([fourth, first, third]))).to.equal('proven')
        expect(verdict(judge([first, second, third, fourth]))).to.equal('proven')
      })

      it('do not suffice from two, one or none', () => {
        for (const found of [2, 1, 0]) {
          const outcome = judge(seals.slice(0, found))
          expect(verdict(outcome)).to.equal('missing: TOO_FEW_SEALS')
          expect(detailsOf(outcome)).to.deep.equal({ number: 1, required: 3, found })
        }
      })

      it('are refused when one comes twice', () => {
        for (const changed of [
          [first, second, second],
          [first, second, third, first],
        ]) {
          expect(verdict(judge(changed))).to.equal('false: DUPLICATE_SEAL')
        }
      })

      it('are refused when one validator made two', () => {
        const other = anotherSeal(good, 1)
        expect(other).not.to.deep.equal(second)
        expect(verdict(judge([first, other, third]))).to.equal('proven')
        const outcome = judge([first, second, other])
        expect(verdict(outcome)).to.equal('false: DUPLICATE_SEAL')
        expect(detailsOf(outcome)).to.deep.equal({ number: 1, position: 2, sealer: V1 })
      })

      it('are refused when one is of a foreign key, also beside enough others', () => {
        for (const changed of [
          [first, second, foreign],
          [first, second, third, foreign],
        ]) {
          const outcome = judge(changed)
          expect(verdict(outcome)).to.equal('false: FOREIGN_SEAL')
          expect(detailsOf(outcome).sealer).to.equal(STRANGER.address)
        }
      })

      it('are refused when made for another block or another round', () => {
        const others = [sealBlock({ number: 2 }), sealBlock({ round: 1 })].map(extraOf)
        for (const other of others) expect(verdict(judge(other.seals))).to.equal('false: FOREIGN_SEAL')
      })

      it('are refused when made over the hash on the chain', () => {
        const header = sealBlock({ round: 1 })
        const hash = qbftHash(header) as Hex
        const wrong = VALIDATORS.map(({ secretKey }) => sealWith(hash, secretKey))
        expect(verdict(checkChain([withSeals(header, wrong)], trust))).to.equal('false: FOREIGN_SEAL')
      })

      it('are refused with a high s, although its key is the validator’s', () => {
        expect(verdict(judge([first, second, highS(third)]))).to.equal('false: MALFORMED_SEAL')
      })

      const half = new Uint8Array(32)
      const order = numberToBytesBE(secp256k1.Point.Fn.ORDER, 32)
      const malformed: Record<string, Uint8Array> = {
        'no bytes': new Uint8Array(),
        '64 bytes': third.subarray(0, 64),
        '66 bytes': Uint8Array.from([...third, 0]),
        'a parity of 27': third.with(64, 27),
        'a parity of 2': third.with(64, 2),
        'r of zero': Uint8Array.from([...half, ...third.subarray(32)]),
        's of zero': Uint8Array.from([...third.subarray(0, 32), ...half, 0]),
        'r beyond the order': Uint8Array.from([...order, ...third.subarray(32)]),
        's beyond the order': Uint8Array.from([...third.subarray(0, 32), ...order, 0]),
        // 5 is no abscissa of secp256k1.
        'r of no point': Uint8Array.from([...numberToBytesBE(5, 32), ...third.subarray(32)]),
      }
      for (const [what, seal] of Object.entries(malformed)) {
        it(`are refused with ${what}`, () => {
          const outcome = judge([first, second, seal])
          expect(verdict(outcome)).to.equal('false: MALFORMED_SEAL')
          expect(detailsOf(outcome)).to.deep.equal({ number: 1, position: 2 })
        })
      }
    })

    describe('the header', () => {
      it('is not final with any byte of it changed', () => {
        const header = sealBlock({ round: 1, vote: addStranger })
        fc.assert(
          fc.property(flips(header.raw), raw => {
            const other = decodeHeader(raw)
            if (other !== undefined) expect(checkChain([other], trust).status).to.equal('false')
          }),
          { numRuns: 400 },
        )
      })

      it('is refused with other extra data, or a second encoding of them', () => {
        const header = sealBlock()
        const [, ...body] = header.extraData
        // A list length in two bytes more than needed.
        const padded = Uint8Array.from([0xfb, 0, 0, ...body])
        for (const bytes of [
          new Uint8Array(),
          new Uint8Array(97),
          padded,
          Uint8Array.from([...header.extraData, 0]),
        ]) {
          expect(verdict(checkChain([withExtraBytes(header, bytes)], trust))).to.equal(
            'false: MALFORMED_EXTRA_DATA',
          )
        }
      })

      it('is refused when its proposer is no validator', () => {
        const outcome = checkChain([sealBlock({ proposer: STRANGER.address })], trust)
        expect(verdict(outcome)).to.equal('false: FOREIGN_PROPOSER')
        expect(detailsOf(outcome)).to.deep.equal({ number: 1, proposer: STRANGER.address })
      })

      it('is refused when it names its own validators', () => {
        const drafts: Draft[] = [
          { validators: addressesOf([STRANGER]), proposer: STRANGER.address, sealers: [STRANGER] },
          { validators: FIVE, sealers: ALL },
          { validators: FOUR.slice(0, 3) },
          { validators: FOUR.toReversed() },
          { validators: [V0, V0, V1, V2] },
          { validators: [] },
        ]
        for (const draft of drafts) {
          expect(verdict(checkChain([sealBlock(draft)], trust))).to.equal('false: OTHER_VALIDATORS')
          expect(verdict(checkChain(sealChain([{}, draft]), trust))).to.equal('false: OTHER_VALIDATORS')
        }
      })

      it('is refused when its validators were exchanged after sealing', () => {
        const header = sealBlock()
        const changed = withExtra(header, { ...extraOf(header), validators: FIVE })
        expect(verdict(checkChain([changed], { ...trust, validators: FIVE }))).to.equal('false: FOREIGN_SEAL')
      })
    })

    it('needs a trust that means something', () => {
      const faults: QbftTrust[] = [
        { ...trust, validators: [] },
        { ...trust, validators: [...FOUR, V0] },
        { ...trust, validators: [V0.toUpperCase() as Hex] },
        { ...trust, validators: ['0x12'] },
        ...[0, -1, 0.5, Number.NaN].map(epochLength => ({ ...trust, epochLength })),
      ]
      for (const fault of faults)
        expect(caught(() => checkChain([sealBlock()], fault)).code).to.equal('INVALID_TRUST')
    })
  })
})

function extraOf(header: Header): QbftExtraData {
  const extra = decodeExtraData(header.extraData)
  if (extra === undefined) throw new Error('This is no header of a QBFT chain')
  return extra
}

function withSeals(header: Header, seals: readonly Uint8Array[]): Header {
  return withExtra(header, { ...extraOf(header), seals })
}

/** The validator's seal of the same block with another nonce: as good, and not the same. */
function anotherSeal(header: Header, place: number): Uint8Array {
  const secretKey = VALIDATORS[place]?.secretKey ?? new Uint8Array()
  const hash = commitHash(header, extraOf(header))
  const options = { prehash: false, format: 'recovered', extraEntropy: new Uint8Array(32).fill(9) } as const
  const message = Uint8Array.from(hash.slice(2).match(/../g) ?? [], byte => Number.parseInt(byte, 16))
  const [parity = 0, ...rs] = secp256k1.sign(message, secretKey, options)
  return Uint8Array.from([...rs, parity])
}

/** The other form of the same signature. */
function highS(seal: Uint8Array): Uint8Array {
  const s = secp256k1.Point.Fn.ORDER - bytesToNumberBE(seal.subarray(32, 64))
  return Uint8Array.from([...seal.subarray(0, 32), ...numberToBytesBE(s, 32), 1 - (seal[64] ?? 0)])
}
