import type { Command } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import { jointKeySchema } from '../../protocol/openingKey.ts'
import { toJson } from '../../protocol/value.ts'
import { keySchema, openResultsSchema, type Tender } from '../api.ts'
import { type BidView, bidJson, bidText, readBidView } from '../bidView.ts'
import { contextOf } from '../context.ts'
import type { Gateway } from '../gateway.ts'
import { assertFallback, assertReserveOpened, revealJson } from '../reveal.ts'
import { type Note, readNote } from '../sealedFiles.ts'
import { readLedger, readTender } from '../statements.ts'
import type { Trust } from '../trust.ts'

/** `bongin bid reveal`: a bidder opens its own bid where the guardians have failed. */
export async function revealBid(file: string, trust: Trust, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const note = await readNote(file)
  const view = await readBidView(gateway, note.tender, note.author)
  if (view.opening === undefined) {
    const [{ deployment }, tender] = await Promise.all([
      readLedger(gateway),
      readTender(gateway, note.tender),
    ])
    await assertFallback(trust, deployment, tender)
    await assertReserveOpened(trust, deployment, tender)
    await reveal(gateway, note, view, tender)
  }
  const shown = await readBidView(gateway, note.tender, note.author)
  output.result(bidJson(shown), bidText(shown, output))
}

async function reveal(
  gateway: Gateway,
  note: Note,
  { bid }: BidView,
  { tender, key }: Tender,
): Promise<void> {
  const { joint } = await gateway.get(`/v1/keys/${key}`, keySchema)
  const body = {
    joint: toJson(jointKeySchema, joint),
    reveals: [revealJson(note, bid.seal, joint.publicKey)],
  }
  const { results } = await gateway.post(`/v1/tenders/${tender}/reveals`, body, openResultsSchema)
  const [outcome] = results
  // Somebody else may have opened it at the same time: that is as good.
  if (outcome?.result === 'Opened' || outcome?.result === 'NoSealedBid') return
  throw new BonginError('NOT_OPENED', `The ledger did not open this bid: ${outcome?.result ?? 'no answer'}.`)
}
