import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type TypedDataDomain, TypedDataEncoder } from 'ethers/hash'
import { z } from 'zod'
import { fromHex, type Hex, keccak256, toHex, word } from './bytes.ts'
import { protocolError } from './error.ts'
import { MAX_CEREMONY_KEYS, MAX_SIGNATURE_BYTES, MAX_SIGNER_BYTES, MIN_SIGNER_BYTES } from './limits.ts'
import {
  MESSAGE_TYPES,
  type Statement,
  type StatementJson,
  type StatementType,
  statementSchema,
} from './message.ts'
import { jointKeySchema } from './openingKey.ts'
import type { Role } from './participant.ts'
import { addressOf, G, multiply, type Point } from './point.ts'
import { bytes, parse, toJson } from './value.ts'

export type { Statement, StatementJson, StatementType } from './message.ts'

/** Where the contracts stand. */
export interface Deployment {
  readonly chainId: bigint
  readonly registry: Hex
  readonly keys: Hex
  readonly ledger: Hex
}

type Room = 'registry' | 'keys' | 'ledger'
type AuthorField = 'participant' | 'author' | 'successor' | 'guardian' | 'agency' | 'bidder'

/** Who signs a statement: `field` names the author in the message; without it the author follows from the ledger's state. */
interface AuthorRule {
  room: Room
  role: Role | 'any'
  field?: AuthorField
}

const SIGNATURE_BYTES = 65
const FIRST_V = 27

const DOMAIN_NAMES: Record<Room, string> = {
  registry: 'Bongin Participants',
  keys: 'Bongin Opening Keys',
  ledger: 'Bongin Tenders',
}

/** To which contract each statement speaks, and who is its author. */
export const STATEMENTS: Record<StatementType, AuthorRule> = {
  RegisterParticipant: { room: 'registry', role: 'registrar' },
  SetRoles: { room: 'registry', role: 'registrar' },
  AddSigner: { room: 'registry', role: 'any', field: 'participant' },
  RemoveSigner: { room: 'registry', role: 'any', field: 'author' },
  SuspendParticipant: { room: 'registry', role: 'registrar' },
  OfferRegistrar: { room: 'registry', role: 'registrar' },
  AcceptRegistrar: { room: 'registry', role: 'any', field: 'successor' },
  FormGuardianSet: { room: 'keys', role: 'registrar' },
  StartCeremony: { room: 'keys', role: 'guardian', field: 'guardian' },
  PostPackage: { room: 'keys', role: 'guardian', field: 'guardian' },
  ConfirmKeys: { room: 'keys', role: 'guardian', field: 'guardian' },
  AccuseGuardian: { room: 'keys', role: 'guardian', field: 'guardian' },
  RetireGuardianSet: { room: 'keys', role: 'registrar' },
  RehearseKey: { room: 'keys', role: 'any', field: 'participant' },
  Heartbeat: { room: 'keys', role: 'guardian', field: 'guardian' },
  ReleaseShare: { room: 'keys', role: 'guardian', field: 'guardian' },
  Announce: { room: 'ledger', role: 'agency', field: 'agency' },
  Amend: { room: 'ledger', role: 'agency' },
  Postpone: { room: 'ledger', role: 'agency' },
  Cancel: { room: 'ledger', role: 'agency' },
  SubmitBid: { room: 'ledger', role: 'supplier', field: 'bidder' },
  ConfirmBid: { room: 'ledger', role: 'supplier', field: 'bidder' },
  RequestWithdrawal: { room: 'ledger', role: 'supplier', field: 'bidder' },
  GrantWithdrawal: { room: 'ledger', role: 'any', field: 'author' },
  Qualify: { room: 'ledger', role: 'agency' },
  Disqualify: { room: 'ledger', role: 'agency' },
  Award: { room: 'ledger', role: 'agency' },
  Object: { room: 'ledger', role: 'supplier', field: 'bidder' },
  DecideObjection: { room: 'ledger', role: 'agency' },
  Conclude: { room: 'ledger', role: 'agency' },
  Forfeit: { room: 'ledger', role: 'agency' },
}

