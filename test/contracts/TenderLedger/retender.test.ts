import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import type { Terms } from '../../../src/protocol/terms.ts'
import {
  AGENCY,
  announceTender,
  at,
  cancelTender,
  deployLedger,
  ethers,
  KEY_IDS,
  LOWEST_PRICE,
  loadFixture,
  OTHER_AGENCY,
  SCORED,
  SINGLE,
  type Station,
  type TestTender,
  tenderAt,
  travelTo,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Story = World & { failed: TestTender; strict: TestTender }

/** Two tenders for which nobody has bid; the second may be repeated with other times only. */
async function failed(): Promise<Story> {
  const world = await deployLedger()
  const failed = await announceTender(world)
  const strict = await announceTender(world, {
    key: at(KEY_IDS, 1),
    terms: { retender: 1, amendmentTime: 5 * 86_400 },
  })
  await travelTo(strict, 'closingAt')
  return { ...world, failed, strict }
}

describe('TenderLedger', () => {
  describe('announce: a re-tender', () => {
    followsTree(import.meta.url)

    let world: Story
    beforeEach(async () => {
      world = await loadFixture(failed)
    })

    const repeat = ({ id }: TestTender, terms: Partial<Terms> = {}, agency = AGENCY, key = at(KEY_IDS, 2)) =>
      announceTender(world, { key, agency, terms: { ...terms, predecessor: id } })
    const same = { retender: 1, amendmentTime: 5 * 86_400 }

    it('repeats a failed tender: each names the other', async () => {
      expect(await world.ledger.successorOf(world.failed.id)).to.equal(ZERO_WORD)
      const next = await repeat(world.failed)
      expect(await world.ledger.successorOf(world.failed.id)).to.equal(next.id)
      expect((await world.ledger.termsOf(next.id)).predecessor).to.equal(world.failed.id)
      await verifyPhase(world, next, 'Scheduled')
      await verifyPhase(world, world.failed, 'Failed')
    })

    it('repeats a cancelled tender', async () => {
      const { tender } = await tenderAt(world, 'Bidding', { key: at(KEY_IDS, 3) })
      await cancelTender(world, tender)
      const next = await repeat(tender)
      expect(await world.ledger.successorOf(tender.id)).to.equal(next.id)
    })

    it('may itself be repeated when it has failed', async () => {
      const second = await repeat(world.failed)
      await travelTo(second, 'closingAt')
      const third = await repeat(second, {}, AGENCY, at(KEY_IDS, 3))
      expect(await world.ledger.successorOf(second.id)).to.equal(third.id)
    })

    it('may change all terms where its predecessor leaves it free', async () => {
      const next = await repeat(world.failed, {
        ...SINGLE,
        minimumBids: 1,
        objectionPeriod: 86_400,
        bidPolicy: 1,
      })
      await verifyPhase(world, next, 'Scheduled')
    })

    it('may change notice and times where its predecessor leaves it nothing else', async () => {
      const next = await repeat(world.strict, same)
      await verifyPhase(world, next, 'Scheduled')
    })

    for (const [field, change] of Object.entries({
      document: { document: hashText('other documents') },
      objectionPeriod: { objectionPeriod: 86_400 },
      amendmentTime: { amendmentTime: 86_400 },
      minimumBids: { minimumBids: 1 },
      bidPolicy: { bidPolicy: 1 },
      retender: { retender: 0 },
      tieRule: SCORED,
      award: { award: { ...LOWEST_PRICE.award, baseAmount: 100_000_001n } },
      reserve: { reserve: SINGLE.reserve },
    })) {
      it(`refuses to change ${field} there`, async () => {
        await verifyRefusal(
          repeat(world.strict, { ...same, ...change }),
          world.ledger,
          'InvalidChange',
          world.strict.id,
          ethers.encodeBytes32String(field),
        )
      })
    }

    it('refuses a predecessor that nobody announced', async () => {
      const predecessor = hashText('nothing')
      const sent = announceTender(world, { key: at(KEY_IDS, 2), terms: { predecessor } })
      await verifyRefusal(sent, world.ledger, 'UnknownTender', predecessor)
    })

    it("refuses another agency's tender", async () => {
      const { id } = world.failed
      await verifyRefusal(
        repeat(world.failed, {}, OTHER_AGENCY),
        world.ledger,
        'NotOwnTender',
        id,
        AGENCY.participant,
        OTHER_AGENCY.participant,
      )
    })

    it('refuses to repeat a tender twice', async () => {
      const next = await repeat(world.failed)
      const again = repeat(world.failed, {}, AGENCY, at(KEY_IDS, 3))
      await verifyRefusal(again, world.ledger, 'AlreadyRepeated', world.failed.id, next.id)
    })

    for (const station of [
      'Bidding',
      'Closed',
      'Review',
      'Standstill',
      'Concluded',
    ] as const satisfies Station[]) {
      it(`refuses to repeat a tender that is ${station}`, async () => {
        const { tender } = await tenderAt(world, station, { key: at(KEY_IDS, 3) })
        await verifyWrongPhase(world, repeat(tender), tender, station, 'Failed', 'Cancelled')
      })
    }
  })
})
