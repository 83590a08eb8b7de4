import { fromHex, type Hex } from '../../protocol/bytes.ts'
import { MAX_CEREMONY_KEYS } from '../../protocol/limits.ts'
import { extendPackages, NO_PACKAGES, transcriptHash } from '../../protocol/openingKey.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import type { Finding } from '../findings.ts'
import { checkAuthor } from '../registry.ts'
import { isOfTender, requireTenderKey, type TenderKey, theOnly } from '../tenderKey.ts'

/** Every guardian said its part, signed, and all of them confirmed the same. What the packages contain is {@link KEY_CHECKS}' matter. */
export const CEREMONY_CHECKS: readonly Check[] = [
  { id: 'P1.2', applies: isOfTender, examine: (context, notes) => examineCeremony(context, notes) },
]

/** What a guardian signed. */
type GuardianLog = PlacedLog<'CeremonyStarted' | 'PackagePosted' | 'KeysConfirmed'>

async function examineCeremony(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  const started = theOnly(key.started, 'CeremonyStarted', notes)
  if (started === undefined) return
  const [set] = key.sets
  if (set === undefined) return notes.lack('NOT_THERE', { field: 'GuardianSetFormed' })

  const { packages, confirmations } = key
  for (const log of [...key.started, ...packages, ...confirmations]) {
    await notes.step()
    examineAuthor(log, key, context, notes)
  }
  checkMembers(key, started, notes)
  checkKeyCount(key, started, notes)
  checkUnaccused(context, key, notes)
  checkOrder([set], [started], notes)
  checkOrder([started], packages, notes)
  checkOrder(packages, confirmations, notes)
  const isWhole = checkPackages(key, notes)
  checkEverybody(confirmations, key, { code: 'NOT_THERE', field: 'KeysConfirmed' }, notes)
  if (isWhole) checkTranscript(key, followPackages(packages, notes), notes)
  checkProposal(key, started, notes)
  checkReady(key, started, notes)
}

function examineAuthor(log: GuardianLog, { members }: TenderKey, context: Context, notes: Notes): void {
  const { guardian } = log.args
  if (!members.includes(guardian)) {
    notes.refute('OTHER_GUARDIANS', { at: log.at, participant: guardian, field: log.event })
    return
  }
  const authorship = { author: guardian, role: 'guardian', at: log.at } as const
  const finding = checkAuthor(log.signed, authorship, context.registry, context.curve)
  if (finding !== undefined) notes.add({ ...finding, field: log.event })
}

/** Enough of the set took part, and nobody who is not in it was left out of it. */
function checkMembers(
  { guardians, members, size }: TenderKey,
  { at, args }: GuardianStart,
  notes: Notes,
): void {
  const { without } = args
  if (without >> guardians.length !== 0)
    notes.refute('OTHER_GUARDIANS', { at, field: 'without', found: without })
  if (members.length < size.threshold)
    notes.refute('BAD_THRESHOLD', { at, field: 'without', expected: size.threshold, found: members.length })
}

/** Whoever accuses ends the ceremony: keys can no longer come of it. */
function checkUnaccused({ facts }: Context, { ceremony }: TenderKey, notes: Notes): void {
  for (const { at, args } of facts.named('GuardianAccused'))
    if (args.ceremony === ceremony) notes.refute('ACCUSED', { at, participant: args.accused })
}

/** As many keys as a ceremony can make, and among them the announced one. */
function checkKeyCount({ position }: TenderKey, { at, args: { keys } }: GuardianStart, notes: Notes): void {
  if (keys < 1 || keys > MAX_CEREMONY_KEYS) {
    notes.refute('OTHER_KEY', { at, field: 'keys', expected: MAX_CEREMONY_KEYS, found: keys })
  }
  if (position >= keys) notes.refute('OTHER_KEY', { at, field: 'position', expected: keys, found: position })
}

type GuardianStart = PlacedLog<'CeremonyStarted'>

