import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

export type Ceremony = {
  readonly ceremony: number
  readonly set: number
  /** How many keys it makes. */
  readonly keys: number
  /** Who started it. */
  readonly guardian: bigint
  /** Of the set's guardians those who take part, and those who were left out. */
  readonly members: readonly bigint[]
  readonly without: readonly bigint[]
  /** Members whom the set's next ceremony leaves out: its members found them at fault here. */
  readonly leftOutNext: readonly bigint[]
  /** Running hash of all packages posted so far. */
  readonly packages: Hex
  /** What the guardians confirmed; null before the first has. */
  readonly transcript: Hex | null
  /** How many guardians have posted round 1, posted round 2, and confirmed. */
  readonly postedFirst: number
  readonly postedSecond: number
  readonly confirmed: number
  /** Who has done so, and when, in seconds since 1970. */
  readonly firstBy: ReadonlyMap<bigint, number>
  readonly secondBy: ReadonlyMap<bigint, number>
  readonly confirmedBy: ReadonlyMap<bigint, number>
  readonly accusations: readonly Accusation[]
  /** Whether all members have confirmed, so that its keys can be used. */
  readonly ready: boolean
  readonly startedAt: number
  readonly block: number
  readonly transaction: Hex
}

/** A guardian's word that another sent it a bad share, and the key with which anybody repeats the check. */
export type Accusation = {
  readonly guardian: bigint
  readonly accused: bigint
  readonly key: Hex
}

export type PostedPackage = {
  readonly round: number
  readonly guardian: bigint
  readonly package: Hex
  readonly packages: Hex
  readonly block: number
  readonly transaction: Hex
}

export type Confirmation = {
  readonly guardian: bigint
  readonly transcript: Hex
  readonly block: number
  readonly transaction: Hex
}

export type CeremonyWithPackages = Ceremony & {
  /** In the order of the chain, which is that of the running hash. */
  readonly posted: readonly PostedPackage[]
  readonly confirmations: readonly Confirmation[]
}

type Deeds = readonly { guardian: string; at: number }[] | null

type Derived = 'members' | 'without' | 'leftOutNext' | 'firstBy' | 'secondBy' | 'confirmedBy' | 'accusations'

type Row = Omit<Ceremony, Derived> & {
  guardians: readonly string[]
  without: number
  withoutNext: number | null
  firstBy: Deeds
  secondBy: Deeds
  confirmedBy: Deeds
  accusations: readonly { guardian: string; accused: string; key: Hex }[] | null
}

/** The guardians who did something in a ceremony, in the order of the chain. */
const whoIn = (table: string, condition = 'true'): string =>
  `(SELECT json_agg(json_build_object('guardian', guardian::text,
      'at', (SELECT timestamp FROM blocks WHERE number = ${table}.block)) ORDER BY block, log_index)
    FROM ${table} WHERE ${table}.ceremony = ceremonies.ceremony AND ${condition})`

const SELECT = `
  SELECT ceremony, guardian_set AS set, keys, guardian, packages, transcript, posted_first, posted_second,
    confirmed, ready, block, transaction, without,
    (SELECT guardians FROM guardian_sets WHERE guardian_sets.guardian_set = ceremonies.guardian_set) AS guardians,
    (SELECT next.without FROM ceremonies AS next WHERE next.guardian_set = ceremonies.guardian_set
       AND next.ceremony > ceremonies.ceremony ORDER BY next.ceremony LIMIT 1) AS without_next,
    ${whoIn('packages', 'round = 1')} AS first_by, ${whoIn('packages', 'round = 2')} AS second_by,
    ${whoIn('confirmations')} AS confirmed_by,
    (SELECT json_agg(json_build_object('guardian', guardian::text, 'accused', accused::text, 'key', key)
       ORDER BY block, log_index)
     FROM accusations WHERE accusations.ceremony = ceremonies.ceremony) AS accusations,
    (SELECT timestamp FROM blocks WHERE number = block) AS started_at
  FROM ceremonies`

const timesOf = (deeds: Deeds): Map<bigint, number> =>
  new Map(deeds?.map(({ guardian, at }) => [BigInt(guardian), at]))

const toCeremony = ({ guardians, withoutNext, ...row }: Row): Ceremony => {
  const set = guardians.map(BigInt)
  const among = (bits: number): bigint[] => set.filter((_, place) => ((bits >> place) & 1) === 1)
  return {
    ...row,
    members: among(~row.without),
    without: among(row.without),
    leftOutNext: among((withoutNext ?? 0) & ~row.without),
    firstBy: timesOf(row.firstBy),
    secondBy: timesOf(row.secondBy),
    confirmedBy: timesOf(row.confirmedBy),
    accusations: (row.accusations ?? []).map(({ guardian, accused, key }) => {
      return { guardian: BigInt(guardian), accused: BigInt(accused), key }
    }),
  }
}

export const findCeremony = async (
  database: Queryable,
  ceremony: number,
): Promise<CeremonyWithPackages | undefined> => {
  const [found] = await database.query<Row>(`${SELECT} WHERE ceremony = $1`, [ceremony])
  if (found === undefined) return undefined
  const posted = await database.query<PostedPackage>(
    `SELECT round, guardian, package, packages, block, transaction FROM packages
     WHERE ceremony = $1 ORDER BY block, log_index`,
    [ceremony],
  )
  const confirmations = await database.query<Confirmation>(
    `SELECT guardian, transcript, block, transaction FROM confirmations
     WHERE ceremony = $1 ORDER BY block, log_index`,
    [ceremony],
  )
  return { ...toCeremony(found), posted, confirmations }
}

/** The last ceremony of each set that is not retired. */
export const listLastCeremonies = async (database: Queryable): Promise<Ceremony[]> => {
  const rows = await database.query<Row>(
    `${SELECT} WHERE ceremony IN (
       SELECT (SELECT max(ceremony) FROM ceremonies WHERE ceremonies.guardian_set = guardian_sets.guardian_set)
       FROM guardian_sets WHERE retired_at IS NULL)
     ORDER BY ceremony`,
  )
  return rows.map(toCeremony)
}

/** Ceremonies, the newest first. @throws INVALID_CURSOR */
export const listCeremonies = async (
  database: Queryable,
  request: PageRequest & { readonly set?: number | undefined } = {},
): Promise<Page<Ceremony>> => {
  const [before = null] = startOf(request, ['count']) ?? []
  const rows = await database.query<Row>(
    `${SELECT} WHERE ($1::int8 IS NULL OR ceremony < $1) AND ($2::int8 IS NULL OR guardian_set = $2)
     ORDER BY ceremony DESC LIMIT $3`,
    [before, request.set ?? null, pageLimit(request) + 1],
  )
  return toPage(rows.map(toCeremony), request, ({ ceremony }) => [ceremony])
}
