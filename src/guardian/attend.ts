import { randomBytes } from 'node:crypto'
import { toHex } from '../protocol/bytes.ts'
import { keyId } from '../protocol/openingKey.ts'
import type { Ceremony } from './ceremony.ts'
import {
  ceremonyIn,
  type Failure,
  shareIn,
  withFailure,
  withoutCeremony,
  withSeed,
  withShares,
} from './memory.ts'
import { type Office, submit } from './office.ts'
import { failed, nextStep, type Step } from './part.ts'

/**
 * Does what is next in one ceremony of this guardian, at most one act. What must not be lost is on disk before the act.
 * @param isOutdated whether so many newer ceremonies were begun that this one is given up, if it still can be
 */
export async function attend(office: Office, ceremony: Ceremony, isOutdated: boolean): Promise<void> {
  const { self, store } = office
  const known = ceremonyIn(store.memory(), ceremony.ceremony)
  if (known?.state === 'failed') return
  if (ceremony.ready) return conclude(office, ceremony)

  const isUntouched = !ceremony.round1.has(self.guardian)
  if (isOutdated && !ceremony.confirmations.has(self.guardian))
    return take(office, ceremony, failed(ceremony, 'abandoned'))
  if (known === undefined && isUntouched) {
    await store.update(memory => withSeed(memory, ceremony.ceremony, randomBytes(32)))
  }
  const kept = ceremonyIn(store.memory(), ceremony.ceremony)
  return take(
    office,
    ceremony,
    await nextStep(ceremony, self, kept?.state === 'running' ? kept.seed : undefined),
  )
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
      if (await submit(office, statement, ['ALREADY_POSTED'])) log.info({ ceremony, round }, 'package posted')
      return
    }
    case 'confirm': {
      await store.update(memory => withShares(memory, step.shares))
      const { transcript, keys } = step
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
    case 'finish':
      return forgetSeed(office, ceremony)
    case 'fail':
      await store.update(memory => withFailure(memory, step.failure))
      report(office, step.failure)
  }
}

/** The keys are ready: the shares must be there, and the seed has done its work. */
async function conclude(office: Office, { ceremony, keys, guardians }: Ceremony): Promise<void> {
  const { store, log } = office
  const positions = Array.from({ length: keys }, (_, position) => position)
  const missing = positions.filter(
    position => shareIn(store.memory(), keyId(ceremony, position)) === undefined,
  )
  log.info({ ceremony, set: guardians.set, keys }, 'keys ready')
  if (missing.length > 0) {
    const message =
      'this guardian has no share of keys that it confirmed: restore the newest backup of its keyfile'
    log.error({ code: 'SHARE_MISSING', ceremony, missing: missing.length }, message)
  }
  await forgetSeed(office, ceremony)
}

async function forgetSeed({ store }: Office, ceremony: number): Promise<void> {
  if (ceremonyIn(store.memory(), ceremony) === undefined) return
  await store.update(memory => withoutCeremony(memory, ceremony))
}

function report({ log }: Office, { ceremony, reason, faults }: Failure): void {
  for (const { guardian, wrong } of faults) {
    const message = `guardian ${guardian} broke the ceremony; its keys will not be confirmed`
    log.error({ code: 'CEREMONY_FAULT', ceremony, guardian: guardian.toString(), wrong }, message)
  }
  if (reason === 'lost') {
    log.error(
      { code: 'CEREMONY_LOST', ceremony },
      'this guardian posted in a ceremony of which it has no seed; it cannot go on',
    )
  }
  if (reason === 'abandoned')
    log.warn({ ceremony }, 'ceremony given up: newer ones were begun before it was complete')
}
