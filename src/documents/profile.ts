import { z } from 'zod'
import { type Hex, keccak256 } from '../protocol/bytes.ts'
import { bytes32, parse, participantId } from '../protocol/value.ts'
import { documentError } from './error.ts'
import { MAX_PROFILE_BYTES } from './limits.ts'

/**
 * What an organisation says of itself in public. The registry names it by `keccak256` of the file's bytes, which the registrar
 * signed: so a gateway that serves it can exchange nothing in it.
 */
export const profileSchema = z.strictObject({
  format: z.literal('bongin-profile', 'must be a profile, as "bongin participant profile" writes it'),
  version: z.literal(1),
  participant: participantId,
  name: z.string().min(1).max(200),
  /** X25519, for documents that are meant for this organisation. */
  encryptionKey: bytes32.exactOptional(),
})

export type Profile = z.output<typeof profileSchema>

/** The text of a profile, as it is hashed. */
export function profileText({
  participant,
  name,
  encryptionKey,
}: Omit<Profile, 'format' | 'version'>): string {
  const key = encryptionKey === undefined ? {} : { encryptionKey }
  const profile = { format: 'bongin-profile', version: 1, participant: String(participant), name, ...key }
  return `${JSON.stringify(profile, null, 2)}\n`
}

/**
 * Reads a profile that came from anywhere.
 * @param hash under which the registry names it
 * @throws BonginError `UNFIT_PROFILE` unless it is that participant's
 */
export function readProfile(bytes: Uint8Array, participant: bigint, hash: Hex): Profile {
  if (bytes.length > MAX_PROFILE_BYTES || keccak256(bytes) !== hash) throw unfit(participant)
  try {
    const profile = parse(profileSchema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (profile.participant === participant) return profile
  } catch (cause) {
    throw unfit(participant, cause)
  }
  throw unfit(participant)
}

function unfit(participant: bigint, cause?: unknown): Error {
  const sentence = `This is not the profile that the registry names for participant ${participant}, or it cannot be read.`
  return documentError('UNFIT_PROFILE', sentence, { cause, details: { participant } })
}
