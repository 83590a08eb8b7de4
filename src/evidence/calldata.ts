import type { FunctionFragment, Interface, ParamType } from 'ethers'
import { FUNCTIONS } from '../chain/calls.ts'
import { INTERFACES } from '../chain/contracts.ts'
import { decodeValues } from '../chain/eventDecoder.ts'
import type { Hex } from '../protocol/bytes.ts'
import { MAX_SIGNATURE_BYTES, MAX_SIGNER_BYTES, MIN_SIGNER_BYTES } from '../protocol/limits.ts'
import { MESSAGE_TYPES } from '../protocol/message.ts'
import {
  type Deployment,
  digest,
  STATEMENTS,
  type Statement,
  type StatementType,
} from '../protocol/statement.ts'
import { DIGEST_ARGUMENT, EVENTS, type EventForm, type Room } from '../verify/event.ts'
import type { EventLog, Signature, Signed } from '../verify/log.ts'
import type { RpcTransaction } from './rpc.ts'

/** A statement as a transaction's call carried it: without the fields that its event alone names. */
export interface Carried {
  readonly type: StatementType
  readonly fields: Values
  readonly signer: Hex
  readonly signature: Hex
  readonly countersignature?: Signature
}

type Values = Readonly<Record<string, unknown>>

/** How a statement's call is recognised and read. */
interface Carrier {
  readonly type: StatementType
  readonly room: Room
  readonly parameters: readonly ParamType[]
  /** Of the function: 4 bytes. */
  readonly selector: Hex
}

const CARRIERS: readonly Carrier[] = (Object.keys(FUNCTIONS) as StatementType[]).map(type => {
  const { room } = STATEMENTS[type]
  const { inputs, selector } = (INTERFACES[room] as Interface).getFunction(
    FUNCTIONS[type],
  ) as FunctionFragment
  return { type, room, parameters: inputs, selector: selector as Hex }
})

/**
 * The statements in a transaction's call.
 * @returns none if another contract passed the call on: what it was given need not be what it passed on
 */
export function carriedBy({ to, input }: RpcTransaction, deployment: Deployment): Carried[] {
  const carrier = CARRIERS.find(({ room, selector }) => deployment[room] === to && input.startsWith(selector))
  return carrier === undefined ? [] : decodeCall(carrier, input)
}

function decodeCall({ type, parameters, selector }: Carrier, input: Hex): Carried[] {
  try {
    const values = decodeValues(parameters, `0x${input.slice(selector.length)}`)
    if (type !== 'SubmitBid') return [single(type, values)]
    const bids = values.bids as readonly { readonly bid: Values; readonly authorization: Signature }[]
    return bids.map(({ bid, authorization }) => ({ type, fields: bid, ...authorization }))
  } catch {
    // Calldata that a contract reads and ethers does not can be made on purpose. It must not stop the export.
    return []
  }
}

function single(type: StatementType, values: Values): Carried {
  const { signer, signature } = values.authorization as Signature
  const carried = { type, fields: values, signer, signature }
  if (values.countersignature === undefined) return carried
  const { signer: second, signature: seconds } = values.countersignature as Signature
  return { ...carried, countersignature: { signer: second, signature: seconds } }
}

/** Who signed an event's statement: its author, and where it takes two, the other. */
export type Signatures = Pick<EventLog, 'signed' | 'countersigned'>

const UNSIGNED: Signatures = { signed: undefined }

/**
 * The signed statement that caused an event.
 * @param carried by the event's transaction
 * @returns none if the call does not show it
 */
export function findSigned(
  { event, args }: Pick<EventLog, 'event' | 'args'>,
  carried: readonly Carried[],
  deployment: Deployment,
): Signatures {
  const form: EventForm = EVENTS[event]
  for (const { type, fields, countersignature, ...own } of carried) {
    if (type !== form.statement || !isSized(own)) continue
    const statement = statementOf(type, { ...args, ...fields })
    if (!agrees(form, args, statement)) continue
    const signed: Signed = { statement, ...own, digest: digest(statement, deployment) }
    if (DIGEST_ARGUMENT in args && args[DIGEST_ARGUMENT] !== signed.digest) continue
    const isCountersigned = countersignature !== undefined && isSized(countersignature)
    return isCountersigned ? { signed, countersigned: countersignature } : { signed }
  }
  return UNSIGNED
}

function statementOf(type: StatementType, values: Values): Statement {
  const fields = MESSAGE_TYPES[type][type] ?? []
  return { type, ...Object.fromEntries(fields.map(({ name }) => [name, values[name]])) } as Statement
}

/** Structs stand in events of the ledger only, whose digest says more. */
function agrees({ repeated }: EventForm, args: Values, statement: Values): boolean {
  return repeated.every(name => {
    const [value, other] = [args[name], statement[name]]
    if (Array.isArray(value) && Array.isArray(other))
      return value.length === other.length && value.every((item, place) => item === other[place])
    return typeof value === 'object' || value === other
  })
}

/** A file holds signers and signatures of a bounded length only; an event with a longer one is written without it. */
function isSized({ signer, signature }: Signature): boolean {
  const [signerBytes, signatureBytes] = [signer.length / 2 - 1, signature.length / 2 - 1]
  const isSigner = signerBytes >= MIN_SIGNER_BYTES && signerBytes <= MAX_SIGNER_BYTES
  return isSigner && signatureBytes >= 1 && signatureBytes <= MAX_SIGNATURE_BYTES
}
