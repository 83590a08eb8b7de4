import type { Hex } from '../protocol/bytes.ts'
import { isSuspendedAt, ROLES, type Role } from '../protocol/participant.ts'
import { STATEMENTS, type Statement } from '../protocol/statement.ts'
import type { Curve } from './curve.ts'
import { comparePositions, type Facts, type PlacedLog, type Position } from './facts.ts'
import type { Finding } from './findings.ts'
import type { Signed } from './log.ts'

/** What the registry's events say of a participant at one moment. */
export interface Standing {
  readonly roles: number
  readonly signers: ReadonlySet<Hex>
  readonly isSuspended: boolean
}

/** The participants over time. */
export interface Registry {
  /** @returns undefined if nothing before that place says that it was registered */
  standing(participant: bigint, before: Position): Standing | undefined
  /** Whether its last suspension before that time reaches beyond it. */
  isSuspendedAt(participant: bigint, time: number): boolean
  /** Who is the registrar; undefined if no event says so. */
  registrar(before: Position): bigint | undefined
}

type RegistryLog = PlacedLog<'Registered' | 'RolesSet' | 'SignerAdded' | 'SignerRemoved' | 'Suspended'>

const OF_PARTICIPANTS = ['Registered', 'RolesSet', 'SignerAdded', 'SignerRemoved', 'Suspended'] as const

/** Follows the registry's events, as far as the evidence has them. */
export function registryOf(facts: Facts): Registry {
  const logs = OF_PARTICIPANTS.flatMap(name => [...facts.named(name)] as RegistryLog[])
  logs.sort((a, b) => comparePositions(a.at, b.at))
  const byParticipant = Map.groupBy(logs, ({ args }) => args.participant)
  const changes = facts.named('RegistrarChanged')
  const registrar = (before: Position) =>
    changes.findLast(({ at }) => comparePositions(at, before) < 0)?.args.registrar
  const suspensions = (participant: bigint) =>
    (byParticipant.get(participant) ?? [])
      .filter(log => log.event === 'Suspended')
      .map(({ at, args }) => ({ at: at.timestamp, until: args.until, place: at }))
  return {
    registrar,
    isSuspendedAt: (participant, time) => isSuspendedAt(suspensions(participant), time),
    standing: (participant, before) => {
      const past = (byParticipant.get(participant) ?? []).filter(({ at }) => comparePositions(at, before) < 0)
      if (past[0]?.event !== 'Registered') return undefined
      const last = suspensions(participant).findLast(({ place }) => comparePositions(place, before) < 0)
      const roles = rolesAfter(past)
      return {
        roles: registrar(before) === participant ? roles | ROLES.registrar : roles & ~ROLES.registrar,
        signers: signersAfter(past),
        isSuspended: last !== undefined && before.timestamp < last.until,
      }
    },
  }
}

/** What a statement's signature must show: who signs, in which role, when. */
export interface Authorship {
  readonly author: bigint
  readonly role: Role | 'any'
  readonly at: Position
}

/**
 * Checks that the author was entitled to the statement when it was taken, and signed it.
 * @returns undefined if so
 */
export function checkAuthor(
  signed: Signed | undefined,
  { author, role, at }: Authorship,
  registry: Registry,
  curve: Curve,
): Finding | undefined {
  const where = { at, participant: author }
  if (signed === undefined) return { status: 'missing', code: 'UNSIGNED', ...where }
  const standing = registry.standing(author, at)
  if (standing === undefined) return { status: 'missing', code: 'UNKNOWN_AUTHOR', ...where }
  if (role !== 'any' && (standing.roles & ROLES[role]) === 0) {
    return { status: 'false', code: 'MISSING_ROLE', expected: role, ...where }
  }
  if (standing.isSuspended) return { status: 'false', code: 'SUSPENDED_AUTHOR', ...where }
  const { signer, signature, digest } = signed
  if (!standing.signers.has(signer))
    return { status: 'false', code: 'UNKNOWN_SIGNER', found: signer, ...where }
  if (signer.length > ADDRESS_LENGTH)
    return { status: 'missing', code: 'SIGNER_NOT_CHECKABLE', found: signer, ...where }
  const found = curve.recover(digest, signature)
  if (found === signer) return undefined
  return { status: 'false', code: 'BAD_SIGNATURE', expected: signer, found: found ?? 'none', ...where }
}

/** The role in which statements of a type are made. */
export function roleOf(type: Statement['type']): Role | 'any' {
  return STATEMENTS[type].role
}

const ADDRESS_LENGTH = 42

function rolesAfter(logs: readonly RegistryLog[]): number {
  const last = logs.findLast(({ event }) => event === 'Registered' || event === 'RolesSet')
  return last !== undefined && 'roles' in last.args ? last.args.roles : 0
}

function signersAfter(logs: readonly RegistryLog[]): Set<Hex> {
  const signers = new Set<Hex>()
  for (const { event, args } of logs) {
    if (event === 'Registered' || event === 'SignerAdded') signers.add(args.signer)
    if (event === 'SignerRemoved') signers.delete(args.signer)
  }
  return signers
}
