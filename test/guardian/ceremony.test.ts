import { expect } from 'chai'
import fc from 'fast-check'
import { participantsOf, withEvent } from '../../src/guardian/ceremony.ts'
import { nextStep } from '../../src/guardian/part.ts'
import { toHex, word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { assertSecret, interpolate, keyId, NO_POINT } from '../../src/protocol/openingKey.ts'
import {
  act,
  type Board,
  GUARDIANS,
  identityOf,
  openBoard,
  type Result,
  run,
  seedOf,
  seedsOf,
  setOf,
} from './support/board.ts'

describe('a key ceremony', () => {
  describe('of honest guardians', () => {
    for (const [count, threshold] of [
      [3, 2],
      [4, 3],
      [5, 3],
      [5, 5],
    ] as const) {
      it(`gives ${count} guardians the same keys, opened by any ${threshold} shares`, async () => {
        const board = openBoard(setOf(count, threshold), 2)
        const results = await run(board, seedsOf(GUARDIANS.slice(0, count)))
        verifyKeys(board, results, threshold)
      })
    }

    it('gives the same to those who take part, each at its own place, when some are left out', async () => {
      const board = openBoard(setOf(5, 2), 2, { without: 0b01001 })
      const members = participantsOf(board.ceremony())
      expect(members).to.deep.equal([GUARDIANS[1], GUARDIANS[2], GUARDIANS[4]])
      const results = await run(board, seedsOf(members))
      expect(board.ceremony().ready).to.equal(true)
      const keys = results.get(members[0] ?? 0n)?.keys ?? []
      for (const member of members) expect(results.get(member)?.keys).to.deep.equal(keys)
      const shareOf = (index: number, position: number) => ({
        index,
        share: results.get(GUARDIANS[index - 1] ?? 0n)?.shares?.[position]?.share ?? 0n,
      })
      for (const [position, { publicKey, shares }] of keys.entries()) {
        for (const [one, other] of [
          [2, 3],
          [2, 5],
          [3, 5],
        ] as const) {
          const secret = interpolate([shareOf(one, position), shareOf(other, position)])
          expect(() => assertSecret(publicKey, secret)).not.to.throw()
        }
        expect([shares[0], shares[3]]).to.deep.equal([NO_POINT, NO_POINT])
      }
    })

    it('gives the same whoever comes first', async () => {
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), async numbers => {
          const board = openBoard(setOf(3, 2), 1)
          const results = await run(
            board,
            seedsOf(GUARDIANS.slice(0, 3)),
            count => (numbers.next().value ?? 0) % count,
          )
          verifyKeys(board, results, 2)
        }),
        { numRuns: 10 },
      )
    })

    it('makes other keys in each ceremony, even from one seed', async () => {
      const publicKeys = []
      for (const [set, keys, change] of [
        [setOf(3, 2), 2, {}],
        [setOf(3, 2), 2, { ceremony: 8 }],
        [setOf(3, 2), 3, {}],
        [{ ...setOf(3, 2), set: 4 }, 2, {}],
        [setOf(4, 2), 2, {}],
        [setOf(4, 2), 2, { without: 0b1000 }],
      ] as const) {
        const board = openBoard(set, keys, change)
        const results = await run(board, seedsOf(participantsOf(board.ceremony())))
        publicKeys.push(...(results.get(101n)?.keys ?? []).map(({ publicKey }) => publicKey.x))
      }
      expect(new Set(publicKeys).size).to.equal(13)
    })
  })

  describe('interrupted', () => {
    it('says the same again at every step', async () => {
      const board = openBoard(setOf(3, 2), 2)
      const [one, two, three] = GUARDIANS.slice(0, 3) as [bigint, bigint, bigint]
      const self = identityOf(one)

      const first = await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))
      const again = await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))
      if (first.do !== 'post') throw new Error(first.do)
      expect(first.round).to.equal(1)
      expect(again).to.deep.equal(first)

      board.post(one, 1, first.package)
      expect((await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))).do).to.equal('wait')
      await act(board, two, seedOf(two), {})
      await act(board, three, seedOf(three), {})
      const second = await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))
      if (second.do !== 'post') throw new Error(second.do)
      expect(second.round).to.equal(2)

      // A crash here, before anything is kept: the envelopes sealed after it are others, and what they hold is the same.
      await act(board, one, seedOf(one), {})
      await act(board, two, seedOf(two), {})
      await act(board, three, seedOf(three), {})
      const third = await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))
      if (third.do !== 'confirm') throw new Error(third.do)
      expect(await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))).to.deep.equal(third)

      await act(board, one, seedOf(one), {})
      expect((await nextStep(board.ceremony(), self, board.keptBy(one, seedOf(one)))).do).to.equal('finish')
    })

    it('posts in round 2 what it has kept, and nothing else', async () => {
      const board = openBoard(setOf(3, 2), 1)
      for (const guardian of GUARDIANS.slice(0, 3)) await act(board, guardian, seedOf(guardian), {})
      const step = await nextStep(board.ceremony(), identityOf(101n), {
        seed: seedOf(101n),
        round2: '0x0102',
      })
      expect(step).to.deep.equal({ do: 'post', round: 2, package: Uint8Array.of(1, 2) })
    })

    it('LEDGER_INCONSISTENT when the node leaves out or changes a package', async () => {
      const board = openBoard(setOf(3, 2), 1)
      await run(board, seedsOf(GUARDIANS.slice(0, 3)))
      const replay = (events: typeof board.events) =>
        events.reduce(withEvent, openBoard(setOf(3, 2), 1).ceremony())
      expect(replay(board.events).ready).to.equal(true)
      expect(() => replay(board.events.slice(1)))
        .to.throw(BonginError)
        .with.property('code', 'LEDGER_INCONSISTENT')
      const changed = board.events.map((event, i) => {
        if (i !== 1 || event.name !== 'PackagePosted') return event
        return { ...event, args: { ...event.args, guardian: 777n } }
      })
      expect(() => replay(changed))
        .to.throw(BonginError)
        .with.property('code', 'LEDGER_INCONSISTENT')
    })
  })
})

