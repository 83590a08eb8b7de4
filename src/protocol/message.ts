import type { TypedDataField } from 'ethers/hash'
import { z } from 'zod'
import { protocolError } from './error.ts'
import {
  MAX_CEREMONY_KEYS,
  MAX_GUARDIANS,
  MAX_PACKAGE_BYTES,
  MAX_SIGNER_BYTES,
  MIN_SIGNER_BYTES,
} from './limits.ts'
import { sealSchema } from './seal.ts'
import { scheduleSchema, termsSchema } from './terms.ts'
import {
  abiTypes,
  bool,
  bytes,
  bytes32,
  participantId,
  uint8,
  uint16,
  uint32,
  uint48,
  uint64,
  uint96,
  uint256,
} from './value.ts'

const signer = bytes(MIN_SIGNER_BYTES, MAX_SIGNER_BYTES)
const guardians = z.array(participantId).max(MAX_GUARDIANS).register(abiTypes, { abi: 'uint64[]' })
const keys = uint16.max(MAX_CEREMONY_KEYS)
const posted = bytes(0, MAX_PACKAGE_BYTES)
const act = { tender: bytes32, act: uint32 }
const actOnBid = { ...act, bidder: participantId }
const bid = { tender: bytes32, termsVersion: uint16, bidder: participantId, sequence: uint16 }

/** Name and fields of each statement; the order of the fields is the order in which they are signed. */
const MESSAGES = [
  message('RegisterParticipant', { participant: participantId, roles: uint32, signer, profile: bytes32 }),
  message('SetRoles', { participant: participantId, roles: uint32, revision: uint32 }),
  message('AddSigner', { participant: participantId, signer, revision: uint32 }),
  message('RemoveSigner', { participant: participantId, signer, revision: uint32, author: participantId }),
  message('SuspendParticipant', {
    participant: participantId,
    until: uint48,
    reason: bytes32,
    revision: uint32,
  }),
  message('OfferRegistrar', { successor: uint64, revision: uint32 }),
  message('AcceptRegistrar', { successor: participantId, revision: uint32 }),
  message('FormGuardianSet', { guardians, threshold: uint8, set: uint32 }),
  message('StartCeremony', { set: uint32, keys, without: uint16, ceremony: uint48, guardian: participantId }),
  message('PostPackage', { ceremony: uint48, round: uint8, guardian: participantId, package: posted }),
  message('ConfirmKeys', { ceremony: uint48, guardian: participantId, transcript: bytes32 }),
  message('AccuseGuardian', {
    ceremony: uint48,
    accused: participantId,
    key: bytes32,
    guardian: participantId,
  }),
  message('RetireGuardianSet', { set: uint32 }),
  message('RehearseKey', { key: uint64, participant: participantId }),
  message('Heartbeat', { set: uint32, guardian: participantId, height: uint48, blockHash: bytes32 }),
  message('ReleaseShare', { key: uint64, tender: bytes32, guardian: participantId, share: uint256 }),
  message('Announce', { agency: participantId, terms: termsSchema, key: uint64, reserveSeal: sealSchema }),
  message('Amend', { ...act, terms: termsSchema, reserveSeal: sealSchema }),
  message('Postpone', { ...act, schedule: scheduleSchema, reason: uint16, document: bytes32 }),
  message('Cancel', { ...act, phase: uint8, reason: uint16, document: bytes32 }),
  message('SubmitBid', {
    ...bid,
    keyHash: bytes32,
    seal: sealSchema,
    attachments: bytes32,
    validUntil: uint48,
  }),
  message('ConfirmBid', bid),
  message('RequestWithdrawal', { ...bid, document: bytes32 }),
  message('GrantWithdrawal', { ...actOnBid, sequence: uint16, document: bytes32, author: participantId }),
  message('Qualify', { ...actOnBid, otherScore: uint16, document: bytes32 }),
  message('Disqualify', { ...actOnBid, reason: uint16, otherScore: uint16, document: bytes32 }),
  message('Award', { ...actOnBid, amount: uint96 }),
  message('Object', { tender: bytes32, bidder: participantId, award: uint16, document: bytes32 }),
  message('DecideObjection', { ...act, objection: uint32, upheld: bool, document: bytes32 }),
  message('Conclude', { ...actOnBid, amount: uint96, contractHash: bytes32 }),
  message('Forfeit', { ...actOnBid, reason: uint16, document: bytes32 }),
] as const

/** One statement: its `type` and the fields of its message. */
export const statementSchema = z.discriminatedUnion('type', MESSAGES)

export type Statement = z.output<typeof statementSchema>
export type StatementJson = z.input<typeof statementSchema>
export type StatementType = Statement['type']

export type MessageTypes = Record<string, TypedDataField[]>

/** The EIP-712 types of each statement, derived from the schemas that check it. */
export const MESSAGE_TYPES = Object.fromEntries(
  MESSAGES.map(schema => [schema.shape.type.value, structTypes(schema.shape.type.value, schema)]),
) as Record<StatementType, MessageTypes>

function message<Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  return z.strictObject({ type: z.literal(type), ...fields })
}

function structTypes(name: string, schema: z.ZodObject): MessageTypes {
  const types: MessageTypes = { [name]: [] }
  for (const [field, value] of Object.entries(schema.shape)) {
    if (value instanceof z.ZodLiteral) continue
    const type = abiTypes.get(value)?.abi
    // A field that were passed over here could be altered by a relay: nobody would have signed it.
    if (type === undefined) throw protocolError('UNKNOWN_STATEMENT', `${name}.${field} has no ABI type`)
    types[name]?.push({ name: field, type })
    if (value instanceof z.ZodObject) Object.assign(types, structTypes(type, value))
  }
  return types
}
