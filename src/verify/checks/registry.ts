import { ZERO_WORD } from '../../protocol/bytes.ts'
import { ROLES } from '../../protocol/participant.ts'
import type { Statement } from '../../protocol/statement.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import { checkAuthor, roleOf } from '../registry.ts'

const EVENTS = [
  'Registered',
  'RolesSet',
  'SignerAdded',
  'SignerRemoved',
  'Suspended',
  'RegistrarOffered',
  'RegistrarChanged',
] as const

type RegistryLog = PlacedLog<(typeof EVENTS)[number]>

/** The register on which every signature rests. */
export const REGISTRY_CHECKS: readonly Check[] = [{ id: 'P8.5', applies: () => true, examine: checkRegistry }]

async function checkRegistry(context: Context, notes: Notes): Promise<void> {
  const logs = EVENTS.flatMap(name => [...context.facts.named(name)] as RegistryLog[])
  logs.sort((a, b) => comparePositions(a.at, b.at))
  const revisions = new Map<bigint, number>()
  const suspensions = new Map<bigint, Suspended>()
  for (const log of logs) {
    await notes.step()
    checkRevision(log, revisions, notes)
    if (log.event === 'Suspended') checkBeginningOfSuspension(log, suspensions, notes)
    if (isFirstRegistrar(log, context)) {
      checkBeginning(log, context, notes)
      continue
    }
    checkEntryAuthor(log, context, notes)
    if (log.signed !== undefined) checkRepetition(log, log.signed.statement, notes)
  }
  checkRegistrars(context, notes)
  if (!logs.some(log => log.event === 'Registered' && isFirstRegistrar(log, context))) {
    notes.lack('NOT_THERE', { field: 'RegistrarChanged' })
  }
}

/** The constructor registers the first registrar, with no one there to sign. */
function isFirstRegistrar(log: RegistryLog, { facts }: Context): boolean {
  const [first] = facts.named('RegistrarChanged')
  if (first === undefined || first.args.predecessor !== 0n || first.signed !== undefined) return false
  const isBeside = log.at.block === first.at.block && log.at.transaction === first.at.transaction
  if (log.event === 'RegistrarChanged') return log === first
  return log.event === 'Registered' && isBeside && log.args.participant === first.args.registrar
}

/** Otherwise whoever makes the chain could write a register of his own, with keys of his own for everybody in it. */
function checkBeginning({ event, args, at }: RegistryLog, { trust }: Context, notes: Notes): void {
  if (event !== 'Registered') return
  const { participant, signer } = trust.registrar
  const differs = (field: string, expected: bigint | string, found: bigint | string): void => {
    if (expected !== found) notes.refute('OTHER_REGISTRAR', { at, field, expected, found })
  }
  differs('participant', participant, args.participant)
  differs('signer', signer, args.signer)
  differs('roles', BigInt(ROLES.registrar), BigInt(args.roles))
  differs('profile', ZERO_WORD, args.profile)
}

function checkEntryAuthor(log: RegistryLog, { registry, curve }: Context, notes: Notes): void {
  const { at } = log
  const author = authorOf(log) ?? registry.registrar(at)
  if (author === undefined) {
    notes.lack('UNKNOWN_AUTHOR', { at })
    return
  }
  const isOwn = author === subjectOf(log) || log.event === 'RegistrarChanged'
  const type = log.signed?.statement.type
  const role = type === undefined || isOwn || type === 'AddSigner' ? 'any' : removerRole(type)
  const finding = checkAuthor(log.signed, { author, role, at }, registry, curve)
  if (finding !== undefined) notes.add(finding)
}

/** A signer is removed by its participant, or by the registrar. */
function removerRole(type: Statement['type']) {
  return type === 'RemoveSigner' ? 'registrar' : roleOf(type)
}

