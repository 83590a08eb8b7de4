import { toJson } from '../protocol/value.ts'
import { type Participant, participantSchema } from './api.ts'
import type { Gateway } from './gateway.ts'
import { type Output, table } from './output.ts'
import { time } from './readable.ts'
import { LABELS } from './words.ts'

/** @throws BonginError `NOT_FOUND` */
export function readParticipant(gateway: Gateway, participant: bigint): Promise<Participant> {
  return gateway.get(`/v1/participants/${participant}`, participantSchema)
}

export function participantJson(participant: Participant): object {
  return toJson(participantSchema, participant)
}

export function participantText(found: Participant, { say }: Output): string {
  const { participant, roles, signers, suspendedFrom, suspendedUntil } = found
  const rows: [string, string][] = [
    [say(LABELS.participant), participant.toString()],
    [say(LABELS.roles), roles.join(', ')],
    [say(LABELS.signers), signers.join(', ')],
  ]
  if (suspendedUntil > suspendedFrom) {
    rows.push([say(LABELS.suspended), `${time(suspendedFrom)} – ${time(suspendedUntil)}`])
  }
  return table(rows)
}
