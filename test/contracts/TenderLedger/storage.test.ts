import { expect } from 'chai'
import { hashWords } from '../../../src/protocol/bytes.ts'
import {
  announceTender,
  at,
  deployLedger,
  ethers,
  forgedSeal,
  loadFixture,
  openBids,
  qualify,
  rankBids,
  releaseShares,
  sealedBid,
  submit,
  supplier,
  type TestBid,
  type TestTender,
  travelTo,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

/** The storage slot of the ledger's mapping of tenders, as the compiler's `storageLayout` shows it. */
const TENDERS = 0n

/** The second slot of a tender from the low end: name and bits. SPEC.md fixes both slots, because auditors prove them. */
const COUNTS = [
  ['termsVersion', 16n],
  ['acts', 32n],
  ['bids', 32n],
  ['opened', 32n],
  ['valid', 32n],
  ['ranked', 32n],
  ['acceptable', 32n],
  ['accepted', 32n],
  ['reserved', 16n],
] as const

type Counts = Record<(typeof COUNTS)[number][0], bigint>

const ANNOUNCED: Counts = {
  termsVersion: 1n,
  acts: 0n,
  bids: 0n,
  opened: 0n,
  valid: 0n,
  ranked: 0n,
  acceptable: 0n,
  accepted: 0n,
  reserved: 0n,
}

interface Story extends World {
  tender: TestTender
  /** Two good ones, one above the ceiling, one that opens to no price. */
  bids: [TestBid, TestBid, TestBid, TestBid]
}

/** Four bidders have bid, the first of them twice. */
async function bidding(): Promise<Story> {
  const world = await deployLedger()
  const tender = await announceTender(world, { terms: { bidPolicy: 1 } })
  const bid = (place: number, price: bigint, sequence = 0) =>
    sealedBid(world, tender, supplier(place), { price, sequence })
  const seal = forgedSeal(world, tender, supplier(3), { price: 0n })
  const bids: Story['bids'] = [
    bid(0, 90_000_000n, 1),
    bid(1, 91_000_000n),
    bid(2, 100_000_001n),
    sealedBid(world, tender, supplier(3), { seal }),
  ]
  await travelTo(tender, 'biddingAt')
  await submit(world, [bid(0, 95_000_000n), ...bids])
  return { ...world, tender, bids }
}

/** The same with the key open and every bid opened but the last. */
async function opening(): Promise<Story> {
  const story = await bidding()
  await travelTo(story.tender, 'openingAt')
  await releaseShares(story, story.tender.key.id)
  const [good, , dear, torn] = story.bids
  await openBids(story, story.tender, [torn, dear, good])
  return story
}

/** Both slots, as `eth_getStorageAt` gives them. */
async function slotsOf(
  { deployment }: World,
  { id }: TestTender,
): Promise<{ record: string; counts: Counts }> {
  const base = BigInt(hashWords(id, TENDERS))
  const record = await ethers.provider.getStorage(deployment.ledger, base)
  let rest = BigInt(await ethers.provider.getStorage(deployment.ledger, base + 1n))
  const counts = COUNTS.map(([name, bits]) => {
    const count = BigInt.asUintN(Number(bits), rest)
    rest >>= bits
    return [name, count]
  })
  return { record, counts: Object.fromEntries(counts) as Counts }
}

/** The slots hold these counts, and nothing else than what the ledger says in words. */
async function verifySlots(world: World, tender: TestTender, expected: Partial<Counts>): Promise<void> {
  const { record, counts } = await slotsOf(world, tender)
  expect(counts).to.deep.equal({ ...ANNOUNCED, ...expected })
  const facts = await world.ledger.tenderOf(tender.id)
  const { accepted, reserved, ...told } = counts
  expect({ record, ...told }).to.deep.equal({
    record: facts.record,
    termsVersion: facts.termsVersion,
    acts: facts.acts,
    bids: facts.bids,
    opened: facts.opened,
    valid: facts.valid,
    ranked: facts.ranked,
    acceptable: facts.acceptable,
  })
}

describe('TenderLedger', () => {
  describe('storage', () => {
    followsTree(import.meta.url)

    it('is empty for a tender that nobody announced', async () => {
      const { tender, ...world } = await loadFixture(bidding)
      const { record, counts } = await slotsOf(world, { ...tender, id: `0x${'11'.repeat(32)}` })
      expect({ record, counts }).to.deep.equal({
        record: `0x${'00'.repeat(32)}`,
        counts: { ...ANNOUNCED, termsVersion: 0n },
      })
    })

    it('has the record and the terms version after the announcement', async () => {
      const world = await loadFixture(deployLedger)
      await verifySlots(world, await announceTender(world), {})
    })

    it('counts bidders, and bids with those that were replaced', async () => {
      const story = await loadFixture(bidding)
      await verifySlots(story, story.tender, { bids: 4n, accepted: 5n })
    })

    it('counts what is opened, and what of it is valid', async () => {
      const story = await loadFixture(opening)
      await verifySlots(story, story.tender, { bids: 4n, accepted: 5n, opened: 3n, valid: 2n })
    })

    it('counts what is judged, what of it is acceptable, and the acts of the agency', async () => {
      const story = await loadFixture(opening)
      const { tender, bids } = story
      await openBids(story, tender, [bids[1]])
      const opened = { bids: 4n, accepted: 5n, opened: 4n, valid: 3n }
      await rankBids(story, tender, [bids[2]])
      await verifySlots(story, tender, { ...opened, ranked: 1n, acceptable: 0n })
      await rankBids(story, tender, [bids[0], bids[1]])
      await verifySlots(story, tender, { ...opened, ranked: 3n, acceptable: 2n })
      await qualify(story, tender, at(bids, 0))
      await verifySlots(story, tender, { ...opened, ranked: 3n, acceptable: 2n, acts: 1n })
    })
  })
})
