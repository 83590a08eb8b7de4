import { z } from 'zod'
import { CARES, RESERVES, STAGES } from '../protocol/care.ts'
import { jointKeySchema } from '../protocol/openingKey.ts'
import { ROLES, type Role } from '../protocol/participant.ts'
import { sealSchema } from '../protocol/seal.ts'
import {
  BID_STATUSES,
  INVALIDITIES,
  KEY_STATES,
  OBJECTION_STATES,
  OPEN_RESULTS,
  PHASES,
  VERDICTS,
} from '../protocol/tender.ts'
import { termsSchema } from '../protocol/terms.ts'
import {
  address,
  bytes32,
  participantId,
  uint16,
  uint32,
  uint48,
  uint64,
  uint96,
  uint256,
} from '../protocol/value.ts'

// What the command line reads of the gateway's answers. Members that it does not use are passed over.

const count = z.int().nonnegative()
const roles = Object.keys(ROLES) as [Role, ...Role[]]

/** Where something stands on the ledger. */
const inclusion = { block: count, transaction: bytes32 }

export const ledgerSchema = z.object({
  deployment: z.object({ chainId: uint64, registry: address, keys: address, ledger: address }),
  time: uint48,
})

const keyCareSchema = z.object({ state: z.enum(CARES), alive: count, holders: count, threshold: count })

export const keySchema = z.object({
  key: uint64,
  set: uint32.nullable(),
  state: z.enum(KEY_STATES),
  joint: jointKeySchema,
  tender: bytes32.nullable(),
  secret: uint256.nullable(),
  heldBy: z.array(participantId),
  retired: z.boolean(),
  care: keyCareSchema.nullable(),
})

export const shareSchema = z.object({ guardian: participantId, releasedAt: uint48 })

export const keyWithSharesSchema = keySchema.extend({
  shares: z.array(shareSchema),
  rehearsal: z.object({ rehearsedAt: uint48 }).nullable(),
})

export const tenderSchema = z.object({
  tender: bytes32,
  agency: participantId,
  phase: z.enum(PHASES),
  key: uint64,
  terms: termsSchema,
  termsVersion: uint16,
  reserveSeal: sealSchema.nullable(),
  reserveOpened: z.boolean(),
  reserve: uint96,
  seed: uint256.nullable(),
  bids: count,
  aside: count,
  opened: count,
  valid: count,
  ranked: count,
  acceptable: count,
  acts: uint32,
  objections: uint32,
  openObjections: uint32,
  successor: bytes32.nullable(),
  first: uint64,
  winner: uint64,
  awards: uint16,
  record: bytes32,
  announcedAt: uint48,
  awardedAt: uint48,
  concludedAt: uint48,
  cancelledAt: uint48,
})

/** How the ledger settled the reserve price; `degraded`: the fallback was used. */
export const settlementSchema = z.object({
  settlement: z
    .object({ reserve: uint96, seed: uint256, counts: z.array(count), degraded: z.boolean() })
    .nullable(),
})

export const bidSchema = z.object({
  tender: bytes32,
  bidder: participantId,
  number: count,
  sequence: uint16,
  termsVersion: uint16,
  seal: sealSchema,
  attachments: bytes32,
  status: z.enum(BID_STATUSES),
  superseded: z.boolean(),
  needsConfirmation: z.boolean(),
  withdrawalRequested: z.boolean(),
  statement: bytes32,
  acceptedAt: uint48,
  ...inclusion,
})

export const openingSchema = z.object({
  bidder: participantId,
  invalidity: z.enum(INVALIDITIES),
  price: uint96,
  choices: uint16,
  revealed: z.boolean(),
  note: uint256.nullable(),
})

export const orderSchema = z.object({
  bidder: participantId,
  place: count.nullable(),
  status: z.enum(BID_STATUSES),
  verdict: z.enum(VERDICTS),
  price: uint96,
  // Hundredths of a point; null where nothing is scored.
  priceScore: uint16.nullable(),
  score: uint16.nullable(),
})

export const actSchema = z.object({ name: z.string(), reason: uint16.nullable() })

export const withdrawalSchema = z.object({
  bidder: participantId,
  sequence: uint16,
  termsVersion: uint16,
  grantedBy: count.nullable(),
})

export const objectionSchema = z.object({
  objection: uint32,
  bidder: participantId,
  state: z.enum(OBJECTION_STATES),
})

export const openResultsSchema = z.object({
  results: z.array(z.object({ bidder: participantId, result: z.enum(OPEN_RESULTS) })),
})

export const participantSchema = z.object({
  participant: participantId,
  roles: z.array(z.enum(roles)),
  signers: z.array(z.string()),
  revision: uint32,
  profile: bytes32,
  suspendedFrom: uint48,
  suspendedUntil: uint48,
  suspensionReason: bytes32.nullable(),
})

const memberSchema = z.object({
  guardian: participantId,
  alive: z.boolean(),
  lastSignAt: uint48.nullable(),
})

export const guardianSetSchema = z.object({
  set: uint32,
  threshold: count,
  guardians: z.array(participantId),
  members: z.array(memberSchema),
  retiredAt: uint48.nullable(),
})

const keyGroupSchema = keyCareSchema.extend({
  set: uint32,
  use: z.enum(['InUse', 'Ready']),
  keys: count,
  nextOpeningAt: uint48.nullable(),
  away: z.array(participantId),
})

const silenceSchema = z.object({ guardian: participantId, stage: z.enum(STAGES) })
const accusationSchema = z.object({ guardian: participantId, accused: participantId })

const careAlarmSchema = z.discriminatedUnion('kind', [
  keyGroupSchema.extend({ kind: z.literal('GuardiansAway') }),
  z.object({
    kind: z.literal('GuardiansLeftOut'),
    state: z.enum(CARES),
    set: uint32,
    ceremony: uint48,
    without: z.array(participantId),
    reserve: z.enum(RESERVES),
  }),
  z.object({ kind: z.literal('NoReadyKey'), state: z.enum(CARES) }),
  z.object({
    kind: z.literal('CeremonyFailed'),
    state: z.enum(CARES),
    set: uint32,
    ceremony: uint48,
    silent: z.array(silenceSchema),
    accusations: z.array(accusationSchema),
  }),
])

/** How the guardians stand, and the keys that need them. */
export const careSchema = z.object({
  time: uint48,
  state: z.enum(CARES),
  alarms: z.array(careAlarmSchema),
  sets: z.array(
    z.object({
      set: uint32,
      threshold: count,
      retiredAt: uint48.nullable(),
      members: z.array(memberSchema),
      keys: z.array(keyGroupSchema),
    }),
  ),
})

/** What the gateway answers to a statement that the ledger took. */
export const receiptSchema = z.object({
  type: z.string(),
  digest: bytes32,
  ...inclusion,
  timestamp: uint48,
  // What the ledger made of it.
  result: z.record(z.string(), z.unknown()),
  // Of a bid, if it was asked for: what proves the acceptance. Null if it could not be made at that moment.
  receipt: z.unknown().optional(),
})

export type Tender = z.output<typeof tenderSchema>
export type Settlement = NonNullable<z.output<typeof settlementSchema>['settlement']>
export type Rank = z.output<typeof orderSchema>
export type Objection = z.output<typeof objectionSchema>
export type Bid = z.output<typeof bidSchema>
export type GuardianSet = z.output<typeof guardianSetSchema>
export type Care = z.output<typeof careSchema>
export type CareAlarm = z.output<typeof careAlarmSchema>
export type Participant = z.output<typeof participantSchema>
export type Receipt = z.output<typeof receiptSchema>
