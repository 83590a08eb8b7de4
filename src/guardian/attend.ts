import { randomBytes } from 'node:crypto'
import { type Hex, toHex } from '../protocol/bytes.ts'
import { keyId } from '../protocol/openingKey.ts'
import { type Ceremony, participantsOf } from './ceremony.ts'
import {
  type CeremonyMemory,
  ceremonyIn,
  type Failure,
  type Part,
  shareIn,
  withFailure,
  withOutcome,
  withoutCeremony,
  withRound2,
  withSeed,
} from './memory.ts'
import { nameFaults } from './naming.ts'
import { alarm, type Office, submit } from './office.ts'
import { failed, nextStep, type Step } from './part.ts'
import { verdictOf } from './verdict.ts'

/** How a ceremony stands among the others that this guardian sees. */
export interface Standing {
  /** Whether so many newer ceremonies were begun that this one is given up, if it still can be. */
  readonly isOutdated: boolean
  /** Whether it began while this guardian looked: what stands in its name is then its own, or a stranger's. */
  readonly isWitnessed: boolean
  /** Whether whom it leaves out was at fault before: an honest guardian has no part in any other. */
  readonly isJustified: boolean
}

/**
 * Does what is next in one ceremony of this guardian, at most one act. What must not be lost is on disk before the act.
 * @returns `over` when this guardian has nothing to do with the ceremony any more, whatever comes
 */
export async function attend(
  office: Office,
  ceremony: Ceremony,
  standing: Standing,
): Promise<'open' | 'over'> {
  const { self, store } = office
  const known = ceremonyIn(store.memory(), ceremony.ceremony)
  // Shares are kept before the keys are confirmed: with them the ceremony may make keys, whatever an older view of the ledger says.
  const holdsShares = holds(office, ceremony.ceremony)
  const confirmed = ceremony.confirmations.get(self.guardian)

  if (!participantsOf(ceremony).includes(self.guardian)) return 'over'
  if (ceremony.ready && !isForeign(confirmed, known, holdsShares)) return conclude(office, ceremony)
  if (ceremony.accusations.length > 0 && known?.state !== 'running')
    return bury(office, ceremony, holdsShares)
  if (known === undefined && holdsShares) return 'open'
  if (known?.state === 'failed') return holdsShares ? 'open' : 'over'
  const isFree = !holdsShares && confirmed === undefined
  if (isFree && !isAttended(standing)) return abandon(office, ceremony, known, standing)
  return goOn(office, ceremony, known, standing)
}

function isAttended({ isJustified, isOutdated }: Standing): boolean {
  return isJustified && !isOutdated
}

async function goOn(
  office: Office,
  ceremony: Ceremony,
  known: Part | undefined,
  { isWitnessed }: Standing,
): Promise<'open' | 'over'> {
  const part = known ?? (await begin(office, ceremony))
  const step =
    part === undefined
      ? failed(ceremony, isWitnessed ? 'impersonated' : 'lost')
      : await nextStep(ceremony, office.self, part)
  await take(office, ceremony, step)
  return ceremony.ready || isGivenUp(office, ceremony.ceremony) ? 'over' : 'open'
}

/** One that failed after this guardian kept shares of it is still looked at: its keys may become ready. */
function isGivenUp(office: Office, ceremony: number): boolean {
  return ceremonyIn(office.store.memory(), ceremony)?.state === 'failed' && !holds(office, ceremony)
}

/** Whether a confirmation in this guardian's name is not its own. A part that it has gone through is forgotten, its shares are not. */
function isForeign(
  confirmed: Hex | undefined,
  known: CeremonyMemory | undefined,
  holdsShares: boolean,
): boolean {
  if (confirmed === undefined) return false
  return known?.state === 'running' ? known.transcript !== confirmed : known === undefined && !holdsShares
}

function holds({ store }: Office, ceremony: number): boolean {
  return shareIn(store.memory(), keyId(ceremony, 0)) !== undefined
}

/** Makes this guardian's seed for a ceremony; undefined if something stands in its name there already. */
async function begin({ self, store }: Office, ceremony: Ceremony): Promise<Part | undefined> {
  const { round1, confirmations } = ceremony
  if (round1.has(self.guardian) || confirmations.has(self.guardian)) return undefined
  await store.update(memory => withSeed(memory, ceremony.ceremony, randomBytes(32)))
  const begun = ceremonyIn(store.memory(), ceremony.ceremony)
  return begun?.state === 'running' ? begun : undefined
}

