import { expect } from 'chai'
import { envelopeKey, sealEnvelope } from '../../src/guardian/envelope.ts'
import type { Wrong } from '../../src/guardian/memory.ts'
import { nextStep } from '../../src/guardian/part.ts'
import { judgeAccusation, verdictOf } from '../../src/guardian/verdict.ts'
import { type Hex, hashText, toHex, word } from '../../src/protocol/bytes.ts'
import { decodeRound1, encodeRound1, encodeRound2, encodeShares } from '../../src/protocol/ceremonyPackage.ts'
import { round1, round2 } from '../../src/protocol/dkg.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { act, type Board, GUARDIANS, identityOf, openBoard, START, seedOf, setOf } from './support/board.ts'

const [ONE, TWO, THREE, FOUR] = GUARDIANS as [bigint, bigint, bigint, bigint]
const ALL = [ONE, TWO, THREE, FOUR]
const PLACE = identityOf(ONE)
const SIZE = { guardians: 4, threshold: 3, keys: 1, without: 0 }
const NOISE = new Uint8Array(100).fill(3)

describe('the verdict on a ceremony', function () {
  this.timeout(20_000)

  let board: Board
  beforeEach(() => {
    board = openBoard(setOf(4, 3), 1)
  })

  const verdict = (seconds = 0) => verdictOf(PLACE, board.ceremony(), START + seconds)
  const named = (wrong: Wrong, ...guardians: bigint[]) => guardians.map(guardian => ({ guardian, wrong }))
  const actAll = async (...guardians: bigint[]) => {
    for (const guardian of guardians) await act(board, guardian, seedOf(guardian), {})
  }

  describe('names nobody', () => {
    it('while everybody has time', async () => {
      expect(await verdict(CEREMONY_TIME - 1)).to.deep.equal([])
      await actAll(ONE, TWO)
      expect(await verdict(CEREMONY_TIME - 1)).to.deep.equal([])
    })

    it('when the keys are ready, however late', async () => {
      for (let round = 0; round < 3; round += 1) await actAll(...ALL)
      expect(board.ceremony().ready).to.equal(true)
      expect(await verdict(100 * CEREMONY_TIME)).to.deep.equal([])
    })

    it('for being late with a round that another has opened in its last second', async () => {
      await actAll(ONE, TWO, THREE)
      board.setTime(START + CEREMONY_TIME - 1)
      await actAll(FOUR)
      expect(await verdict(2 * CEREMONY_TIME - 2)).to.deep.equal([])
      expect(await verdict(2 * CEREMONY_TIME - 1)).to.deep.equal(named('Round2Missing', ...ALL))
    })
  })

  describe('names who is silent', () => {
    it('in round 1', async () => {
      await actAll(ONE, THREE)
      expect(await verdict(CEREMONY_TIME)).to.deep.equal(named('Round1Missing', TWO, FOUR))
    })

    it('in round 2', async () => {
      await actAll(...ALL)
      await actAll(ONE, TWO, FOUR)
      expect(await verdict(CEREMONY_TIME)).to.deep.equal(named('Round2Missing', THREE))
    })

    it('when all is to be confirmed', async () => {
      for (let round = 0; round < 2; round += 1) await actAll(...ALL)
      await actAll(TWO, THREE)
      expect(await verdict(CEREMONY_TIME)).to.deep.equal(named('ConfirmationMissing', ONE, FOUR))
    })

    it('and not who was left out', async () => {
      board = openBoard(setOf(4, 3), 1, { without: 0b0010 })
      await actAll(ONE, THREE)
      expect(await verdict(CEREMONY_TIME)).to.deep.equal(named('Round1Missing', FOUR))
    })
  })

  describe('names who posts what is false, at once, and nobody for stopping there', () => {
    it('noise in round 1', async () => {
      await actAll(ONE, TWO)
      board.post(THREE, 1, NOISE)
      expect(await verdict()).to.deep.equal(named('Round1Package', THREE))
      expect(await verdict(CEREMONY_TIME)).to.deep.equal(named('Round1Package', THREE))
    })

    it('a false proof', async () => {
      await actAll(ONE, TWO, FOUR)
      board.post(THREE, 1, board.ceremony().round1.get(ONE) ?? NOISE)
      expect(await verdict(10 * CEREMONY_TIME)).to.deep.equal(named('Proof', THREE))
    })

    it('noise in round 2', async () => {
      await actAll(...ALL)
      board.post(THREE, 2, NOISE)
      expect(await verdict(10 * CEREMONY_TIME)).to.deep.equal(named('Round2Package', THREE))
    })

    it('a false confirmation', async () => {
      for (let round = 0; round < 2; round += 1) await actAll(...ALL)
      board.confirm(TWO, word(5n))
      expect(await verdict(10 * CEREMONY_TIME)).to.deep.equal(named('Transcript', TWO))
    })
  })

  describe('over an accusation', () => {
    /** Guardian 2 is a cheat with a seed of its own; `spoil` changes what it sends to guardian 3. */
    const cheat = async (spoil: (shares: bigint[]) => bigint[]) => {
      const seed = new Uint8Array(32).fill(5)
      const party = { ...SIZE, index: 2 }
      await actAll(ONE, THREE, FOUR)
      const { publicKey } = await envelopeKey(seed)
      board.post(TWO, 1, encodeRound1({ encryptionKey: publicKey, keys: round1(party, seed) }, SIZE))
      const first = ALL.map(guardian =>
        decodeRound1(board.ceremony().round1.get(guardian) ?? new Uint8Array(), SIZE),
      )
      const shares = round2(
        party,
        seed,
        first.map(({ keys }) => keys),
      )
      const envelopes = await Promise.all(
        ALL.map((receiver, i) => {
          if (receiver === TWO) return new Uint8Array()
          const context = { ...identityOf(TWO), ceremony: 7, sender: TWO, receiver }
          const mine = receiver === THREE ? spoil(shares[i] ?? []) : (shares[i] ?? [])
          return sealEnvelope(context, first[i]?.encryptionKey ?? new Uint8Array(), encodeShares(mine))
        }),
      )
      await actAll(ONE, THREE, FOUR)
      board.post(TWO, 2, encodeRound2(envelopes, SIZE))
    }
    const plusOne = (shares: bigint[]) => shares.map(share => share + 1n)
    /** The key that guardian 3 discloses. */
    const keyOfThree = async (): Promise<Hex> => {
      const step = await nextStep(board.ceremony(), identityOf(THREE), board.keptBy(THREE, seedOf(THREE)))
      return step.do === 'accuse' ? step.key : expect.fail(step.do)
    }

    it('names the accused if it sent a false share', async () => {
      await cheat(plusOne)
      board.accuse(THREE, TWO, await keyOfThree())
      expect(await verdict()).to.deep.equal(named('Share', TWO))
    })

    it('names the accused if nothing can be opened', async () => {
      await cheat(shares => shares.slice(1))
      board.accuse(THREE, TWO, await keyOfThree())
      expect(await verdict()).to.deep.equal(named('Envelope', TWO))
    })

    it('names the accuser if another sent it the truth, with the right key too', async () => {
      await cheat(plusOne)
      board.accuse(THREE, ONE, await keyOfThree())
      expect(await verdict()).to.deep.equal(named('Accusation', THREE))
    })

    it('names the accuser if the key is not the one of its package', async () => {
      await cheat(plusOne)
      for (const key of [hashText('another key'), word(0n), toHex(new Uint8Array(32).fill(255))])
        expect(
          await judgeAccusation(PLACE, board.ceremony(), { guardian: THREE, accused: TWO, key }),
        ).to.deep.equal({ guardian: THREE, wrong: 'Accusation' })
    })

    it('judges each by itself, and excuses the silence of all others', async () => {
      await cheat(plusOne)
      board.accuse(THREE, TWO, await keyOfThree())
      board.accuse(FOUR, ONE, hashText('no key'))
      expect(await verdict(10 * CEREMONY_TIME)).to.deep.equal([
        ...named('Share', TWO),
        ...named('Accusation', FOUR),
      ])
    })

    it('betrays nothing of the polynomials: the key comes from the seed by another way', async () => {
      await cheat(plusOne)
      const disclosed = await keyOfThree()
      expect(disclosed).not.to.equal(seedOf(THREE))
      const other = openBoard(setOf(4, 3), 1, { ceremony: 8 })
      for (const guardian of ALL) await act(other, guardian, seedOf(guardian), {})
      const keys = [board, other].map(each => {
        const posted = each.ceremony().round1.get(THREE) ?? new Uint8Array()
        return toHex(decodeRound1(posted, SIZE).encryptionKey)
      })
      expect(keys[0]).not.to.equal(keys[1])
    })
  })
})
