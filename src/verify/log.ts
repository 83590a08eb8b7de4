import { AbiCoder, EventFragment, ParamType } from 'ethers/abi'
import { z } from 'zod'
import { encodeWords, type Hex, type Word } from '../protocol/bytes.ts'
import { MAX_SIGNATURE_BYTES, MAX_SIGNER_BYTES, MIN_SIGNER_BYTES } from '../protocol/limits.ts'
import { statementSchema } from '../protocol/message.ts'
import { countersignerOf, type Deployment, digest, type Statement } from '../protocol/statement.ts'
import { abiTypes, address, bytes, bytes32, toJson } from '../protocol/value.ts'
import { DIGEST_ARGUMENT, EVENTS, type EventArguments, type EventForm, type EventName } from './event.ts'
import type { Log } from './receipt.ts'

/** Who signed, and how. */
export interface Signature {
  readonly signer: Hex
  readonly signature: Hex
}

/** A statement with its author's signature, and the digest that was signed. */
export interface Signed extends Signature {
  readonly statement: Statement
  readonly digest: Hex
}

/** An event of one of the contracts, with the statement that caused it. */
export type EventLog = {
  readonly [Name in EventName]: {
    readonly event: Name
    readonly args: EventArguments<Name>
    readonly signed: Signed | undefined
    /** The second party's signature under the same digest: the winner's, under a conclusion. */
    readonly countersigned?: Signature
  }
}[EventName]

/** A log of another contract: evidence holds it only because it stands in the same receipt. */
export type ForeignLog = Log & { readonly event?: undefined }

export type EvidenceLog = EventLog | ForeignLog

/** What a log in a receipt can hold at most; a ceremony's package is the largest of ours. */
const MAX_DATA_BYTES = 262_144
const MAX_TOPICS = 4

const signatureSchema = z.strictObject({
  signer: bytes(MIN_SIGNER_BYTES, MAX_SIGNER_BYTES),
  signature: bytes(1, MAX_SIGNATURE_BYTES),
})
const signedSchema = z.strictObject({ statement: statementSchema, ...signatureSchema.shape })
const foreignSchema = z.strictObject({
  address,
  topics: z.array(bytes32).max(MAX_TOPICS),
  data: bytes(0, MAX_DATA_BYTES),
})

/** How one event is read and encoded. */
interface Codec {
  readonly form: EventForm
  readonly fragment: EventFragment
  /** Every argument; and those that a signed statement does not give. */
  readonly whole: z.ZodObject
  readonly own: z.ZodObject
  readonly others: readonly string[]
  /** For arguments without a fixed length. */
  readonly dynamic: readonly ParamType[] | undefined
}

const CODECS = new Map<string, Codec>(
  Object.entries(EVENTS).map(([name, form]) => [name, codecOf(name, form)]),
)

/** The topics by which the three contracts' events are known. */
const TOPICS: ReadonlySet<string> = new Set([...CODECS.values()].map(({ fragment }) => fragment.topicHash))

/** The ABI of an event as text, for a comparison with the compiler's. */
export function eventText(name: EventName): string {
  return codec(name).fragment.format('full')
}

/**
 * Reads one log of an evidence file.
 * @throws z.ZodError, whose paths are within the log
 */
export function parseLog(json: unknown, deployment: Deployment): EvidenceLog {
  const { event: name, ...fields } = z.looseObject({ event: z.string().exactOptional() }).parse(json)
  if (name === undefined) return foreignSchema.parse(json)
  const found = CODECS.get(name)
  if (found === undefined) {
    throw new z.ZodError([
      { code: 'custom', path: ['event'], message: 'is no event of the contracts', input: name },
    ])
  }
  if (!('signed' in fields))
    return { event: name, args: found.whole.parse(fields), signed: undefined } as EventLog
  const { signed: signedJson, countersigned: countersignedJson, ...own } = fields
  const { statement, signer, signature } = parseWithin('signed', signedSchema, signedJson)
  if (statement.type !== found.form.statement) {
    const message = `must be ${found.form.statement ?? 'absent'} for this event`
    throw new z.ZodError([
      { code: 'custom', path: ['signed', 'statement', 'type'], message, input: statement.type },
    ])
  }
  const signed = { statement, signer, signature, digest: digest(statement, deployment) }
  const countersigned = parseCountersigned(countersignedJson, statement)
  const repeated = repeatedArguments(found.form, signed)
  return { event: name, args: { ...repeated, ...found.own.parse(own) }, signed, ...countersigned } as EventLog
}

