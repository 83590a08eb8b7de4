import { z } from 'zod'
import {
  MAX_CEREMONY_KEYS,
  MAX_GUARDIANS,
  MAX_PACKAGE_BYTES,
  MAX_SIGNER_BYTES,
  MIN_SIGNER_BYTES,
} from '../protocol/limits.ts'
import { jointKeySchema } from '../protocol/openingKey.ts'
import { CHECKS } from '../protocol/participant.ts'
import { sealSchema } from '../protocol/seal.ts'
import type { StatementType } from '../protocol/statement.ts'
import { INVALIDITIES, OPEN_RESULTS, SUBMIT_RESULTS, VERDICTS } from '../protocol/tender.ts'
import { scheduleSchema, termsSchema } from '../protocol/terms.ts'
import {
  abiTypes,
  address,
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
} from '../protocol/value.ts'

/** The contracts of a deployment. */
export type Room = 'registry' | 'keys' | 'ledger'

/** An event of the contracts as the evidence writes it. */
export interface EventForm<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly room: Room
  /** Its arguments in the order of the ABI; an enumeration by its names, in the order of their numbers. */
  readonly shape: Shape
  /** Names of the arguments that stand in topics. */
  readonly indexed: readonly string[]
  /** The statement that causes it, and the arguments that repeat a field of that statement. */
  readonly statement: StatementType | undefined
  readonly repeated: readonly string[]
}

/** The argument that holds the digest of the event's statement. */
export const DIGEST_ARGUMENT = 'statement'

/** Names of a Solidity enumeration, in the order of their numbers. */
function names<const Names extends readonly [string, ...string[]]>(list: Names) {
  return z.enum(list).register(abiTypes, { abi: 'uint8' })
}

function event<Shape extends z.ZodRawShape>(
  room: Room,
  shape: Shape,
  indexed: readonly (keyof Shape & string)[],
  statement?: StatementType,
  repeated: readonly (keyof Shape & string)[] = [],
): EventForm<Shape> {
  return { room, shape, indexed, statement, repeated }
}

const signer = bytes(MIN_SIGNER_BYTES, MAX_SIGNER_BYTES)
const guardians = z.array(participantId).max(MAX_GUARDIANS).register(abiTypes, { abi: 'uint64[]' })
const jointKeys = z.array(jointKeySchema).max(MAX_CEREMONY_KEYS).register(abiTypes, {
  abi: 'tuple(tuple(uint256 x,uint256 y) publicKey,tuple(uint256 x,uint256 y)[] shares)[]',
})
const tender = bytes32
const statement = bytes32
const record = bytes32
const bidder = participantId
/** A participant, or zero for none. */
const noOne = uint64

