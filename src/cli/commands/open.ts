import type { Command } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import { guardianSetSchema, keySchema, type Tender } from '../api.ts'
import { parseSeconds, parseTender } from '../arguments.ts'
import { contextOf } from '../context.ts'
import type { Gateway } from '../gateway.ts'
import { openBids, openReserve, rankBids, waitForSecret } from '../opening.ts'
import { withProgress } from '../progress.ts'
import { time } from '../readable.ts'
import { readTender } from '../statements.ts'
import { showTender } from '../tenderText.ts'

/** `bongin open`: opens every bid and puts the acceptable ones in line. Anyone may; the ledger checks each step. */
export function addOpenCommand(program: Command): void {
  program
    .command('open')
    .description('open all bids of a tender with the released key, and put them in line; anyone may (개찰)')
    .argument('<tender>', 'the tender', parseTender)
    .option('--wait <seconds>', 'how long to wait for the guardians', parseSeconds, 120)
    .action(open)
}

async function open(id: string, { wait }: { wait: number }, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway, output } = context
  const tender = await readTender(gateway, id)
  assertOpenable(tender)
  if (tender.phase === 'Opening' || tender.phase === 'Fallback') {
    const secret = await secretOf(gateway, tender, wait * 1000, output.json)
    await openReserve(gateway, tender, secret)
    await withProgress('Opening', tender.bids, output.json, progress =>
      openBids(gateway, tender, secret, progress),
    )
  }
  const opened = await readTender(gateway, id)
  if (opened.phase === 'Ranking') {
    const { secret } = await gateway.get(`/v1/keys/${opened.key}`, keySchema)
    await withProgress('Ranking', opened.valid, output.json, progress =>
      rankBids(gateway, opened, secret ?? undefined, progress),
    )
  }
  await showTender(context, id)
}

/** @throws BonginError `WRONG_PHASE` before the opening, and for a tender whose bids stay sealed for good */
function assertOpenable({ phase, bids, opened, terms }: Tender): void {
  const { openingAt } = terms.schedule
  if (phase === 'Scheduled' || phase === 'Bidding' || phase === 'Closed') {
    throw new BonginError(
      'WRONG_PHASE',
      `The tender is in phase ${phase}; the opening begins at ${time(openingAt)}.`,
    )
  }
  if ((phase === 'Failed' || phase === 'Cancelled') && opened < bids) {
    throw new BonginError(
      'WRONG_PHASE',
      `The tender is in phase ${phase}: what is still sealed stays sealed.`,
    )
  }
}

/** @throws BonginError `TIMED_OUT`; in the fallback, where nobody may be left to wait for, `KEY_NOT_OPEN` */
async function secretOf(gateway: Gateway, tender: Tender, patience: number, quiet: boolean): Promise<bigint> {
  const { secret, set } = await gateway.get(`/v1/keys/${tender.key}`, keySchema)
  if (secret !== null) return secret
  if (tender.phase === 'Fallback') {
    const until = time(tender.terms.schedule.fallbackEndAt)
    throw new BonginError(
      'KEY_NOT_OPEN',
      `The guardians have not released the key. Until ${until} each bidder can open its own bid: bongin bid reveal <note>.`,
    )
  }
  const { threshold } = await gateway.get(`/v1/guardian-sets/${set}`, guardianSetSchema)
  return withProgress('Waiting for key shares', threshold, quiet, progress =>
    waitForSecret(gateway, tender, patience, progress),
  )
}
