import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { nameAt, OPEN_RESULTS } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  type Author,
  act,
  amendTender,
  announceTender,
  at,
  bring,
  cancelTender,
  confirmBid,
  DOCUMENT,
  deployLedger,
  grantByRegistrar,
  grantWithdrawal,
  guardsAct,
  guardsStatementOfBidder,
  KEY_IDS,
  loadFixture,
  openings,
  REGISTRAR,
  relay,
  releaseShares,
  requestWithdrawal,
  type Station,
  sealedBid,
  sign,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyBid,
  verifyBidAccepted,
  verifyBidRefused,
  verifyPhase,
  verifyRefusal,
  verifyUnauthorized,
  type World,
  withdrawBid,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const BIDDER = supplier(0)
const VOID = { status: 'Withdrawn', invalidity: 'Withdrawn', withdrawalRequested: true } as const

/** Three have bid. */
async function bidding(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const { tender, bids } = await tenderAt(world, 'Bidding')
  await submit(world, bids)
  return { ...world, tender, bids }
}

async function requested(): Promise<World & TenderAt> {
  const world = await bidding()
  await requestWithdrawal(world, at(world.bids, 0))
  return world
}

describe('TenderLedger', () => {
  describe('the withdrawal of a bid', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt

    describe('requestWithdrawal', () => {
      beforeEach(async () => {
        world = await loadFixture(bidding)
      })

      const statement = () =>
        ({
          type: 'RequestWithdrawal',
          tender: world.tender.id,
          termsVersion: 1,
          bidder: BIDDER.participant,
          sequence: 0,
          document: DOCUMENT,
        }) as const

      it('is recorded, and the bid stands until the agency decides', async () => {
        await expect(act(world, BIDDER, statement()))
          .to.emit(world.ledger, 'WithdrawalRequested')
          .withArgs(
            world.tender.id,
            BIDDER.participant,
            1,
            0,
            DOCUMENT,
            digest(statement(), world.deployment),
            anyValue,
          )
        await verifyBid(world, at(world.bids, 0), { status: 'Sealed', withdrawalRequested: true })
        const { opened, aside } = await world.ledger.tenderOf(world.tender.id)
        expect([opened, aside]).to.deep.equal([0n, 0n])
      })

      it('is possible until the opening', async () => {
        await travelTo(world.tender, 'closingAt')
        await act(world, BIDDER, statement())
        await verifyBid(world, at(world.bids, 0), { status: 'Sealed', withdrawalRequested: true })
      })

      it('ends with the bid that it is about: who replaces its bid has asked for nothing', async () => {
        const { tender } = await tenderAt(world, 'Bidding', { key: at(KEY_IDS, 1), terms: { bidPolicy: 1 } })
        const bids = [0, 1].map(sequence =>
          sealedBid(world, tender, BIDDER, { sequence, r: BigInt(sequence) + 5n }),
        )
        await submit(world, bids.slice(0, 1))
        await requestWithdrawal(world, at(bids, 0))
        await submit(world, bids.slice(1))
        await verifyBid(world, at(bids, 1), { status: 'Sealed' })
        const sent = grantWithdrawal(world, tender, at(bids, 1))
        await verifyRefusal(sent, world.ledger, 'NotRequested', tender.id, BIDDER.participant)
        await requestWithdrawal(world, at(bids, 1))
        await verifyBid(world, at(bids, 1), { status: 'Sealed', withdrawalRequested: true })
      })

      it('is possible again for the same bid when it was confirmed for other terms', async () => {
        const bid = at(world.bids, 0)
        await act(world, BIDDER, statement())
        await amendTender(world, world.tender)
        await confirmBid(world, bid)
        await verifyBid(world, bid, { status: 'Sealed', termsVersion: 2 })
        await requestWithdrawal(world, bid, 2)
        await verifyBid(world, bid, { status: 'Sealed', termsVersion: 2, withdrawalRequested: true })
      })

      it('refuses a bid that was set aside: not to confirm it is enough', async () => {
        await amendTender(world, world.tender)
        const sent = act(world, BIDDER, { ...statement(), termsVersion: 2 })
        await verifyRefusal(sent, world.ledger, 'WrongTermsVersion', world.tender.id, 2, 1)
      })

      it('refuses a request for other terms, such as one that was kept back', async () => {
        const kept = sign(world, BIDDER, statement())
        for (const termsVersion of [0, 2]) {
          const sent = act(world, BIDDER, { ...statement(), termsVersion })
          await verifyRefusal(sent, world.ledger, 'WrongTermsVersion', world.tender.id, 1, termsVersion)
        }
        await amendTender(world, world.tender)
        await confirmBid(world, at(world.bids, 0))
        await verifyRefusal(relay(world, kept), world.ledger, 'WrongTermsVersion', world.tender.id, 2, 1)
      })

      it('refuses a second request for the same bid, or the same statement again', async () => {
        const signed = sign(world, BIDDER, statement())
        await relay(world, signed)
        const other = { ...statement(), document: digest(statement(), world.deployment) }
        for (const sent of [relay(world, signed), act(world, BIDDER, other)]) {
          await verifyRefusal(sent, world.ledger, 'AlreadyRequested', world.tender.id, BIDDER.participant)
        }
      })

      it('refuses without a document', async () => {
        const sent = act(world, BIDDER, { ...statement(), document: ZERO_WORD })
        await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
      })

      guardsStatementOfBidder({
        due: () => ({ world, tender: world.tender, statement: statement() }),
        phases: ['Bidding', 'Closed'],
        elsewhere: ['Scheduled', 'Opening', 'Opened', 'Ranking', 'Review'] satisfies Station[],
      })
    })

    describe('grantWithdrawal', () => {
      beforeEach(async () => {
        world = await loadFixture(requested)
      })

      const statement = (bidder = BIDDER) =>
        ({
          type: 'GrantWithdrawal',
          tender: world.tender.id,
          act: 0,
          bidder: bidder.participant,
          sequence: 0,
          document: DOCUMENT,
          author: AGENCY.participant,
        }) as const

      it('makes the bid void, which is its outcome', async () => {
        await expect(act(world, AGENCY, statement()))
          .to.emit(world.ledger, 'BidWithdrawn')
          .withArgs(
            world.tender.id,
            BIDDER.participant,
            0,
            0,
            DOCUMENT,
            AGENCY.participant,
            digest(statement(), world.deployment),
            anyValue,
          )
        await verifyBid(world, at(world.bids, 0), VOID)
        const { bids, aside, opened, valid } = await world.ledger.tenderOf(world.tender.id)
        expect([bids, aside, opened, valid]).to.deep.equal([3n, 1n, 1n, 0n])
      })

      it('leaves a bid that nobody opens, and the others lead on to the ranking', async () => {
        const { tender, bids } = world
        await grantWithdrawal(world, tender, at(bids, 0))
        await bring(world, { tender, bids: [] }, 'Bidding', 'Opening')
        await releaseShares(world, tender.key.id)
        const found = openings(tender, bids)
        const codes = await world.ledger.openBids.staticCall(tender.id, found)
        expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal([
          'NoSealedBid',
          'Opened',
          'Opened',
        ])
        await world.ledger.openBids(tender.id, found)
        await verifyBid(world, at(bids, 0), VOID)
        await verifyPhase(world, tender, 'Ranking')
      })

      it('does not count towards the bids that the terms ask for', async () => {
        const { tender, bids } = world
        await withdrawBid(world, tender, at(bids, 1))
        await travelTo(tender, 'closingAt')
        await verifyPhase(world, tender, 'Closed')
        await grantWithdrawal(world, tender, at(bids, 0))
        await verifyPhase(world, tender, 'Failed')
      })

      it('bars the bidder from this tender, whatever the policy, and nobody else', async () => {
        const { tender } = await tenderAt(world, 'Bidding', { key: at(KEY_IDS, 1), terms: { bidPolicy: 1 } })
        const bid = sealedBid(world, tender, BIDDER)
        await submit(world, [bid])
        await withdrawBid(world, tender, bid)
        const again = sealedBid(world, tender, BIDDER, { sequence: 1, r: 5n })
        await verifyBidRefused(world, () => submit(world, [again]), again, 'Barred')
        const other = sealedBid(world, tender, supplier(1))
        await verifyBidAccepted(world, await submit(world, [other]), other, 1)
      })

      it('does not bar it from the re-tender', async () => {
        const { tender, bids } = world
        await grantWithdrawal(world, tender, at(bids, 0))
        await cancelTender(world, tender)
        const next = await announceTender(world, { key: at(KEY_IDS, 1), terms: { predecessor: tender.id } })
        await travelTo(next, 'biddingAt')
        const bid = sealedBid(world, next, BIDDER)
        await verifyBidAccepted(world, await submit(world, [bid]), bid)
      })

      it('may be the registrar’s, where the agency does not decide in time', async () => {
        await expect(grantByRegistrar(world, world.tender, at(world.bids, 0)))
          .to.emit(world.ledger, 'BidWithdrawn')
          .withArgs(
            world.tender.id,
            BIDDER.participant,
            0,
            0,
            DOCUMENT,
            REGISTRAR.participant,
            anyValue,
            anyValue,
          )
        await verifyBid(world, at(world.bids, 0), VOID)
        expect((await world.ledger.tenderOf(world.tender.id)).acts).to.equal(1n)
      })

      it('refuses everybody else as its author, and one in the name of another', async () => {
        const named = (author: Author, by: Author) =>
          act(world, by, { ...statement(), author: author.participant })
        const other = supplier(1)
        const refusals = [
          { sent: named(other, other), author: other, check: 'MissingRole' },
          { sent: named(REGISTRAR, AGENCY), author: REGISTRAR, check: 'UnknownSigner' },
          { sent: named(AGENCY, REGISTRAR), author: AGENCY, check: 'UnknownSigner' },
        ] as const
        for (const { sent, author, check } of refusals)
          await verifyUnauthorized(world, sent, author.participant, check)
      })

      it('refuses a bid whose bidder did not ask', async () => {
        const sent = act(world, AGENCY, statement(supplier(1)))
        await verifyRefusal(sent, world.ledger, 'NotRequested', world.tender.id, supplier(1).participant)
      })

      it('refuses a bid that is withdrawn already', async () => {
        await act(world, AGENCY, statement())
        const sent = act(world, AGENCY, { ...statement(), act: 1 })
        await verifyRefusal(sent, world.ledger, 'NoSealedBid', world.tender.id, BIDDER.participant)
      })

      it('refuses another number than that of the bid', async () => {
        const sent = act(world, AGENCY, { ...statement(), sequence: 1 })
        const { participant } = BIDDER
        await verifyRefusal(sent, world.ledger, 'WrongSequence', world.tender.id, participant, 0, 1)
      })

      it('refuses a request that an amendment has voided, also when its bidder confirms the bid', async () => {
        const bid = at(world.bids, 0)
        const refused = (act: number) =>
          verifyRefusal(relayGrant(act), world.ledger, 'NotRequested', world.tender.id, BIDDER.participant)
        const relayGrant = (number: number) => act(world, AGENCY, { ...statement(), act: number })
        await amendTender(world, world.tender)
        await verifyBid(world, bid, { status: 'Sealed' })
        await refused(1)
        await confirmBid(world, bid)
        await verifyBid(world, bid, { status: 'Sealed', termsVersion: 2 })
        await refused(1)
        await requestWithdrawal(world, bid, 2)
        await relayGrant(1)
        await verifyBid(world, bid, { ...VOID, termsVersion: 2 })
      })

      it('refuses without a document', async () => {
        const sent = act(world, AGENCY, { ...statement(), document: ZERO_WORD })
        await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
      })

      guardsAct({
        due: () => ({ world, tender: world.tender, statement: statement() }),
        phases: ['Bidding', 'Closed'],
        elsewhere: ['Scheduled', 'Opening', 'Opened', 'Ranking', 'Review'] satisfies Station[],
      })
    })
  })
})
