import { protocolError } from './error.ts'

/** Roles of a participant as bits that can be combined. Same values as contracts/libraries/Roles.sol. */
export const ROLES = {
  registrar: 1,
  agency: 2,
  supplier: 4,
  guardian: 8,
  evaluator: 16,
  auditor: 32,
} as const

export type Role = keyof typeof ROLES

/** Results of the registry's check of a statement, in ABI order. */
export const CHECKS = [
  'Ok',
  'UnknownParticipant',
  'MissingRole',
  'Suspended',
  'UnknownSigner',
  'BadSignature',
] as const

export type Check = (typeof CHECKS)[number]

const ROLE_NAMES = Object.keys(ROLES) as Role[]
const ALL_ROLES = 63

export function roleBits(roles: readonly Role[]): number {
  return roles.reduce((bits, role) => bits | ROLES[role], 0)
}

/** @throws INVALID_NUMBER if a bit has no role */
export function rolesOf(bits: number): Role[] {
  if (!Number.isInteger(bits) || bits < 0 || bits > ALL_ROLES) {
    throw protocolError('INVALID_NUMBER', `These bits are not roles: ${bits}`)
  }
  return ROLE_NAMES.filter(role => (bits & ROLES[role]) !== 0)
}

/** One act of the registrar: from `at` until before `until`, in seconds since 1970. `until = at` lifts a suspension. */
export interface Suspension {
  at: number
  until: number
}

/**
 * Whether the last act of suspension before `time` reaches beyond it. The answer for the present and the past never changes.
 * @param suspensions all acts in the order in which they were taken
 */
export function isSuspendedAt(suspensions: readonly Suspension[], time: number): boolean {
  const last = suspensions.findLast(({ at }) => at < time)
  return last !== undefined && time < last.until
}
