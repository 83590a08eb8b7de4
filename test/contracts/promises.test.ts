import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import type { Hex } from '../../src/protocol/bytes.ts'
import { interpolate, jointKeyHash, type Share } from '../../src/protocol/openingKey.ts'
import { ScalarField } from '../../src/protocol/point.ts'
import { openings as openingsOf, type Seal } from '../../src/protocol/seal.ts'
import type { Statement } from '../../src/protocol/statement.ts'
import { nameAt, OPEN_RESULTS, SUBMIT_RESULTS } from '../../src/protocol/tender.ts'
import {
  act,
  announceTender,
  asSignedBid,
  at,
  bring,
  CONTRACT,
  DOCUMENT,
  dealtKey,
  deployLedger,
  ethers,
  firstOf,
  GUARDIANS,
  guardian,
  KEY_IDS,
  loadFixture,
  MULTIPLE,
  nextBlockAt,
  openBids,
  REGISTRAR,
  rankBids,
  recordOf,
  releaseShare,
  releaseShares,
  reveals,
  sealedBid,
  submit,
  supplier,
  tenderAt,
  time,
  travelTo,
  verifyBid,
  verifyBidAccepted,
  verifyBidRefused,
  verifyKey,
  verifyPhase,
  verifyRecord,
  verifyRefusal,
  verifyUnauthorized,
  verifyWrongPhase,
  type World,
} from '../support/ledger.ts'

