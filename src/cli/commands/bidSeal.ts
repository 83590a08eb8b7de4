import type { Command } from 'commander'
import { sealDocumentsOf } from '../../client/documents.ts'
import { bidStatement, newScalar, type Sealing } from '../../client/sealing.ts'
import { type Manifest, rootOf } from '../../documents/manifest.ts'
import type { Source } from '../../documents/seal.ts'
import { BonginError } from '../../protocol/error.ts'
import type { Payload } from '../../protocol/seal.ts'
import type { Deployment, Statement } from '../../protocol/statement.ts'
import { BID_POLICIES, nameAt, RESERVE_KINDS } from '../../protocol/tender.ts'
import { bidSchema, type Tender } from '../api.ts'
import { jointKeyOf } from '../bidding.ts'
import { contextOf } from '../context.ts'
import { createChunkFile, documentsFileOf, reachOf, sourcesOf } from '../documents.ts'
import { assertAbsent } from '../files.ts'
import type { Gateway } from '../gateway.ts'
import { assertMayAct } from '../membership.ts'
import { type Output, table } from '../output.ts'
import { secretPrice } from '../price.ts'
import { time } from '../readable.ts'
import { noteOf, receiptFileOf, writeBid, writeNote } from '../sealedFiles.ts'
import { openSigner, type Signer } from '../signing.ts'
import { readLedger, readTender, unless } from '../statements.ts'
import { assertLedger, hintAtTrust, type Trust } from '../trust.ts'
import { LABELS } from '../words.ts'

interface SealOptions extends Trust {
  readonly bidder: bigint
  readonly price?: bigint
  readonly picks?: [number, number]
  readonly key: string
  readonly out: string
  readonly attach: readonly string[]
}

/** What a bid is made from, once nothing speaks against it. */
interface Occasion {
  readonly tender: Tender
  readonly deployment: Deployment
  readonly signer: Signer
  /** How many bids this bidder has placed before in this tender. */
  readonly sequence: number
}

/** `bongin bid seal`: what the ledger would refuse is refused here, before anything is sealed. */
export async function sealBid(id: string, options: SealOptions, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { out, rpc } = options
  const note = noteOf(out)
  await assertAbsent(out, note, receiptFileOf(out), documentsFileOf(out))
  const files = await sourcesOf(options.attach)
  const occasion = await occasionOf(gateway, id, options)
  const price = await secretPrice(options.price, '--price', output)
  const r = newScalar()
  const { statement, documents } = await sealed(gateway, occasion, options, { price, r, files })

  await writeNote(note, { tender: occasion.tender.tender, author: options.bidder, price, r })
  await writeBid(out, occasion.signer.sign(statement, occasion.deployment), documents)
  const kept = documents && documentsFileOf(out)
  tell(output, {
    bid: out,
    note,
    documents: kept ?? null,
    publicKeyFrom: rpc === undefined ? 'gateway' : 'node',
  })
  hintAtTrust(options, occasion.deployment, output)
}

/** @throws BonginError with the ledger's own codes, such as `TOO_LATE`, `ALREADY_BID`, `UNKNOWN_SIGNER` */
async function occasionOf(gateway: Gateway, id: string, options: SealOptions): Promise<Occasion> {
  const { bidder, picks, key, rpc } = options
  const [{ deployment, time: now }, tender] = await Promise.all([
    readLedger(gateway),
    readTender(gateway, id),
  ])
  assertLedger(options, deployment)
  assertBidding(tender)
  assertPicks(tender, picks)
  const sequence = await nextSequence(gateway, tender, bidder)
  const signer = await openSigner(key)
  await assertMayAct(gateway, bidder, 'supplier', signer.address, now)
  if (rpc !== undefined) await (await import('../node.ts')).assertTender(rpc, deployment, tender)
  return { tender, deployment, signer, sequence }
}

