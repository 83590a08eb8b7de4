import { fromHex } from '../../protocol/bytes.ts'
import { type Commitment, decodeRound1, decodeRound2 } from '../../protocol/ceremonyPackage.ts'
import { jointKeyOf, provesKnowledge } from '../../protocol/dkg.ts'
import { MIN_THRESHOLD } from '../../protocol/limits.ts'
import { type JointKey, jointKeyHash } from '../../protocol/openingKey.ts'
import { ROLES } from '../../protocol/participant.ts'
import { equalPoints, type Point } from '../../protocol/point.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import type { Where } from '../findings.ts'
import { checkAuthor } from '../registry.ts'
import { coordinates, isOfTender, requireTenderKey, type TenderKey, theOnly } from '../tenderKey.ts'

/** Who holds the key, that nobody else can know it, and that it serves this tender alone. */
export const KEY_CHECKS: readonly Check[] = [
  { id: 'P1.1', applies: isOfTender, examine: (context, notes) => examineGuardians(context, notes) },
  { id: 'P1.3', applies: isOfTender, examine: (context, notes) => examineJointKey(context, notes) },
  { id: 'P1.4', applies: isOfTender, examine: (context, notes) => examineAssignment(context, notes) },
]

// -------------------------------------------------------------------------------------------------------- guardian set

async function examineGuardians(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  if (key.started.length === 0) return notes.lack('NOT_THERE', { field: 'CeremonyStarted' })
  const formed = theOnly(key.sets, 'GuardianSetFormed', notes)
  if (formed === undefined) return

  await notes.step()
  examineRegistrar(formed, context, notes)
  examineNumbers(formed, context, notes)
  for (const participant of formed.args.guardians) {
    await notes.step()
    const standing = context.registry.standing(participant, formed.at)
    const where = { at: formed.at, participant }
    if (standing === undefined) notes.lack('UNKNOWN_AUTHOR', where)
    else if ((standing.roles & ROLES.guardian) === 0)
      notes.refute('MISSING_ROLE', { ...where, expected: 'guardian' })
  }
}

type SetFormed = PlacedLog<'GuardianSetFormed'>

function examineRegistrar({ at, signed }: SetFormed, { registry, curve }: Context, notes: Notes): void {
  const author = registry.registrar(at)
  const finding =
    author === undefined
      ? ({ status: 'missing', code: 'UNKNOWN_AUTHOR', at } as const)
      : checkAuthor(signed, { author, role: 'registrar', at }, registry, curve)
  if (finding !== undefined) notes.add(finding)
}

function examineNumbers({ at, args }: SetFormed, { policy }: Context, notes: Notes): void {
  const { guardians, threshold } = args
  // Strictly ascending, as the ledger asks for: nobody is two of the guardians.
  const isAscending = guardians.every(
    (guardian, place) => place === 0 || guardian > (guardians[place - 1] ?? 0n),
  )
  if (!isAscending) notes.refute('NOT_DISTINCT', { at, field: 'guardians', found: guardians })
  const least = Math.max(MIN_THRESHOLD, policy.minimumThreshold)
  const most = guardians.length
  if (threshold < least) notes.refute('BAD_THRESHOLD', { at, expected: least, found: threshold })
  else if (threshold > most) notes.refute('BAD_THRESHOLD', { at, expected: most, found: threshold })
}

// ----------------------------------------------------------------------------------------------------------- joint key

/** Of a guardian that was left out: nothing is asked of it. */
const NO_COMMITMENT: Commitment = { commitments: [], proof: new Uint8Array() }

async function examineJointKey(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  if (key.guardians.length === 0) return notes.lack('NOT_THERE', { field: 'GuardianSetFormed' })
  const committed: (Commitment | undefined)[] = []
  for (const [place, guardian] of key.guardians.entries()) {
    const isMember = key.members.includes(guardian)
    if (isMember) await notes.step()
    committed.push(isMember ? commitmentOf(key, place, notes) : NO_COMMITMENT)
  }
  const [proposal] = key.proposals
  if (proposal === undefined) return notes.lack('NOT_THERE', { field: 'KeysProposed' })
  const posted = committed.filter(commitment => commitment !== undefined)
  if (posted.length === key.guardians.length) {
    const derived = attempt(() => jointKeyOf(key.size, posted))
    compareKeys(key, proposal, derived, notes)
  }
  if (key.joint !== undefined) await examineBids(context, key.joint, notes)
}

