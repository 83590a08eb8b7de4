import type { Command } from 'commander'
import { z } from 'zod'
import { BonginError } from '../../protocol/error.ts'
import { jointKeySchema } from '../../protocol/openingKey.ts'
import { toJson } from '../../protocol/value.ts'
import { keySchema } from '../api.ts'
import { contextOf } from '../context.ts'
import { assertFallback, revealJson } from '../reveal.ts'
import { readNote } from '../sealedFiles.ts'
import { readLedger, readTender } from '../statements.ts'
import { showTender } from '../tenderText.ts'
import type { Trust } from '../trust.ts'

const ignored = z.looseObject({})

/** `bongin tender reveal-reserve`: the agency opens its own sealed price where the guardians have failed. */
export async function revealReserve(file: string, trust: Trust, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const note = await readNote(file)
  const [{ deployment }, tender] = await Promise.all([readLedger(gateway), readTender(gateway, note.tender)])
  await assertFallback(trust, deployment, tender)
  const { reserveSeal, key } = tender
  if (reserveSeal === null) {
    throw new BonginError(
      'WRONG_NOTE',
      'This tender has no sealed reserve price: the note belongs to another seal.',
    )
  }
  const { joint } = await gateway.get(`/v1/keys/${key}`, keySchema)
  const body = {
    joint: toJson(jointKeySchema, joint),
    reveal: revealJson(note, reserveSeal, joint.publicKey),
  }
  await gateway.post(`/v1/tenders/${note.tender}/reserve-reveal`, body, ignored)
  await showTender(context, note.tender)
}
