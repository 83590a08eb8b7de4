import { expect } from 'chai'
import { envelopeKey, sealEnvelope } from '../../src/guardian/envelope.ts'
import type { Wrong } from '../../src/guardian/memory.ts'
import { decodeRound1, encodeRound1, encodeRound2, encodeShares } from '../../src/protocol/ceremonyPackage.ts'
import { type Party, round1, round2 } from '../../src/protocol/dkg.ts'
import { transcriptHash } from '../../src/protocol/openingKey.ts'
import {
  act,
  type Board,
  GUARDIANS,
  identityOf,
  openBoard,
  type Result,
  run,
  seedsOf,
  setOf,
} from './support/board.ts'

describe('a cheat in a key ceremony', () => {
  const CHEAT = 205n
  const HONEST = [101n, 309n, 1_000_000_000_000n]
  const SIZE = { guardians: 4, threshold: 3, keys: 2, without: 0 }
  const PARTY: Party = { ...SIZE, index: 2 }
  const CHEAT_SEED = new Uint8Array(32).fill(66)
  let board: Board
  let results: Map<bigint, Result>

  beforeEach(() => {
    board = openBoard(setOf(4, 3), 2)
  })

  const honestRun = async () => {
    results = await run(board, seedsOf(HONEST))
  }
  const goodRound1 = async () => ({
    encryptionKey: (await envelopeKey(CHEAT_SEED)).publicKey,
    keys: round1(PARTY, CHEAT_SEED),
  })
  const publishGoodRound1 = async () => {
    await honestRun()
    board.post(CHEAT, 1, encodeRound1(await goodRound1(), SIZE))
    await honestRun()
  }
  /** The cheat's envelopes, with its shares as `spoil` leaves them. */
  const envelopes = async (spoil: (shares: bigint[], receiver: bigint) => bigint[]) => {
    const first = GUARDIANS.slice(0, 4).map(guardian =>
      decodeRound1(board.ceremony().round1.get(guardian) ?? new Uint8Array(), SIZE),
    )
    const shares = round2(
      PARTY,
      CHEAT_SEED,
      first.map(({ keys }) => keys),
    )
    return Promise.all(
      GUARDIANS.slice(0, 4).map(async (receiver, i) => {
        if (receiver === CHEAT) return new Uint8Array()
        const context = { ...identityOf(CHEAT), ceremony: 7, sender: CHEAT, receiver }
        return sealEnvelope(
          context,
          first[i]?.encryptionKey ?? new Uint8Array(),
          encodeShares(spoil(shares[i] ?? [], receiver)),
        )
      }),
    )
  }
  const expectNamed = (guardians: readonly bigint[], wrong: Wrong) => {
    for (const guardian of guardians) {
      expect(results.get(guardian)?.failure?.faults, `as guardian ${guardian} sees it`).to.deep.equal([
        { guardian: CHEAT, wrong },
      ])
      expect(results.get(guardian)?.shares).to.equal(undefined)
    }
    expect(board.ceremony().ready).to.equal(false)
  }

  describe('in round 1', () => {
    const post = async (posted: Uint8Array) => {
      await honestRun()
      board.post(CHEAT, 1, posted)
      await honestRun()
      expect(board.ceremony().round2.size).to.equal(0)
    }

    it('whose proof of knowledge is false', async () => {
      const { encryptionKey, keys } = await goodRound1()
      const [first, second] = keys as [(typeof keys)[0], (typeof keys)[0]]
      await post(encodeRound1({ encryptionKey, keys: [first, { ...second, proof: first.proof }] }, SIZE))
      expectNamed(HONEST, 'Proof')
    })

    it("who repeats another guardian's package", async () => {
      await honestRun()
      board.post(CHEAT, 1, board.ceremony().round1.get(101n) ?? new Uint8Array())
      await honestRun()
      expectNamed(HONEST, 'Proof')
    })

    it('whose commitments are not on the curve', async () => {
      const { encryptionKey, keys } = await goodRound1()
      const spoiled = keys.map(({ commitments, proof }) => ({
        proof,
        commitments: commitments.with(2, new Uint8Array(33).fill(0xff).with(0, 2)),
      }))
      await post(encodeRound1({ encryptionKey, keys: spoiled }, SIZE))
      expectNamed(HONEST, 'Proof')
    })

    it('whose encryption key would let anybody read', async () => {
      await post(encodeRound1({ ...(await goodRound1()), encryptionKey: new Uint8Array(32) }, SIZE))
      expectNamed(HONEST, 'EncryptionKey')
    })

    for (const [what, spoil] of [
      ['nothing', () => new Uint8Array()],
      ['noise', (good: Uint8Array) => good.map(byte => byte ^ 0x55)],
      ['a byte too little', (good: Uint8Array) => good.slice(0, -1)],
      ['a byte too much', (good: Uint8Array) => Uint8Array.of(...good, 0)],
    ] as const) {
      it(`who posts ${what}`, async () => {
        await post(spoil(encodeRound1(await goodRound1(), SIZE)))
        expectNamed(HONEST, 'Round1Package')
      })
    }
  })

  describe('in round 2', () => {
    const post = async (posted: Uint8Array) => {
      board.post(CHEAT, 2, posted)
      await honestRun()
    }

    it('who sends a false share of one key to one receiver: the receiver accuses it, and everybody sees that it is so', async () => {
      await publishGoodRound1()
      const spoiled = await envelopes((shares, receiver) =>
        receiver === 309n ? shares.with(1, (shares[1] ?? 0n) + 1n) : shares,
      )
      await post(encodeRound2(spoiled, SIZE))
      expect(board.ceremony().accusations).to.have.length(1)
      expectNamed(HONEST, 'Share')
    })

    it('who sends a false share while others confirm: the ceremony is dead all the same, and so are their shares', async () => {
      await publishGoodRound1()
      const spoiled = await envelopes((shares, receiver) =>
        receiver === 309n ? shares.with(1, (shares[1] ?? 0n) + 1n) : shares,
      )
      board.post(CHEAT, 2, encodeRound2(spoiled, SIZE))
      const early: Result = {}
      await act(board, 101n, seedsOf(HONEST).get(101n) ?? '0x', early)
      expect(early.shares).to.have.length(2)
      await honestRun()
      expect(board.ceremony().confirmations.size).to.equal(1)
      expectNamed(HONEST, 'Share')
    })

    it('who seals nothing that can be opened', async () => {
      await publishGoodRound1()
      await post(
        encodeRound2(
          [100, 0, 100, 100].map(length => new Uint8Array(length).fill(9)),
          SIZE,
        ),
      )
      expectNamed(HONEST, 'Envelope')
    })

    it('who sends an envelope meant for another receiver', async () => {
      await publishGoodRound1()
      const [one, own, three, four] = (await envelopes(shares => shares)) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ]
      await post(encodeRound2([three, own, one, four], SIZE))
      expect(board.ceremony().accusations.map(({ guardian }) => guardian)).to.deep.equal([101n])
      expectNamed(HONEST, 'Envelope')
    })

    it('who sends a share too few', async () => {
      await publishGoodRound1()
      await post(encodeRound2(await envelopes(shares => shares.slice(1)), SIZE))
      expectNamed(HONEST, 'Envelope')
    })

    it('who posts noise', async () => {
      await publishGoodRound1()
      await post(new Uint8Array(500).fill(1))
      expectNamed(HONEST, 'Round2Package')
    })

    it('who confirms other keys first', async () => {
      await publishGoodRound1()
      const good = await envelopes(shares => shares)
      board.post(CHEAT, 2, encodeRound2(good, SIZE))
      const others = await run(openBoard(setOf(4, 3), 2), seedsOf(GUARDIANS.slice(0, 4), 9))
      board.confirm(CHEAT, transcriptHash(7, board.ceremony().packages, others.get(CHEAT)?.keys ?? []))
      await honestRun()
      expectNamed(HONEST, 'Transcript')
    })
  })
})