/** Who signs, where it is not the registrar. */
function authorOf(log: RegistryLog): bigint | undefined {
  if (log.event === 'SignerAdded') return log.args.participant
  if (log.event === 'RegistrarChanged') return log.args.registrar
  return log.signed?.statement.type === 'RemoveSigner' ? log.signed.statement.author : undefined
}

function subjectOf({ args }: RegistryLog): bigint {
  return 'participant' in args ? args.participant : args.registrar
}

const FIRST_REVISION = 1

/** Every change of a participant has the next number, so a change that is left out leaves a gap. */
function checkRevision(log: RegistryLog, revisions: Map<bigint, number>, notes: Notes): void {
  const participant = subjectOf(log)
  const before = revisions.get(participant)
  if (log.event === 'Registered') {
    if (before !== undefined) notes.refute('REGISTERED_TWICE', { at: log.at, participant })
    revisions.set(participant, FIRST_REVISION)
    return
  }
  const revision = revisionOf(log)
  if (revision === undefined) return
  if (before === undefined) notes.lack('UNKNOWN_AUTHOR', { at: log.at, participant })
  else if (revision !== before + 1) {
    notes.lack('REVISION_GAP', { at: log.at, participant, expected: before + 1, found: revision })
  }
  revisions.set(participant, revision)
}

/** The new revision. The registrar's succession has none in its event: it is the successor's next. */
function revisionOf(log: RegistryLog): number | undefined {
  if ('revision' in log.args) return log.args.revision
  return log.signed?.statement.type === 'AcceptRegistrar' ? log.signed.statement.revision + 1 : undefined
}

/** What an event says beside its statement must be what the contract makes of the statement. */
function checkRepetition({ event, args, at }: RegistryLog, statement: Statement, notes: Notes): void {
  const differs = (field: string, expected: number | bigint, found: number | bigint): void => {
    if (expected !== found) notes.refute('STATEMENT_DIFFERS', { at, field, expected, found })
  }
  if ('revision' in args && 'revision' in statement)
    differs('revision', statement.revision + 1, args.revision)
  if (event === 'Suspended' && statement.type === 'SuspendParticipant') {
    differs('until', Math.max(statement.until, at.timestamp), args.until)
  }
  if (event === 'RolesSet' && statement.type === 'SetRoles') {
    // The contract keeps the registrar's role where it is: it goes by succession alone.
    differs('roles', statement.roles | (args.roles & ROLES.registrar), args.roles)
  }
  if (event === 'RegistrarChanged' && statement.type === 'AcceptRegistrar') {
    differs('registrar', statement.successor, args.registrar)
  }
}

type Suspended = PlacedLog<'Suspended'>

/** A suspension that another one prolongs began with that one. */
function checkBeginningOfSuspension(log: Suspended, suspensions: Map<bigint, Suspended>, notes: Notes): void {
  const { at, args } = log
  const before = suspensions.get(args.participant)
  const isRunning = before !== undefined && at.timestamp < before.args.until
  const expected = isRunning ? before.args.from : at.timestamp
  if (args.from !== expected) {
    notes.refute('STATEMENT_DIFFERS', {
      at,
      participant: args.participant,
      field: 'from',
      expected,
      found: args.from,
    })
  }
  suspensions.set(args.participant, log)
}

/** Registrars follow one another: each was offered the office by the one before. */
function checkRegistrars({ facts, registry }: Context, notes: Notes): void {
  for (const { at, args } of facts.named('RegistrarChanged')) {
    const predecessor = registry.registrar(at) ?? 0n
    if (predecessor !== args.predecessor) {
      notes.refute('OTHER_REGISTRAR', { at, expected: predecessor, found: args.predecessor })
    }
    if (predecessor === 0n) continue
    const offer = facts.named('RegistrarOffered').findLast(offered => comparePositions(offered.at, at) < 0)
    const isOffered = offer?.args.registrar === predecessor && offer.args.successor === args.registrar
    if (!isOffered) notes.lack('NOT_THERE', { at, participant: args.registrar, field: 'RegistrarOffered' })
  }
}
