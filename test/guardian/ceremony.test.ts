import { expect } from 'chai'
import fc from 'fast-check'
import { envelopeKey, sealEnvelope } from '../../src/guardian/envelope.ts'
import { startedCeremony, withEvent } from '../../src/guardian/ceremony.ts'
import { nextStep } from '../../src/guardian/part.ts'
import { type Hex, toHex } from '../../src/protocol/bytes.ts'
import { decodeRound1, encodeRound1, encodeRound2, encodeShares } from '../../src/protocol/ceremonyPackage.ts'
import { findBadShare, type Party, round1, round2 } from '../../src/protocol/dkg.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { assertSecret, interpolate, keyId, transcriptHash } from '../../src/protocol/openingKey.ts'
import { act, type Board, identityOf, openBoard, type Result, run } from './support/board.ts'

const GUARDIANS = [101n, 205n, 309n, 1_000_000_000_000n, 18_446_744_073_709_551_615n]
const setOf = (count: number, threshold: number) => ({ set: 3, guardians: GUARDIANS.slice(0, count), threshold })
const seedOf = (guardian: bigint, salt = 1): Hex => toHex(new Uint8Array(32).fill(Number(guardian % 251n) + salt))
const seedsOf = (guardians: readonly bigint[], salt?: number) =>
  new Map(guardians.map((guardian): [bigint, Hex] => [guardian, seedOf(guardian, salt)]))

