import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { multiply } from '../../../src/protocol/point.ts'
import { EMPTY_SEAL } from '../../../src/protocol/seal.ts'
import { digest } from '../../../src/protocol/statement.ts'
import type { Terms } from '../../../src/protocol/terms.ts'
import {
  AGENCY,
  act,
  announceTender,
  at,
  deepValues,
  deployLedger,
  draftTender,
  ethers,
  KEY_IDS,
  LOWEST_PRICE,
  loadFixture,
  MULTIPLE,
  nextBlockAt,
  OTHER_AGENCY,
  REGISTRAR,
  relay,
  SINGLE,
  sign,
  supplier,
  termsFor,
  time,
  USELESS_POINTS,
  verifyPhase,
  verifyRecord,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const FLOOR = MULTIPLE.award
const KINDS = { none: LOWEST_PRICE, single: SINGLE, multiple: MULTIPLE }

/** The terms break exactly one rule each. The name ends in the field that the error names. */
const FAULTS: readonly (readonly [string, string, Partial<Terms>])[] = [
  ['no notice number', 'notice', { notice: '' }],
  ['a notice number of 65 bytes', 'notice', { notice: '~'.repeat(65) }],
  ['a notice number with a control character', 'notice', { notice: 'A\u0000' }],
  ['a notice number that is not ASCII', 'notice', { notice: '공고' }],
  ['no document', 'document', { document: ZERO_WORD }],
  ['an objection period of less than a day', 'objectionPeriod', { objectionPeriod: 86_399 }],
  ['an objection period of more than a year', 'objectionPeriod', { objectionPeriod: 365 * 86_400 + 1 }],
  ['less than a day from an amendment to the closing', 'amendmentTime', { amendmentTime: 86_399 }],
  [
    'more than 400 days from an amendment to the closing',
    'amendmentTime',
    { amendmentTime: 400 * 86_400 + 1 },
  ],
  ['ties by score without a scale', 'tieRule', { ...SINGLE, tieRule: 1 }],
  ['a minimum of no bids', 'minimumBids', { minimumBids: 0 }],
  ['a minimum of more bids than a tender takes', 'minimumBids', { minimumBids: 10_001 }],
  ['a rule that this ledger does not have', 'award', award(LOWEST_PRICE, { rule: 2 })],
  ['the lowest price without a ceiling', 'award', award(LOWEST_PRICE, { baseAmount: 0n })],
  ['a base amount of 2^95', 'award', award(LOWEST_PRICE, { baseAmount: 1n << 95n })],
  ['the lowest price with an A-value', 'award', award(LOWEST_PRICE, { aValue: 1n })],
  ['the lowest price with a net-cost base', 'award', award(LOWEST_PRICE, { netCostBase: 1n })],
  ['the lowest price with a floor rate', 'award', award(LOWEST_PRICE, { floorRate: 1 })],
  ['the lowest price with a net-cost rate', 'award', award(LOWEST_PRICE, { netCostRate: 1 })],
  ['the lowest price with a scale', 'award', award(LOWEST_PRICE, { qualification: 1 })],
  ['a scale that there is not', 'award', award(MULTIPLE, { qualification: 5 })],
  ['a floor without a reserve price', 'award', { reserve: LOWEST_PRICE.reserve, award: FLOOR }],
  ['a floor rate of zero', 'award', award(MULTIPLE, { floorRate: 0 })],
  ['a floor rate above 100 per cent', 'award', award(MULTIPLE, { floorRate: 100_001 })],
  ['a net-cost rate above 100 per cent', 'award', award(MULTIPLE, { netCostRate: 100_001 })],
  ['a net-cost rate without its base', 'award', award(MULTIPLE, { netCostBase: 0n })],
  ['a net-cost base without its rate', 'award', award(MULTIPLE, { netCostRate: 0 })],
  ['an A-value as large as the base amount', 'award', award(MULTIPLE, { aValue: FLOOR.baseAmount })],
  ['a net-cost base above the base amount', 'award', award(MULTIPLE, { netCostBase: FLOOR.baseAmount + 1n })],
  ['a spread without a multiple reserve price', 'reserve', reserve(LOWEST_PRICE, { spread: 1 })],
  ['cells without a multiple reserve price', 'reserve', reserve(SINGLE, { cellsAbove: 1 })],
  ['fifteen prices without a spread', 'reserve', reserve(MULTIPLE, { spread: 0 })],
  ['a spread above 10 per cent', 'reserve', reserve(MULTIPLE, { spread: 1_001 })],
  ['no cell below the base amount', 'reserve', reserve(MULTIPLE, { cellsAbove: 15 })],
  [
    'a base amount too small for fifteen cells',
    'reserve',
    award(MULTIPLE, { ...FLOOR, baseAmount: 74_999n, aValue: 0n, netCostBase: 74_999n }),
  ],
]

function award(terms: Pick<Terms, 'reserve' | 'award'>, change: Partial<Terms['award']>): Partial<Terms> {
  return { ...terms, award: { ...terms.award, ...change } }
}

function reserve(terms: Pick<Terms, 'reserve' | 'award'>, change: Partial<Terms['reserve']>): Partial<Terms> {
  return { ...terms, reserve: { ...terms.reserve, ...change } }
}

describe('TenderLedger', () => {
  describe('announce', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployLedger)
    })

    for (const [name, terms] of Object.entries(KINDS)) {
      it(`records a tender whose reserve price is ${name}`, async () => {
        const { tender, statement } = await draftTender(world, { terms })
        const sent = act(world, AGENCY, statement)
        const record = ethers.solidityPackedKeccak256(
          ['bytes32', 'bytes32'],
          [ZERO_WORD, digest(statement, world.deployment)],
        )
        await expect(sent)
          .to.emit(world.ledger, 'Announced')
          .withArgs(
            tender.id,
            AGENCY.participant,
            tender.key.id,
            deepValues(tender.terms),
            deepValues(tender.reserveSeal),
            digest(statement, world.deployment),
            record,
          )
        await verifyRecord(world, tender, [statement])
        const facts = await world.ledger.tenderOf(tender.id)
        expect([facts.agency, facts.key, facts.termsVersion]).to.deep.equal([
          AGENCY.participant,
          tender.key.id,
          1n,
        ])
        expect(deepValues(await world.ledger.termsOf(tender.id))).to.deep.equal(deepValues(tender.terms))
        await verifyPhase(world, tender, 'Scheduled')
      })
    }

    it('takes a tender whose bidding is open already', async () => {
      const { schedule } = await termsFor('')
      const tender = await announceTender(world, { terms: { schedule: { ...schedule, biddingAt: 1 } } })
      await verifyPhase(world, tender, 'Bidding')
    })

    it('takes a notice number of 64 bytes, and limits that are just kept', async () => {
      const terms = {
        ...award(MULTIPLE, {
          ...FLOOR,
          baseAmount: 75_000n,
          aValue: 74_999n,
          netCostBase: 75_000n,
          floorRate: 100_000,
        }),
        objectionPeriod: 365 * 86_400,
        amendmentTime: 400 * 86_400,
        minimumBids: 10_000,
      }
      const tender = await announceTender(world, { notice: '~'.repeat(64), terms })
      await verifyPhase(world, tender, 'Scheduled')
    })

    it('takes the shortest periods, and each scale with either rule for ties', async () => {
      for (const qualification of [1, 2, 3, 4]) {
        const terms = {
          ...award(SINGLE, { qualification }),
          tieRule: qualification % 2,
          objectionPeriod: 86_400,
          amendmentTime: 86_400,
        }
        const tender = await announceTender(world, { key: at(KEY_IDS, qualification), terms })
        await verifyPhase(world, tender, 'Scheduled')
      }
    })

    it('takes the same notice number from another agency', async () => {
      const one = await announceTender(world, { notice: 'N-1' })
      const other = await announceTender(world, { notice: 'N-1', agency: OTHER_AGENCY, key: one.key.id + 1n })
      expect(other.id).not.to.equal(one.id)
    })

    for (const [name, field, terms] of FAULTS) {
      it(`refuses ${name} (${field})`, async () => {
        const sent = announceTender(world, { terms })
        await verifyRefusal(sent, world.ledger, 'InvalidTerms', ethers.encodeBytes32String(field))
      })
    }

    for (const [earlier, later, least, name] of [
      ['biddingAt', 'closingAt', 1, 'a closing that is not after the beginning of bidding'],
      ['closingAt', 'openingAt', 1, 'an opening that is not after the closing'],
      ['openingAt', 'fallbackAt', 3_600, 'a fallback that begins within an hour of the opening'],
      ['fallbackAt', 'fallbackEndAt', 86_400, 'a fallback of less than a day'],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const { schedule } = await termsFor('')
        const sent = announceTender(world, {
          terms: { schedule: { ...schedule, [later]: schedule[earlier] + least - 1 } },
        })
        await verifyRefusal(sent, world.ledger, 'InvalidTerms', ethers.encodeBytes32String('schedule'))
      })
    }

    it('takes a fallback that ends 400 days from now, and none that ends later', async () => {
      const { schedule } = await termsFor('')
      const now = (await time.latest()) + 10
      const ending = (fallbackEndAt: number) => ({ terms: { schedule: { ...schedule, fallbackEndAt } } })
      const late = await draftTender(world, ending(now + 400 * 86_400 + 1))
      const just = await draftTender(world, ending(now + 400 * 86_400))
      await nextBlockAt(now - 1)
      const sent = act(world, AGENCY, late.statement)
      await verifyRefusal(sent, world.ledger, 'InvalidTerms', ethers.encodeBytes32String('schedule'))
      await nextBlockAt(now)
      await act(world, AGENCY, just.statement)
      await verifyPhase(world, just.tender, 'Scheduled')
    })

    it('refuses a closing time that is not later than now', async () => {
      const { schedule } = await termsFor('')
      const closingAt = (await time.latest()) + 10
      const { statement } = await draftTender(world, {
        terms: { schedule: { ...schedule, biddingAt: 1, closingAt } },
      })
      await nextBlockAt(closingAt)
      const sent = act(world, AGENCY, statement)
      await verifyRefusal(sent, world.ledger, 'InvalidTerms', ethers.encodeBytes32String('schedule'))
    })

    it('refuses a bid policy that does not exist', async () => {
      await expect(announceTender(world, { terms: { bidPolicy: 2 } })).to.be.revertedWithoutReason(ethers)
    })

    it('refuses a rule for re-tenders that does not exist', async () => {
      await expect(announceTender(world, { terms: { retender: 2 } })).to.be.revertedWithoutReason(ethers)
    })

    it('refuses a kind of reserve price that does not exist', async () => {
      const terms = reserve(LOWEST_PRICE, { kind: 3 })
      await expect(announceTender(world, { terms })).to.be.revertedWithoutReason(ethers)
    })

    it('refuses a single reserve price that is not sealed', async () => {
      const { statement } = await draftTender(world, { terms: SINGLE })
      const sent = act(world, AGENCY, { ...statement, reserveSeal: EMPTY_SEAL })
      await verifyRefusal(sent, world.ledger, 'InvalidReserveSeal')
    })

    for (const [name, point] of Object.entries(USELESS_POINTS)) {
      it(`refuses a reserve seal whose point is one ${name}`, async () => {
        const { statement } = await draftTender(world, { terms: SINGLE })
        const sent = act(world, AGENCY, { ...statement, reserveSeal: { ...statement.reserveSeal, ...point } })
        await verifyRefusal(sent, world.ledger, 'InvalidReserveSeal')
      })
    }

    for (const kind of ['none', 'multiple'] as const) {
      it(`refuses a seal where the reserve price is ${kind}`, async () => {
        const { tender, statement } = await draftTender(world, { terms: KINDS[kind] })
        const reserveSeal = { ...EMPTY_SEAL, ...multiply(2n, tender.key.joint.publicKey) }
        await verifyRefusal(
          act(world, AGENCY, { ...statement, reserveSeal }),
          world.ledger,
          'InvalidReserveSeal',
        )
      })
    }

    it('refuses a notice number that the agency has used', async () => {
      const { id, key } = await announceTender(world, { notice: 'N-1' })
      const again = announceTender(world, { notice: 'N-1', key: key.id + 1n, terms: { minimumBids: 3 } })
      await verifyRefusal(again, world.ledger, 'AlreadyAnnounced', id)
    })

    it('refuses the same statement a second time', async () => {
      const { tender, statement } = await draftTender(world)
      const signed = sign(world, AGENCY, statement)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.ledger, 'AlreadyAnnounced', tender.id)
    })

    it('refuses one agency that signs in the name of another', async () => {
      const { statement } = await draftTender(world)
      await verifyUnauthorized(
        world,
        act(world, OTHER_AGENCY, statement),
        AGENCY.participant,
        'UnknownSigner',
      )
    })

    it('refuses a participant that is no agency', async () => {
      const sent = announceTender(world, { agency: supplier(0) })
      await verifyUnauthorized(world, sent, supplier(0).participant, 'MissingRole')
    })

    it('refuses an agency that is suspended', async () => {
      const { participant } = AGENCY
      const until = (await time.latest()) + 1_000
      const reason = hashText('reason')
      await act(world, REGISTRAR, { type: 'SuspendParticipant', participant, until, reason, revision: 1 })
      await verifyUnauthorized(world, announceTender(world), participant, 'Suspended')
    })
  })
})
