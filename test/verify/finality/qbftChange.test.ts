import { expect } from 'chai'
import type { Hex } from '../../../src/protocol/bytes.ts'
import type { QbftTrust } from '../../../src/verify/finality/qbft.ts'
import type { Vote } from '../../../src/verify/finality/qbftExtraData.ts'
import type { Header } from '../../../src/verify/header.ts'
import { detailsOf, unwrap, verdict } from '../support/outcome.ts'
import { checkChain } from '../support/qbftChain.ts'
import { addressesOf, type Draft, STRANGER, sealChain, VALIDATORS } from '../support/qbftSealer.ts'

const FOUR = addressesOf(VALIDATORS)
const ALL = [...VALIDATORS, STRANGER]
const FIVE = addressesOf(ALL)
const [V0, V1, V2, V3] = FOUR as [Hex, Hex, Hex, Hex]
const EPOCH = 30_000
const trust: QbftTrust = { validators: FOUR, epochLength: EPOCH }
const addStranger: Vote = { recipient: STRANGER.address, adds: true }
const dropLast: Vote = { recipient: V3, adds: false }

describe('a change of the validators of a QBFT chain', function () {
  this.timeout(30_000)
  const votes: Draft[] = [V0, V1, V2].map(proposer => ({ proposer, vote: addStranger }))
  const five: Draft = { validators: FIVE, sealers: ALL.slice(1), proposer: STRANGER.address }

  it('is followed from the block after the votes on', () => {
    const headers = sealChain([...votes, five, five])
    expect(unwrap(checkChain(headers, trust))).to.have.length(5)
  })

  it('asks for the quorum of the new set', () => {
    const outcome = checkChain(sealChain([...votes, { ...five, sealers: ALL.slice(0, 3) }]), trust)
    expect(verdict(outcome)).to.equal('missing: TOO_FEW_SEALS')
    expect(detailsOf(outcome)).to.deep.equal({ number: 4, required: 4, found: 3 })
  })

  it('is followed when a validator is dropped, whose seal then is foreign', () => {
    const drops: Draft[] = [V0, V1, V2].map(proposer => ({ proposer, vote: dropLast }))
    const three: Draft = { validators: FOUR.slice(0, 3), sealers: VALIDATORS.slice(0, 2) }
    expect(verdict(checkChain(sealChain([...drops, three]), trust))).to.equal('proven')
    const outcome = checkChain(sealChain([...drops, { ...three, sealers: VALIDATORS.slice(1) }]), trust)
    expect(verdict(outcome)).to.equal('false: FOREIGN_SEAL')
  })

  it('must not be ignored', () => {
    const outcome = checkChain(sealChain([...votes, {}]), trust)
    expect(verdict(outcome)).to.equal('false: OTHER_VALIDATORS')
    expect(detailsOf(outcome)).to.deep.equal({ number: 4, expected: FIVE, found: FOUR })
  })

  it('is refused without a vote, or by another vote, in the block before', () => {
    expect(verdict(checkChain(sealChain([{}, five]), trust))).to.equal('false: OTHER_VALIDATORS')
    const other = sealChain([{ vote: dropLast }, five])
    expect(verdict(checkChain(other, trust))).to.equal('false: OTHER_VALIDATORS')
  })

  it('is refused by too few votes where all are known', () => {
    const first = { ...votes[0], number: EPOCH }
    const outcome = checkChain(sealChain([first, votes[1] as Draft, five]), trust)
    expect(verdict(outcome)).to.equal('false: OTHER_VALIDATORS')
  })

  it('is refused by votes of one proposer', () => {
    const same = votes.map(vote => ({ ...vote, proposer: V0 }))
    const outcome = checkChain(sealChain([{ ...same[0], number: EPOCH }, ...same.slice(1), five]), trust)
    expect(verdict(outcome)).to.equal('false: OTHER_VALIDATORS')
  })

  it('misses votes that may stand before the first header', () => {
    const outcome = checkChain(sealChain([{ ...votes[1], number: 7 }, votes[2] as Draft, five]), trust)
    expect(verdict(outcome)).to.equal('missing: VOTES_MISSING')
    expect(detailsOf(outcome)).to.deep.equal({ number: 9, expected: FOUR, found: FIVE })
  })

  it('misses votes that were left out', () => {
    const [first, , , last] = sealChain([...votes, five]) as [Header, Header, Header, Header]
    expect(verdict(checkChain([first, last], trust))).to.equal('missing: VOTES_MISSING')
    const headers = sealChain([...votes, {}, {}, five])
    expect(verdict(checkChain([...headers.slice(0, 3), headers[5] as Header], trust))).to.equal('proven')
  })

  it('does not count votes from before the headers that were left out', () => {
    const [a, , b, c, d] = sealChain([votes[0], {}, votes[1], votes[2], five] as Draft[]) as Header[]
    expect(verdict(checkChain([a, b, c, d] as Header[], trust))).to.equal('missing: VOTES_MISSING')
  })

  it('does not happen by votes of two epochs', () => {
    const drafts = [{ ...votes[0], number: EPOCH - 2 }, ...votes.slice(1)]
    expect(verdict(checkChain(sealChain([...drafts, five]), trust))).to.equal('false: OTHER_VALIDATORS')
    expect(verdict(checkChain(sealChain([...drafts, {}]), trust))).to.equal('proven')
  })
})