describe('a key ceremony', () => {
  describe('of honest guardians', () => {
    for (const [count, threshold] of [[3, 2], [4, 3], [5, 3], [5, 5]] as const) {
      it(`gives ${count} guardians the same keys, opened by any ${threshold} shares`, async () => {
        const board = openBoard(setOf(count, threshold), 2)
        const results = await run(board, seedsOf(GUARDIANS.slice(0, count)))
        verifyKeys(board, results, threshold)
      })
    }

    it('gives the same whoever comes first', async () => {
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
          const board = openBoard(setOf(3, 2), 1)
          const results = await run(board, seedsOf(GUARDIANS.slice(0, 3)), (count) => (numbers.next().value ?? 0) % count)
          verifyKeys(board, results, 2)
        }),
        { numRuns: 10 },
      )
    })

    it('makes other keys in each ceremony, even from one seed', async () => {
      const publicKeys = []
      for (const [set, keys, ceremony] of [[setOf(3, 2), 2, 7], [setOf(3, 2), 2, 8], [setOf(3, 2), 3, 7], [{ ...setOf(3, 2), set: 4 }, 2, 7]] as const) {
        const results = await run(openBoard(set, keys, ceremony), seedsOf(set.guardians))
        publicKeys.push(...(results.get(101n)?.keys ?? []).map(({ publicKey }) => publicKey.x))
      }
      expect(new Set(publicKeys).size).to.equal(9)
    })
  })

  describe('interrupted', () => {
    it('says the same again at every step', async () => {
      const board = openBoard(setOf(3, 2), 2)
      const [one, two, three] = GUARDIANS.slice(0, 3) as [bigint, bigint, bigint]
      const self = identityOf(one)

      const first = await nextStep(board.ceremony(), self, seedOf(one))
      const again = await nextStep(board.ceremony(), self, seedOf(one))
      if (first.do !== 'post') throw new Error(first.do)
      expect(first.round).to.equal(1)
      expect(again).to.deep.equal(first)

      board.post(one, 1, first.package)
      expect((await nextStep(board.ceremony(), self, seedOf(one))).do).to.equal('wait')
      await act(board, two, seedOf(two), {})
      await act(board, three, seedOf(three), {})
      const second = await nextStep(board.ceremony(), self, seedOf(one))
      if (second.do !== 'post') throw new Error(second.do)
      expect(second.round).to.equal(2)

      // A crash here: the envelopes sealed after it are others, and what they hold is the same.
      await act(board, one, seedOf(one), {})
      await act(board, two, seedOf(two), {})
      await act(board, three, seedOf(three), {})
      const third = await nextStep(board.ceremony(), self, seedOf(one))
      if (third.do !== 'confirm') throw new Error(third.do)
      expect(await nextStep(board.ceremony(), self, seedOf(one))).to.deep.equal(third)

      board.confirm(one, third.transcript)
      expect((await nextStep(board.ceremony(), self, seedOf(one))).do).to.equal('finish')
      expect((await nextStep(board.ceremony(), self, undefined)).do).to.equal('finish')
    })

    it('is given up by a guardian that has lost its seed, or whose package is not its own', async () => {
      for (const seed of [undefined, seedOf(101n, 2)]) {
        const board = openBoard(setOf(3, 2), 1)
        await act(board, 101n, seedOf(101n), {})
        const step = await nextStep(board.ceremony(), identityOf(101n), seed)
        if (step.do !== 'fail') throw new Error(step.do)
        expect(step.failure).to.deep.equal({ state: 'failed', ceremony: 7, reason: 'lost', faults: [] })
      }
    })

    it('LEDGER_INCONSISTENT when the node leaves out or changes a package', async () => {
      const board = openBoard(setOf(3, 2), 1)
      await run(board, seedsOf(GUARDIANS.slice(0, 3)))
      const replay = (events: typeof board.events) => events.reduce(withEvent, startedCeremony(7, setOf(3, 2), 1))
      expect(replay(board.events).ready).to.equal(true)
      expect(() => replay(board.events.slice(1))).to.throw(BonginError).with.property('code', 'LEDGER_INCONSISTENT')
      const changed = board.events.map((event, i) => {
        if (i !== 1 || event.name !== 'PackagePosted') return event
        return { ...event, args: { ...event.args, guardian: 777n } }
      })
      expect(() => replay(changed)).to.throw(BonginError).with.property('code', 'LEDGER_INCONSISTENT')
    })
  })

  describe('with a cheat', () => {
    const CHEAT = 205n
    const HONEST = [101n, 309n, 1_000_000_000_000n]
    const SIZE = { guardians: 4, threshold: 3, keys: 2 }
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
      const first = GUARDIANS.slice(0, 4).map((guardian) => decodeRound1(board.ceremony().round1.get(guardian) ?? new Uint8Array(), SIZE))
      const shares = round2(PARTY, CHEAT_SEED, first.map(({ keys }) => keys))
      return Promise.all(
        GUARDIANS.slice(0, 4).map(async (receiver, i) => {
          if (receiver === CHEAT) return new Uint8Array()
          const context = { ...identityOf(CHEAT), ceremony: 7, sender: CHEAT, receiver }
          return sealEnvelope(context, first[i]?.encryptionKey ?? new Uint8Array(), encodeShares(spoil(shares[i] ?? [], receiver)))
        }),
      )
    }
    const expectNamed = (guardians: readonly bigint[], wrong: string) => {
      for (const guardian of guardians) {
        expect(results.get(guardian)?.failure?.faults, `as guardian ${guardian} sees it`).to.deep.equal([{ guardian: CHEAT, wrong }])
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
        const spoiled = keys.map(({ commitments, proof }) => ({ proof, commitments: commitments.with(2, new Uint8Array(33).fill(0xff).with(0, 2)) }))
        await post(encodeRound1({ encryptionKey, keys: spoiled }, SIZE))
        expectNamed(HONEST, 'Proof')
      })

      it('whose encryption key would let anybody read', async () => {
        await post(encodeRound1({ ...(await goodRound1()), encryptionKey: new Uint8Array(32) }, SIZE))
        expectNamed(HONEST, 'EncryptionKey')
      })

      for (const [what, spoil] of [
        ['nothing', () => new Uint8Array()],
        ['noise', (good: Uint8Array) => good.map((byte) => byte ^ 0x55)],
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

      it('who sends a false share of one key to one receiver: the receiver names it, and can prove it', async () => {
        await publishGoodRound1()
        const spoiled = await envelopes((shares, receiver) => (receiver === 309n ? shares.with(1, (shares[1] ?? 0n) + 1n) : shares))
        await post(encodeRound2(spoiled, SIZE))
        expectNamed([309n], 'Share')
        expect(results.get(101n)?.shares).to.have.length(2)

        // What anybody else can do with the disclosed key and the ledger alone.
        const { openEnvelope } = await import('../../src/guardian/envelope.ts')
        const { decodeRound2, decodeShares } = await import('../../src/protocol/ceremonyPackage.ts')
        const evidence = results.get(309n)?.failure?.evidence
        const envelope = decodeRound2(board.ceremony().round2.get(CHEAT) ?? new Uint8Array(), SIZE)[2] ?? new Uint8Array()
        const context = { ...identityOf(309n), ceremony: 7, sender: CHEAT, receiver: 309n }
        const content = await openEnvelope(context, Buffer.from((evidence ?? '0x').slice(2), 'hex'), envelope)
        const { keys } = decodeRound1(board.ceremony().round1.get(CHEAT) ?? new Uint8Array(), SIZE)
        expect(findBadShare(SIZE, keys, 3, decodeShares(content, SIZE))).to.equal(1)
      })

      it('who seals nothing that can be opened', async () => {
        await publishGoodRound1()
        await post(encodeRound2([100, 0, 100, 100].map((length) => new Uint8Array(length).fill(9)), SIZE))
        expectNamed(HONEST, 'Envelope')
      })

      it('who sends an envelope meant for another receiver', async () => {
        await publishGoodRound1()
        const [one, own, three, four] = await envelopes((shares) => shares) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
        await post(encodeRound2([three, own, one, four], SIZE))
        expectNamed([101n, 309n], 'Envelope')
      })

      it('who sends a share too few', async () => {
        await publishGoodRound1()
        await post(encodeRound2(await envelopes((shares) => shares.slice(1)), SIZE))
        expectNamed(HONEST, 'Envelope')
      })

      it('who posts noise', async () => {
        await publishGoodRound1()
        await post(new Uint8Array(500).fill(1))
        expectNamed(HONEST, 'Round2Package')
      })

      it('who confirms other keys first', async () => {
        await publishGoodRound1()
        const good = await envelopes((shares) => shares)
        board.post(CHEAT, 2, encodeRound2(good, SIZE))
        const others = await run(openBoard(setOf(4, 3), 2), seedsOf(GUARDIANS.slice(0, 4), 9))
        board.confirm(CHEAT, transcriptHash(7, board.ceremony().packages, others.get(CHEAT)?.keys ?? []))
        await honestRun()
        expectNamed(HONEST, 'Transcript')
      })
    })
  })
})

/** All guardians have the same keys, and shares of which any `k` are worth the secret. */
function verifyKeys(board: Board, results: Map<bigint, Result>, threshold: number): void {
  expect(board.ceremony().ready).to.equal(true)
  const all = [...results.values()]
  const keys = all[0]?.keys ?? []
  expect(keys).to.have.length(board.ceremony().keys)
  for (const { keys: same, failure } of all) {
    expect(failure).to.equal(undefined)
    expect(same).to.deep.equal(keys)
  }
  keys.forEach(({ publicKey }, position) => {
    const shares = all.map((result, i) => ({ index: i + 1, share: result.shares?.[position]?.share ?? 0n }))
    expect(all.map((result) => result.shares?.[position]?.key)).to.deep.equal(all.map(() => keyId(7, position)))
    for (const [skipped] of shares.entries()) {
      const some = [...shares.slice(skipped), ...shares.slice(0, skipped)].slice(0, threshold)
      expect(() => assertSecret(publicKey, interpolate(some))).not.to.throw()
      expect(() => assertSecret(publicKey, interpolate(some.slice(1)))).to.throw()
    }
  })
}
