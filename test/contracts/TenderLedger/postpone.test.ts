import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import type { Schedule } from '../../../src/protocol/terms.ts'
import {
  AGENCY,
  act,
  at,
  bring,
  DOCUMENT,
  deployLedger,
  ethers,
  guardian,
  guardsAct,
  laterBy,
  loadFixture,
  nextBlockAt,
  postponeTender,
  releaseShare,
  type Station,
  sealedBid,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  termsFor,
  time,
  verifyBid,
  verifyBidAccepted,
  verifyBidRefused,
  verifyPhase,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const HOUR = 3_600

/** A tender in bidding with three bids that are not sent yet. Its fallback is longer than it must be. */
async function bidding(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const { schedule } = await termsFor('')
  const terms = { schedule: { ...schedule, fallbackEndAt: schedule.fallbackEndAt + HOUR } }
  return { ...world, ...(await tenderAt(world, 'Bidding', { terms })) }
}

describe('TenderLedger', () => {
  describe('postpone', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    let old: Schedule
    beforeEach(async () => {
      world = await loadFixture(bidding)
      old = world.tender.terms.schedule
    })

    const statement = (schedule = laterBy(HOUR, old)) =>
      ({
        type: 'Postpone',
        tender: world.tender.id,
        act: 0,
        schedule,
        reason: 1,
        document: DOCUMENT,
      }) as const

    const refused = (schedule: Schedule, field: string) =>
      verifyRefusal(
        act(world, AGENCY, statement(schedule)),
        world.ledger,
        'InvalidChange',
        world.tender.id,
        ethers.encodeBytes32String(field),
      )

    it('moves the times, with its reason, under the same version of the terms', async () => {
      const schedule = laterBy(HOUR, old)
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Postponed')
        .withArgs(
          world.tender.id,
          0,
          Object.values(schedule),
          1,
          DOCUMENT,
          digest(statement(), world.deployment),
          anyValue,
        )
      const terms = await world.ledger.termsOf(world.tender.id)
      expect(terms.schedule.map(Number)).to.deep.equal(Object.values(schedule))
      const { termsVersion, acts, aside } = await world.ledger.tenderOf(world.tender.id)
      expect([termsVersion, acts, aside]).to.deep.equal([1n, 1n, 0n])
    })

    it('leaves the bids as they are, and takes more until the new closing', async () => {
      const [early, , tooLate] = world.bids
      if (!early || !tooLate) throw new Error('three bids are needed')
      await submit(world, [early])
      const tender = await postponeTender(world, world.tender)
      await verifyBid(world, early, { status: 'Sealed' })
      const last = sealedBid(world, tender, supplier(1))
      await nextBlockAt(old.closingAt + HOUR - 1)
      await verifyBidAccepted(world, await submit(world, [last]), last, 1)
      await verifyBidRefused(world, () => submit(world, [tooLate]), tooLate, 'TooLate')
    })

    it("moves the guardians' condition with it: no share at the old opening, every share at the new one", async () => {
      const { bids } = world
      const tender = await postponeTender(world, world.tender)
      await bring(world, { tender, bids }, 'Bidding', 'Closed')
      await time.increaseTo(old.openingAt + 1)
      await verifyPhase(world, tender, 'Closed')
      const { id, shares } = tender.key
      await verifyRefusal(releaseShare(world, id, 0), world.keys, 'TooEarly', id, tender.id)
      await nextBlockAt(tender.terms.schedule.openingAt)
      await expect(releaseShare(world, id, 0))
        .to.emit(world.keys, 'ShareReleased')
        .withArgs(id, tender.id, guardian(0).participant, at(shares, 0))
    })

    it('moves the beginning of bidding too before it has begun', async () => {
      const { tender } = await tenderAt(world, 'Scheduled', { key: world.tender.key.id + 1n })
      const { schedule } = tender.terms
      const later = { ...laterBy(HOUR, schedule), biddingAt: schedule.biddingAt + HOUR }
      await act(world, AGENCY, { ...statement(later), tender: tender.id })
      await time.increaseTo(schedule.biddingAt)
      await verifyPhase(world, tender, 'Scheduled')
      await time.increaseTo(later.biddingAt)
      await verifyPhase(world, tender, 'Bidding')
    })

    it('may be done again, until one second before the closing', async () => {
      const later = await postponeTender(world, world.tender)
      await nextBlockAt(later.terms.schedule.closingAt - 1)
      await postponeTender(world, later, 2 * HOUR)
      const { schedule } = await world.ledger.termsOf(world.tender.id)
      expect(schedule.closingAt).to.equal(BigInt(old.closingAt + 3 * HOUR))
    })

    it('refuses without a reason code', async () => {
      const sent = act(world, AGENCY, { ...statement(), reason: 0 })
      await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
    })

    it('refuses without a document', async () => {
      const sent = act(world, AGENCY, { ...statement(), document: ZERO_WORD })
      await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
    })

    it('refuses times that could not be announced', async () => {
      const schedule = { ...laterBy(HOUR, old), fallbackAt: old.openingAt + 2 * HOUR - 1 }
      const sent = act(world, AGENCY, statement(schedule))
      await verifyRefusal(sent, world.ledger, 'InvalidTerms', ethers.encodeBytes32String('schedule'))
    })

    it('refuses the same closing', () =>
      refused({ ...laterBy(HOUR, old), closingAt: old.closingAt }, 'closingAt'))

    it('refuses another beginning of bidding when it has begun, later or earlier', async () => {
      for (const step of [1, -1]) {
        await refused({ ...laterBy(HOUR, old), biddingAt: old.biddingAt + step }, 'biddingAt')
      }
    })

    for (const moment of ['closingAt', 'openingAt', 'fallbackAt', 'fallbackEndAt'] as const) {
      it(`refuses an earlier ${moment}`, () => {
        const closingAt = old.closingAt + 1
        return refused({ ...old, closingAt, [moment]: old[moment] - 1 }, moment)
      })
    }

    guardsAct({
      due: () => ({ world, tender: world.tender, statement: statement() }),
      phases: ['Scheduled', 'Bidding'],
      elsewhere: ['Closed', 'Opening', 'Review', 'Standstill', 'Concluded'] satisfies Station[],
    })
  })
})
