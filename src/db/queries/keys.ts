import type { Hex } from '../../protocol/bytes.ts'
import { KEY_STATES, type KeyState, nameAt } from '../../protocol/tender.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'
import type { JointKeyJson } from '../tables.ts'

/** An opening key. State `None`: proposed, and not yet confirmed by every guardian. */
export type OpeningKey = {
  readonly key: bigint
  readonly ceremony: number
  readonly position: number
  /** Null until every guardian has confirmed. */
  readonly set: number | null
  readonly state: KeyState
  readonly publicKey: JointKeyJson['publicKey']
  readonly joint: JointKeyJson
  readonly tender: Hex | null
  /** Places in the set, as bits, the first lowest, of those who took no part in making it and hold no share of it. */
  readonly without: number
  /** Whether its set is retired: then it serves no tender that is not announced yet. */
  readonly retired: boolean
  /** Null until enough guardians have released their shares. */
  readonly secret: Hex | null
}

export type Share = {
  readonly guardian: bigint
  readonly share: Hex
  readonly releasedAt: number
  readonly block: number
  readonly transaction: Hex
}

export type OpeningKeyWithShares = OpeningKey & {
  /** Good shares, in the order of the chain. */
  readonly shares: readonly Share[]
  /** Shares that their guardian signed and that were false. */
  readonly refused: readonly Share[]
  /** Who had it opened for nobody, and when; null for a key that was not rehearsed. */
  readonly rehearsal: Rehearsal | null
  /** Seconds since 1970, or null. */
  readonly openedAt: number | null
}

export type Rehearsal = {
  readonly participant: bigint
  readonly rehearsedAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<OpeningKey, 'state'> & { state: number }
type FullRow = Row & Pick<OpeningKeyWithShares, 'openedAt'>

const COLUMNS = `keys.key, ceremony, position, guardian_set AS set, state, joint -> 'publicKey' AS public_key,
  joint, keys.tender, secret,
  (SELECT without FROM ceremonies WHERE ceremonies.ceremony = keys.ceremony) AS without,
  EXISTS (SELECT 1 FROM guardian_sets
    WHERE guardian_sets.guardian_set = keys.guardian_set AND retired_at IS NOT NULL) AS retired`

const named = <R extends Row>(row: R): Omit<R, 'state'> & Pick<OpeningKey, 'state'> => ({
  ...row,
  state: nameAt(KEY_STATES, row.state),
})

export const findKey = async (
  database: Queryable,
  key: bigint,
): Promise<OpeningKeyWithShares | undefined> => {
  const [row] = await database.query<FullRow>(
    `SELECT ${COLUMNS}, (SELECT timestamp FROM blocks WHERE number = secrets.block) AS opened_at
     FROM keys LEFT JOIN secrets ON secrets.key = keys.key WHERE keys.key = $1`,
    [key],
  )
  if (row === undefined) return undefined
  const shares = await sharesOf(database, 'shares', key)
  const refused = await sharesOf(database, 'share_refusals', key)
  return { ...named(row), shares, refused, rehearsal: await rehearsalOf(database, key) }
}

const rehearsalOf = async (database: Queryable, key: bigint): Promise<Rehearsal | null> => {
  const [found] = await database.query<Rehearsal>(
    `SELECT participant, block, transaction, (SELECT timestamp FROM blocks WHERE number = block) AS rehearsed_at
     FROM rehearsals WHERE key = $1`,
    [key],
  )
  return found ?? null
}

const sharesOf = (database: Queryable, table: 'shares' | 'share_refusals', key: bigint): Promise<Share[]> =>
  database.query<Share>(
    `SELECT guardian, share, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS released_at
     FROM ${table} WHERE key = $1 ORDER BY block, log_index`,
    [key],
  )

/**
 * Keys by number, the oldest first: the first one that is ready is the next to be used.
 * @throws INVALID_CURSOR
 */
export const listKeys = async (
  database: Queryable,
  request: PageRequest & { readonly state?: KeyState | undefined; readonly set?: number | undefined } = {},
): Promise<Page<OpeningKey>> => {
  const [after = -1] = startOf(request, ['amount']) ?? []
  const state = request.state === undefined ? null : KEY_STATES.indexOf(request.state)
  const rows = await database.query<Row>(
    `SELECT ${COLUMNS} FROM keys LEFT JOIN secrets ON secrets.key = keys.key
     WHERE keys.key > $1 AND ($2::int4 IS NULL OR state = $2) AND ($3::int8 IS NULL OR guardian_set = $3)
     ORDER BY keys.key LIMIT $4`,
    [after, state, request.set ?? null, pageLimit(request) + 1],
  )
  return toPage(rows.map(named), request, ({ key }) => [key])
}
