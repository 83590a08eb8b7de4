import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import { hashText } from '../../../src/protocol/bytes.ts'
import { type Check, roleBits } from '../../../src/protocol/participant.ts'
import {
  AGENCY,
  type Author,
  act,
  amendTender,
  announceTender,
  type BidChoices,
  cancelTender,
  deployLedgerWithLevers,
  loadFixture,
  nextBlockAt,
  OTHER_AGENCY,
  REGISTRAR,
  STRANGER,
  sealedBid,
  sign,
  submit,
  supplier,
  type TestBid,
  type TestTender,
  time,
  travelTo,
  USELESS_POINTS,
  verifyBidAccepted,
  verifyBidRefused,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

interface Bidding extends World {
  ledger: LedgerLevers
  tender: TestTender
  later: TestTender
}

/** A tender in bidding, and one whose bidding opens an hour later. */
async function bidding(): Promise<Bidding> {
  const world = await deployLedgerWithLevers()
  const tender = await announceTender(world)
  const { id } = tender.key
  const { schedule } = tender.terms
  const biddingAt = schedule.biddingAt + 3_600
  const later = await announceTender(world, { key: id + 1n, terms: { schedule: { ...schedule, biddingAt } } })
  await travelTo(tender, 'biddingAt')
  return { ...world, tender, later }
}

describe('TenderLedger', () => {
  describe('submitBids: what is refused', () => {
    followsTree(import.meta.url)

    let world: Bidding
    let tender: TestTender
    beforeEach(async () => {
      world = await loadFixture(bidding)
      tender = world.tender
    })

    const bidOf = (author: Author, choices?: BidChoices, to = tender) => sealedBid(world, to, author, choices)
    const send = (...bids: TestBid[]) => submit(world, bids)

    const refused = (bid: TestBid, ...why: [Parameters<typeof verifyBidRefused>[3], Check?]) =>
      verifyBidRefused(world, () => send(bid), bid, ...why)

    it('is UnknownTender without such a tender', async () => {
      await refused(bidOf(supplier(0), { tender: `0x${'01'.repeat(32)}` }), 'UnknownTender')
    })

    it('is NotYetOpen one second before the bidding opens', async () => {
      await nextBlockAt(world.later.terms.schedule.biddingAt - 1)
      await refused(bidOf(supplier(0), {}, world.later), 'NotYetOpen')
    })

    it('is TooLate at the second of the closing', async () => {
      await nextBlockAt(tender.terms.schedule.closingAt)
      await refused(bidOf(supplier(0)), 'TooLate')
    })

    it('is NotBidding when the tender is cancelled', async () => {
      await cancelTender(world, tender)
      await refused(bidOf(supplier(0)), 'NotBidding')
    })

    it('is WrongTermsVersion for terms before or after the current ones', async () => {
      await refused(bidOf(supplier(0), { termsVersion: 0 }), 'WrongTermsVersion')
      await refused(bidOf(supplier(0), { termsVersion: 2 }), 'WrongTermsVersion')
    })

    it('is WrongTermsVersion when the terms were amended after it was signed', async () => {
      const bid = bidOf(supplier(0))
      await amendTender(world, tender)
      await refused(bid, 'WrongTermsVersion')
    })

    it('is Expired one second after the time up to which it is valid', async () => {
      const validUntil = (await time.latest()) + 100
      await nextBlockAt(validUntil + 1)
      await refused(bidOf(supplier(0), { validUntil }), 'Expired')
    })

    it('is OwnTender from the agency itself, also with the role of a supplier, whatever else is wrong', async () => {
      const roles = roleBits(['agency', 'supplier'])
      const { participant } = AGENCY
      await act(world, REGISTRAR, { type: 'SetRoles', participant, roles, revision: 1 })
      await refused(bidOf(AGENCY), 'OwnTender')
      await refused(bidOf(AGENCY, { keyHash: hashText('no key') }), 'OwnTender')
      await refused(bidOf(AGENCY, { termsVersion: 2 }), 'WrongTermsVersion')
      const theirs = await announceTender(world, { agency: OTHER_AGENCY, key: tender.key.id + 2n })
      await travelTo(theirs, 'biddingAt')
      const bid = bidOf(AGENCY, {}, theirs)
      await verifyBidAccepted(world, await send(bid), bid)
    })

    for (const [name, point] of Object.entries(USELESS_POINTS)) {
      it(`is BadPoint with a point ${name}`, async () => {
        const { seal } = bidOf(supplier(0)).statement
        await refused(bidOf(supplier(0), { seal: { ...seal, ...point } }), 'BadPoint')
      })
    }

    it('is AlreadyBid when one bid only is allowed', async () => {
      await send(bidOf(supplier(0)))
      await refused(bidOf(supplier(0), { price: 80_000_000n, sequence: 1 }), 'AlreadyBid')
    })

    it('is WrongSequence when the first does not have the number zero', async () => {
      await refused(bidOf(supplier(0), { sequence: 1 }), 'WrongSequence')
    })

    it('is TenderFull as the 10,001st, but not as the 10,000th', async () => {
      await world.ledger.setBids(tender.id, 9_999)
      const last = bidOf(supplier(0))
      await verifyBidAccepted(world, await send(last), last)
      await refused(bidOf(supplier(1)), 'TenderFull')
    })

    it('is Unauthorized from a participant that is not registered', async () => {
      await refused(bidOf(STRANGER), 'Unauthorized', 'UnknownParticipant')
    })

    it('is Unauthorized from a participant that is no supplier', async () => {
      await refused(bidOf(OTHER_AGENCY), 'Unauthorized', 'MissingRole')
    })

    it('is Unauthorized from a supplier that is suspended', async () => {
      const { participant } = supplier(0)
      const until = (await time.latest()) + 1_000
      const reason = hashText('reason')
      await act(world, REGISTRAR, { type: 'SuspendParticipant', participant, until, reason, revision: 1 })
      await refused(bidOf(supplier(0)), 'Unauthorized', 'Suspended')
    })

    it("is Unauthorized with another supplier's signer", async () => {
      const bid = bidOf(supplier(0))
      await refused({ ...bid, ...signed(supplier(1), bid) }, 'Unauthorized', 'UnknownSigner')
    })

    it("is Unauthorized with another supplier's signature under the bidder's signer", async () => {
      const bid = bidOf(supplier(0))
      const { signature } = signed(supplier(1), bid)
      await refused({ ...bid, signature }, 'Unauthorized', 'BadSignature')
    })

    function signed(author: Author, { statement }: TestBid): Pick<TestBid, 'signer' | 'signature'> {
      const { signer, signature } = sign(world, author, statement)
      return { signer, signature }
    }
  })
})
