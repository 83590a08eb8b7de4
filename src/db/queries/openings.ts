import type { Hex } from '../../protocol/bytes.ts'
import { INVALIDITIES, type Invalidity, nameAt } from '../../protocol/tender.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** What the contract read in a sealed bid. Price and picks are zero and null unless the bid is valid. */
export type Opening = {
  readonly bidder: bigint
  readonly invalidity: Invalidity
  /** In won. */
  readonly price: bigint
  /** The two numbers drawn blind (1 to 15), where the reserve price is drawn. */
  readonly picks: readonly [number, number] | null
  /** By the bidder's own note, in the fallback. */
  readonly revealed: boolean
  /** That note: the scalar r of the seal. Null where the key opened the bid. */
  readonly note: Hex | null
  /** The point D from which anybody decrypts the seal again. */
  readonly dx: Hex
  readonly dy: Hex
  readonly openedAt: number
  readonly block: number
  readonly logIndex: number
  readonly transaction: Hex
}

/** The opening of the agency's sealed reserve price; `reserve` is 0 if its seal was bad. */
export type ReserveOpening = {
  readonly reserve: bigint
  readonly revealed: boolean
  readonly note: Hex | null
  readonly dx: Hex
  readonly dy: Hex
  readonly openedAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<Opening, 'invalidity' | 'picks'> & { invalidity: number; choices: number }

const SELECT = `
  SELECT bidder, invalidity, price, choices, note IS NOT NULL AS revealed, note, dx, dy, block, log_index, transaction,
    (SELECT timestamp FROM blocks WHERE number = block) AS opened_at
  FROM openings`

const toOpening = ({ choices, ...row }: Row): Opening => ({
  ...row,
  invalidity: nameAt(INVALIDITIES, row.invalidity),
  picks: choices === 0 ? null : [choices & 0xff, choices >> 8],
})

export const findOpening = async (
  database: Queryable,
  tender: Hex,
  bidder: bigint,
): Promise<Opening | undefined> => {
  const [row] = await database.query<Row>(`${SELECT} WHERE tender = $1 AND bidder = $2`, [tender, bidder])
  return row && toOpening(row)
}

/** Opened bids of a tender in the order of their opening. @throws INVALID_CURSOR */
export const listOpenings = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<Opening>> => {
  const [block = -1, logIndex = -1] = startOf(request, ['count', 'count']) ?? []
  const rows = await database.query<Row>(
    `${SELECT} WHERE tender = $1 AND (block, log_index) > ($2::int8, $3::int8)
     ORDER BY block, log_index LIMIT $4`,
    [tender, block, logIndex, pageLimit(request) + 1],
  )
  return toPage(rows.map(toOpening), request, opening => [opening.block, opening.logIndex])
}

export const findReserveOpening = async (
  database: Queryable,
  tender: Hex,
): Promise<ReserveOpening | undefined> => {
  const [found] = await database.query<ReserveOpening>(
    `SELECT reserve, note IS NOT NULL AS revealed, note, dx, dy, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS opened_at
     FROM reserve_openings WHERE tender = $1`,
    [tender],
  )
  return found
}
