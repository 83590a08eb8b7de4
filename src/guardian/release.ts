import { reach } from '../chain/reach.ts'
import { type Hex, ZERO_WORD } from '../protocol/bytes.ts'
import { type JointKey, jointKeyHash, shareIsGood, splitKeyId } from '../protocol/openingKey.ts'
import { type Phase, phaseOf } from '../protocol/phase.ts'
import { KEY_STATES, nameAt, PHASES } from '../protocol/tender.ts'
import { type GuardianSet, indexOf } from './ceremony.ts'
import { guardianError } from './error.ts'
import { shareIn } from './memory.ts'
import { type Office, submit } from './office.ts'
import { readEvents } from './reading.ts'
import { readFacts } from './tenderFacts.ts'
import type { KnownKey, Origin } from './view.ts'

/**
 * What came of a wish to release.
 * `tooEarly`: the opening has not begun. `blockNeeded`: it begins with the next block, and no block has that time yet.
 * `unclear`: the ledger went on between two questions, to be asked again. `needless`: the key is open, or this guardian has released
 * already. `over`: the key will never be opened any more.
 */
export type ReleaseResult = 'released' | 'tooEarly' | 'blockNeeded' | 'unclear' | 'needless' | 'over'

/** Where a key comes from, the guardians who made it, and what this guardian has seen of it on the ledger. */
export interface KeyOrigin extends Pick<KnownKey, 'origin' | 'tender' | 'isRehearsed'> {
  readonly guardians: GuardianSet
}

interface KeyFacts {
  readonly tender: Hex
  readonly openingAt: number
  /** As the contract says, and as the same rules say for the time of the newest block. */
  readonly phases: readonly [Phase, Phase]
}

/** The phases before a tender's opening. */
export const BEFORE: readonly Phase[] = ['Scheduled', 'Bidding', 'Closed']
const OPENING: readonly Phase[] = ['Opening', 'Fallback']
/** Seconds by which a guardian's clock may be late. */
const LEEWAY = 60

/** Whether a time has come by the guardian's own clock: whoever sets the clock of an embedded chain must not open a tender with it. */
export function hasCome({ clock }: Office, time: number): boolean {
  return time <= clock() + LEEWAY
}

/** Whether a share of a tender's key is still needed in this phase. */
export function isNeeded(phase: Phase): boolean {
  return BEFORE.includes(phase) || OPENING.includes(phase)
}

/**
 * Makes the one function from which a share can leave this guardian. It takes nothing but the number of a key: whoever calls it, and
 * however often, the share goes out only if this guardian's own node says that the opening of the key's tender has begun, and the
 * newest block and this guardian's own clock have the time for it; or if the key is rehearsed and was never seen to serve a tender. The
 * chain must be final at its newest block: what is out cannot be taken back.
 * @param originOf undefined for a key of which this guardian holds no share
 */
export function createRelease(
  office: Office,
  originOf: (key: bigint) => KeyOrigin | undefined,
): (key: bigint) => Promise<ReleaseResult> {
  return async key => {
    const known = originOf(key)
    const share = shareIn(office.store.memory(), key)
    if (known === undefined || share === undefined) return 'needless'

    if (known.isRehearsed) {
      const isSo = await isRehearsal(office, key, known)
      return isSo ? send(office, key, ZERO_WORD, known, share) : 'unclear'
    }
    const facts = await readKey(office, key)
    if (facts === undefined) return 'needless'
    if (!hasCome(office, facts.openingAt)) return 'tooEarly'
    const verdict = judge(facts.phases)
    return verdict === 'due' ? send(office, key, facts.tender, known, share) : verdict
  }
}

/** The last step: nothing here asks whether it may be taken. */
async function send(
  office: Office,
  key: bigint,
  tender: Hex,
  known: KeyOrigin,
  share: bigint,
): Promise<'released' | 'needless'> {
  const { guardian } = office.self
  const joint = await readJointKey(office, key, known.origin)
  if (!shareIsGood(joint, indexOf(known.guardians, guardian), share)) {
    throw guardianError(
      'SHARE_MISSING',
      `The share of key ${key} in this guardian's keyfile does not belong to the key.`,
    )
  }
  const statement = { type: 'ReleaseShare' as const, key, tender, guardian, share }
  // Others may have opened the key, or this guardian may have released before a restart.
  const isReleased = await submit(office, statement, ['WRONG_KEY_STATE', 'ALREADY_RELEASED'], { joint })
  if (isReleased) office.log.info({ key: key.toString(), tender }, 'share released')
  return isReleased ? 'released' : 'needless'
}

/**
 * A rehearsed key may be opened at any time, for it serves nobody. So it must never have been seen to serve a tender: a node that says
 * both lies, and what it wants is a share of bids before their opening.
 */
async function isRehearsal(
  { ledger: { keys } }: Office,
  key: bigint,
  { tender }: KeyOrigin,
): Promise<boolean> {
  const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
  const serves = await reach(keys.tenderOf(key))
  return tender === undefined && serves === ZERO_WORD && (state === 'Rehearsing' || state === 'Open')
}

/**
 * Both must agree, also that the opening is over: a share forgotten on a mere prediction would be missing. A node may answer for a time
 * that no block has yet; were a share sent then, another proposer's clock could put it into a block before the opening, refused but
 * readable by all.
 */
export function judge([asked, derived]: readonly [Phase, Phase]): ReleaseResult | 'due' {
  if (OPENING.includes(asked) && OPENING.includes(derived)) return 'due'
  if (BEFORE.includes(asked)) return 'tooEarly'
  if (isNeeded(derived)) return 'blockNeeded'
  return isNeeded(asked) ? 'unclear' : 'over'
}

/** Undefined unless the key serves a tender and is closed. */
async function readKey({ ledger }: Office, key: bigint): Promise<KeyFacts | undefined> {
  const { provider, keys, ledger: tenders } = ledger
  // First the block, then the facts: they may be newer than the time by which they are judged, never older.
  const block = await reach(provider.getBlock('latest'))
  const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
  if (block === null || state !== 'Assigned') return undefined
  const tender = (await reach(keys.tenderOf(key))) as Hex
  const asked = nameAt(PHASES, await reach(tenders.phaseOf(tender)))
  const facts = await readFacts(ledger, tender)
  const { openingAt } = facts.schedule
  return { tender, openingAt, phases: [asked, phaseOf(facts, block.timestamp)] }
}

/** The points of a key as its guardians proposed them, checked against the hash that all of them confirmed. */
async function readJointKey({ ledger }: Office, key: bigint, origin: Origin): Promise<JointKey> {
  const expected = await reach(ledger.keys.keyHashOf(key))
  const { position } = splitKeyId(key)
  for await (const event of readEvents(
    ledger,
    origin.startedIn,
    origin.readyIn,
    ['KeysProposed'],
    [origin.ceremony],
  )) {
    if (event.name !== 'KeysProposed') continue
    const joint = event.args.keys[position]
    if (joint === undefined) continue
    const copy = { publicKey: joint.publicKey, shares: [...joint.shares] }
    if (jointKeyHash(copy) === expected) return copy
  }
  throw guardianError(
    'LEDGER_INCONSISTENT',
    `The node does not give the points of key ${key} that its guardians confirmed.`,
  )
}