/** What a guardian committed to for this key, if it posted it in its right form and proves that it knows its part of the secret. */
function commitmentOf(key: TenderKey, place: number, notes: Notes): Commitment | undefined {
  const participant = key.guardians[place] ?? 0n
  const [first, second] = [1, 2].map(round =>
    key.packages.find(({ args }) => args.guardian === participant && args.round === round),
  )
  if (second === undefined) notes.lack('PACKAGE_MISSING', { participant, field: 'round', expected: 2 })
  else if (attempt(() => decodeRound2(fromHex(second.args.package), key.size)) === undefined)
    notes.refute('BAD_PACKAGE', { at: second.at, participant, field: 'round', found: 2 })
  if (first === undefined) {
    notes.lack('PACKAGE_MISSING', { participant, field: 'round', expected: 1 })
    return undefined
  }
  const { at } = first
  const commitment = attempt(() => decodeRound1(fromHex(first.args.package), key.size))?.keys[key.position]
  if (commitment === undefined) notes.refute('BAD_PACKAGE', { at, participant, field: 'round', found: 1 })
  else if (!provesKnowledge(place + 1, commitment)) notes.refute('BAD_PROOF', { at, participant })
  return commitment
}

/** The key that the guardians confirmed must be the one that follows from what they committed to, point by point. */
function compareKeys(
  { joint, guardians }: TenderKey,
  { at }: PlacedLog<'KeysProposed'>,
  derived: JointKey | undefined,
  notes: Notes,
): void {
  const compare = (expected: Point | undefined, found: Point | undefined, where: Where) => {
    if (expected !== undefined && found !== undefined && equalPoints(expected, found)) return
    const points = { expected: coordinates(expected), found: coordinates(found) }
    notes.refute('OTHER_KEY', { at, ...where, ...points })
  }
  compare(derived?.publicKey, joint?.publicKey, { field: 'publicKey' })
  for (const [place, participant] of guardians.entries()) {
    compare(derived?.shares[place], joint?.shares[place], { field: 'shares', participant })
  }
}

/** Each bidder signed the hash of the key to which it sealed: none was shown another key. */
async function examineBids({ facts }: Context, joint: JointKey, notes: Notes): Promise<void> {
  const expected = jointKeyHash(joint)
  for (const { at, args, signed } of facts.named('BidAccepted')) {
    await notes.step()
    const where = { at, participant: args.bidder, field: 'keyHash' }
    if (signed?.statement.type !== 'SubmitBid') notes.lack('UNSIGNED', where)
    else if (signed.statement.keyHash !== expected)
      notes.refute('OTHER_KEY', { ...where, expected, found: signed.statement.keyHash })
  }
}

// ---------------------------------------------------------------------------------------------------------- assignment

async function examineAssignment(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  await notes.step()
  const { facts } = context
  const assigned = theOnly(facts.named('KeyAssigned'), 'KeyAssigned', notes)
  if (assigned !== undefined) compareAssignment(key, assigned, notes)
  for (const { at, args } of facts.named('GuardianSetRetired')) {
    const isBefore = assigned !== undefined && comparePositions(at, assigned.at) < 0
    if (isBefore && key.sets.some(set => set.args.set === args.set)) notes.refute('RETIRED_SET', { at })
  }
  for (const { at, args } of facts.named('KeyRehearsed'))
    if (args.key === key.id) notes.refute('OTHER_TENDER', { at, field: 'KeyRehearsed' })
  for (const { event, args, at } of facts.logs) {
    if (event !== 'KeyAssigned' || args.key !== key.id || args.tender === facts.evidence.tender) continue
    notes.refute('OTHER_TENDER', { at, expected: facts.evidence.tender, found: args.tender })
  }
}

/** The ledger assigns the key in the same breath in which it announces the tender, and only a key that is ready. */
function compareAssignment(key: TenderKey, { at, args }: PlacedLog<'KeyAssigned'>, notes: Notes): void {
  const { id, announced, ready } = key
  if (args.key !== id) notes.refute('OTHER_KEY', { at, expected: id, found: args.key })
  const order = comparePositions(at, announced.at)
  const isBeside = at.block === announced.at.block && at.transaction === announced.at.transaction
  if (order < 0) notes.refute('TOO_EARLY', { at, field: 'KeyAssigned' })
  else if (!isBeside) notes.refute('TOO_LATE', { at, field: 'KeyAssigned' })
  const [readied] = ready
  if (readied === undefined) notes.lack('NOT_THERE', { field: 'KeysReady' })
  else if (comparePositions(at, readied.at) < 0) notes.refute('TOO_EARLY', { at, field: 'KeysReady' })
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
