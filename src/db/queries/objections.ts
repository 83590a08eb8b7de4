import type { Hex } from '../../protocol/bytes.ts'
import { nameAt, OBJECTION_STATES, type ObjectionState } from '../../protocol/tender.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** A bidder's objection to a result: an award, or that nobody is left in line. */
export type Objection = {
  /** Counts the tender's objections from 0, through all awards. */
  readonly objection: number
  /** The result that it is raised against, counted from 1: see `Tender.awards`. */
  readonly award: number
  readonly bidder: bigint
  readonly document: Hex
  readonly state: ObjectionState
  /** The agency's act that decided it; null while it is open, and if it lapsed. */
  readonly decidedBy: number | null
  readonly statement: Hex
  readonly record: Hex
  readonly objectedAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<Objection, 'state'> & { state: number }

const state = (name: ObjectionState): number => OBJECTION_STATES.indexOf(name)

/** Whatever is open when an award falls was raised against that award. */
const LAPSED = `EXISTS (SELECT 1 FROM acts AS fall WHERE fall.tender = raised.tender AND fall.upheld
  AND (fall.block, fall.log_index) > (raised.block, raised.log_index))`

const STATE = `CASE WHEN decision.upheld THEN ${state('Upheld')} WHEN NOT decision.upheld THEN ${state('Rejected')}
  WHEN ${LAPSED} THEN ${state('Lapsed')} ELSE ${state('Open')} END`

/** A tender's objections in the order of their numbers. @throws INVALID_CURSOR */
export const listObjections = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<Objection>> => {
  const [after = -1] = startOf(request, ['count']) ?? []
  const rows = await database.query<Row>(
    `SELECT raised.objection, raised.award, raised.bidder, raised.document, ${STATE} AS state, decision.act AS decided_by,
       raised.statement, raised.record, raised.block, raised.transaction,
       (SELECT timestamp FROM blocks WHERE number = raised.block) AS objected_at
     FROM objections AS raised LEFT JOIN acts AS decision
       ON decision.tender = raised.tender AND decision.objection = raised.objection
     WHERE raised.tender = $1 AND raised.objection > $2 ORDER BY raised.objection LIMIT $3`,
    [tender, after, pageLimit(request) + 1],
  )
  const objections = rows.map(row => ({ ...row, state: nameAt(OBJECTION_STATES, row.state) }))
  return toPage(objections, request, ({ objection }) => [objection])
}
