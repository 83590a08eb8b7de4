import { word } from '../../protocol/bytes.ts'
import { interpolate, type Share } from '../../protocol/openingKey.ts'
import { equalPoints, G, type Point } from '../../protocol/point.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type Facts, type PlacedLog, type Position } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import {
  coordinates,
  isOfTender,
  requireTenderKey,
  type TenderKey,
  tenderKeyOf,
  theOnly,
} from '../tenderKey.ts'
import { whereOf } from './disclosure.ts'

/** The guardians' own shares opened the key. */
export const SHARE_CHECKS: readonly Check[] = [
  { id: 'P2.1', applies: hasShares, examine: (context, notes) => examineShares(context, notes) },
  { id: 'P2.2', applies: isKeyUsed, examine: (context, notes) => examineSecret(context, notes) },
]

type ShareLog = PlacedLog<'ShareReleased' | 'ShareRefused'>

// -------------------------------------------------------------------------------------------------------------- shares

function hasShares(context: Context): boolean {
  return isOfTender(context) && sharesOf(context.facts).length > 0
}

/** In the order of the chain. */
function sharesOf(facts: Facts): ShareLog[] {
  const logs: ShareLog[] = [...facts.named('ShareReleased'), ...facts.named('ShareRefused')]
  return logs.sort((a, b) => comparePositions(a.at, b.at))
}

async function examineShares(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  if (key.joint === undefined) return notes.lack('NOT_THERE', { field: 'KeysProposed' })
  if (key.guardians.length === 0) return notes.lack('NOT_THERE', { field: 'GuardianSetFormed' })
  const opened = context.tender.secret
  const released = new Set<bigint>()
  for (const log of sharesOf(context.facts)) {
    await notes.step()
    const { guardian } = log.args
    if (opened !== undefined && comparePositions(opened.at, log.at) < 0)
      notes.refute('TOO_LATE', whereOf(log))
    if (released.has(guardian)) notes.refute('THERE_TWICE', whereOf(log))
    if (log.event === 'ShareReleased') released.add(guardian)
    examineShare(log, key, context, notes)
  }
}

function examineShare(
  log: ShareLog,
  { guardians, members, joint }: TenderKey,
  context: Context,
  notes: Notes,
): void {
  const { guardian, share } = log.args
  const place = guardians.indexOf(guardian)
  if (!members.includes(guardian)) {
    notes.refute('OTHER_GUARDIANS', whereOf(log))
    return
  }
  const expected = joint?.shares[place]
  const found = context.curve.multiply(share, G)
  const isGood = expected !== undefined && found !== undefined && equalPoints(expected, found)
  const points = { expected: coordinates(expected), found: coordinates(found) }
  // A good share proves itself: the ledger does not ask who brings it, or with which signature.
  if (log.event === 'ShareReleased') {
    if (!isGood) notes.refute('BAD_SHARE', { ...whereOf(log), ...points })
    return
  }
  // A false one accuses its guardian, who must have signed it.
  if (isGood) notes.refute('GOOD_SHARE_REFUSED', whereOf(log))
  const authorship = { author: guardian, role: 'guardian', at: log.at } as const
  const finding = checkAuthor(log.signed, authorship, context.registry, context.curve)
  if (finding !== undefined) notes.add({ ...finding, field: log.event })
}

// -------------------------------------------------------------------------------------------------------------- secret

/** Whether the key was opened, could have been, or opened something. */
function isKeyUsed(context: Context): boolean {
  const { facts } = context
  if (!isOfTender(context)) return false
  if (facts.named('KeyOpened').length > 0) return true
  if (facts.named('BidOpened').some(isByKey) || facts.named('ReserveOpened').some(isByKey)) return true
  const key = tenderKeyOf(context)
  if (key === undefined || key.size.threshold === 0) return false
  return firstShares(facts, key).length >= key.size.threshold
}

function isByKey({ args }: PlacedLog<'BidOpened' | 'ReserveOpened'>): boolean {
  return args.note === 0n
}

async function examineSecret(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  await notes.step()
  const { facts } = context
  const opened = theOnly(facts.named('KeyOpened'), 'KeyOpened', notes)
  if (opened === undefined) return
  if (key.size.threshold === 0) notes.lack('NOT_THERE', { field: 'GuardianSetFormed' })
  else compareSecret(opened, firstShares(facts, key), key, notes)
  if (key.joint === undefined) notes.lack('NOT_THERE', { field: 'KeysProposed' })
  else comparePublicKey(opened, key.joint.publicKey, context, notes)
}

interface PlacedShare extends Share {
  readonly at: Position
}

/** The shares that opened the key: the first of each member, as many as the threshold. */
function firstShares(facts: Facts, { guardians, members, size }: TenderKey): PlacedShare[] {
  const byGuardian = Map.groupBy(facts.named('ShareReleased'), ({ args }) => args.guardian)
  const shares = [...byGuardian.values()].flatMap(([log]) => {
    const place = log === undefined ? -1 : guardians.indexOf(log.args.guardian)
    return log === undefined || !members.includes(log.args.guardian)
      ? []
      : [{ index: place + 1, share: log.args.share, at: log.at }]
  })
  return shares.slice(0, size.threshold)
}

type KeyOpened = PlacedLog<'KeyOpened'>

/** The secret is what the shares give, and came onto the ledger with the last one that was needed. */
function compareSecret(
  { at, args }: KeyOpened,
  shares: readonly PlacedShare[],
  { size }: TenderKey,
  notes: Notes,
): void {
  const last = shares.at(-1)
  if (last === undefined || shares.length < size.threshold) {
    notes.lack('TOO_FEW_SHARES', { at, expected: size.threshold, found: shares.length })
    return
  }
  const expected = interpolate(shares)
  if (args.secret !== expected)
    notes.refute('OTHER_SECRET', { at, expected: word(expected), found: word(args.secret) })
  const isBeside = at.block === last.at.block && at.transaction === last.at.transaction
  if (comparePositions(at, last.at) < 0) notes.refute('TOO_EARLY', { at, field: 'KeyOpened' })
  else if (!isBeside) notes.refute('TOO_LATE', { at, field: 'KeyOpened' })
}

function comparePublicKey({ at, args }: KeyOpened, expected: Point, { curve }: Context, notes: Notes): void {
  const found = curve.multiply(args.secret, G)
  if (found !== undefined && equalPoints(expected, found)) return
  const points = { expected: coordinates(expected), found: coordinates(found) }
  notes.refute('OTHER_SECRET', { at, field: 'publicKey', ...points })
}
