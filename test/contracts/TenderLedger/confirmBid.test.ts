import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { digest } from '../../../src/protocol/statement.ts'
import {
  act,
  amendTender,
  at,
  bring,
  confirmBid,
  deployLedger,
  guardsStatementOfBidder,
  loadFixture,
  openBids,
  relay,
  releaseShares,
  type Station,
  sealedBid,
  sign,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  verifyBid,
  verifyRefusal,
  type World,
  withdrawBid,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const BIDDER = supplier(0)

/** Three have bid, and then the terms were amended. */
async function amended(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const { tender, bids } = await tenderAt(world, 'Bidding')
  await submit(world, bids)
  await amendTender(world, tender)
  return { ...world, tender, bids }
}

describe('TenderLedger', () => {
  describe('confirmBid', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(amended)
    })

    const statement = (termsVersion = 2) =>
      ({
        type: 'ConfirmBid',
        tender: world.tender.id,
        termsVersion,
        bidder: BIDDER.participant,
        sequence: 0,
      }) as const

    it('lets the sealed bid count under the present terms', async () => {
      await expect(act(world, BIDDER, statement()))
        .to.emit(world.ledger, 'BidConfirmed')
        .withArgs(world.tender.id, BIDDER.participant, 2, 0, digest(statement(), world.deployment), anyValue)
      await verifyBid(world, at(world.bids, 0), { status: 'Sealed', termsVersion: 2 })
      expect((await world.ledger.tenderOf(world.tender.id)).aside).to.equal(2n)
    })

    it('lets it open to the price that was sealed before the amendment; what nobody confirmed is superseded', async () => {
      const [first, second, third] = world.bids
      if (!first || !second || !third) throw new Error('three bids are needed')
      await confirmBid(world, first)
      await confirmBid(world, second)
      await bring(world, { tender: world.tender, bids: [] }, 'Bidding', 'Opening')
      await releaseShares(world, world.tender.key.id)
      await openBids(world, world.tender, world.bids)
      await verifyBid(world, first, { status: 'Valid', price: first.price, termsVersion: 2 })
      await verifyBid(world, third, { status: 'Invalid', invalidity: 'Superseded' })
    })

    it('confirms the bid that replaced another before the amendment, by its number', async () => {
      const { tender } = await tenderAt(world, 'Bidding', {
        key: world.tender.key.id + 1n,
        terms: { bidPolicy: 1 },
      })
      const bids = [0, 1].map(sequence =>
        sealedBid(world, tender, BIDDER, { sequence, r: BigInt(sequence) + 5n }),
      )
      await submit(world, bids)
      await amendTender(world, tender)
      await verifyRefusal(
        confirmBid(world, at(bids, 0)),
        world.ledger,
        'WrongSequence',
        tender.id,
        BIDDER.participant,
        1,
        0,
      )
      await confirmBid(world, at(bids, 1))
      await verifyBid(world, at(bids, 1), { status: 'Sealed', termsVersion: 2 })
    })

    for (const version of [1, 3]) {
      it(`refuses version ${version} of the terms when version 2 is the present one`, async () => {
        const sent = act(world, BIDDER, statement(version))
        await verifyRefusal(sent, world.ledger, 'WrongTermsVersion', world.tender.id, 2, version)
      })
    }

    it('refuses a bid that was made for the present terms', async () => {
      const late = sealedBid(world, world.tender, supplier(3), { termsVersion: 2 })
      await submit(world, [late])
      await verifyRefusal(
        confirmBid(world, late),
        world.ledger,
        'BidStands',
        world.tender.id,
        late.statement.bidder,
      )
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, BIDDER, statement())
      await relay(world, signed)
      await verifyRefusal(
        relay(world, signed),
        world.ledger,
        'BidStands',
        world.tender.id,
        BIDDER.participant,
      )
    })

    it('refuses a bid that was withdrawn', async () => {
      const { tender, bids } = await tenderAt(world, 'Bidding', { key: world.tender.key.id + 1n })
      await submit(world, bids)
      await withdrawBid(world, tender, at(bids, 0))
      await amendTender(world, tender)
      const sent = confirmBid(world, at(bids, 0))
      await verifyRefusal(sent, world.ledger, 'NoSealedBid', tender.id, BIDDER.participant)
    })

    guardsStatementOfBidder({
      due: () => ({ world, tender: world.tender, statement: statement() }),
      phases: ['Bidding'],
      elsewhere: ['Scheduled', 'Closed', 'Opening', 'Review'] satisfies Station[],
    })
  })
})