const signatureFields = {
  signer: bytes(MIN_SIGNER_BYTES, MAX_SIGNER_BYTES),
  signature: bytes(1, MAX_SIGNATURE_BYTES),
}

/**
 * A statement with its author's signature, as it travels. `signer` is an ERC-7913 signer: an address, or verifier and key.
 * `keys` goes with ConfirmKeys and `joint` with ReleaseShare: points that the signed hash commits to. `countersignature` is the
 * winner's under Conclude: the ledger takes no conclusion without it, but the agency hands its half on so.
 */
export const signedStatementSchema = z
  .strictObject({
    statement: statementSchema,
    ...signatureFields,
    countersignature: z.strictObject(signatureFields).exactOptional(),
    joint: jointKeySchema.exactOptional(),
    keys: z.array(jointKeySchema).min(1).max(MAX_CEREMONY_KEYS).exactOptional(),
  })
  .superRefine((signed, context) => {
    requireOnly(context, 'keys', signed.keys !== undefined, signed.statement.type === 'ConfirmKeys')
    requireOnly(context, 'joint', signed.joint !== undefined, signed.statement.type === 'ReleaseShare')
    if (signed.countersignature !== undefined)
      requireOnly(context, 'countersignature', true, countersignerOf(signed.statement) !== undefined)
  })

export type SignedStatement = z.output<typeof signedStatementSchema>
export type SignedStatementJson = z.input<typeof signedStatementSchema>

/** @throws INVALID_INPUT */
export function parseStatement(input: unknown): Statement {
  return parse(statementSchema, input)
}

export function statementToJson(statement: Statement): StatementJson {
  return toJson(statementSchema, statement)
}

/** @throws INVALID_INPUT */
export function parseSignedStatement(input: unknown): SignedStatement {
  return parse(signedStatementSchema, input)
}

export function signedStatementToJson(signed: SignedStatement): SignedStatementJson {
  return toJson(signedStatementSchema, signed)
}

/** The author if the message names it; undefined where it is the registrar or the tender's agency. */
export function authorOf(statement: Statement): bigint | undefined {
  const { field } = STATEMENTS[statement.type]
  return field === undefined ? undefined : (statement as Partial<Record<AuthorField, bigint>>)[field]
}

/** Who signs besides the author: the winner, under a conclusion. */
export function countersignerOf(statement: Statement): bigint | undefined {
  return statement.type === 'Conclude' ? statement.bidder : undefined
}

export function domainOf(type: StatementType, deployment: Deployment): TypedDataDomain {
  return domainIn(STATEMENTS[type].room, deployment)
}

function domainIn(room: Room, deployment: Deployment): TypedDataDomain {
  return {
    name: DOMAIN_NAMES[room],
    version: '1',
    chainId: deployment.chainId,
    verifyingContract: deployment[room],
  }
}

/** The EIP-712 digest: what is signed, what extends the record, and what names the statement everywhere. */
export function digest(statement: Statement, deployment: Deployment): Hex {
  const domain = domainHash(STATEMENTS[statement.type].room, deployment)
  const message = ENCODERS[statement.type].hash(statement)
  return keccak256(`0x1901${domain.slice(2)}${message.slice(2)}`)
}

const domainHashes = new WeakMap<Deployment, Partial<Record<Room, string>>>()

/** Once for each deployment: it takes longer than the message. */
function domainHash(room: Room, deployment: Deployment): string {
  const known = domainHashes.get(deployment) ?? {}
  domainHashes.set(deployment, known)
  known[room] ??= TypedDataEncoder.hashDomain(domainIn(room, deployment))
  return known[room]
}

