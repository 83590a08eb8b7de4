import { p256 } from '@noble/curves/nist.js'
import { expect } from 'chai'
import { fromHex, type Hex, hashText, toHex } from '../../../src/protocol/bytes.ts'
import type { Check } from '../../../src/protocol/participant.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { nameAt, SUBMIT_RESULTS } from '../../../src/protocol/tender.ts'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import {
  act,
  AGENCY,
  announceTender,
  asSignedBid,
  type Author,
  type BidChoices,
  deployLedgerWithLevers,
  ethers,
  loadFixture,
  nextBlockAt,
  REGISTRAR,
  sealedBid,
  STRANGER,
  sign,
  signDigest,
  submit,
  supplier,
  type TestBid,
  type TestTender,
  time,
  travelTo,
  USELESS_POINTS,
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
      return codes.map((code) => nameAt(SUBMIT_RESULTS, code))
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
        const bids = [2, 0, 1].map((place) => bidOf(supplier(place)))
        const sent = await send(...bids)
        for (const [number, { statement }] of bids.entries()) {
          await expect(sent).to.emit(world.ledger, 'BidAccepted').withArgs(
            tender.id,
            statement.bidder,
            number,
            1,
            0,
            Object.values(statement.seal),
            statement.attachments,
            digest(statement, world.deployment),
            () => true,
          )
        }
        const { terms, key, agency, reserveSeal } = tender
        const announced = { type: 'Announce', agency: agency.participant, terms, key: key.id, reserveSeal } as const
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

      it('may be signed with a contract wallet', async () => {
        const signer = await addContract('Wallet', STRANGER.signer)
        const bid = bidOf(supplier(0))
        const signature = signDigest(STRANGER, digest(bid.statement, world.deployment))
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

    describe('a bad bid', () => {
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
        await world.ledger.cancel(tender.id)
        await refused(bidOf(supplier(0)), 'NotBidding')
      })

      it('is WrongTermsVersion for terms before or after the current ones', async () => {
        await refused(bidOf(supplier(0), { termsVersion: 0 }), 'WrongTermsVersion')
        await refused(bidOf(supplier(0), { termsVersion: 2 }), 'WrongTermsVersion')
      })

      it('is WrongTermsVersion when the terms were amended after it was signed', async () => {
        const bid = bidOf(supplier(0))
        await world.ledger.amend(tender.id)
        await refused(bid, 'WrongTermsVersion')
      })

      it('is Expired one second after the time up to which it is valid', async () => {
        const validUntil = (await time.latest()) + 100
        await nextBlockAt(validUntil + 1)
        await refused(bidOf(supplier(0), { validUntil }), 'Expired')
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
        await refused(bidOf(AGENCY), 'Unauthorized', 'MissingRole')
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

    describe('a batch', () => {
      it('must not be empty', async () => {
        await verifyRefusal(send(), world.ledger, 'EmptyBatch')
      })

      it('is not taken down by a signer that burns all gas', async () => {
        const signer = await addContract('GasBurner')
        const burning = { ...bidOf(supplier(0)), signer, signature: '0x' as Hex }
        const good = [1, 2, 3].map((place) => bidOf(supplier(place)))
        const batch = [burning, ...good]
        expect(await results(...batch)).to.deep.equal(['Unauthorized', 'Accepted', 'Accepted', 'Accepted'])
        const receipt = await (await send(...batch)).wait()
        expect(receipt?.gasUsed).to.be.lessThan(1_000_000n)
      })

      it('is refused as a whole when its gas might not do for a check: no honest bid looks badly signed', async () => {
        const batch = [0, 1, 2].map((place) => asSignedBid(bidOf(supplier(place))))
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

    function signed(author: Author, { statement }: TestBid): Pick<TestBid, 'signer' | 'signature'> {
      const { signer, signature } = sign(world, author, statement)
      return { signer, signature }
    }

    async function addSigner(signer: Hex): Promise<void> {
      const { participant } = supplier(0)
      await act(world, supplier(0), { type: 'AddSigner', participant, signer, revision: 1, author: participant })
    }

    async function addContract(name: 'Wallet' | 'GasBurner', ...values: unknown[]): Promise<Hex> {
      const signer = (await (await ethers.deployContract(name, values)).getAddress()).toLowerCase() as Hex
      await addSigner(signer)
      return signer
    }
  })
})
