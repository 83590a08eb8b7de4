import { hashText } from '../../src/protocol/bytes.ts'
import {
  AGENCY,
  act,
  agencyAct,
  announceTender,
  asSignedBid,
  at,
  authorOf,
  award,
  bring,
  DOCUMENT,
  dealtKey,
  KEY_IDS,
  MULTIPLE,
  openBids,
  openings,
  passObjections,
  qualify,
  REGISTRAR,
  rankBids,
  register,
  releaseShare,
  releaseShares,
  reserveReveal,
  reveals,
  SINGLE,
  STRANGER,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestTender,
  tenderAt,
  travelTo,
  type World,
} from '../support/ledger.ts'
import { type EventfulTenders, tellEventfulTenders } from './eventful.ts'
import { tellGuardians } from './guardians.ts'

/** The tenders of the story, each further on its way than the next. */
export type Story = EventfulTenders & {
  readonly concluded: TestTender
  readonly ranked: TestTender
  readonly revealed: TestTender
}

/**
 * A run of the ledger in which every event occurs: good tenders, refusals, a false share, a fallback, tenders
 * that change on their way, guardians that accuse, rehearse and retire, a hand-over.
 */
export const tellStory = async (world: World): Promise<Story> => {
  await changeParticipants(world)
  const concluded = await concludeTender(world)
  const ranked = await rankReplaceableTender(world)
  const revealed = await revealTender(world)
  const eventful = await tellEventfulTenders(world)
  await tellGuardians(world)
  await handOver(world)
  return { concluded, ranked, revealed, ...eventful }
}

const SECOND_KEY = authorOf(101, 'second').signer

const changeParticipants = async (world: World): Promise<void> => {
  const owner = at(SUPPLIERS, 0)
  const { participant } = owner
  const author = participant
  await act(world, owner, { type: 'AddSigner', participant, signer: SECOND_KEY, revision: 1 })
  await act(world, owner, { type: 'RemoveSigner', participant, signer: SECOND_KEY, revision: 2, author })
  await act(world, owner, { type: 'AddSigner', participant, signer: SECOND_KEY, revision: 3 })
  await act(world, REGISTRAR, { type: 'SetRoles', participant, roles: 4 | 16, revision: 4 })
  const { participant: suspended } = at(SUPPLIERS, 9)
  const reason = hashText('decision')
  await act(world, REGISTRAR, {
    type: 'SuspendParticipant',
    participant: suspended,
    until: 2 ** 40,
    reason,
    revision: 1,
  })
}

const concludeTender = async (world: World): Promise<TestTender> => {
  const prices = [89_000_000n, 90_000_000n, 101_000_000n]
  const { tender, bids } = await tenderAt(world, 'Bidding', { key: at(KEY_IDS, 0), terms: SINGLE, prices })
  const late = sealedBid(world, tender, at(SUPPLIERS, 3), { termsVersion: 2 })
  await submit(world, [late, sealedBid(world, tender, STRANGER)])
  await bring(world, { tender, bids }, 'Bidding', 'Opening')
  await releaseShare(world, tender.key.id, 1, 12_345n)
  await releaseShares(world, tender.key.id)
  const [opening] = openings(tender, bids.slice(0, 1))
  if (opening !== undefined)
    await world.ledger.openBids(tender.id, [{ ...opening, bidder: STRANGER.participant }])
  await bring(world, { tender, bids }, 'Opened', 'Review')
  const [first, second] = [at(bids, 0), at(bids, 1)]
  const refusal = {
    type: 'Disqualify',
    bidder: first.statement.bidder,
    reason: 2,
    otherScore: 0,
    document: DOCUMENT,
  } as const
  await agencyAct(world, tender, refusal)
  const winner = { bidder: second.statement.bidder, amount: second.price }
  await qualify(world, tender, second)
  await award(world, tender, second)
  await passObjections(tender)
  await agencyAct(world, tender, { type: 'Conclude', ...winner, contractHash: hashText('contract') })
  return tender
}

const rankReplaceableTender = async (world: World): Promise<TestTender> => {
  const tender = await announceTender(world, { key: at(KEY_IDS, 1), terms: { ...MULTIPLE, bidPolicy: 1 } })
  await travelTo(tender, 'biddingAt')
  const [one, two, three] = [at(SUPPLIERS, 0), at(SUPPLIERS, 1), at(SUPPLIERS, 2)]
  const replaced = sealedBid(world, tender, one, { price: 99_000_000n, r: 7n })
  const good = sealedBid(world, tender, one, { price: 90_000_000n, picks: [3, 15], sequence: 1 })
  const same = sealedBid(world, tender, two, { price: 90_000_000n, picks: [3, 4] })
  // A rival's seal, copied: it opens to a bad tag.
  const copied = sealedBid(world, tender, three, { seal: good.statement.seal })
  await world.ledger.submitBids([replaced, same, copied, good].map(asSignedBid))
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id, [0, 1, 3])
  await openBids(world, tender, [copied])
  await openBids(world, tender, [good, same])
  await rankBids(world, tender, [same])
  await rankBids(world, tender, [good])
  return tender
}

/** The guardians do not answer in time; one bid stays closed for good. */
const revealTender = async (world: World): Promise<TestTender> => {
  const prices = [90_000_000n, 90_500_000n, 91_000_000n]
  const { tender, bids } = await tenderAt(world, 'Opening', { key: at(KEY_IDS, 2), terms: SINGLE, prices })
  await travelTo(tender, 'fallbackAt')
  const { joint } = dealtKey(tender.key.id)
  await world.ledger.revealReserve(tender.id, joint, reserveReveal(tender))
  await world.ledger.revealBids(tender.id, joint, reveals(tender, bids.slice(0, 2)))
  await travelTo(tender, 'fallbackEndAt')
  await rankBids(world, tender, bids.slice(0, 2))
  return tender
}

const handOver = async (world: World): Promise<void> => {
  const successor = authorOf(50)
  await register(world, [successor], 'auditor')
  const { revision } = await world.registry.participantOf(REGISTRAR.participant)
  const { participant } = successor
  await act(world, REGISTRAR, { type: 'OfferRegistrar', successor: participant, revision: Number(revision) })
  await act(world, successor, { type: 'AcceptRegistrar', successor: participant, revision: 1 })
  await act(world, successor, {
    type: 'SetRoles',
    participant: AGENCY.participant,
    roles: 2 | 32,
    revision: 1,
  })
}