/** The same as JSON for `eth_signTypedData_v4`, for wallets and signing dialogs. */
export function typedData(statement: Statement, deployment: Deployment): unknown {
  const { type, ...fields } = statement
  return TypedDataEncoder.getPayload(domainOf(type, deployment), MESSAGE_TYPES[type], fields)
}

/** The text of the EIP-712 type, whose hash stands in the contract. */
export function typeText(type: StatementType): string {
  return ENCODERS[type].encodeType(type)
}

/**
 * Signs with a plain key, by RFC 6979, so that the same statement always has the same signature.
 * @throws INVALID_SCALAR
 */
export function signStatement(
  statement: Statement,
  deployment: Deployment,
  secretKey: Hex,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): SignedStatement {
  const signer = addressOfKey(secretKey)
  const message = fromHex(digest(statement, deployment))
  const parts = secp256k1.sign(message, fromHex(word(BigInt(secretKey))), {
    prehash: false,
    format: 'recovered',
  })
  const signature = toHex(Uint8Array.of(...parts.subarray(1), FIRST_V + (parts[0] ?? 0)))
  return { statement, signer, signature, ...points }
}

/**
 * Adds the countersignature: the second party signs the very words of the first.
 * @throws INVALID_INPUT if the statement takes none, INVALID_SCALAR
 */
export function countersign(
  signed: SignedStatement,
  deployment: Deployment,
  secretKey: Hex,
): SignedStatement {
  if (countersignerOf(signed.statement) === undefined)
    throw protocolError(
      'INVALID_INPUT',
      `Nobody countersigns a statement of the type ${signed.statement.type}`,
    )
  const { signer, signature } = signStatement(signed.statement, deployment, secretKey)
  return { ...signed, countersignature: { signer, signature } }
}

/**
 * The address of a plain key, its ERC-7913 signer.
 * @throws INVALID_SCALAR
 */
export function addressOfKey(secretKey: Hex): Hex {
  return addressOf(multiply(BigInt(secretKey), G))
}

/**
 * The address that signed, by the same rules as the ledger: 65 bytes, low s, v 27 or 28. Only for plain keys: a signer
 * longer than an address is checked by its verifier on the chain. Of a countersignature too: `{ statement, ...countersignature }`.
 * @throws INVALID_SIGNATURE
 */
export function recoverSigner(
  signed: Pick<SignedStatement, 'statement' | 'signature'>,
  deployment: Deployment,
): Hex {
  const signature = fromHex(signed.signature)
  const recovery = (signature[SIGNATURE_BYTES - 1] ?? 0) - FIRST_V
  if (signature.length !== SIGNATURE_BYTES || (recovery !== 0 && recovery !== 1)) {
    throw protocolError('INVALID_SIGNATURE', 'A plain signature has 65 bytes, the last of them 27 or 28')
  }
  const point = recoverPoint(
    signature.subarray(0, -1),
    recovery,
    fromHex(digest(signed.statement, deployment)),
  )
  if (point === undefined)
    throw protocolError('INVALID_SIGNATURE', 'The signature belongs to no key, or its s is high')
  return addressOf(point)
}

function recoverPoint(compact: Uint8Array, recovery: number, message: Uint8Array): Point | undefined {
  try {
    const signature = secp256k1.Signature.fromBytes(compact).addRecoveryBit(recovery)
    return signature.hasHighS() ? undefined : signature.recoverPublicKey(message).toAffine()
  } catch {
    return undefined
  }
}

const ENCODERS = Object.fromEntries(
  Object.entries(MESSAGE_TYPES).map(([type, types]) => [type, TypedDataEncoder.from(types)]),
) as Record<StatementType, TypedDataEncoder>

function requireOnly(
  context: z.RefinementCtx,
  path: 'keys' | 'joint' | 'countersignature',
  there: boolean,
  wanted: boolean,
): void {
  if (there === wanted) return
  const message = wanted ? 'is needed for this statement' : 'does not belong to this statement'
  context.addIssue({ code: 'custom', path: [path], message })
}
