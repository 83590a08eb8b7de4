import type { Command } from 'commander'
import { assertAmendment } from '../../protocol/change.ts'
import { BonginError } from '../../protocol/error.ts'
import { EMPTY_SEAL, type Seal, sealBytes } from '../../protocol/seal.ts'
import { assertTerms } from '../../protocol/terms.ts'
import type { Tender } from '../api.ts'
import { contextOf } from '../context.ts'
import { readTerms } from '../draft.ts'
import type { Gateway } from '../gateway.ts'
import { isSingle, type Place, relaySealed, reservePriceOf, sealAgain, sealedReserve } from '../reserve.ts'
import { noteOf, readNote } from '../sealedFiles.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender } from '../statements.ts'
import { showTender } from '../tenderText.ts'
import { assertLedger, hintAtTrust, type Trust } from '../trust.ts'
import { hintAtNote } from './tenderAnnounce.ts'

interface AmendOptions extends Trust {
  readonly key: string
  /** True: to be asked for. */
  readonly reserve?: bigint | true
  readonly note?: string
}

/** `bongin tender amend`: new terms. Every bid then waits for its bidder to confirm or replace it. */
export async function amend(
  id: string,
  file: string,
  options: AmendOptions,
  command: Command,
): Promise<void> {
  const context = contextOf(command)
  const { gateway, output } = context
  const { note = noteOf(file), rpc, reserve } = options
  const [{ deployment, time: now }, found] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
  assertLedger(options, deployment)
  if (rpc !== undefined) await (await import('../node.ts')).assertTender(rpc, deployment, found)
  const terms = await readTerms(file, now, found.terms)
  assertTerms(terms, now)
  assertAmendment(found.terms, terms, now)
  const { tender, agency, key, acts } = found
  const place = { tender, agency, key, deployment, rpc }
  const isNew = reserve !== undefined
  const price = isNew ? await reservePriceOf(terms, note, reserve, output) : undefined
  const signer = await openSigner(options.key)
  const reserveSeal = isNew
    ? await sealedReserve(gateway, place, price, note)
    : await standingSeal(gateway, place, found, note)

  const statement = { type: 'Amend', tender, act: acts, terms, reserveSeal } as const
  const receipt = await relaySealed(gateway, signer, deployment, statement, isNew ? note : undefined)
  await showTender(context, tender, { ...receipt, note: isNew ? note : null })
  if (!isNew) return
  hintAtNote(note, output)
  hintAtTrust(options, deployment, output)
}

/**
 * The seal that stands, made again from its note. What the gateway shows is not signed unseen: it could hold a price that somebody
 * else has sealed in the agency's name.
 */
async function standingSeal(gateway: Gateway, place: Place, tender: Tender, path: string): Promise<Seal> {
  if (!isSingle(tender.terms)) return EMPTY_SEAL
  const note = await readNote(path)
  const standing = await sealAgain(gateway, place, note)
  if (note.tender === tender.tender && sealBytes(standing) === sealBytes(tender.reserveSeal ?? EMPTY_SEAL))
    return standing
  throw new BonginError(
    'WRONG_NOTE',
    `${path} is not the note of the reserve price that stands. Name it by --note, or seal a new price by --reserve.`,
  )
}
