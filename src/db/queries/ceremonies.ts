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
  /** Running hash of all packages posted so far. */
  readonly packages: Hex
  /** What the guardians confirmed; null before the first has. */
  readonly transcript: Hex | null
  /** How many guardians have posted round 1, posted round 2, and confirmed. */
  readonly postedFirst: number
  readonly postedSecond: number
  readonly confirmed: number
  /** Whether all have confirmed, so that its keys can be used. */
  readonly ready: boolean
  readonly startedAt: number
  readonly block: number
  readonly transaction: Hex
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

const SELECT = `
  SELECT ceremony, guardian_set AS set, keys, guardian, packages, transcript, posted_first, posted_second,
    confirmed, ready, block, transaction,
    (SELECT timestamp FROM blocks WHERE number = block) AS started_at
  FROM ceremonies`

export const findCeremony = async (
  database: Queryable,
  ceremony: number,
): Promise<CeremonyWithPackages | undefined> => {
  const [found] = await database.query<Ceremony>(`${SELECT} WHERE ceremony = $1`, [ceremony])
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
  return { ...found, posted, confirmations }
}

/** Ceremonies, the newest first. @throws INVALID_CURSOR */
export const listCeremonies = async (
  database: Queryable,
  request: PageRequest & { readonly set?: number | undefined } = {},
): Promise<Page<Ceremony>> => {
  const [before = null] = startOf(request, ['count']) ?? []
  const rows = await database.query<Ceremony>(
    `${SELECT} WHERE ($1::int8 IS NULL OR ceremony < $1) AND ($2::int8 IS NULL OR guardian_set = $2)
     ORDER BY ceremony DESC LIMIT $3`,
    [before, request.set ?? null, pageLimit(request) + 1],
  )
  return toPage(rows, request, ({ ceremony }) => [ceremony])
}
