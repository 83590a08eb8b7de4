import type { Command } from 'commander'
import { nameAt, RESERVE_KINDS } from '../../protocol/tender.ts'
import { parseSeconds, parseTender } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { openBids, openReserve, rankBids, waitForSecret } from '../opening.ts'
import { table, won } from '../output.ts'
import { withProgress } from '../progress.ts'
import { readTender } from '../statements.ts'

/** `bongin open`: opens every bid and puts the acceptable ones in line. Anyone may; the ledger checks each step. */
export function addOpenCommand(program: Command): void {
  program
    .command('open')
    .description('open all bids of a tender with the released key, and put them in line')
    .argument('<tender>', 'the tender', parseTender)
    .option('--wait <seconds>', 'how long to wait for the guardians', parseSeconds, 120)
    .action(async (tenderId: string, { wait }: { wait: number }, command: Command) => {
      const { gateway, output } = contextOf(command)
      const tender = await readTender(gateway, tenderId)
      const secret = await waitForSecret(gateway, tender, wait * 1000)
      await openReserve(gateway, tender, secret)
      await withProgress('Opening', tender.bids, output.json, (progress) => openBids(gateway, tender, secret, progress))
      const opened = await readTender(gateway, tenderId)
      if (opened.phase === 'Ranking') {
        await withProgress('Ranking', opened.valid, output.json, (progress) => rankBids(gateway, opened, secret, progress))
      }
      const { phase, bids, valid, acceptable, reserve, first, terms } = await readTender(gateway, tenderId)
      const text = table([
        ['phase', phase],
        ['bids', `${bids}, valid ${valid}, acceptable ${acceptable}`],
        ['reserve price', `${won(reserve)} (${nameAt(RESERVE_KINDS, terms.reserve.kind)})`],
        ['first in line', first === 0n ? 'nobody' : `bidder ${first}`],
      ])
      output.result({ tender: tenderId, phase, bids, valid, acceptable, reserve, first }, text)
    })
}