async function sealed(
  gateway: Gateway,
  { tender, deployment, sequence }: Occasion,
  options: SealOptions,
  { price, r, files }: { price: bigint; r: bigint; files: readonly Source[] },
): Promise<{ statement: Statement; documents: Manifest | undefined }> {
  const { bidder, picks, rpc } = options
  const joint = await jointKeyOf(gateway, tender.key, deployment, rpc)
  const payload: Payload = picks === undefined ? { price } : { price, picks }
  const sealing = { joint, deployment, r }
  const documents =
    files.length === 0 ? undefined : await sealedDocuments(gateway, tender, options, { files, sealing })
  const draft = { ...payload, bidder, sequence, ...(documents && { attachments: rootOf(documents) }) }
  return { statement: bidStatement(tender, draft, sealing), documents }
}

/** Seals the documents into a file beside the bid. */
async function sealedDocuments(
  gateway: Gateway,
  { tender, agency }: Tender,
  { bidder, rpc, out }: SealOptions,
  { files, sealing }: { files: readonly Source[]; sealing: Sealing },
): Promise<Manifest> {
  const known = rpc && (await (await import('../node.ts')).profileOn(rpc, sealing.deployment, agency))
  const file = await createChunkFile(documentsFileOf(out))
  try {
    const order = { files, keep: file.keep, profileHash: known || undefined }
    const manifest = await sealDocumentsOf(reachOf(gateway), order, { tender, agency, bidder }, sealing)
    await file.done()
    return manifest
  } catch (error) {
    await file.discard()
    throw error
  }
}

function assertBidding({ phase, terms }: Tender): void {
  const { biddingAt, closingAt } = terms.schedule
  if (phase === 'Bidding') return
  if (phase === 'Scheduled') {
    throw new BonginError('NOT_YET_OPEN', `Bidding has not begun; it begins at ${time(biddingAt)}.`)
  }
  if (phase === 'Cancelled')
    throw new BonginError('NOT_BIDDING', 'This tender is cancelled and takes no bids.')
  throw new BonginError(
    'TOO_LATE',
    `Bidding closed at ${time(closingAt)}. A bid that is sealed now would be refused.`,
  )
}

function assertPicks({ terms }: Tender, picks: SealOptions['picks']): void {
  const isMultiple = nameAt(RESERVE_KINDS, terms.reserve.kind) === 'Multiple'
  if (isMultiple === (picks !== undefined)) return
  const sentence = isMultiple
    ? 'The reserve price of this tender is multiple: pick two numbers from 1 to 15 by --picks, such as --picks 4,11.'
    : 'Nothing is drawn in this tender: a bid with --picks would be invalid.'
  throw new BonginError('INVALID_CHOICES', sentence)
}

async function nextSequence(gateway: Gateway, { tender, terms }: Tender, bidder: bigint): Promise<number> {
  const path = `/v1/tenders/${tender}/bids/${bidder}`
  const last = await unless('NOT_FOUND', gateway.get(path, bidSchema))
  if (last === undefined) return 0
  if (last.status === 'Withdrawn')
    throw new BonginError(
      'BARRED',
      `Participant ${bidder} withdrew its bid, and may not bid in this tender again.`,
    )
  if (last.needsConfirmation || nameAt(BID_POLICIES, terms.bidPolicy) === 'Replaceable')
    return last.sequence + 1
  const when = time(last.acceptedAt)
  throw new BonginError(
    'ALREADY_BID',
    `Participant ${bidder} bid in this tender at ${when}, and one bid is all that its terms allow.`,
  )
}

function tell(
  { say, result, hint }: Output,
  sealedBid: { bid: string; note: string; documents: string | null; publicKeyFrom: string },
): void {
  const rows: [string, string][] = [
    [say(LABELS.bid), sealedBid.bid],
    [say(LABELS.note), sealedBid.note],
  ]
  if (sealedBid.documents !== null) rows.push([say(LABELS.documents), sealedBid.documents])
  result(sealedBid, table(rows))
  hint({
    en: `Submit it with "bongin bid submit ${sealedBid.bid}". Keep the note secret until the opening: whoever has it can read the price.`,
    ko: `"bongin bid submit ${sealedBid.bid}"로 제출하십시오. 메모가 있으면 금액을 읽을 수 있으므로 개찰 전까지 비밀로 보관하십시오.`,
  })
}