/** Of a ceremony in which this guardian has no part nothing is kept: whoever begins one after the other costs it nothing. */
async function abandon(
  office: Office,
  { ceremony, without }: Ceremony,
  part: Part | undefined,
  { isJustified }: Standing,
): Promise<'over'> {
  const failure: Failure = { state: 'failed', ceremony, reason: 'abandoned', faults: [] }
  if (part !== undefined) await office.store.update(memory => withFailure(memory, failure))
  if (isJustified)
    office.log.warn({ ceremony }, 'ceremony given up: newer ones were begun before it was complete')
  else {
    const message = 'a ceremony leaves out guardians who are not at fault: this guardian has no part in it'
    alarm(office, 'CEREMONY_UNJUSTIFIED', { ceremony, without }, message)
  }
  return 'over'
}

/** After an accusation the ledger makes no keys of the ceremony any more: shares that were kept for it are worth nothing. */
async function bury(office: Office, ceremony: Ceremony, holdsShares: boolean): Promise<'over'> {
  if (holdsShares) {
    const faults = await verdictOf(office.self, ceremony, ceremony.startedAt)
    await take(office, ceremony, failed(ceremony, 'fault', faults))
  }
  return 'over'
}

async function take(office: Office, { ceremony }: Ceremony, step: Step): Promise<void> {
  const { self, store, log } = office
  const { guardian } = self
  switch (step.do) {
    case 'wait':
      return
    case 'post': {
      const { round } = step
      const statement = {
        type: 'PostPackage' as const,
        ceremony,
        round,
        guardian,
        package: toHex(step.package),
      }
      if (round === 2) await store.update(memory => withRound2(memory, ceremony, statement.package))
      if (await submit(office, statement, ['ALREADY_POSTED'])) log.info({ ceremony, round }, 'package posted')
      return
    }
    case 'confirm': {
      const { transcript, keys, shares } = step
      await store.update(memory => withOutcome(memory, ceremony, transcript, shares))
      // A mismatch means that somebody confirmed other keys first; the next step, with that event, says who.
      const harmless = ['ALREADY_POSTED', 'TRANSCRIPT_MISMATCH']
      const isConfirmed = await submit(
        office,
        { type: 'ConfirmKeys', ceremony, guardian, transcript },
        harmless,
        { keys },
      )
      if (isConfirmed) log.info({ ceremony, transcript, keys: keys.length }, 'keys confirmed')
      return
    }
    case 'accuse': {
      const { faults, key } = step
      for (const fault of faults) {
        const { guardian: accused, wrong } = fault
        const statement = { type: 'AccuseGuardian' as const, ceremony, accused, key, guardian }
        // Whatever it says, the ceremony is dead then; a second accusation changes nothing.
        if (await submit(office, statement, ['ALREADY_ACCUSED']))
          log.warn({ ceremony, accused: accused.toString(), wrong }, 'guardian accused')
      }
      return
    }
    case 'finish':
      return forgetSeed(office, ceremony)
    case 'fail':
      await store.update(memory => withFailure(memory, step.failure))
      report(office, step.failure)
  }
}

/** The keys are ready, and the seed has done its work. */
async function conclude(office: Office, { ceremony, keys, guardians }: Ceremony): Promise<'over'> {
  office.log.info({ ceremony, set: guardians.set, keys }, 'keys ready')
  await forgetSeed(office, ceremony)
  return 'over'
}

async function forgetSeed({ store }: Office, ceremony: number): Promise<void> {
  if (ceremonyIn(store.memory(), ceremony) === undefined) return
  await store.update(memory => withoutCeremony(memory, ceremony))
}

function report(office: Office, { ceremony, reason, faults }: Failure): void {
  nameFaults(office, ceremony, faults)
  if (reason === 'lost') {
    const message =
      "something stands in this guardian's name in a ceremony of which its keyfile knows nothing: the keyfile is older, or somebody else has the signing key"
    alarm(office, 'CEREMONY_LOST', { ceremony }, message)
  }
  if (reason === 'impersonated') {
    const message =
      "something stands in this guardian's name in a ceremony that it did not make: somebody else has its signing key, or a copy of its keyfile"
    alarm(office, 'IMPERSONATED', { ceremony }, message)
  }
}
