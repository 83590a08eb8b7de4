import fc from 'fast-check'
import { jointKeyHash } from '../../src/protocol/openingKey.ts'
import { EMPTY_SEAL } from '../../src/protocol/seal.ts'
import type { StatementType } from '../../src/protocol/statement.ts'
import { PHASES } from '../../src/protocol/tender.ts'
import {
  AGENCY,
  amendTender,
  at,
  deployLedger,
  firstOf,
  KEY_IDS,
  laterBy,
  loadFixture,
  object,
  passObjections,
  requestWithdrawal,
  type Station,
  submit,
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
  Amend: async () => {
    const found = await loadFixture(bidding)
    const { terms: old, id } = found.tender
    // Far times, so that every amendment leaves the bidders enough.
    const changes = announceableTerms((await time.latest()) + 20 * 86_400).map(terms => ({
      ...terms,
      notice: old.notice,
      predecessor: old.predecessor,
      retender: old.retender,
      amendmentTime: Math.max(terms.amendmentTime, old.amendmentTime),
      objectionPeriod: Math.max(terms.objectionPeriod, old.objectionPeriod),
      tieRule: old.tieRule,
      schedule: { ...terms.schedule, biddingAt: old.schedule.biddingAt },
      reserve: old.reserve,
      award: old.award,
    }))
    const drafts = changes.map(
      (terms): Draft => ({
        author: AGENCY,
        statement: { type: 'Amend', tender: id, act: 0, terms, reserveSeal: EMPTY_SEAL },
      }),
    )
    return { world: found, drafts }
  },
  Postpone: () =>
    stage(bidding, ({ tender }) => {
      const fields = { tender: is(tender.id), act: is(0), reason: int(1, 65_535), document: documents }
      const schedule = int(1, 30 * 86_400).map(seconds => laterBy(seconds, tender.terms.schedule))
      return draft('Postpone', AGENCY, { ...fields, schedule })
    }),
  Cancel: () =>
    stage(bidding, ({ tender }) => {
      const fields = { tender: is(tender.id), act: is(0), reason: int(1, 65_535), document: documents }
      return draft('Cancel', AGENCY, { ...fields, phase: is(PHASES.indexOf('Bidding')) })
    }),
  ConfirmBid: () =>
    stage(amended, ({ tender }) =>
      eitherOf([supplier(0), supplier(1)], author => {
        const bidder = is(author.participant)
        const fields = { tender: is(tender.id), termsVersion: is(2), bidder, sequence: is(0) }
        return draft('ConfirmBid', author, fields)
      }),
    ),
  RequestWithdrawal: () =>
    stage(withBids, ({ tender }) =>
      eitherOf([supplier(0), supplier(1)], author => {
        const bidder = is(author.participant)
        const fields = { tender: is(tender.id), termsVersion: is(1), bidder, sequence: is(0) }
        return draft('RequestWithdrawal', author, { ...fields, document: documents })
      }),
    ),
  GrantWithdrawal: () =>
    stage(requested, ({ tender, bids }) => {
      const fields = { tender: is(tender.id), act: is(0), bidder: is(firstOf(bids).bidder) }
      return draft('GrantWithdrawal', AGENCY, {
        ...fields,
        sequence: is(0),
        document: documents,
        author: is(AGENCY.participant),
      })
    }),
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
      return draft('Qualify', AGENCY, { ...fields, otherScore: is(0) })
    }),
  Disqualify: () =>
    stage(review, ({ tender, bids }) => {
      const fields = {
        tender: is(tender.id),
        act: is(0),
        bidder: is(firstOf(bids).bidder),
        document: documents,
      }
      return draft('Disqualify', AGENCY, { ...fields, reason: int(1, 65_535), otherScore: is(0) })
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
  Object: () =>
    stage(awarded, ({ tender }) =>
      eitherOf([supplier(0), supplier(2)], author => {
        const bidder = is(author.participant)
        return draft('Object', author, {
          tender: is(tender.id),
          bidder,
          award: is(1),
          document: documents,
        })
      }),
    ),
  DecideObjection: () =>
    stage(objected, ({ tender }) => {
      const fields = { tender: is(tender.id), act: is(2), objection: is(0), upheld: fc.boolean() }
      return draft('DecideObjection', AGENCY, { ...fields, document: documents })
    }),
  Forfeit: () =>
    stage(standstill, ({ tender, bids }) => {
      const fields = { tender: is(tender.id), act: is(2), bidder: is(firstOf(bids).bidder) }
      return draft('Forfeit', AGENCY, { ...fields, reason: int(1, 65_535), document: documents })
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
const awarded = () => tenderUnderWay('Standstill')

async function objected() {
  const underWay = await awarded()
  await object(underWay, underWay.tender, supplier(1))
  return underWay
}

async function withBids() {
  const underWay = await tenderUnderWay('Bidding')
  await submit(underWay, underWay.bids)
  return underWay
}

async function amended() {
  const underWay = await withBids()
  await amendTender(underWay, underWay.tender)
  return underWay
}

async function requested() {
  const underWay = await withBids()
  await requestWithdrawal(underWay, at(underWay.bids, 0))
  return underWay
}

async function standstill() {
  const underWay = await tenderUnderWay('Standstill')
  await passObjections(underWay.tender)
  return underWay
}

async function tenderUnderWay(station: Station) {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, station)) }
}
