import type { Command } from 'commander'
import { signedStatementToJson } from '../../protocol/statement.ts'
import { receiptSchema } from '../api.ts'
import { parseId, parsePicks, parseTender, parseWon } from '../arguments.ts'
import { bidJson, bidText, readBidView } from '../bidView.ts'
import { contextOf } from '../context.ts'
import { table } from '../output.ts'
import { time } from '../readable.ts'
import { readBid, receiptFileOf } from '../sealedFiles.ts'
import { addTrustOptions } from '../trust.ts'
import { LABELS } from '../words.ts'
import { addBidChanges } from './bidChanges.ts'
import { readDocuments, uploadFrom } from './bidDocuments.ts'
import { exportReceipt, keepReceipt } from './bidReceipt.ts'
import { revealBid } from './bidReveal.ts'
import { sealBid } from './bidSeal.ts'

/** `bongin bid`: seal on this machine, submit what is sealed, confirm or withdraw it, show what the ledger has, reveal in the fallback. */
export function addBidCommand(program: Command): void {
  const bid = program
    .command('bid')
    .description('seal, submit, confirm, withdraw, show and reveal bids (투찰)')
  addSeal(bid)
  addSubmit(bid)
  addBidChanges(bid)
  addReading(bid)
  addTrustOptions(
    bid
      .command('reveal')
      .description('open a bid by its note, in the fallback: if the guardians have not released the key')
      .argument('<note>', 'what "bid seal" wrote'),
  ).action(revealBid)
}

function addSeal(bid: Command): void {
  addTrustOptions(
    bid
      .command('seal')
      .description(
        'seal a price on this machine: writes the signed bid, and the opening note to be kept secret (봉인)',
      )
      .argument('<tender>', 'the tender', parseTender)
      .requiredOption('--bidder <number>', 'who bids', parseId)
      .option(
        '--price <won>',
        'the bid; asked for if it is not given here, so that it stands in no shell history',
        parseWon,
      )
      .option(
        '--picks <a,b>',
        'two numbers from 1 to 15, where the reserve price is multiple (복수예가)',
        parsePicks,
      )
      .option(
        '--attach <file>',
        'a document to hand in, encrypted so that only the agency reads it, and not before the opening; may be given several times',
        (path: string, before: readonly string[]) => [...before, path],
        [],
      )
      .requiredOption('--key <file>', "the bidder's key file")
      .requiredOption(
        '--out <file>',
        'where to write the bid; the note goes to <file>.note, encrypted documents to <file>.documents',
      ),
  ).action(sealBid)
}

function addSubmit(bid: Command): void {
  bid
    .command('submit')
    .description(
      'upload its documents, submit a sealed bid, and keep its receipt in <file>.receipt; the same file may be submitted again at any time (제출)',
    )
    .argument('<file>', 'what "bid seal" wrote')
    .action(submitBid)
}

/** What anybody may read. */
function addReading(bid: Command): void {
  bid
    .command('show')
    .description("show a bidder's bid as it stands on the ledger; its price, once it is opened")
    .argument('<tender>', 'the tender', parseTender)
    .argument('<bidder>', 'who bid', parseId)
    .action(showBid)

  bid
    .command('documents')
    .description('decrypt the documents of an opened bid (the agency)')
    .argument('<tender>', 'the tender', parseTender)
    .argument('<bidder>', 'who bid', parseId)
    .requiredOption('--key <file>', "the agency's key file")
    .requiredOption('--out <folder>', 'a new folder for them')
    .action(readDocuments)

  bid
    .command('receipt')
    .description(
      'write what proves, alone and offline, that a bid was on the ledger before the deadline (접수증)',
    )
    .argument('<tender>', 'the tender', parseTender)
    .argument('<bidder>', 'who bid', parseId)
    .option(
      '--out <file>',
      'where to; packed by gzip if it ends in .gz; receipt-<tender>-<bidder>.json by default',
    )
    .action(exportReceipt)
}

async function submitBid(file: string, _options: object, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway, output } = context
  const { say } = output
  const { signed, documents } = await readBid(file)
  if (documents !== undefined) await uploadFrom(file, documents, signed, context)
  const path = '/v1/statements?receipt=true'
  const { receipt, ...outcome } = await gateway.post(path, signedStatementToJson(signed), receiptSchema)
  const kept = await keepReceipt(receiptFileOf(file), receipt, signed.statement, gateway)
  const rows: [string, unknown][] = [
    [say(LABELS.acceptedAt), time(outcome.timestamp)],
    [say(LABELS.block), outcome.block],
    [say(LABELS.transaction), outcome.transaction],
    [say(LABELS.statement), outcome.digest],
  ]
  if (kept !== undefined) rows.push([say(LABELS.receipt), kept])
  output.result({ ...outcome, receipt: kept ?? null }, table(rows))
  if (kept !== undefined) return
  output.hint({
    en: 'The bid stands on the ledger. Its receipt could not be had just now; "bongin bid receipt" writes it at any time.',
    ko: '투찰은 원장에 접수되었습니다. 접수증은 지금 받을 수 없었으며 "bongin bid receipt"로 언제든지 받을 수 있습니다.',
  })
}

async function showBid(tender: string, bidder: bigint, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const view = await readBidView(gateway, tender, bidder)
  output.result(bidJson(view), bidText(view, output))
}
