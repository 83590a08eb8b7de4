import type { Command } from 'commander'
import { type Hex, ZERO_WORD } from '../../protocol/bytes.ts'
import { assertRetender } from '../../protocol/change.ts'
import { BonginError } from '../../protocol/error.ts'
import { assertTerms, type Terms, tenderId } from '../../protocol/terms.ts'
import { keySchema } from '../api.ts'
import { contextOf } from '../context.ts'
import { readTerms } from '../draft.ts'
import type { Gateway } from '../gateway.ts'
import type { Output } from '../output.ts'
import { relaySealed, reservePriceOf, sealedReserve } from '../reserve.ts'
import { noteOf } from '../sealedFiles.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender } from '../statements.ts'
import { showTender } from '../tenderText.ts'
import { assertLedger, hintAtTrust, type Trust } from '../trust.ts'

interface AnnounceOptions extends Trust {
  readonly agency: bigint
  readonly key: string
  readonly reserve?: bigint
  readonly note?: string
  readonly openingKey?: bigint
  readonly predecessor?: Hex
}

/** `bongin tender announce`. */
export async function announce(file: string, options: AnnounceOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway, output } = context
  const { agency, rpc, note = noteOf(file) } = options
  const { deployment, time: now } = await readLedger(gateway)
  assertLedger(options, deployment)
  const terms = await termsOf(gateway, file, options.predecessor, now)
  const price = await reservePriceOf(terms, note, options.reserve, output)
  const signer = await openSigner(options.key)
  const key = options.openingKey ?? (await readyKey(gateway))

  const tender = tenderId(agency, terms.notice)
  const reserveSeal = await sealedReserve(gateway, { tender, agency, key, deployment, rpc }, price, note)
  const written = price === undefined ? undefined : note
  const statement = { type: 'Announce', agency, terms, key, reserveSeal } as const
  const receipt = await relaySealed(gateway, signer, deployment, statement, written)

  await showTender(context, tender, { ...receipt, note: written ?? null })
  if (written === undefined) return
  hintAtNote(written, output)
  hintAtTrust(options, deployment, output)
}

/** Tells where a note was written. */
export function hintAtNote(note: string, { hint }: Output): void {
  hint({
    en: `The opening note is in ${note}: keep it secret.`,
    ko: `개봉 메모: ${note} (비밀로 보관하십시오)`,
  })
}

/** The terms of a file; of a re-tender (재공고) such as its predecessor allows. */
async function termsOf(
  gateway: Gateway,
  file: string,
  predecessor: Hex | undefined,
  now: number,
): Promise<Terms> {
  const written = await readTerms(file, now)
  const terms = { ...written, predecessor: predecessor ?? written.predecessor }
  assertTerms(terms, now)
  if (terms.predecessor !== ZERO_WORD)
    assertRetender((await readTender(gateway, terms.predecessor)).terms, terms)
  return terms
}

async function readyKey(gateway: Gateway): Promise<bigint> {
  const all = await gateway.list('/v1/keys?state=Ready', keySchema)
  const serving = all.filter(({ retired }) => !retired)
  const healthy = serving.filter(({ care }) => care?.state !== 'Alarm')
  // A tender under a key whose guardians do not answer would not open. Where none answers, that may change until then.
  const ready = healthy.length > 0 ? healthy : serving
  // Any of them, so that agencies that announce at the same time rarely want the same one.
  const chosen = ready[Math.floor(Math.random() * ready.length)]
  if (chosen !== undefined) return chosen.key
  throw new BonginError(
    'NO_READY_KEY',
    'The guardians have no ready key in stock. They make new ones by themselves: try again soon.',
  )
}
