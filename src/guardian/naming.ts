import type { Fault, Wrong } from './memory.ts'
import { alarmOnce, type Office } from './office.ts'

const MISSING: readonly Wrong[] = ['Round1Missing', 'Round2Missing', 'ConfirmationMissing']

/** Tells the operator who stopped a ceremony, each fault once. */
export function nameFaults(office: Office, ceremony: number, faults: readonly Fault[]): void {
  for (const { guardian, wrong } of faults) {
    const what = MISSING.includes(wrong) ? 'did not go on with' : 'broke'
    const message = `guardian ${guardian} ${what} the ceremony; the next one is begun without it`
    const details = { ceremony, guardian: guardian.toString(), wrong }
    alarmOnce(office, `fault ${ceremony} ${guardian} ${wrong}`, 'CEREMONY_FAULT', details, message)
  }
}
