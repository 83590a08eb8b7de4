import { p256 } from '@noble/curves/nist.js'
import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import { fromHex, type Hex, hashText, toHex } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { nameAt, SUBMIT_RESULTS } from '../../../src/protocol/tender.ts'
import {
  type Author,
  act,
  amendTender,
  announceTender,
  asSignedBid,
  type BidChoices,
  confirmBid,
  deployLedgerWithLevers,
  ethers,
  loadFixture,
  nextBlockAt,
  sealedBid,
  submit,
  supplier,
  type TestBid,
  type TestTender,
  time,
  travelTo,
  verifyBid,
  verifyBidAccepted,
  verifyBidRefused,
  verifyRecord,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

interface Bidding extends World {
  ledger: LedgerLevers
  tender: TestTender
  replaceable: TestTender
  later: TestTender
}

/** Two tenders in bidding, one of them with replaceable bids, and one whose bidding opens an hour later. */
async function bidding(): Promise<Bidding> {
  const world = await deployLedgerWithLevers()
  const tender = await announceTender(world)
  const { id } = tender.key
  const replaceable = await announceTender(world, { key: id + 1n, terms: { bidPolicy: 1 } })
  const { schedule } = tender.terms
  const biddingAt = schedule.biddingAt + 3_600
  const later = await announceTender(world, { key: id + 2n, terms: { schedule: { ...schedule, biddingAt } } })
  await travelTo(replaceable, 'biddingAt')
  return { ...world, tender, replaceable, later }
}

describe('TenderLedger', () => {
  describe('submitBids', () => {
    followsTree(import.meta.url)

    let world: Bidding
    let tender: TestTender
    beforeEach(async () => {
      world = await loadFixture(bidding)
      tender = world.tender
    })

    const bidOf = (author: Author, choices?: BidChoices, to = tender) => sealedBid(world, to, author, choices)
    const send = (...bids: TestBid[]) => submit(world, bids)

    async function results(...bids: TestBid[]): Promise<string[]> {
      const codes = await world.ledger.submitBids.staticCall(bids.map(asSignedBid))
      return codes.map(code => nameAt(SUBMIT_RESULTS, code))
    }

    describe('a good bid', () => {
      it('is Accepted and stands sealed', async () => {
        const bid = bidOf(supplier(0))
        expect(await results(bid)).to.deep.equal(['Accepted'])
        await verifyBidAccepted(world, await send(bid), bid)
        const { bids, opened, valid } = await world.ledger.tenderOf(tender.id)
        expect([bids, opened, valid]).to.deep.equal([1n, 0n, 0n])
      })

      it('gets the next number and extends the record, in the order of the batch', async () => {
        const bids = [2, 0, 1].map(place => bidOf(supplier(place)))
        const sent = await send(...bids)
        for (const [number, { statement }] of bids.entries()) {
          await expect(sent)
            .to.emit(world.ledger, 'BidAccepted')
            .withArgs(
              tender.id,
              statement.bidder,
              number,
              1,
              0,
              Object.values(statement.seal),
              statement.attachments,
              digest(statement, world.deployment),
              anyValue,
            )
        }
        const { terms, key, agency, reserveSeal } = tender
        const announced = {
          type: 'Announce',
          agency: agency.participant,
          terms,
          key: key.id,
          reserveSeal,
        } as const
        await verifyRecord(world, tender, [announced, ...bids.map(({ statement }) => statement)])
      })

      it('may stand in one batch with bids for another tender', async () => {
        const [one, other] = [bidOf(supplier(0)), bidOf(supplier(0), {}, world.replaceable)]
        const sent = await send(one, other)
        await verifyBidAccepted(world, sent, one)
        await verifyBidAccepted(world, sent, other)
      })

      it('may be signed with a passkey', async () => {
        const secret = fromHex(hashText('bongin test passkey'))
        const verifier = await (await ethers.deployContract('PasskeyVerifier')).getAddress()
        const signer = `${verifier.toLowerCase()}${toHex(p256.getPublicKey(secret, false)).slice(4)}` as Hex
        await addSigner(signer)
        const bid = bidOf(supplier(0))
        const message = fromHex(digest(bid.statement, world.deployment))
        const signature = toHex(p256.sign(message, secret, { prehash: false, lowS: true }))
        await verifyBidAccepted(world, await send({ ...bid, signer, signature }), bid)
      })

      it('is in time at the second of the beginning, and one second before the end', async () => {
        const { biddingAt, closingAt } = world.later.terms.schedule
        const [first, last] = [bidOf(supplier(0), {}, world.later), bidOf(supplier(1), {}, world.later)]
        await nextBlockAt(biddingAt)
        await verifyBidAccepted(world, await send(first), first, 0)
        await nextBlockAt(closingAt - 1)
        await verifyBidAccepted(world, await send(last), last, 1)
      })

      it('is good until the second up to which it is valid', async () => {
        const validUntil = (await time.latest()) + 100
        const bid = bidOf(supplier(0), { validUntil })
        await nextBlockAt(validUntil)
        await verifyBidAccepted(world, await send(bid), bid)
      })
    })

    describe('a replaceable bid', () => {
      beforeEach(() => {
        tender = world.replaceable
      })

      it('replaces the one before and counts once', async () => {
        const [first, second] = [bidOf(supplier(0)), bidOf(supplier(0), { sequence: 1, r: 5n })]
        await send(first)
        await send(bidOf(supplier(1)))
        await verifyBidAccepted(world, await send(second), second, 2)
        expect((await world.ledger.tenderOf(tender.id)).bids).to.equal(2n)
      })

      it('is WrongSequence when its number is not the next', async () => {
        await send(bidOf(supplier(0)))
        for (const sequence of [0, 2]) {
          const bid = bidOf(supplier(0), { sequence })
          await verifyBidRefused(world, () => send(bid), bid, 'WrongSequence')
        }
        await verifyBid(world, bidOf(supplier(0)), { status: 'Sealed' })
      })

      it('may replace another even when the tender is full', async () => {
        await send(bidOf(supplier(0)))
        await world.ledger.setBids(tender.id, 10_000)
        const second = bidOf(supplier(0), { sequence: 1 })
        await verifyBidAccepted(world, await send(second), second, 1)
      })
    })

    describe('a bid for amended terms', () => {
      const again = (choices: BidChoices = {}) =>
        bidOf(supplier(0), { termsVersion: 2, sequence: 1, r: 5n, ...choices })

      beforeEach(async () => {
        await send(bidOf(supplier(0)), bidOf(supplier(1)))
        await amendTender(world, tender)
      })

      it('replaces one for the terms before, although one bid only is allowed, and stands', async () => {
        const bid = again()
        await verifyBidAccepted(world, await send(bid), bid, 2)
        const { bids, aside } = await world.ledger.tenderOf(tender.id)
        expect([bids, aside]).to.deep.equal([2n, 1n])
      })

      it('is AlreadyBid a second time, as one that was confirmed', async () => {
        await send(again())
        const third = again({ sequence: 2 })
        await verifyBidRefused(world, () => send(third), third, 'AlreadyBid')
        const confirmed = bidOf(supplier(1))
        await confirmBid(world, confirmed)
        const after = bidOf(supplier(1), { termsVersion: 2, sequence: 1 })
        await verifyBidRefused(world, () => send(after), after, 'AlreadyBid')
      })

      it('is WrongSequence when its number is not the next', async () => {
        for (const sequence of [0, 2]) {
          const bid = again({ sequence })
          await verifyBidRefused(world, () => send(bid), bid, 'WrongSequence')
        }
      })

      it('is a first bid like any other of who has not bid before', async () => {
        const bid = bidOf(supplier(2), { termsVersion: 2 })
        await verifyBidAccepted(world, await send(bid), bid, 2)
        const { bids, aside } = await world.ledger.tenderOf(tender.id)
        expect([bids, aside]).to.deep.equal([3n, 2n])
      })
    })

    describe('a batch', () => {
      it('takes no other down: each gets its own result', async () => {
        const batch = [
          bidOf(supplier(0)),
          bidOf(supplier(1), { tender: `0x${'00'.repeat(32)}` }),
          bidOf(supplier(2), {}, world.later),
          bidOf(supplier(3), { termsVersion: 2 }),
          bidOf(supplier(4), { validUntil: 1 }),
          bidOf(supplier(0)),
          bidOf(supplier(5), { sequence: 1 }),
          { ...bidOf(supplier(6)), signature: '0x' as Hex },
          bidOf(supplier(7)),
        ]
        expect(await results(...batch)).to.deep.equal([
          'Accepted',
          'UnknownTender',
          'NotYetOpen',
          'WrongTermsVersion',
          'Expired',
          'AlreadyBid',
          'WrongSequence',
          'Unauthorized',
          'Accepted',
        ])
        await send(...batch)
        expect((await world.ledger.tenderOf(tender.id)).bids).to.equal(2n)
      })

      it('must not be empty', async () => {
        await verifyRefusal(send(), world.ledger, 'EmptyBatch')
      })

      it('is not taken down by a signer that burns all gas', async () => {
        const verifier = await (await ethers.deployContract('GasBurner')).getAddress()
        const signer = `${verifier.toLowerCase()}01` as Hex
        await addSigner(signer)
        const burning = { ...bidOf(supplier(0)), signer, signature: '0x' as Hex }
        const good = [1, 2, 3].map(place => bidOf(supplier(place)))
        const batch = [burning, ...good]
        expect(await results(...batch)).to.deep.equal(['Unauthorized', 'Accepted', 'Accepted', 'Accepted'])
        const receipt = await (await send(...batch)).wait()
        expect(receipt?.gasUsed).to.be.lessThan(1_000_000n)
      })

      it('is not taken down by a signature of a megabyte', async () => {
        const huge = { ...bidOf(supplier(0)), signature: `0x${'00'.repeat(1 << 20)}` as Hex }
        const batch = [huge, bidOf(supplier(1))]
        expect(await results(...batch)).to.deep.equal(['Unauthorized', 'Accepted'])
        await verifyBidRefused(world, () => send(huge), huge, 'Unauthorized', 'BadSignature')
      })

      it('is refused as a whole when its gas might not do for a check: no honest bid looks badly signed', async () => {
        const batch = [0, 1, 2].map(place => asSignedBid(bidOf(supplier(place))))
        const enough = await (await world.ledger.submitBids.send(batch)).wait()
        const used = Number(enough?.gasUsed)
        world = await loadFixture(bidding)
        for (const gasLimit of [used, used + 100_000, used + 400_000]) {
          const sent = world.ledger.submitBids.staticCall(batch, { gasLimit })
          await expect(sent).to.be.revertedWithCustomError(world.ledger, 'TooLittleGas')
        }
        const codes = await world.ledger.submitBids.staticCall(batch, { gasLimit: used + 540_000 })
        expect(codes.map(Number)).to.deep.equal([0, 0, 0])
      })
    })

    async function addSigner(signer: Hex): Promise<void> {
      const { participant } = supplier(0)
      await act(world, supplier(0), {
        type: 'AddSigner',
        participant,
        signer,
        revision: 1,
      })
    }
  })
})
