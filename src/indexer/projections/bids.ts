import type { EventNamed } from '../../chain/events.ts'
import { type Hex, word } from '../../protocol/bytes.ts'
import { tie } from '../../protocol/order.ts'
import { BID_STATUSES, INVALIDITIES, VERDICTS } from '../../protocol/tender.ts'
import { stoodBefore } from '../before.ts'
import { priceOf, seedOf } from '../known.ts'
import { originOf, type Projections } from './projection.ts'

type BidEvent =
  | 'BidAccepted'
  | 'BidRefused'
  | 'BidConfirmed'
  | 'WithdrawalRequested'
  | 'BidOpened'
  | 'OpeningRefused'
  | 'BidRanked'
type Seal = EventNamed<'BidAccepted'>['args']['seal']

const VALID = INVALIDITIES.indexOf('None')
const ACCEPTABLE = VERDICTS.indexOf('Acceptable')
const IN_LINE = BID_STATUSES.indexOf('Acceptable')
const REJECTED = BID_STATUSES.indexOf('Rejected')

/** A seal's five words, one after the other. */
export const sealBytes = ({ x, y, price, choices, tag }: Seal): Hex =>
  `0x${[word(x), word(y), price, choices, tag].map(part => part.slice(2)).join('')}`

/** The note of a revealed seal; zero stands for none. */
export const noteOf = (note: bigint): Hex | null => (note === 0n ? null : word(note))

export const BID_PROJECTIONS: Projections<BidEvent> = {
  BidAccepted: (event, { before }) => {
    const { seal, ...facts } = event.args
    const { tender, bidder, sequence, record } = facts
    const fresh = { superseded: false, confirmedVersion: null, withdrawn: false }
    const bid = { ...facts, seal: sealBytes(seal), ...fresh, ...originOf(event) }
    const first = sequence === 0
    const stood = !first && stoodBefore(before, event)
    return [
      { table: 'bids', put: bid },
      ...(first
        ? []
        : [
            {
              table: 'bids',
              key: { tender, bidder, sequence: sequence - 1 },
              set: { superseded: true },
            } as const,
          ]),
      {
        table: 'tenders',
        key: { tender },
        set: { record },
        add: { bids: first ? 1 : 0, standing: stood ? 0 : 1 },
      },
    ]
  },
  BidRefused: event => {
    const { check, ...refusal } = event.args
    return [{ table: 'bidRefusals', put: { ...refusal, registryCheck: check, ...originOf(event) } }]
  },
  BidConfirmed: event => {
    const { tender, bidder, sequence, termsVersion, record } = event.args
    return [
      { table: 'bidConfirmations', put: { ...event.args, ...originOf(event) } },
      { table: 'bids', key: { tender, bidder, sequence }, set: { confirmedVersion: termsVersion } },
      { table: 'tenders', key: { tender }, set: { record }, add: { standing: 1 } },
    ]
  },
  WithdrawalRequested: event => {
    const { tender, record } = event.args
    return [
      { table: 'withdrawalRequests', put: { ...event.args, ...originOf(event) } },
      { table: 'tenders', key: { tender }, set: { record } },
    ]
  },
  BidOpened: event => {
    const { tender, bidder, invalidity, price, choices, note, dx, dy } = event.args
    const points = { note: noteOf(note), dx: word(dx), dy: word(dy) }
    const outcome = { tender, bidder, invalidity, price, choices, ...points }
    return [
      { table: 'openings', put: { ...outcome, ...originOf(event) } },
      { table: 'tenders', key: { tender }, add: { opened: 1, valid: invalidity === VALID ? 1 : 0 } },
    ]
  },
  // Anyone may send a wrong opening of any bid; the bid stays sealed, so there is nothing to keep.
  OpeningRefused: () => [],
  BidRanked: (event, known) => {
    const { tender, bidder, verdict, behind } = event.args
    const acceptable = verdict === ACCEPTABLE
    const status = acceptable ? IN_LINE : REJECTED
    const line = { tender, bidder, verdict, status, behind, score: null }
    const rank = {
      price: priceOf(known, tender, bidder),
      tie: word(tie(seedOf(known, tender), tender, bidder)),
    }
    return [
      { table: 'orders', put: { ...line, ...rank, ...originOf(event) } },
      { table: 'tenders', key: { tender }, add: { ranked: 1, acceptable: acceptable ? 1 : 0 } },
    ]
  },
}
