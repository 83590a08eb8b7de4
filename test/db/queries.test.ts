import { expect } from 'chai'
import { connect } from '../../src/chain/contracts.ts'
import { listActs } from '../../src/db/queries/acts.ts'
import { findBids, listBids } from '../../src/db/queries/bids.ts'
import { findKey, listKeys } from '../../src/db/queries/keys.ts'
import { ledgerHead } from '../../src/db/queries/ledger.ts'
import { findOpening, findReserveOpening, listOpenings } from '../../src/db/queries/openings.ts'
import { findRank, findSettlement, listOrder } from '../../src/db/queries/orders.ts'
import { findParticipant, listParticipants } from '../../src/db/queries/participants.ts'
import { findStatement } from '../../src/db/queries/statements.ts'
import { findTender, listTenders } from '../../src/db/queries/tenders.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { word } from '../../src/protocol/bytes.ts'
import { jointKeySchema } from '../../src/protocol/openingKey.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import { degradedSeed } from '../../src/protocol/reserve.ts'
import {
  BID_STATUSES,
  INVALIDITIES,
  KEY_STATES,
  nameAt,
  PHASES,
  VERDICTS,
} from '../../src/protocol/tender.ts'
import { parseTerms } from '../../src/protocol/terms.ts'
import { parse } from '../../src/protocol/value.ts'
import { EVENTFUL_KEYS } from '../indexer/eventful.ts'
import { guardianKeys } from '../indexer/guardians.ts'
import { type Story, tellStory } from '../indexer/story.ts'
import { indexAll, rememberingLog } from '../indexer/support.ts'
import {
  AGENCY,
  announceTender,
  at,
  authorOf,
  connection,
  dealtKey,
  deployLedger,
  ethers,
  GUARDIANS,
  KEY_IDS,
  lineOf,
  loadFixture,
  OTHER_AGENCY,
  SUPPLIERS,
  type TestTender,
  travelTo,
  type World,
} from '../support/ledger.ts'
import { readEveryWay } from './pages.ts'
import { onEachDatabase } from './support.ts'

const NOBODY = 999_999n
const ANNOUNCED = ['concluded', 'ranked', 'revealed', 'disputed', 'scored', 'cancelled', 'repeated'] as const
const NOTHING: Hex = word(0n)
const { rehearsed, withoutOne } = guardianKeys()

