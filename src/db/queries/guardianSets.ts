import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

export type GuardianSet = {
  readonly set: number
  readonly threshold: number
  /** In the set's order: a guardian's index is its place plus one. */
  readonly guardians: readonly bigint[]
  readonly formedAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<GuardianSet, 'guardians'> & { guardians: readonly string[] }

const SELECT = `
  SELECT guardian_set AS set, threshold, guardians, block, transaction,
    (SELECT timestamp FROM blocks WHERE number = block) AS formed_at
  FROM guardian_sets`

const toSet = (row: Row): GuardianSet => ({ ...row, guardians: row.guardians.map(BigInt) })

export const findGuardianSet = async (database: Queryable, set: number): Promise<GuardianSet | undefined> => {
  const [row] = await database.query<Row>(`${SELECT} WHERE guardian_set = $1`, [set])
  return row && toSet(row)
}

/** Guardian sets, the newest first. @throws INVALID_CURSOR */
export const listGuardianSets = async (
  database: Queryable,
  request: PageRequest = {},
): Promise<Page<GuardianSet>> => {
  const [before = null] = startOf(request, ['count']) ?? []
  const rows = await database.query<Row>(
    `${SELECT} WHERE $1::int8 IS NULL OR guardian_set < $1 ORDER BY guardian_set DESC LIMIT $2`,
    [before, pageLimit(request) + 1],
  )
  return toPage(rows.map(toSet), request, ({ set }) => [set])
}
