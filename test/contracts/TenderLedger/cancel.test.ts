import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { PHASES, type Phase } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  act,
  at,
  bring,
  cancelTender,
  DOCUMENT,
  deployLedger,
  guardsAct,
  KEY_IDS,
  loadFixture,
  openBids,
  ordinal,
  qualify,
  rankBids,
  relay,
  releaseShare,
  releaseShares,
  reveals,
  type Station,
  sign,
  submit,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyBid,
  verifyKey,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const BEFORE_AWARD: readonly Phase[] = [
  'Scheduled',
  'Bidding',
  'Closed',
  'Opening',
  'Fallback',
  'Ranking',
  'Review',
]

async function bidding(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Bidding')) }
}

describe('TenderLedger', () => {
  describe('cancel', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(bidding)
    })

    const statement = () =>
      ({
        type: 'Cancel',
        tender: world.tender.id,
        act: 0,
        phase: ordinal(PHASES, 'Bidding'),
        reason: 4,
        document: DOCUMENT,
      }) as const
    const another = (station: Station) => tenderAt(world, station, { key: at(KEY_IDS, 1) })

    it('ends the tender with its reason', async () => {
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Cancelled')
        .withArgs(world.tender.id, 0, 4, DOCUMENT, digest(statement(), world.deployment), anyValue)
      expect((await world.ledger.tenderOf(world.tender.id)).cancelledAt).not.to.equal(0n)
      await verifyPhase(world, world.tender, 'Cancelled')
    })

    for (const station of ['Scheduled', 'Closed', 'Opening', 'Ranking', 'Review', 'Qualified'] as const) {
      it(`ends a tender that is ${station}`, async () => {
        const { tender } = await another(station)
        await cancelTender(world, tender)
        await verifyPhase(world, tender, 'Cancelled')
      })
    }

    it('ends a tender in the fallback, and nobody reveals any more', async () => {
      const { tender, bids } = await another('Opening')
      await travelTo(tender, 'fallbackAt')
      await cancelTender(world, tender)
      const sent = world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids))
      await verifyWrongPhase(world, sent, tender, 'Cancelled', 'Fallback')
    })

    it('keeps what is sealed sealed: guardians release nothing, also when some had released', async () => {
      const { tender, bids } = await another('Opening')
      const key = tender.key.id
      await releaseShares(world, key, [0, 1])
      await cancelTender(world, tender)
      await verifyRefusal(releaseShare(world, key, 2), world.keys, 'TooEarly', key, tender.id)
      await verifyKey(world, key, false)
      await verifyBid(world, at(bids, 0), { status: 'Sealed' })
    })

    it('keeps what is sealed sealed on the ledger even when the key is open', async () => {
      const { tender, bids } = await another('Opened')
      await openBids(world, tender, bids.slice(0, 1))
      await cancelTender(world, tender)
      await verifyWrongPhase(world, openBids(world, tender, bids.slice(1)), tender, 'Cancelled', 'Opening')
      await verifyBid(world, at(bids, 0), { status: 'Valid', price: 90_000_000n })
      await verifyBid(world, at(bids, 1), { status: 'Sealed' })
    })

    it('leaves nothing to be done', async () => {
      const { tender, bids } = await another('Ranking')
      await cancelTender(world, tender)
      await verifyWrongPhase(world, rankBids(world, tender, bids), tender, 'Cancelled', 'Ranking')
      await verifyWrongPhase(world, qualify(world, tender, at(bids, 0)), tender, 'Cancelled', 'Review')
    })

    it('refuses without a reason code', async () => {
      const sent = act(world, AGENCY, { ...statement(), reason: 0 })
      await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
    })

    it('refuses without a document', async () => {
      const sent = act(world, AGENCY, { ...statement(), document: ZERO_WORD })
      await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
    })

    it('refuses a tender that has failed', async () => {
      await travelTo(world.tender, 'closingAt')
      await verifyWrongPhase(world, act(world, AGENCY, statement()), world.tender, 'Failed', 'Bidding')
    })

    for (const [phase, name] of PHASES.entries()) {
      if (name === 'Bidding') continue
      it(`refuses in Bidding what was signed for ${name}`, async () => {
        const sent = act(world, AGENCY, { ...statement(), phase })
        await verifyWrongPhase(world, sent, world.tender, 'Bidding', ...BEFORE_AWARD.filter(p => p === name))
      })
    }

    it('refuses in Review what was signed in Bidding and kept back, and then what names Standstill in Standstill', async () => {
      const signed = sign(world, AGENCY, statement())
      await submit(world, world.bids)
      await bring(world, { ...world, bids: [] }, 'Bidding', 'Opening')
      await bring(world, world, 'Opening', 'Review')
      await verifyWrongPhase(world, relay(world, signed), world.tender, 'Review', 'Bidding')
      await bring(world, world, 'Review', 'Standstill')
      const late = { ...statement(), act: 2, phase: ordinal(PHASES, 'Standstill') }
      await verifyWrongPhase(world, act(world, AGENCY, late), world.tender, 'Standstill')
    })

    guardsAct({
      due: () => ({ world, tender: world.tender, statement: statement() }),
      phases: ['Bidding'],
      after: 'Cancelled',
      elsewhere: ['Standstill', 'Concluded'] satisfies Station[],
    })
  })
})
