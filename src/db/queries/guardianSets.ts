import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'
import { toJsonText } from '../values.ts'

/** What a guardian was last heard of by: the event, and its block's time in seconds since 1970. */
export type SignOfLife = { readonly name: string; readonly at: number }

/** A guardian in a set. `lastSign` is what it last did for this set; null: nothing yet. */
export type Member = { readonly guardian: bigint; readonly lastSign: SignOfLife | null }

export type GuardianSet = {
  readonly set: number
  readonly threshold: number
  /** In the set's order: a guardian's index is its place plus one. */
  readonly members: readonly Member[]
  readonly formedAt: number
  /** Since when it makes no keys and serves no tender that is not announced yet; null: it is not retired. */
  readonly retiredAt: number | null
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<GuardianSet, 'members'> & {
  guardians: readonly string[]
  signs: readonly (SignOfLife & { guardian: string })[] | null
}

const SELECT = `
  SELECT guardian_set AS set, threshold, guardians, retired_at, block, transaction,
    (SELECT timestamp FROM blocks WHERE number = block) AS formed_at,
    (SELECT json_agg(json_build_object('guardian', guardian::text, 'name', name,
       'at', (SELECT timestamp FROM blocks WHERE number = signs_of_life.block)))
     FROM signs_of_life WHERE signs_of_life.guardian_set = guardian_sets.guardian_set) AS signs
  FROM guardian_sets`

const toSet = ({ guardians, signs, ...row }: Row): GuardianSet => {
  const lastSigns = new Map(signs?.map(({ guardian, name, at }) => [guardian, { name, at }]))
  const members = guardians.map(guardian => {
    return { guardian: BigInt(guardian), lastSign: lastSigns.get(guardian) ?? null }
  })
  return { ...row, members }
}

export const findGuardianSet = async (database: Queryable, set: number): Promise<GuardianSet | undefined> => {
  const [row] = await database.query<Row>(`${SELECT} WHERE guardian_set = $1`, [set])
  return row && toSet(row)
}

/** Sets by their numbers: those that are named, and with `serving` all that are not retired. */
export const findGuardianSets = async (
  database: Queryable,
  sets: Iterable<number>,
  { serving = false } = {},
): Promise<Map<number, GuardianSet>> => {
  const rows = await database.query<Row>(
    `${SELECT} WHERE guardian_set IN (SELECT json_array_elements_text($1::json)::int8)
       OR $2 AND retired_at IS NULL ORDER BY guardian_set`,
    [toJsonText([...new Set(sets)]), serving],
  )
  return new Map(rows.map(row => [row.set, toSet(row)]))
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
