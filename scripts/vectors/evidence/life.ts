import { netCostFloor } from '../../../src/protocol/award.ts'
import { type Hex, hashText } from '../../../src/protocol/bytes.ts'
import { postponedBy } from '../../../src/protocol/outage.ts'
import type { Schedule } from '../../../src/protocol/terms.ts'
import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'
import { act, awardFirst, conclude, document, priced, rankAll } from './steps.ts'
import {
  type Announced,
  announce,
  type Bid,
  bid,
  DAY,
  FLOOR,
  HOUR,
  openingCall,
  release,
  reserveOpeningCall,
  SINGLE,
  sealReserve,
  submission,
  termsOf,
} from './tender.ts'

const RESERVE = 98_000_000n
const LEAST = netCostFloor(FLOOR, RESERVE)
/** Of 1001, 1002, 1003, 1005, 1006 and 1007. */
const BIDDERS = [1, 2, 3, 5, 6, 7].map(supplier)
const PRICES = BIDDERS.map((_, place) => LEAST + BigInt(place) * 1_000_000n)

/**
 * Everything that can change a tender. Amended: 1001 and 1005 confirm their bids, 1002 and 1006 replace theirs, 1003 does neither, 1007 bids
 * only now. Postponed after an outage. 1007 withdraws. 1001 is disqualified, 1002 awarded; an objection is upheld, and 1002
 * disqualified too. 1005 is awarded, an objection rejected, and the award forfeited. 1006 is awarded, an objection rejected, and
 * both sign.
 * @param onAmended told the tender when 1001 has confirmed its bid
 */
export async function playLife(
  stage: Stage,
  key: OpenedKey,
  onAmended: (tender: Hex) => Promise<void>,
): Promise<Announced> {
  const terms = termsOf(stage, 'VECTOR-LIFE', { reserve: SINGLE, award: FLOOR, objectionPeriod: DAY })
  const announced = await announce(stage, key, terms, 97_000_000n)
  stage.moveTo(terms.schedule.biddingAt + HOUR)
  const first = BIDDERS.slice(0, 5).map((each, i) => bid(stage, announced, each, { price: PRICES[i] ?? 0n }))
  await stage.send(submission(stage, first))

  stage.moveTo(terms.schedule.biddingAt + 2 * HOUR)
  const amended = await amend(stage, announced)
  const bids = await follow(stage, amended, first)
  await onAmended(amended.id)
  const tender = await postpone(stage, amended)
  await withdraw(stage, tender)
  await open(stage, tender, bids)
  await review(stage, tender)
  return tender
}

async function amend(stage: Stage, { id, terms, key }: Announced): Promise<Announced> {
  const { biddingAt, ...times } = terms.schedule
  const later = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time + DAY]))
  const schedule = { biddingAt, ...later } as Schedule
  const amended = { ...terms, document: hashText('amended documents of VECTOR-LIFE'), schedule }
  const reserveSeal = sealReserve(stage, id, key, RESERVE, 2)
  const tender = { id, terms: amended, key, reserveSeal }
  await act(stage, tender, 0, { type: 'Amend', terms: amended, reserveSeal })
  return tender
}

/** @returns every bid with the seal that counts, but for the withdrawn one */
async function follow(stage: Stage, tender: Announced, first: readonly Bid[]): Promise<Bid[]> {
  const confirm = (number: number) => {
    const author = supplier(number)
    const fields = { tender: tender.id, termsVersion: 2, bidder: author.id, sequence: 0 } as const
    return stage.by(signerOf(author), { type: 'ConfirmBid', ...fields })
  }
  const again = [1, 4].map(place => newBid(stage, tender, place, 1))
  await stage.send(confirm(1), confirm(5), submission(stage, again))
  await stage.send(submission(stage, [newBid(stage, tender, 5, 0)]))
  const [one, , three, five] = first
  return [one, again[0], three, five, again[1]].filter(each => each !== undefined)
}

