import { expect } from 'chai'
import { ZERO_WORD } from '../../src/protocol/bytes.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import { PHASES } from '../../src/protocol/tender.ts'
import {
  AGENCY,
  act,
  agencyAct,
  amendTender,
  announceTender,
  at,
  award,
  bring,
  confirmBid,
  DOCUMENT,
  decideObjection,
  deployLedger,
  disqualify,
  ethers,
  forfeit,
  grantWithdrawal,
  KEY_IDS,
  loadFixture,
  object,
  ordinal,
  passObjections,
  qualify,
  REGISTRAR,
  relay,
  requestWithdrawal,
  SCORED,
  sealedBid,
  sign,
  submit,
  supplier,
  tenderAt,
  time,
  travelTo,
  verifyBidRefused,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../support/ledger.ts'

const field = ethers.encodeBytes32String

/** What a review of the protocol found to be weak, each attacked as it was described. */
describe('time, scores and what was signed and kept back, under attack', () => {
  let world: World
  beforeEach(async () => {
    world = await loadFixture(deployLedger)
  })

  describe('an agency', () => {
    it('leaves nobody without time to object or to follow an amendment, whatever it announces or amends', async () => {
      for (const name of ['objectionPeriod', 'amendmentTime'] as const) {
        for (const seconds of [0, 86_399]) {
          const sent = announceTender(world, { terms: { [name]: seconds } })
          await verifyRefusal(sent, world.ledger, 'InvalidTerms', field(name))
        }
      }
      const { tender } = await tenderAt(world, 'Bidding')
      const shorter = amendTender(world, tender, { objectionPeriod: tender.terms.objectionPeriod - 1 })
      await verifyRefusal(shorter, world.ledger, 'InvalidChange', tender.id, field('objectionPeriod'))
    })

    it('does not bid in its own tender, even with the role of a supplier and the best price', async () => {
      const roles = roleBits(['agency', 'supplier'])
      const { participant } = AGENCY
      await act(world, REGISTRAR, { type: 'SetRoles', participant, roles, revision: 1 })
      const { tender } = await tenderAt(world, 'Bidding')
      const bid = sealedBid(world, tender, AGENCY, { price: 1n })
      await verifyBidRefused(world, () => submit(world, [bid]), bid, 'OwnTender')
    })

    it('cannot bring a cancellation in another phase than the one for which it was signed', async () => {
      const { tender, bids } = await tenderAt(world, 'Bidding')
      const phase = ordinal(PHASES, 'Bidding')
      const cancel = {
        type: 'Cancel',
        tender: tender.id,
        act: 0,
        phase,
        reason: 1,
        document: DOCUMENT,
      } as const
      const kept = sign(world, AGENCY, cancel)
      await submit(world, bids)
      for (const moment of ['closingAt', 'openingAt', 'fallbackAt'] as const) {
        await travelTo(tender, moment)
        const now = moment === 'closingAt' ? 'Closed' : moment === 'openingAt' ? 'Opening' : 'Fallback'
        await verifyWrongPhase(world, relay(world, kept), tender, now, 'Bidding')
      }
    })

    it('cannot use a request for withdrawal after its bidder confirmed or replaced the bid', async () => {
      const { tender, bids } = await tenderAt(world, 'Bidding', { terms: { bidPolicy: 1 } })
      await submit(world, bids)
      const [confirmed, replaced] = [at(bids, 0), at(bids, 1)]
      for (const bid of [confirmed, replaced]) await requestWithdrawal(world, bid)
      const granted = {
        type: 'GrantWithdrawal',
        tender: tender.id,
        document: DOCUMENT,
        sequence: 0,
        author: AGENCY.participant,
      } as const
      const { bidder } = replaced.statement
      const kept = sign(world, AGENCY, { ...granted, act: 1, bidder })
      await amendTender(world, tender)
      await confirmBid(world, confirmed)
      const author = supplier(1)
      await submit(world, [sealedBid(world, tender, author, { termsVersion: 2, sequence: 1, r: 9n })])
      await verifyRefusal(
        grantWithdrawal(world, tender, confirmed),
        world.ledger,
        'NotRequested',
        tender.id,
        confirmed.statement.bidder,
      )
      await verifyRefusal(relay(world, kept), world.ledger, 'WrongSequence', tender.id, bidder, 1, 0)
    })

    it('cannot lift, sink or choose by its word alone where scores decide', async () => {
      const prices = [90_200_000n, 90_200_000n, 91_000_000n]
      const { tender, bids } = await tenderAt(world, 'Review', { terms: SCORED, prices })
      const [one, other] = [at(bids, 0), at(bids, 1)]
      const { bidder } = one.statement
      const low = { type: 'Disqualify', bidder, reason: 2, otherScore: 1_500, document: DOCUMENT } as const
      const refused = (sent: Promise<unknown>, error: string, ...values: unknown[]) =>
        verifyRefusal(sent, world.ledger, error, tender.id, ...values)
      await refused(qualify(world, tender, one, 1_499), 'ScoreTooLow', bidder, 9_499)
      await refused(agencyAct(world, tender, low), 'ScoreSuffices', bidder, 9_500)
      await qualify(world, tender, one, 1_500)
      const [left, rival] = [other.statement.bidder, at(bids, 2)]
      await refused(award(world, tender, one), 'ReviewIncomplete', left)
      await refused(award(world, tender, rival), 'ReviewIncomplete', left)
      await qualify(world, tender, other, 1_501)
      await refused(award(world, tender, one), 'NotFirstInLine', left, bidder)
      await award(world, tender, other)
    })

    it('cannot take an award away without saying why', async () => {
      const { tender, bids } = await tenderAt(world, 'Standstill')
      await passObjections(tender)
      const { bidder } = at(bids, 0).statement
      for (const change of [{ reason: 0 }, { document: ZERO_WORD }]) {
        const fields = { type: 'Forfeit', bidder, reason: 1, document: DOCUMENT, ...change } as const
        await verifyRefusal(agencyAct(world, tender, fields), world.ledger, 'ReasonMissing', tender.id)
      }
    })

    it('cannot end a tender by removing the last in line before it could object', async () => {
      const { tender, bids } = await tenderAt(world, 'Review')
      for (const bid of bids) await disqualify(world, tender, bid)
      await verifyPhase(world, tender, 'Standstill')
      await object(world, tender, supplier(2))
      await time.increase(2 * tender.terms.objectionPeriod)
      await verifyPhase(world, tender, 'Standstill')
      await decideObjection(world, tender, 0, true)
      await bring(world, { tender, bids: bids.slice(2) }, 'Review', 'Concluded')
    })

    it('can end it so if nobody objects, or it rejects the objection', async () => {
      const { tender, bids } = await tenderAt(world, 'Standstill')
      await passObjections(tender)
      await forfeit(world, tender, at(bids, 0))
      for (const bid of bids.slice(1)) await disqualify(world, tender, bid)
      await object(world, tender, supplier(0))
      await decideObjection(world, tender, 0, false)
      await verifyPhase(world, tender, 'Standstill')
      await passObjections(tender)
      await verifyPhase(world, tender, 'Failed')
      await announceTender(world, { key: at(KEY_IDS, 1), terms: { predecessor: tender.id } })
    })
  })

  describe('a bidder', () => {
    it('cannot hold an objection back and bring it against the next award', async () => {
      const underWay = await tenderAt(world, 'Standstill')
      const { tender } = underWay
      const { participant: bidder } = supplier(1)
      const objection = { type: 'Object', tender: tender.id, bidder, award: 1, document: DOCUMENT } as const
      const kept = sign(world, supplier(1), objection)
      await object(world, tender, supplier(2))
      await decideObjection(world, tender, 0, true)
      await bring(world, underWay, 'Review', 'Standstill')
      await verifyRefusal(relay(world, kept), world.ledger, 'WrongAward', tender.id, 2, 1)
      expect((await world.ledger.tenderOf(tender.id)).openObjections).to.equal(0n)
    })

    it('cannot make others sign again by objecting first', async () => {
      const { tender } = await tenderAt(world, 'Standstill')
      const signed = [0, 1, 2].map(place => {
        const { participant: bidder } = supplier(place)
        const objection = { type: 'Object', tender: tender.id, bidder, award: 1, document: DOCUMENT } as const
        return sign(world, supplier(place), objection)
      })
      for (const one of [at(signed, 2), at(signed, 0), at(signed, 1)]) await relay(world, one)
      expect((await world.ledger.tenderOf(tender.id)).openObjections).to.equal(3n)
    })
  })
})
