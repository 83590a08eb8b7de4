import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { Role } from '../protocol/participant.ts'
import { type Participant, participantSchema } from './api.ts'
import type { Gateway } from './gateway.ts'
import { time } from './readable.ts'
import { unless } from './statements.ts'

/**
 * Whether the ledger would take a statement of this author, signed with this key, now. It decides by itself later; here the author
 * learns it before the work.
 * @param now the ledger's clock in seconds since 1970
 * @throws BonginError `UNKNOWN_PARTICIPANT`, `MISSING_ROLE`, `SUSPENDED`, `UNKNOWN_SIGNER`
 */
export async function assertMayAct(
  gateway: Gateway,
  author: bigint,
  role: Role,
  signer: Hex,
  now: number,
): Promise<void> {
  const path = `/v1/participants/${author}`
  const found = await unless('NOT_FOUND', gateway.get(path, participantSchema))
  if (found === undefined) {
    throw new BonginError(
      'UNKNOWN_PARTICIPANT',
      `Participant ${author} is not registered. Ask the registrar to register it with the address ${signer}.`,
    )
  }
  const refusal = refusalOf(found, role, signer, now)
  if (refusal !== undefined) throw refusal
}

function refusalOf(
  { participant, roles, signers, suspendedFrom, suspendedUntil }: Participant,
  role: Role,
  signer: Hex,
  now: number,
): BonginError | undefined {
  if (!roles.includes(role)) {
    return new BonginError(
      'MISSING_ROLE',
      `Participant ${participant} has not the role ${role}. Ask the registrar for it.`,
    )
  }
  if (suspendedFrom <= now && now < suspendedUntil) {
    return new BonginError(
      'SUSPENDED',
      `Participant ${participant} is suspended until ${time(suspendedUntil)}.`,
    )
  }
  if (!signers.includes(signer)) {
    return new BonginError(
      'UNKNOWN_SIGNER',
      `The key ${signer} is not registered for participant ${participant}.`,
    )
  }
  return undefined
}