describe('the promises of protocol.md about the bids, under attack', () => {
  let world: World
  beforeEach(async () => {
    world = await loadFixture(deployLedger)
  })

  describe('P1: nobody reads a bid before the opening time', () => {
    it('all five guardians together cannot make the ledger open a key early', async () => {
      const { tender } = await tenderAt(world, 'Closed')
      const key = tender.key.id
      for (const place of GUARDIANS.keys()) {
        await verifyRefusal(releaseShare(world, key, place), world.keys, 'TooEarly', key, tender.id)
      }
      await verifyKey(world, key, false)
    })

    it('one second before the opening is too early, and the share does not come onto the ledger', async () => {
      const { tender } = await tenderAt(world, 'Closed')
      const { id, shares } = tender.key
      await nextBlockAt(tender.terms.schedule.openingAt - 1)
      await verifyRefusal(releaseShare(world, id, 0), world.keys, 'TooEarly', id, tender.id)
      const { topicHash } = world.keys.interface.getEvent('ShareReleased')
      const logs = await ethers.provider.getLogs({
        address: world.deployment.keys,
        topics: [topicHash],
        fromBlock: 0,
      })
      expect(logs).to.deep.equal([])
      await travelTo(tender, 'openingAt')
      await expect(releaseShare(world, id, 0))
        .to.emit(world.keys, 'ShareReleased')
        .withArgs(id, tender.id, guardian(0).participant, at(shares, 0))
    })

    it('two of three needed shares open nothing, and fit every secret alike', async () => {
      const { tender, bids } = await tenderAt(world, 'Opening')
      const { id, shares, secret } = tender.key
      await releaseShares(world, id, [1, 3])
      await verifyKey(world, id, false)
      await verifyRefusal(openBids(world, tender, bids), world.ledger, 'KeyNotOpen', tender.id)
      const known = [1, 3].map(place => ({ index: place + 1, share: at(shares, place) }))
      expect(interpolate(known)).not.to.equal(secret)
      for (const guess of [1n, 42n, secret]) {
        const third = { index: 5, share: valueAt([{ index: 0, share: guess }, ...known], 5) }
        expect(interpolate([...known, third])).to.equal(guess)
      }
    })

    it('the registrar cannot sign in the names of the guardians, to make a key that it knows', async () => {
      const world = await loadFixture(deployLedger)
      const { participant } = guardian(0)
      const statement = { type: 'AddSigner', participant, signer: REGISTRAR.signer, revision: 1 } as const
      await verifyUnauthorized(world, act(world, REGISTRAR, statement), participant, 'UnknownSigner')
    })

    it('a false share opens nothing, and its author is known', async () => {
      const { tender } = await tenderAt(world, 'Opening')
      const { id } = tender.key
      await releaseShares(world, id, [0, 1])
      await expect(releaseShare(world, id, 2, 12_345n))
        .to.emit(world.keys, 'ShareRefused')
        .withArgs(id, tender.id, guardian(2).participant, 12_345n)
      await verifyKey(world, id, false)
      await releaseShare(world, id, 3)
      await verifyKey(world, id, true)
    })
  })

  describe('P2: every accepted bid opens, even if its bidder never comes back', () => {
    it('a stranger opens all bids from what stands on the ledger, and nothing else', async () => {
      const { tender, bids } = await tenderAt(world, 'Opened')
      const accepted = await world.ledger.queryFilter(world.ledger.filters.BidAccepted(tender.id))
      const seals = accepted.map(({ args: { seal } }) => sealFrom(seal))
      const { secret } = await world.keys.secretOf(tender.key.id)
      const hints = openingsOf(seals, secret)
      const found = accepted.map(({ args }, place) => ({
        bidder: args.bidder,
        seal: at(seals, place),
        ...at(hints, place),
      }))
      const stranger = at(await ethers.getSigners(), 5)
      await world.ledger.connect(stranger).openBids(tender.id, found)
      for (const bid of bids) await verifyBid(world, bid, { status: 'Valid', price: bid.price })
      await verifyPhase(world, tender, 'Ranking')
    })

    it('guardians that release at the last second of the fallback cannot choose what stays closed', async () => {
      const world = await loadFixture(deployLedger)
      const { tender, bids } = await tenderAt(world, 'Opening')
      await time.setNextBlockTimestamp(tender.terms.schedule.fallbackEndAt - 3)
      await releaseShares(world, tender.key.id)
      await openBids(world, tender, bids.slice(0, 1))
      await travelTo(tender, 'fallbackEndAt')
      await verifyPhase(world, tender, 'Opening')
      await openBids(world, tender, bids.slice(1))
      await verifyPhase(world, tender, 'Ranking')
    })

    it('any three of five guardians are enough: two that fail stop nothing', async () => {
      const underWay = await tenderAt(world, 'Opening')
      await releaseShares(world, underWay.tender.key.id, [4, 3, 2])
      await bring(world, underWay, 'Opened', 'Review')
      await verifyPhase(world, underWay.tender, 'Review')
    })
  })

  describe('P3: if the guardians fail, the bidders open their bids, and the record says so', () => {
    it('a tender is awarded without the guardians, as degraded, and shows who did not answer', async () => {
      const { tender, bids } = await tenderAt(world, 'Opening', {
        terms: MULTIPLE,
        prices: [90_000_000n, 91_000_000n],
      })
      await releaseShares(world, tender.key.id, [0, 1])
      await travelTo(tender, 'fallbackAt')
      const sent = await world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids))
      for (const { statement, price, r } of bids) {
        const { bidder } = statement
        await expect(sent)
          .to.emit(world.ledger, 'BidOpened')
          .withArgs(tender.id, bidder, 0, price, 0x0201, r, anyValue, anyValue)
      }
      const { id } = tender
      await expect(rankBids(world, tender, bids))
        .to.emit(world.ledger, 'ReserveSettled')
        .withArgs(id, anyValue, anyValue, anyValue, true, 0b00011, 0)
      const released = await world.keys.queryFilter(world.keys.filters.ShareReleased(tender.key.id))
      expect(released.map(({ args }) => args.guardian)).to.deep.equal(
        [0, 1].map(place => guardian(place).participant),
      )
      await bring(world, { tender, bids }, 'Review', 'Concluded')
      await verifyPhase(world, tender, 'Concluded')
    })

    it("nobody opens another's bid with a note of its own making", async () => {
      const { tender, bids } = await tenderAt(world, 'Opening')
      await travelTo(tender, 'fallbackAt')
      const [reveal, other] = reveals(tender, bids)
      if (!reveal || !other) throw new Error('two bids are needed')
      const codes = await world.ledger.revealBids.staticCall(tender.id, tender.key.joint, [
        { ...reveal, r: other.r },
      ])
      expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(['WrongHint'])
    })
  })

  describe('P4: no bid is changed, dropped, added late, copied or moved', () => {
    it('a rival that copies a seal opens to a bad tag, and the original to its price', async () => {
      const { tender } = await tenderAt(world, 'Bidding')
      const original = sealedBid(world, tender, supplier(0))
      const { seal } = original.statement
      const copy = sealedBid(world, tender, supplier(1), { seal })
      await bring(
        world,
        { tender, bids: [original, copy, sealedBid(world, tender, supplier(2))] },
        'Bidding',
        'Opened',
      )
      await openBids(world, tender, [copy, original])
      await verifyBid(world, copy, { status: 'Invalid', invalidity: 'BadTag' })
      await verifyBid(world, original, { status: 'Valid', price: original.price })
    })

    it("a bidder's own seal from another tender opens to a bad tag", async () => {
      const other = await announceTender(world, { key: at(KEY_IDS, 1) })
      const { tender } = await tenderAt(world, 'Bidding')
      const { seal } = sealedBid(world, other, supplier(0)).statement
      const moved = sealedBid(world, tender, supplier(0), { seal })
      await bring(
        world,
        { tender, bids: [moved, sealedBid(world, tender, supplier(1))] },
        'Bidding',
        'Opened',
      )
      await openBids(world, tender, [moved])
      await verifyBid(world, moved, { status: 'Invalid', invalidity: 'BadTag' })
    })

    it('a bid that is sealed to a key that a liar named is refused at once, not lost at the opening', async () => {
      const world = await loadFixture(deployLedger)
      const { tender } = await tenderAt(world, 'Bidding')
      const bid = sealedBid(world, tender, supplier(0), {
        keyHash: jointKeyHash(dealtKey(at(KEY_IDS, 1)).joint),
      })
      await verifyBidRefused(world, () => submit(world, [bid]), bid, 'WrongKey')
    })

    it('a bid at the second of the closing is late; one second before, it is in time', async () => {
      const { tender } = await tenderAt(world, 'Bidding')
      const [inTime, late] = [sealedBid(world, tender, supplier(0)), sealedBid(world, tender, supplier(1))]
      await nextBlockAt(tender.terms.schedule.closingAt - 1)
      await verifyBidAccepted(world, await submit(world, [inTime]), inTime)
      await nextBlockAt(tender.terms.schedule.closingAt)
      await verifyBidRefused(world, () => submit(world, [late]), late, 'TooLate')
    })

    it('the same bidder does not bid twice, nor twice in one batch', async () => {
      const { tender } = await tenderAt(world, 'Bidding')
      const [first, second] = [1n, 2n].map(price => sealedBid(world, tender, supplier(0), { price }))
      if (!first || !second) throw new Error('two bids are needed')
      const codes = await world.ledger.submitBids.staticCall([first, second].map(asSignedBid))
      expect(codes.map(code => nameAt(SUBMIT_RESULTS, code))).to.deep.equal(['Accepted', 'AlreadyBid'])
      await submit(world, [first])
      await verifyBidRefused(world, () => submit(world, [second]), second, 'AlreadyBid')
      await verifyBid(world, first, { status: 'Sealed' })
    })

    it('a bid that was replaced does not come back', async () => {
      const { tender } = await tenderAt(world, 'Bidding', { terms: { bidPolicy: 1 } })
      const first = sealedBid(world, tender, supplier(0), { r: 5n })
      const second = sealedBid(world, tender, supplier(0), { sequence: 1 })
      await submit(world, [first, second])
      await verifyBidRefused(world, () => submit(world, [first]), first, 'WrongSequence')
      await verifyBidRefused(world, () => submit(world, [second]), second, 'WrongSequence')
      await verifyBid(world, second, { status: 'Sealed' })
    })

    it('a bid that is left out at the opening holds the tender there: no ranking without it', async () => {
      const { tender, bids } = await tenderAt(world, 'Opened')
      const shown = bids.slice(1)
      await openBids(world, tender, shown)
      await verifyPhase(world, tender, 'Opening')
      await verifyWrongPhase(world, rankBids(world, tender, shown), tender, 'Opening', 'Ranking')
      await time.increase(10_000_000)
      await verifyPhase(world, tender, 'Opening')
      await openBids(world, tender, bids)
      await verifyPhase(world, tender, 'Ranking')
    })

    it('the record holds every accepted statement in its order, and no other', async () => {
      const { tender, bids } = await tenderAt(world, 'Concluded')
      const { terms, key, agency, reserveSeal, id } = tender
      const announced: Statement = {
        type: 'Announce',
        agency: agency.participant,
        terms,
        key: key.id,
        reserveSeal,
      }
      const first = { tender: id, ...firstOf(bids) }
      const { amount: _, ...reviewed } = first
      const acts: Statement[] = [
        { type: 'Qualify', act: 0, otherScore: 0, document: DOCUMENT, ...reviewed },
        { type: 'Award', act: 1, ...first },
        { type: 'Conclude', act: 2, contractHash: CONTRACT, ...first },
      ]
      const statements = [announced, ...bids.map(({ statement }) => statement), ...acts]
      await verifyRecord(world, tender, statements)
      const { record } = await world.ledger.tenderOf(tender.id)
      for (const left of statements.keys()) {
        expect(
          recordOf(
            world,
            statements.filter((_, place) => place !== left),
          ),
        ).not.to.equal(record)
      }
    })
  })
})

/** The value at `x` of the polynomial through these points. */
function valueAt(points: readonly Share[], x: number): bigint {
  const F = ScalarField
  return points.reduce((sum, { index, share }) => {
    const others = points.filter(point => point.index !== index)
    const weight = others.reduce((product, other) => {
      return F.mul(product, F.div(F.create(BigInt(x - other.index)), F.create(BigInt(index - other.index))))
    }, F.ONE)
    return F.add(sum, F.mul(weight, share))
  }, 0n)
}

/** As it stands in an event. */
function sealFrom({ x, y, price, choices, tag }: Record<keyof Seal, unknown>): Seal {
  return { x: x as bigint, y: y as bigint, price: price as Hex, choices: choices as Hex, tag: tag as Hex }
}
