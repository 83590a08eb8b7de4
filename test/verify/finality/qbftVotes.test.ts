import { expect } from 'chai'
import fc from 'fast-check'
import type { Hex } from '../../../src/protocol/bytes.ts'
import type { Vote } from '../../../src/verify/finality/qbftExtraData.ts'
import { beginTally, type Tally, tallyBlock } from '../../../src/verify/finality/qbftVotes.ts'

const EPOCH = 100
const address = (letter: string): Hex => `0x${letter.repeat(40)}`
const [A, B, C, D, E] = ['a', 'b', 'c', 'd', 'e'].map(address) as [Hex, Hex, Hex, Hex, Hex]
const add = (recipient: Hex): Vote => ({ recipient, adds: true })
const drop = (recipient: Hex): Vote => ({ recipient, adds: false })

/** The tally after these votes, from block 1 on unless something else is said. */
function tallyOf(validators: readonly Hex[], votes: readonly (readonly [Hex, Vote])[], first = 1): Tally {
  return votes.reduce(
    (tally, [proposer, vote], index) => tallyBlock(tally, { number: first + index, proposer, vote }, EPOCH),
    beginTally(validators, first, EPOCH),
  )
}

describe('qbftVotes', () => {
  it('adds with more than half of the validators', () => {
    const votes = [A, B, C].map(proposer => [proposer, add(E)] as const)
    expect(tallyOf([A, B, C, D], votes.slice(0, 2)).validators).to.deep.equal([A, B, C, D])
    expect(tallyOf([A, B, C, D], votes).validators).to.deep.equal([A, B, C, D, E])
  })

  it('drops with more than half of the validators', () => {
    const votes = [A, B, C].map(proposer => [proposer, drop(D)] as const)
    expect(tallyOf([A, B, C, D], votes.slice(0, 2)).validators).to.deep.equal([A, B, C, D])
    expect(tallyOf([A, B, C, D], votes).validators).to.deep.equal([A, B, C])
  })

  it('counts each proposer once, and its last vote', () => {
    expect(
      tallyOf(
        [A, B, C],
        [A, A, A].map(proposer => [proposer, add(E)] as const),
      ).validators,
    ).to.have.length(3)
    const changed = [
      [A, add(E)],
      [A, drop(E)],
      [B, add(E)],
    ] as const
    expect(tallyOf([A, B, C], changed).validators).to.deep.equal([A, B, C])
    expect(tallyOf([A, B, C], [...changed, [A, add(E)]]).validators).to.deep.equal([A, B, C, E])
  })

  it('keeps the validators in order', () => {
    const votes = [B, C].map(proposer => [proposer, add(A)] as const)
    expect(tallyOf([D, C, B], votes.slice(0, 1)).validators).to.deep.equal([B, C, D])
    expect(tallyOf([D, C, B], votes).validators).to.deep.equal([A, B, C, D])
  })

  it('begins anew for a recipient once it has changed', () => {
    const drops = [A, B, C].map(proposer => [proposer, drop(E)] as const)
    const adds = [A, B].map(proposer => [proposer, add(E)] as const)
    const back = [...drops, ...adds]
    expect(tallyOf([A, B, C, E], drops).validators).to.deep.equal([A, B, C])
    expect(tallyOf([A, B, C, E], back).validators).to.deep.equal([A, B, C, E])
    expect(tallyOf([A, B, C, E], back).votes.size).to.equal(0)
    expect(tallyOf([A, B, C, E], [...back, ...drops.slice(0, 2)]).validators).to.deep.equal([A, B, C, E])
  })

  it('forgets the votes of a validator that is dropped', () => {
    const votes = [
      [D, add(E)],
      [A, drop(D)],
      [B, drop(D)],
      [C, drop(D)],
      [A, add(E)],
    ] as const
    const tally = tallyOf([A, B, C, D], votes)
    expect(tally.validators).to.deep.equal([A, B, C])
    expect(tallyBlock(tally, { number: 6, proposer: B, vote: add(E) }, EPOCH).validators).to.deep.equal([
      A,
      B,
      C,
      E,
    ])
  })

  it('lets old votes suffice when the set has shrunk, at the next vote on the recipient', () => {
    const votes = [
      [A, add(E)],
      [B, add(E)],
      [A, drop(D)],
      [B, drop(D)],
      [C, drop(D)],
    ] as const
    expect(tallyOf([A, B, C, D], votes).validators).to.deep.equal([A, B, C])
    expect(tallyOf([A, B, C, D], [...votes, [C, drop(E)]]).validators).to.deep.equal([A, B, C, E])
  })

  it('discards all votes at an epoch, and that of the last block before it', () => {
    const votes = [
      [A, add(E)],
      [B, add(E)],
    ] as const
    expect(tallyOf([A, B, C], votes, 97).validators).to.deep.equal([A, B, C, E])
    expect(tallyOf([A, B, C], votes, 98).validators).to.deep.equal([A, B, C])
    expect(tallyOf([A, B, C], votes, 99).validators).to.deep.equal([A, B, C])
    expect(tallyOf([A, B, C], votes, 100).validators).to.deep.equal([A, B, C, E])
  })

  it('knows whether it knows all votes', () => {
    expect(beginTally([A], 0, EPOCH).complete).to.equal(true)
    expect(beginTally([A], 99, EPOCH).complete).to.equal(false)
    expect(tallyOf([A, B, C], [[A, add(E)]], 98).complete).to.equal(false)
    expect(tallyOf([A, B, C], [[A, add(E)]], 99).complete).to.equal(true)
  })

  it('never changes more than the recipient', () => {
    const addresses = fc.constantFrom(A, B, C, D, E)
    const cast = fc.record({ proposer: addresses, recipient: addresses, adds: fc.boolean() })
    fc.assert(
      fc.property(fc.array(cast, { maxLength: 40 }), casts => {
        let tally = beginTally([A, B, C, D], 1, EPOCH)
        for (const [index, { proposer, ...vote }] of casts.entries()) {
          if (!tally.validators.includes(proposer)) continue
          const next = tallyBlock(tally, { number: index + 1, proposer, vote }, EPOCH)
          const others = (validators: readonly Hex[]) =>
            validators.filter(validator => validator !== vote.recipient)
          expect(others(next.validators)).to.deep.equal(others(tally.validators))
          tally = next
        }
      }),
    )
  })
})