onEachDatabase('queries', database => {
  let world: World
  let story: Story
  /** Announced last, and nothing has happened to it. */
  let scheduled: TestTender
  let now: number
  const tenders = () => [...ANNOUNCED.map(name => story[name]), scheduled]

  before(async () => {
    world = await loadFixture(deployLedger)
    story = await tellStory(world)
    scheduled = await announceTender(world, { key: at(KEY_IDS, 3), agency: OTHER_AGENCY })
    const contracts = connect(ethers.provider, world.deployment)
    await indexAll({ contracts, database: database(), log: rememberingLog().log })
    now = await connection.networkHelpers.time.latest()
  })

  describe('ledgerHead', () => {
    it('is the last block of the chain', async () => {
      const block = await ethers.provider.getBlock('latest')
      expect(await ledgerHead(database())).to.include({
        ...world.deployment,
        block: block?.number,
        hash: block?.hash,
        timestamp: block?.timestamp,
      })
    })
  })

  describe('participants', () => {
    it('are as the registry says', async () => {
      const all = await readEveryWay(request => listParticipants(database(), request))
      expect(all).to.have.length(1 + 2 + GUARDIANS.length + SUPPLIERS.length + 1)
      for (const { participant, roles, revision, signers, suspendedFrom, suspendedUntil } of all) {
        const facts = await world.registry.participantOf(participant)
        expect([roleBits(roles), revision, signers.length, suspendedFrom, suspendedUntil]).to.deep.equal(
          [facts.roles, facts.revision, facts.signerCount, facts.suspendedFrom, facts.suspendedUntil].map(
            Number,
          ),
        )
        for (const signer of signers)
          expect(await world.registry.isSigner(participant, signer)).to.equal(true)
        expect(await findParticipant(database(), participant)).to.deep.include({
          participant,
          roles,
          signers,
        })
      }
      expect(await findParticipant(database(), NOBODY)).to.equal(undefined)
    })

    it('can be listed by role', async () => {
      const numbers = async (role: 'registrar' | 'agency' | 'evaluator') =>
        (await listParticipants(database(), { role })).items.map(({ participant }) => participant)
      expect(await numbers('registrar')).to.deep.equal([authorOf(50).participant])
      expect(await numbers('agency')).to.deep.equal([AGENCY.participant, OTHER_AGENCY.participant])
      expect(await numbers('evaluator')).to.deep.equal([at(SUPPLIERS, 0).participant])
    })
  })

  describe('keys', () => {
    it('are as the contract says, with points, shares and secret', async () => {
      const all = await readEveryWay(request => listKeys(database(), request))
      expect(all.map(({ key }) => key)).to.deep.equal([...KEY_IDS, ...EVENTFUL_KEYS, rehearsed, withoutOne])
      for (const { key, state, tender } of all) {
        const found = await findKey(database(), key)
        const [secret, openedAt] = await world.keys.secretOf(key)
        expect(state).to.equal(nameAt(KEY_STATES, await world.keys.keyStateOf(key)))
        expect(tender ?? NOTHING).to.equal(await world.keys.tenderOf(key))
        expect(found?.secret ?? NOTHING).to.equal(word(secret))
        expect(BigInt(found?.openedAt ?? 0)).to.equal(openedAt)
        const dealt = key === withoutOne ? dealtKey(key, 4, 2, 4) : dealtKey(key)
        expect(parse(jointKeySchema, found?.joint)).to.deep.equal(dealt.joint)
      }
      expect(await findKey(database(), NOBODY)).to.equal(undefined)
    })

    it('show released and refused shares', async () => {
      const { id, shares } = story.concluded.key
      const found = await findKey(database(), id)
      expect(found?.shares.map(({ guardian, share }) => [guardian, share])).to.deep.equal(
        [0, 2, 4].map(place => [at(GUARDIANS, place).participant, word(at(shares, place))]),
      )
      expect(found?.refused.map(({ guardian, share }) => [guardian, share])).to.deep.equal([
        [at(GUARDIANS, 1).participant, word(12_345n)],
      ])
    })

    it('can be listed by state and set', async () => {
      const numbers = async (state: 'Ready' | 'Open', set?: number) =>
        (await listKeys(database(), { state, set })).items.map(({ key }) => key)
      expect(await numbers('Ready', 1)).to.deep.equal(KEY_IDS.slice(4))
      expect(await numbers('Ready', 2)).to.deep.equal([withoutOne])
      const open = [at(EVENTFUL_KEYS, 0), at(EVENTFUL_KEYS, 3), rehearsed]
      expect(await numbers('Open')).to.deep.equal([...KEY_IDS.slice(0, 2), ...open])
    })
  })

  describe('tenders', () => {
    it('are as the ledger says', async () => {
      for (const { id, terms, key, agency } of tenders()) {
        const facts = await world.ledger.tenderOf(id)
        const found = await findTender(database(), id, now)
        expect(parseTerms(found?.terms)).to.deep.equal(terms)
        expect(found).to.deep.include({
          tender: id,
          agency: agency.participant,
          key: key.id,
          notice: terms.notice,
        })
        const counts = ['bids', 'aside', 'opened', 'valid', 'ranked', 'acceptable'] as const
        const numbers = ['termsVersion', 'acts', 'objections', 'openObjections'] as const
        const times = ['awardedAt', 'concludedAt', 'cancelledAt', 'awards'] as const
        for (const name of [...numbers, ...counts, ...times])
          expect(found?.[name], name).to.equal(Number(facts[name]))
        for (const name of ['reserveOpened', 'reserve', 'first', 'winner', 'record'] as const) {
          expect(found?.[name], name).to.equal(facts[name])
        }
        expect(found?.seed ?? NOTHING).to.equal(word(facts.seed))
        expect(found?.successor ?? NOTHING).to.equal(await world.ledger.successorOf(id))
        expect(found?.phase).to.equal(nameAt(PHASES, await world.ledger.phaseOf(id)))
      }
      expect(await findTender(database(), NOTHING, now)).to.equal(undefined)
    })

    it('have the phase of the time that is asked for', async () => {
      const { biddingAt, closingAt } = scheduled.terms.schedule
      const phases = [biddingAt - 1, biddingAt, closingAt - 1, closingAt].map(async time => {
        const found = await findTender(database(), scheduled.id, time)
        const [listed] = (await listTenders(database(), time, { phase: found?.phase })).items
        expect(listed?.tender).to.equal(scheduled.id)
        return found?.phase
      })
      expect(await Promise.all(phases)).to.deep.equal(['Scheduled', 'Bidding', 'Bidding', 'Failed'])
    })

    it('are listed newest first, also by agency and by phase', async () => {
      const all = await readEveryWay(request => listTenders(database(), now, request))
      expect(all.map(({ tender }) => tender)).to.deep.equal(
        tenders()
          .map(({ id }) => id)
          .reverse(),
      )
      const ids = async (filter: object) =>
        (await listTenders(database(), now, filter)).items.map(({ tender }) => tender)
      expect(await ids({ agency: OTHER_AGENCY.participant })).to.deep.equal([scheduled.id])
      expect(await ids({ phase: 'Concluded' })).to.deep.equal([story.concluded.id])
      expect(await ids({ phase: 'Review' })).to.deep.equal([story.revealed.id, story.ranked.id])
      expect(await ids({ phase: 'Review', agency: OTHER_AGENCY.participant })).to.deep.equal([])
    })

    it('carry what a bidder needs to seal and anyone to open', async () => {
      const found = await findTender(database(), story.concluded.id, now)
      const { joint, secret } = story.concluded.key
      expect(found?.publicKey).to.deep.equal({ x: word(joint.publicKey.x), y: word(joint.publicKey.y) })
      expect(found?.secret).to.equal(word(secret))
      const { x, y, ...words } = story.concluded.reserveSeal
      expect(found?.reserveSeal).to.deep.equal({ x: word(x), y: word(y), ...words })
      expect(await findTender(database(), scheduled.id, now)).to.include({ secret: null, reserveSeal: null })
    })
  })

  describe('bids', () => {
    it('are as the ledger says', async () => {
      for (const { id } of tenders()) {
        const all = await readEveryWay(request => listBids(database(), id, request))
        expect(all.map(({ number }) => number)).to.deep.equal(all.map((_, place) => place))
        for (const bid of all.filter(({ status }) => status !== 'None')) {
          const facts = await world.ledger.bidOf(id, bid.bidder)
          expect(bid.status).to.equal(nameAt(BID_STATUSES, facts.status))
          expect([bid.sequence, bid.confirmedVersion ?? bid.termsVersion]).to.deep.equal(
            [facts.sequence, facts.termsVersion].map(Number),
          )
          expect((await findBids(database(), id, bid.bidder))[0]).to.deep.equal(bid)
        }
      }
    })

    it('show what a bidder replaced, the last bid first', async () => {
      const found = await findBids(database(), story.ranked.id, at(SUPPLIERS, 0).participant)
      expect(found.map(({ sequence, number, status }) => [sequence, number, status])).to.deep.equal([
        [1, 3, 'Acceptable'],
        [0, 0, 'None'],
      ])
      expect(await findBids(database(), story.ranked.id, NOBODY)).to.deep.equal([])
    })

    it('can be listed by status', async () => {
      const { items } = await listBids(database(), story.revealed.id, { status: 'Sealed' })
      expect(items.map(({ bidder }) => bidder)).to.deep.equal([at(SUPPLIERS, 2).participant])
    })
  })

  describe('openings', () => {
    it('are as the ledger says', async () => {
      for (const { id } of tenders()) {
        for (const opening of await readEveryWay(request => listOpenings(database(), id, request))) {
          const facts = await world.ledger.bidOf(id, opening.bidder)
          expect(opening.price).to.equal(facts.price)
          expect(opening.invalidity).to.equal(nameAt(INVALIDITIES, facts.invalidity))
          expect(await findOpening(database(), id, opening.bidder)).to.deep.equal(opening)
        }
      }
      expect(await findOpening(database(), scheduled.id, NOBODY)).to.equal(undefined)
    })

    it('show picks, invalid bids and the use of the fallback', async () => {
      const { items } = await listOpenings(database(), story.ranked.id)
      expect(
        items.map(({ invalidity, picks, revealed, note }) => ({ invalidity, picks, revealed, note })),
      ).to.deep.equal([
        { invalidity: 'BadTag', picks: null, revealed: false, note: null },
        { invalidity: 'None', picks: [3, 15], revealed: false, note: null },
        { invalidity: 'None', picks: [3, 4], revealed: false, note: null },
      ])
      const revealed = await listOpenings(database(), story.revealed.id)
      expect(revealed.items.map(opening => opening.revealed)).to.deep.equal([true, true])
    })

    it('have the notes from which the seed of a degraded opening is made again', async () => {
      const { items } = await listOpenings(database(), story.revealed.id)
      const reserve = await findReserveOpening(database(), story.revealed.id)
      const { participant } = story.revealed.agency
      const notes = [...items, { bidder: participant, note: reserve?.note ?? null }]
      const seed = degradedSeed(notes.map(({ bidder, note }) => ({ r: BigInt(note ?? 0), author: bidder })))
      expect(await findSettlement(database(), story.revealed.id)).to.include({ seed: word(seed) })
    })

    it('have the reserve price where it was sealed', async () => {
      const found = async ({ id }: TestTender) => findReserveOpening(database(), id)
      expect(await found(story.concluded)).to.include({ reserve: 100_000_000n, revealed: false, note: null })
      expect(await found(story.revealed)).to.include({
        reserve: 100_000_000n,
        revealed: true,
        note: word(story.revealed.note),
      })
      expect(await found(story.ranked)).to.equal(undefined)
    })
  })

  describe('order', () => {
    it('is the line of the ledger, then the rejected', async () => {
      for (const tender of [story.concluded, story.ranked, story.revealed, story.disputed, story.scored]) {
        const all = await readEveryWay(request => listOrder(database(), tender.id, request))
        const line = all.filter(({ place }) => place !== null)
        expect(line.map(({ place }) => place)).to.deep.equal(line.map((_, i) => i + 1))
        const standing = line.filter(({ status }) => !['Disqualified', 'Forfeited'].includes(status))
        expect(standing.map(({ bidder }) => bidder)).to.deep.equal(await lineOf(world, tender))
        for (const rank of all) {
          const facts = await world.ledger.bidOf(tender.id, rank.bidder)
          expect([rank.verdict, rank.status, rank.score ?? 0]).to.deep.equal([
            nameAt(VERDICTS, facts.verdict),
            nameAt(BID_STATUSES, facts.status),
            Number(facts.score),
          ])
          expect(await findRank(database(), tender.id, rank.bidder)).to.deep.equal(rank)
        }
      }
      const { items } = await listOrder(database(), story.concluded.id)
      expect(items.map(({ place, verdict, status }) => [place, verdict, status])).to.deep.equal([
        [1, 'Acceptable', 'Disqualified'],
        [2, 'Acceptable', 'Qualified'],
        [null, 'AboveReserve', 'Rejected'],
      ])
      expect(await findRank(database(), story.ranked.id, NOBODY)).to.equal(undefined)
    })

    it('rests on the settlement', async () => {
      const drawn = await findSettlement(database(), story.ranked.id)
      const { reserve } = await world.ledger.tenderOf(story.ranked.id)
      expect(drawn).to.deep.include({ reserve, seed: word(story.ranked.key.secret), degraded: false })
      expect(drawn).to.deep.include({ released: [1, 2, 4], closed: 0 })
      expect(drawn?.counts).to.deep.equal([0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
      const revealed = await findSettlement(database(), story.revealed.id)
      expect(revealed).to.deep.include({ degraded: true, released: [], closed: 1 })
      expect(await findSettlement(database(), scheduled.id)).to.equal(undefined)
    })
  })

  describe('acts', () => {
    it('are the statements of the agency, in their order', async () => {
      const acts = await readEveryWay(request => listActs(database(), story.concluded.id, request))
      const [first, second] = [at(SUPPLIERS, 0).participant, at(SUPPLIERS, 1).participant]
      expect(
        acts.map(({ act, name, bidder, reason, amount, next }) => [act, name, bidder, reason, amount, next]),
      ).to.deep.equal([
        [0, 'Disqualified', first, 2, null, second],
        [1, 'Qualified', second, null, null, null],
        [2, 'Awarded', second, null, 90_000_000n, null],
        [3, 'Concluded', second, null, 90_000_000n, null],
      ])
      expect(acts.at(-1)?.record).to.equal((await world.ledger.tenderOf(story.concluded.id)).record)
      expect(await readEveryWay(request => listActs(database(), scheduled.id, request))).to.deep.equal([])
    })
  })

  describe('findStatement', () => {
    it('knows every statement about a tender by its digest', async () => {
      const tender = await findTender(database(), story.concluded.id, now)
      const [bid] = (await listBids(database(), story.concluded.id)).items
      const acts = (await listActs(database(), story.concluded.id)).items
      const digests = [tender?.statement, bid?.statement, ...acts.map(({ statement }) => statement)]
      const found = await Promise.all(digests.map(digest => findStatement(database(), digest ?? NOTHING)))
      expect(found.map(statement => statement?.type)).to.deep.equal([
        'Announce',
        'SubmitBid',
        'Disqualify',
        'Qualify',
        'Award',
        'Conclude',
      ])
      expect(found.map(statement => statement?.digest)).to.deep.equal(digests)
      const receipt = await ethers.provider.getTransactionReceipt(found[1]?.transaction ?? '')
      expect(found[1]).to.include({
        block: receipt?.blockNumber,
        timestamp: bid?.acceptedAt,
        tender: story.concluded.id,
      })
      expect(await findStatement(database(), NOTHING)).to.equal(undefined)
    })
  })

  // Last, because it moves the chain's clock.
  describe('time alone', () => {
    it('moves the phases as on the ledger', async () => {
      await travelTo(scheduled, 'openingAt')
      const time = await connection.networkHelpers.time.latest()
      for (const { id } of tenders()) {
        expect((await findTender(database(), id, time))?.phase).to.equal(
          nameAt(PHASES, await world.ledger.phaseOf(id)),
        )
      }
    })
  })
})