/** Every event of the three contracts. A test holds this table against the compiler's ABI. */
export const EVENTS = {
  Registered: event(
    'registry',
    { participant: participantId, roles: uint32, signer, profile: bytes32 },
    ['participant'],
    'RegisterParticipant',
    ['participant', 'roles', 'signer', 'profile'],
  ),
  RolesSet: event(
    'registry',
    { participant: participantId, roles: uint32, revision: uint32 },
    ['participant'],
    'SetRoles',
    ['participant'],
  ),
  SignerAdded: event(
    'registry',
    { participant: participantId, signer, revision: uint32 },
    ['participant'],
    'AddSigner',
    ['participant', 'signer'],
  ),
  SignerRemoved: event(
    'registry',
    { participant: participantId, signer, revision: uint32 },
    ['participant'],
    'RemoveSigner',
    ['participant', 'signer'],
  ),
  Suspended: event(
    'registry',
    { participant: participantId, from: uint48, until: uint48, reason: bytes32, revision: uint32 },
    ['participant'],
    'SuspendParticipant',
    ['participant', 'reason'],
  ),
  RegistrarOffered: event(
    'registry',
    { registrar: participantId, successor: noOne, revision: uint32 },
    ['registrar', 'successor'],
    'OfferRegistrar',
    ['successor'],
  ),
  RegistrarChanged: event(
    'registry',
    { registrar: participantId, predecessor: noOne },
    ['registrar', 'predecessor'],
    'AcceptRegistrar',
  ),
  LedgerBound: event('keys', { ledger: address }, []),
  GuardianSetFormed: event('keys', { set: uint32, guardians, threshold: uint8 }, ['set'], 'FormGuardianSet', [
    'set',
    'guardians',
    'threshold',
  ]),
  CeremonyStarted: event(
    'keys',
    { ceremony: uint48, set: uint32, keys: uint16, without: uint16, guardian: participantId },
    ['ceremony', 'set', 'guardian'],
    'StartCeremony',
    ['ceremony', 'set', 'keys', 'without', 'guardian'],
  ),
  GuardianSetRetired: event('keys', { set: uint32 }, ['set'], 'RetireGuardianSet', ['set']),
  GuardianAccused: event(
    'keys',
    { ceremony: uint48, guardian: participantId, accused: participantId, key: bytes32 },
    ['ceremony', 'guardian', 'accused'],
    'AccuseGuardian',
    ['ceremony', 'guardian', 'accused', 'key'],
  ),
  GuardianAlive: event(
    'keys',
    { set: uint32, guardian: participantId, height: uint48 },
    ['set', 'guardian'],
    'Heartbeat',
    ['set', 'guardian', 'height'],
  ),
  PackagePosted: event(
    'keys',
    {
      ceremony: uint48,
      round: uint8,
      guardian: participantId,
      package: bytes(0, MAX_PACKAGE_BYTES),
      packages: bytes32,
    },
    ['ceremony', 'round', 'guardian'],
    'PostPackage',
    ['ceremony', 'round', 'guardian', 'package'],
  ),
  KeysProposed: event('keys', { ceremony: uint48, keys: jointKeys }, ['ceremony']),
  KeysConfirmed: event(
    'keys',
    { ceremony: uint48, guardian: participantId, transcript: bytes32 },
    ['ceremony', 'guardian'],
    'ConfirmKeys',
    ['ceremony', 'guardian', 'transcript'],
  ),
  KeysReady: event('keys', { ceremony: uint48, set: uint32, keys: uint16 }, ['ceremony', 'set']),
  KeyAssigned: event('keys', { key: uint64, tender }, ['key', 'tender']),
  KeyRehearsed: event(
    'keys',
    { key: uint64, participant: participantId },
    ['key', 'participant'],
    'RehearseKey',
    ['key', 'participant'],
  ),
  // A good share proves itself: the contract looks at no signature, so one beside it would say nothing.
  ShareReleased: event('keys', { key: uint64, tender, guardian: participantId, share: uint256 }, [
    'key',
    'tender',
    'guardian',
  ]),
  ShareRefused: event(
    'keys',
    { key: uint64, tender, guardian: participantId, share: uint256 },
    ['key', 'tender', 'guardian'],
    'ReleaseShare',
    ['key', 'tender', 'guardian', 'share'],
  ),
  KeyOpened: event('keys', { key: uint64, tender, secret: uint256 }, ['key', 'tender']),
  Announced: event(
    'ledger',
    {
      tender,
      agency: participantId,
      key: uint64,
      terms: termsSchema,
      reserveSeal: sealSchema,
      statement,
      record,
    },
    ['tender', 'agency', 'key'],
    'Announce',
    ['agency', 'key', 'terms', 'reserveSeal'],
  ),
  Amended: event(
    'ledger',
    {
      tender,
      act: uint32,
      termsVersion: uint16,
      terms: termsSchema,
      reserveSeal: sealSchema,
      statement,
      record,
    },
    ['tender'],
    'Amend',
    ['tender', 'act', 'terms', 'reserveSeal'],
  ),
  Postponed: event(
    'ledger',
    { tender, act: uint32, schedule: scheduleSchema, reason: uint16, document: bytes32, statement, record },
    ['tender'],
    'Postpone',
    ['tender', 'act', 'schedule', 'reason', 'document'],
  ),
  Cancelled: event(
    'ledger',
    { tender, act: uint32, reason: uint16, document: bytes32, statement, record },
    ['tender'],
    'Cancel',
    ['tender', 'act', 'reason', 'document'],
  ),
  BidAccepted: event(
    'ledger',
    {
      tender,
      bidder,
      number: uint32,
      termsVersion: uint16,
      sequence: uint16,
      seal: sealSchema,
      attachments: bytes32,
      statement,
      record,
    },
    ['tender', 'bidder'],
    'SubmitBid',
    ['tender', 'bidder', 'termsVersion', 'sequence', 'seal', 'attachments'],
  ),
  BidConfirmed: event(
    'ledger',
    { tender, bidder, termsVersion: uint16, sequence: uint16, statement, record },
    ['tender', 'bidder'],
    'ConfirmBid',
    ['tender', 'bidder', 'termsVersion', 'sequence'],
  ),
  WithdrawalRequested: event(
    'ledger',
    { tender, bidder, termsVersion: uint16, sequence: uint16, document: bytes32, statement, record },
    ['tender', 'bidder'],
    'RequestWithdrawal',
    ['tender', 'bidder', 'termsVersion', 'sequence', 'document'],
  ),
  BidWithdrawn: event(
    'ledger',
    {
      tender,
      bidder,
      act: uint32,
      sequence: uint16,
      document: bytes32,
      author: participantId,
      statement,
      record,
    },
    ['tender', 'bidder'],
    'GrantWithdrawal',
    ['tender', 'bidder', 'act', 'sequence', 'document', 'author'],
  ),
  BidRefused: event(
    'ledger',
    // Whoever is refused may have named anybody, and signed nothing.
    { tender, bidder: noOne, result: names(SUBMIT_RESULTS), check: names(CHECKS), statement },
    ['tender', 'bidder'],
  ),
  BidOpened: event(
    'ledger',
    {
      tender,
      bidder,
      invalidity: names(INVALIDITIES),
      price: uint96,
      choices: uint16,
      note: uint256,
      dx: uint256,
      dy: uint256,
    },
    ['tender', 'bidder'],
  ),
  OpeningRefused: event('ledger', { tender, bidder: noOne, result: names(OPEN_RESULTS) }, [
    'tender',
    'bidder',
  ]),
  ReserveOpened: event('ledger', { tender, reserve: uint96, note: uint256, dx: uint256, dy: uint256 }, [
    'tender',
  ]),
  ReserveSettled: event(
    'ledger',
    {
      tender,
      reserve: uint96,
      seed: uint256,
      counts: uint256,
      degraded: bool,
      released: uint16,
      closed: uint32,
    },
    ['tender'],
  ),
  BidRanked: event('ledger', { tender, bidder, verdict: names(VERDICTS), behind: noOne }, [
    'tender',
    'bidder',
  ]),
  OrderCompleted: event('ledger', { tender, acceptable: uint32, first: noOne }, ['tender']),
  Qualified: event(
    'ledger',
    {
      tender,
      bidder,
      act: uint32,
      otherScore: uint16,
      priceScore: uint16,
      document: bytes32,
      statement,
      record,
    },
    ['tender', 'bidder'],
    'Qualify',
    ['tender', 'bidder', 'act', 'otherScore', 'document'],
  ),
  Disqualified: event(
    'ledger',
    {
      tender,
      bidder,
      act: uint32,
      reason: uint16,
      otherScore: uint16,
      priceScore: uint16,
      document: bytes32,
      next: noOne,
      statement,
      record,
    },
    ['tender', 'bidder'],
    'Disqualify',
    ['tender', 'bidder', 'act', 'reason', 'otherScore', 'document'],
  ),
  Awarded: event(
    'ledger',
    { tender, bidder, act: uint32, amount: uint96, statement, record },
    ['tender', 'bidder'],
    'Award',
    ['tender', 'bidder', 'act', 'amount'],
  ),
  Objected: event(
    'ledger',
    { tender, bidder, objection: uint32, award: uint16, document: bytes32, statement, record },
    ['tender', 'bidder'],
    'Object',
    ['tender', 'bidder', 'award', 'document'],
  ),
  ObjectionDecided: event(
    'ledger',
    {
      tender,
      objection: uint32,
      upheld: bool,
      act: uint32,
      document: bytes32,
      first: noOne,
      statement,
      record,
    },
    ['tender', 'objection'],
    'DecideObjection',
    ['tender', 'objection', 'upheld', 'act', 'document'],
  ),
  Forfeited: event(
    'ledger',
    { tender, bidder, act: uint32, reason: uint16, document: bytes32, next: noOne, statement, record },
    ['tender', 'bidder'],
    'Forfeit',
    ['tender', 'bidder', 'act', 'reason', 'document'],
  ),
  Concluded: event(
    'ledger',
    { tender, bidder, act: uint32, amount: uint96, contractHash: bytes32, statement, record },
    ['tender', 'bidder'],
    'Conclude',
    ['tender', 'bidder', 'act', 'amount', 'contractHash'],
  ),
} as const

export type EventName = keyof typeof EVENTS

/** The arguments of one event, as `src/protocol` holds such values; enumerations by name. */
export type EventArguments<Name extends EventName> = z.output<z.ZodObject<(typeof EVENTS)[Name]['shape']>>
