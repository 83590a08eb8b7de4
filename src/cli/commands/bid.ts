import type { Command } from 'commander'
import { signedStatementToJson } from '../../protocol/statement.ts'
import { receiptSchema } from '../api.ts'
import { parseId, parsePicks, parseTender, parseWon } from '../arguments.ts'
import { bidJson, bidText, readBidView } from '../bidView.ts'
import { contextOf } from '../context.ts'
import { table } from '../output.ts'
import { time } from '../readable.ts'
import { readBid } from '../sealedFiles.ts'
import { addTrustOptions } from '../trust.ts'
import { LABELS } from '../words.ts'
import { revealBid } from './bidReveal.ts'
import { sealBid } from './bidSeal.ts'

/** `bongin bid`: seal on this machine, submit what is sealed, show what the ledger has, reveal in the fallback. */
export function addBidCommand(program: Command): void {
  const bid = program.command('bid').description('seal, submit, show and reveal bids (투찰)')

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
      .requiredOption('--key <file>', "the bidder's key file")
      .requiredOption('--out <file>', 'where to write the bid; the note goes to <file>.note'),
  ).action(sealBid)

  bid
    .command('submit')
    .description('submit a sealed bid; the same file may be submitted again at any time (제출)')
    .argument('<file>', 'what "bid seal" wrote')
    .action(submitBid)

  bid
    .command('show')
    .description("show a bidder's bid as it stands on the ledger; its price, once it is opened")
    .argument('<tender>', 'the tender', parseTender)
    .argument('<bidder>', 'who bid', parseId)
    .action(showBid)

  addTrustOptions(
    bid
      .command('reveal')
      .description('open a bid by its note, in the fallback: if the guardians have not released the key')
      .argument('<note>', 'what "bid seal" wrote'),
  ).action(revealBid)
}

async function submitBid(file: string, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const signed = await readBid(file)
  const receipt = await gateway.post('/v1/statements', signedStatementToJson(signed), receiptSchema)
  const rows: [string, unknown][] = [
    [say(LABELS.acceptedAt), time(receipt.timestamp)],
    [say(LABELS.block), receipt.block],
    [say(LABELS.transaction), receipt.transaction],
    [say(LABELS.statement), receipt.digest],
  ]
  output.result(receipt, table(rows))
}

async function showBid(tender: string, bidder: bigint, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const view = await readBidView(gateway, tender, bidder)
  output.result(bidJson(view), bidText(view, output))
}
