import type { Hex } from '../../protocol/bytes.ts'
import type { TermsJson } from '../../protocol/terms.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'
import { type Seal, sealOf } from './seal.ts'

/** One version of a tender's terms as the agency signed it; later postponements are acts. */
export type TermsVersion = {
  /** 1: as announced. */
  readonly termsVersion: number
  readonly terms: TermsJson
  readonly reserveSeal: Seal | null
  readonly statement: Hex
  /** Time of its block, in seconds since 1970. */
  readonly since: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<TermsVersion, 'reserveSeal'> & { reserveSeal: Hex | null }

/** The versions of a tender's terms, the announced one first. @throws INVALID_CURSOR */
export const listTermsVersions = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<TermsVersion>> => {
  const [after = 0] = startOf(request, ['count']) ?? []
  const rows = await database.query<Row>(
    `SELECT terms_version, terms, reserve_seal, statement, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS since
     FROM terms_versions WHERE tender = $1 AND terms_version > $2::int8 ORDER BY terms_version LIMIT $3`,
    [tender, after, pageLimit(request) + 1],
  )
  const versions = rows.map(({ reserveSeal, ...row }) => ({
    ...row,
    reserveSeal: reserveSeal === null ? null : sealOf(reserveSeal),
  }))
  return toPage(versions, request, ({ termsVersion }) => [termsVersion])
}