/** Nothing of what comes later may stand before the last of what comes first. */
function checkOrder(first: readonly PlacedLog[], later: readonly PlacedLog[], notes: Notes): void {
  const last = first.at(-1)
  if (last === undefined) return
  for (const { at, event } of later) {
    if (comparePositions(at, last.at) < 0) notes.refute('TOO_EARLY', { at, field: event })
  }
}

/** @returns whether both rounds are there from everybody, so that their hash can be followed */
function checkPackages(key: TenderKey, notes: Notes): boolean {
  const { packages } = key
  const [first, second] = [1, 2].map(round => packages.filter(({ args }) => args.round === round))
  for (const { at, args } of packages) {
    if (args.round === 1 || args.round === 2) continue
    notes.refute('BAD_PACKAGE', { at, participant: args.guardian, field: 'round', found: args.round })
  }
  if (first === undefined || second === undefined) return false
  checkOrder(first, second, notes)
  const missing = { code: 'PACKAGE_MISSING', field: 'round' } as const
  const isFirstWhole = checkEverybody(first, key, { ...missing, expected: 1 }, notes)
  return checkEverybody(second, key, { ...missing, expected: 2 }, notes) && isFirstWhole
}

/** @returns whether every member is there */
function checkEverybody(
  logs: readonly GuardianLog[],
  { members }: TenderKey,
  { code, ...missing }: Omit<Finding, 'status'>,
  notes: Notes,
): boolean {
  const byGuardian = Map.groupBy(logs, ({ args }) => args.guardian)
  for (const participant of new Set(members)) {
    const [first, ...others] = byGuardian.get(participant) ?? []
    if (first === undefined) notes.lack(code, { participant, ...missing })
    for (const { at, event } of others) notes.refute('THERE_TWICE', { at, participant, field: event })
  }
  return members.every(guardian => byGuardian.has(guardian))
}

/** Follows the running hash of the packages. @returns what the contract had after the last one */
function followPackages(packages: TenderKey['packages'], notes: Notes): Hex {
  let running = NO_PACKAGES
  for (const { at, args } of packages) {
    const expected = extendPackages(running, args.round === 1 ? 1 : 2, args.guardian, fromHex(args.package))
    // The next one is held against what stands here, so that one false hash is one finding.
    running = args.packages
    if (running === expected) continue
    notes.refute('OTHER_HASH', {
      at,
      participant: args.guardian,
      field: 'packages',
      expected,
      found: running,
    })
  }
  return running
}

/** What everybody confirmed is all packages as posted, and the keys as proposed. */
function checkTranscript(
  { ceremony, proposals, confirmations }: TenderKey,
  packages: Hex,
  notes: Notes,
): void {
  const [proposal] = proposals
  if (proposal === undefined) return
  const expected = transcriptHash(ceremony, packages, proposal.args.keys)
  for (const { at, args } of confirmations) {
    if (args.transcript === expected) continue
    notes.refute('OTHER_HASH', {
      at,
      participant: args.guardian,
      field: 'transcript',
      expected,
      found: args.transcript,
    })
  }
}

function checkProposal(
  { proposals, guardians }: TenderKey,
  { args: { keys } }: GuardianStart,
  notes: Notes,
): void {
  const proposal = theOnly(proposals, 'KeysProposed', notes)
  if (proposal === undefined) return
  const { at, args } = proposal
  if (args.keys.length !== keys) {
    notes.refute('OTHER_KEY', { at, field: 'keys', expected: keys, found: args.keys.length })
  }
  for (const { shares } of args.keys) {
    if (shares.length === guardians.length) continue
    notes.refute('OTHER_KEY', { at, field: 'shares', expected: guardians.length, found: shares.length })
  }
}

function checkReady(key: TenderKey, { args: { set, keys } }: GuardianStart, notes: Notes): void {
  const ready = theOnly(key.ready, 'KeysReady', notes)
  if (ready === undefined) return
  const { at, args } = ready
  checkOrder(key.confirmations, [ready], notes)
  if (args.set !== set) notes.refute('OTHER_GUARDIANS', { at, field: 'set', expected: set, found: args.set })
  if (args.keys !== keys) notes.refute('OTHER_KEY', { at, field: 'keys', expected: keys, found: args.keys })
}
