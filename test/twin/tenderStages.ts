import fc from 'fast-check'
import { jointKeyHash } from '../../src/protocol/openingKey.ts'
import { EMPTY_SEAL } from '../../src/protocol/seal.ts'
import type { StatementType } from '../../src/protocol/statement.ts'
import {
  AGENCY,
  deployLedger,
  firstOf,
  KEY_IDS,
  loadFixture,
  passObjections,
  type Station,
  supplier,
  tenderAt,
  time,
} from '../support/ledger.ts'
import { announceableTerms } from './announceable.ts'
import {
  type Draft,
  documents,
  draft,
  eitherOf,
  hashes,
  int,
  is,
  type Stages,
  seals,
  stage,
} from './draft.ts'

export const TENDER_STAGES = {
  Announce: async () => {
    const world = await loadFixture(deployLedger)
    const now = await time.latest()
    const drafts = fc
      .tuple(announceableTerms(now), seals, fc.constantFrom(...KEY_IDS))
      .map(([terms, sealed, key]): Draft => {
        const reserveSeal = terms.reserve.kind === 1 ? sealed : EMPTY_SEAL
        return {
          author: AGENCY,
          statement: { type: 'Announce', agency: AGENCY.participant, terms, key, reserveSeal },
        }
      })
    return { world, drafts }
  },
  SubmitBid: () =>
    stage(bidding, ({ tender }) =>
      eitherOf([supplier(4), supplier(5)], author => {
        const { closingAt } = tender.terms.schedule
        const bid = {
          tender: is(tender.id),
          termsVersion: is(1),
          bidder: is(author.participant),
          sequence: is(0),
        }
        const validUntil = int(closingAt - 3_600, 2 ** 48 - 1)
        const keyHash = is(jointKeyHash(tender.key.joint))
        return draft('SubmitBid', author, { ...bid, keyHash, seal: seals, attachments: hashes, validUntil })
      }),
    ),
  Qualify: () =>
    stage(review, ({ tender, bids }) => {
      const fields = { tender: is(tender.id), act: is(0), bidder: is(firstOf(bids).bidder), document: hashes }
      return draft('Qualify', AGENCY, fields)
    }),
  Disqualify: () =>
    stage(review, ({ tender, bids }) => {
      const fields = {
        tender: is(tender.id),
        act: is(0),
        bidder: is(firstOf(bids).bidder),
        document: documents,
      }
      return draft('Disqualify', AGENCY, { ...fields, reason: int(1, 65_535) })
    }),
  Award: () =>
    stage(qualified, ({ tender, bids }) => {
      const { bidder, amount } = firstOf(bids)
      return draft('Award', AGENCY, {
        tender: is(tender.id),
        act: is(1),
        bidder: is(bidder),
        amount: is(amount),
      })
    }),
  Conclude: () =>
    stage(standstill, ({ tender, bids }) => {
      const { bidder, amount } = firstOf(bids)
      const fields = { tender: is(tender.id), act: is(2), bidder: is(bidder), amount: is(amount) }
      return draft('Conclude', AGENCY, { ...fields, contractHash: documents })
    }),
} satisfies Partial<Stages<StatementType>>

const bidding = () => tenderUnderWay('Bidding')
const review = () => tenderUnderWay('Review')
const qualified = () => tenderUnderWay('Qualified')

async function standstill() {
  const underWay = await tenderUnderWay('Standstill')
  await passObjections(underWay.tender)
  return underWay
}

async function tenderUnderWay(station: Station) {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, station)) }
}