function parseCountersigned(json: unknown, statement: Statement): Pick<EventLog, 'countersigned'> {
  if (json === undefined) return {}
  if (countersignerOf(statement) === undefined) {
    const message = 'belongs to statements that two sign'
    throw new z.ZodError([{ code: 'custom', path: ['countersigned'], message, input: json }])
  }
  return { countersigned: parseWithin('countersigned', signatureSchema, json) }
}

/** The same as JSON: what {@link parseLog} reads. */
export function logToJson(log: EvidenceLog): unknown {
  if (log.event === undefined) return { address: log.address, topics: log.topics, data: log.data }
  const { whole, own } = codec(log.event)
  if (log.signed === undefined) return { event: log.event, ...toJson(whole, log.args) }
  const { statement, signer, signature } = log.signed
  const args = Object.fromEntries(Object.keys(own.shape).map(name => [name, (log.args as Arguments)[name]]))
  return {
    event: log.event,
    ...toJson(own, args),
    signed: toJson(signedSchema, { statement, signer, signature }),
    ...(log.countersigned && { countersigned: toJson(signatureSchema, log.countersigned) }),
  }
}

/** The log as the contract emitted it. */
export function encodeLog(log: EvidenceLog, deployment: Deployment): Log {
  if (log.event === undefined) return log
  const { form, fragment, others, dynamic } = codec(log.event)
  const args = log.args as Arguments
  const topics = form.indexed.map(name => encodeWords(...wordsOf(form.shape[name], args[name])))
  const data =
    dynamic === undefined
      ? encodeWords(...others.flatMap(name => wordsOf(form.shape[name], args[name])))
      : (AbiCoder.defaultAbiCoder().encode(
          dynamic,
          others.map(name => args[name]),
        ) as Hex)
  return { address: deployment[form.room], topics: [fragment.topicHash as Hex, ...topics], data }
}

/** Whether a log that is written as another contract's is one of ours: whoever could write it so could hide it from the checks. */
export function isHidden(log: ForeignLog, { registry, keys, ledger }: Deployment): boolean {
  return [registry, keys, ledger].includes(log.address) && TOPICS.has(log.topics[0] ?? '')
}

type Arguments = Readonly<Record<string, unknown>>

function codec(name: EventName): Codec {
  return CODECS.get(name) as Codec
}

function codecOf(name: string, form: EventForm): Codec {
  const arguments_ = Object.entries(form.shape)
  const text = arguments_.map(
    ([argument, schema]) =>
      `${abiOf(schema)}${form.indexed.includes(argument) ? ' indexed' : ''} ${argument}`,
  )
  const fragment = EventFragment.from(`event ${name}(${text.join(', ')})`)
  const isOwn = (argument: string) => argument !== DIGEST_ARGUMENT && !form.repeated.includes(argument)
  const others = arguments_.map(([argument]) => argument).filter(argument => !form.indexed.includes(argument))
  const types = fragment.inputs.filter(input => !input.indexed)
  return {
    form,
    fragment,
    whole: z.strictObject(form.shape),
    own: z.strictObject(Object.fromEntries(arguments_.filter(([argument]) => isOwn(argument)))),
    others,
    dynamic: others.every(argument => isStatic(form.shape[argument]))
      ? undefined
      : types.map(type => ParamType.from(type)),
  }
}

function repeatedArguments({ shape, repeated }: EventForm, { statement, digest: hash }: Signed): Arguments {
  const fields = statement as Arguments
  const args = Object.fromEntries(repeated.map(name => [name, fields[name]]))
  return DIGEST_ARGUMENT in shape ? { ...args, [DIGEST_ARGUMENT]: hash } : args
}

function parseWithin<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  json: unknown,
): z.output<Schema> {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  throw new z.ZodError(result.error.issues.map(issue => ({ ...issue, path: [path, ...issue.path] })))
}

type Schema = z.core.$ZodType | undefined

/** A struct as a tuple, anything else by its own ABI type. */
function abiOf(schema: Schema): string {
  if (!(schema instanceof z.ZodObject)) return abiTypes.get(schema as z.ZodType)?.abi ?? ''
  return `tuple(${Object.entries(schema.shape)
    .map(([name, field]) => `${abiOf(field)} ${name}`)
    .join(', ')})`
}

function isStatic(schema: Schema): boolean {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape).every(isStatic)
  return !/^(bytes|string)$|\[\]$/.test(abiOf(schema))
}

/** The words of a value of fixed length; several times as fast as ethers, and bids come by the thousand. */
function wordsOf(schema: Schema, value: unknown): Word[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => wordsOf(field, (value as Arguments)[name]))
  }
  if (schema instanceof z.ZodEnum) return [schema.options.indexOf(value as string)]
  return [typeof value === 'boolean' ? Number(value) : (value as Word)]
}