describe('a guardian in whose name somebody else acts', () => {
  const ONE = 101n
  const self = identityOf(ONE)
  const impersonated = { state: 'failed', ceremony: 7, reason: 'impersonated', faults: [] }
  const others = GUARDIANS.slice(1, 3)
  let board: Board

  beforeEach(() => {
    board = openBoard(setOf(3, 2), 1)
  })

  const expectNoticed = async () => {
    const step = await nextStep(board.ceremony(), self, board.keptBy(ONE, seedOf(ONE)))
    if (step.do !== 'fail') throw new Error(step.do)
    expect(step.failure).to.deep.equal(impersonated)
  }
  const actAll = async (guardians: readonly bigint[]) => {
    for (const guardian of guardians) await act(board, guardian, seedOf(guardian), {})
  }
  /** The package of round 2 that a stranger with this guardian's seed, or with a copy of its keyfile, posts. */
  const otherEnvelopes = async () => {
    const step = await nextStep(board.ceremony(), self, { seed: seedOf(ONE) })
    if (step.do !== 'post' || step.round !== 2) throw new Error(step.do)
    return step.package
  }

  it('notices a package of round 1', async () => {
    await act(board, ONE, seedOf(ONE, 2), {})
    await expectNoticed()
  })

  it('notices a package of round 2, before its own and instead of it', async () => {
    await actAll([ONE, ...others])
    const [foreign, own] = [await otherEnvelopes(), await otherEnvelopes()]
    board.post(ONE, 2, foreign)
    await expectNoticed()
    board.keep(ONE, { round2: toHex(own) })
    await expectNoticed()
  })

  it('notices a confirmation, before its own and instead of it', async () => {
    await actAll([ONE, ...others])
    await actAll([ONE, ...others])
    board.confirm(ONE, word(1n))
    await expectNoticed()
    board.keep(ONE, { transcript: word(2n) })
    await expectNoticed()
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
    expect(all.map(result => result.shares?.[position]?.key)).to.deep.equal(all.map(() => keyId(7, position)))
    for (const [skipped] of shares.entries()) {
      const some = [...shares.slice(skipped), ...shares.slice(0, skipped)].slice(0, threshold)
      expect(() => assertSecret(publicKey, interpolate(some))).not.to.throw()
      expect(() => assertSecret(publicKey, interpolate(some.slice(1)))).to.throw()
    }
  })
}
