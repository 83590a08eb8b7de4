import type { Command } from 'commander'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { EMPTY_SEAL, type Seal } from '../../protocol/seal.ts'
import type { Deployment } from '../../protocol/statement.ts'
import { nameAt, RESERVE_KINDS } from '../../protocol/tender.ts'
import { assertTerms, type Terms, tenderId } from '../../protocol/terms.ts'
import { keySchema } from '../api.ts'
import { jointKeyOf, newScalar, sealReserve } from '../bidding.ts'
import { isRefusal } from '../codes.ts'
import { type Context, contextOf } from '../context.ts'
import { readTerms } from '../draft.ts'
import { assertAbsent, discard } from '../files.ts'
import type { Gateway } from '../gateway.ts'
import { secretPrice } from '../price.ts'
import { noteOf, writeNote } from '../sealedFiles.ts'
import { openSigner } from '../signing.ts'
import { readLedger, relay } from '../statements.ts'
import { readTenderView, tenderJson, tenderText } from '../tenderView.ts'
import { assertLedger, hintAtTrust, type Trust } from '../trust.ts'

interface AnnounceOptions extends Trust {
  readonly agency: bigint
  readonly key: string
  readonly reserve?: bigint
  readonly note?: string
  readonly openingKey?: bigint
}

/** `bongin tender announce`. */
export async function announce(file: string, options: AnnounceOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway, output } = context
  const { agency } = options
  const { deployment, time: now } = await readLedger(gateway)
  assertLedger(options, deployment)
  const terms = await readTerms(file, now)
  assertTerms(terms, now)
  const tender = tenderId(agency, terms.notice)
  const note = options.note ?? noteOf(file)
  const price = await reservePriceOf(terms, note, options, context)
  const signer = await openSigner(options.key)
  const key = options.openingKey ?? (await readyKey(gateway))

  const sealing = { tender, key, price, note, deployment }
  const reserveSeal = await sealedReserve(gateway, sealing, options)
  const statement = { type: 'Announce', agency, terms, key, reserveSeal } as const
  const receipt = await relay(gateway, signer, deployment, statement).catch(async (error: unknown) => {
    // What was refused for certain is sealed nowhere: its note would only stand in the way of the next attempt.
    if (price !== undefined && isRefusal(error)) await discard(note)
    throw error
  })

  const view = await readTenderView(gateway, tender)
  const written = price === undefined ? null : note
  output.result({ ...receipt, note: written, ...tenderJson(view) }, tenderText(view, output))
  if (written === null) return
  output.hint({
    en: `The opening note is in ${note}: keep it secret.`,
    ko: `개봉 메모: ${note} (비밀로 보관하십시오)`,
  })
  hintAtTrust(options, deployment, output)
}

/** Undefined unless the terms ask for a single reserve price. */
async function reservePriceOf(
  terms: Terms,
  note: string,
  { reserve }: AnnounceOptions,
  { output }: Context,
): Promise<bigint | undefined> {
  if (nameAt(RESERVE_KINDS, terms.reserve.kind) === 'Single') {
    await assertAbsent(note)
    return secretPrice(reserve, '--reserve', output)
  }
  if (reserve === undefined) return undefined
  throw new BonginError(
    'INVALID_INPUT',
    '--reserve belongs to terms with a single reserve price, and only to them.',
  )
}

interface Sealing {
  readonly tender: Hex
  readonly key: bigint
  readonly price: bigint | undefined
  readonly note: string
  readonly deployment: Deployment
}

async function sealedReserve(
  gateway: Gateway,
  { tender, key, price, note, deployment }: Sealing,
  { agency, rpc }: AnnounceOptions,
): Promise<Seal> {
  if (price === undefined) return EMPTY_SEAL
  const joint = await jointKeyOf(gateway, key, deployment, rpc)
  const r = newScalar()
  const sealed = sealReserve(price, { tender, agency }, { joint, deployment, r })
  await writeNote(note, { tender, author: agency, price, r })
  return sealed
}

async function readyKey(gateway: Gateway): Promise<bigint> {
  const ready = await gateway.list('/v1/keys?state=Ready', keySchema)
  // Any of them, so that agencies that announce at the same time rarely want the same one.
  const chosen = ready[Math.floor(Math.random() * ready.length)]
  if (chosen !== undefined) return chosen.key
  throw new BonginError(
    'NO_READY_KEY',
    'The guardians have no ready key in stock. They make new ones by themselves: try again soon.',
  )
}
