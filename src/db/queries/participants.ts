import type { Hex } from '../../protocol/bytes.ts'
import { type Role, roleBits, rolesOf } from '../../protocol/participant.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** An organisation. Suspended at `t` means `suspendedFrom <= t < suspendedUntil`. */
export type Participant = {
  readonly participant: bigint
  readonly roles: readonly Role[]
  /** Signers that count now, the oldest first. */
  readonly signers: readonly Hex[]
  readonly revision: number
  readonly profile: Hex
  readonly suspendedFrom: number
  readonly suspendedUntil: number
  readonly suspensionReason: Hex | null
  readonly registeredAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<Participant, 'roles'> & { roleBits: number }

const SELECT = `
  SELECT participant, roles + CASE WHEN registrar THEN ${roleBits(['registrar'])} ELSE 0 END AS role_bits,
    revision, profile, suspended_from, suspended_until, suspension_reason, block, transaction,
    (SELECT timestamp FROM blocks WHERE number = block) AS registered_at,
    (SELECT json_agg(signer ORDER BY signers.block, signers.log_index) FROM signers
     WHERE signers.participant = participants.participant AND removed_at IS NULL) AS signers
  FROM participants`

const toParticipant = ({ roleBits, ...row }: Row): Participant => ({ ...row, roles: rolesOf(roleBits) })

export const findParticipant = async (
  database: Queryable,
  participant: bigint,
): Promise<Participant | undefined> => {
  const [row] = await database.query<Row>(`${SELECT} WHERE participant = $1`, [participant])
  return row && toParticipant(row)
}

/** Participants by number. @throws INVALID_CURSOR */
export const listParticipants = async (
  database: Queryable,
  request: PageRequest & { readonly role?: Role | undefined } = {},
): Promise<Page<Participant>> => {
  const [after = 0] = startOf(request, ['amount']) ?? []
  const rows = await database.query<Row>(
    `SELECT * FROM (${SELECT}) AS listed
     WHERE participant > $1 AND ($2 = 0 OR role_bits & $2 <> 0) ORDER BY participant LIMIT $3`,
    [after, request.role === undefined ? 0 : roleBits([request.role]), pageLimit(request) + 1],
  )
  return toPage(rows.map(toParticipant), request, ({ participant }) => [participant])
}