function newBid(stage: Stage, tender: Announced, place: number, sequence: number): Bid {
  const bidder = BIDDERS[place] ?? supplier(1)
  return bid(stage, tender, bidder, { price: PRICES[place] ?? 0n }, { sequence, termsVersion: 2 })
}

/** By the rule for outages: bidding was impossible for an hour shortly before the closing. */
async function postpone(stage: Stage, tender: Announced): Promise<Announced> {
  const { closingAt } = tender.terms.schedule
  const [from, until] = [closingAt - 2 * HOUR, closingAt - HOUR]
  const schedule = postponedBy({ from, until }, tender.terms.schedule) ?? tender.terms.schedule
  stage.moveTo(until)
  await act(stage, tender, 1, { type: 'Postpone', schedule, reason: 1, document: document(tender, 1) })
  return { ...tender, terms: { ...tender.terms, schedule } }
}

async function withdraw(stage: Stage, tender: Announced): Promise<void> {
  const author = supplier(7)
  const request = hashText('a price with a zero too many')
  const fields = { tender: tender.id, bidder: author.id, sequence: 0, document: request } as const
  await stage.send(stage.by(author, { type: 'RequestWithdrawal', ...fields }))
  stage.moveTo(tender.terms.schedule.closingAt)
  await act(stage, tender, 2, { type: 'GrantWithdrawal', bidder: author.id, document: document(tender, 2) })
}

async function open(stage: Stage, tender: Announced, bids: readonly Bid[]): Promise<void> {
  stage.moveTo(tender.terms.schedule.openingAt)
  await stage.send(release(stage, tender, 0), release(stage, tender, 2))
  await stage.send(reserveOpeningCall(stage, tender), openingCall(stage, tender, bids))
  const valid = bids.filter(({ bidder }) => bidder.id !== supplier(3).id)
  const prices = [0, 1, 3, 4].map(place => PRICES[place] ?? 0n)
  await rankAll(stage, tender, tender.key.secret, RESERVE, priced(valid, prices))
}

async function review(stage: Stage, tender: Announced): Promise<void> {
  const disqualify = (number: number, bidder: number, reason: number) =>
    act(stage, tender, number, {
      type: 'Disqualify',
      bidder: supplier(bidder).id,
      reason,
      document: document(tender, number),
    })
  const award = (number: number, place: number) =>
    awardFirst(stage, tender, number, BIDDERS[place]?.id ?? 0n, PRICES[place] ?? 0n)
  const endPeriod = () => stage.moveTo(stage.now() + tender.terms.objectionPeriod)

  await disqualify(3, 1, 4)
  await award(4, 1)
  await objectAndDecide(stage, tender, { objection: 0, by: 5, number: 6, upheld: true })
  await disqualify(7, 2, 3)
  await award(8, 3)
  await objectAndDecide(stage, tender, { objection: 1, by: 1, number: 10, upheld: false })
  endPeriod()
  await act(stage, tender, 11, { type: 'Forfeit', bidder: supplier(5).id, document: document(tender, 11) })
  await award(12, 4)
  await objectAndDecide(stage, tender, { objection: 2, by: 2, number: 14, upheld: false })
  endPeriod()
  await conclude(stage, tender, 15, supplier(6).id, PRICES[4] ?? 0n)
}

interface Dispute {
  readonly objection: number
  readonly by: number
  /** Of the agency's act that decides it. */
  readonly number: number
  readonly upheld: boolean
}

async function objectAndDecide(stage: Stage, tender: Announced, dispute: Dispute): Promise<void> {
  const { objection, by, number, upheld } = dispute
  const author = supplier(by)
  const grounds = hashText(`objection ${objection} of ${by}`)
  const fields = { tender: tender.id, bidder: author.id, objection, document: grounds } as const
  await stage.send(stage.by(signerOf(author), { type: 'Object', ...fields }))
  const answer = { objection, upheld, document: document(tender, number) }
  await act(stage, tender, number, { type: 'DecideObjection', ...answer })
}
