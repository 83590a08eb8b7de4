import { type Command, Option } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import type { Statement } from '../../protocol/statement.ts'
import { DISQUALIFICATION_REASONS } from '../../protocol/tender.ts'
import type { Receipt, Tender } from '../api.ts'
import { parseId, parseTender } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { priceOf } from '../opening.ts'
import { type Output, table } from '../output.ts'
import { time, won } from '../readable.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { LABELS, PHASE_WORDS } from '../words.ts'

/** Options of an act; those that it needs are mandatory where they are declared, the others absent. */
interface ActOptions {
  readonly key: string
  readonly bidder?: bigint
  readonly document: string
  readonly reason: string
  readonly contract: string
}

type Act = Extract<Statement, { type: 'Qualify' | 'Disqualify' | 'Award' | 'Conclude' }>

/** What every act names; `amount` is what the bidder has bid. */
interface Subject {
  readonly named: Pick<Act, 'tender' | 'act' | 'bidder'>
  readonly amount: bigint
}

/** `bongin award`: the agency's acts from the review to the contract. The ledger holds it to the line. */
export function addAwardCommand(program: Command): void {
  const award = program
    .command('award')
    .description('review the first in line, award, conclude (the agency; 적격심사, 낙찰, 계약)')

  addAct(award, 'qualify', 'find the first in line qualified')
    .requiredOption(
      '--document <hash or file>',
      'hash of the review, or the file to be hashed; the file goes nowhere',
    )
    .action(
      does(async ({ named }, { document }) => ({
        type: 'Qualify',
        ...named,
        document: await hashOf(document),
      })),
    )

  addAct(award, 'disqualify', 'disqualify the first in line, for a reason; the next follows')
    .addOption(
      new Option('--reason <code>', reasons())
        .choices(Object.keys(DISQUALIFICATION_REASONS))
        .makeOptionMandatory(),
    )
    .requiredOption('--document <hash or file>', 'hash of the reasoned decision, or the file to be hashed')
    .action(
      does(async ({ named }, { reason, document }) => ({
        type: 'Disqualify',
        ...named,
        reason: Number(reason),
        document: await hashOf(document),
      })),
    )

  addAct(award, 'grant', 'award to the first in line, once it is found qualified').action(
    does(async ({ named, amount }) => ({ type: 'Award', ...named, amount })),
  )

  addAct(award, 'conclude', 'conclude with the contract, after the objection period')
    .requiredOption('--contract <hash or file>', 'hash of the contract, or the file to be hashed')
    .action(
      does(async ({ named, amount }, { contract }) => ({
        type: 'Conclude',
        ...named,
        amount,
        contractHash: await hashOf(contract),
      })),
    )
}

function addAct(award: Command, name: string, description: string): Command {
  return award
    .command(name)
    .description(description)
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--key <file>', "the agency's key file")
    .option('--bidder <number>', 'who is meant; the first in line by default', parseId)
}

function does(statementOf: (subject: Subject, options: ActOptions) => Promise<Act>) {
  return async (id: string, options: ActOptions, command: Command): Promise<void> => {
    const { gateway, output } = contextOf(command)
    const [{ deployment }, tender] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
    const bidder = options.bidder ?? firstOf(tender)
    const amount = await priceOf(gateway, tender, bidder)
    const named = { tender: tender.tender, act: tender.acts, bidder }
    const statement = await statementOf({ named, amount }, options)
    const signer = await openSigner(options.key)
    const receipt = await relay(gateway, signer, deployment, statement)
    tell(output, receipt, { named, amount }, await readTender(gateway, id))
  }
}

function firstOf({ first, phase }: Tender): bigint {
  if (first !== 0n) return first
  throw new BonginError('NOBODY_IN_LINE', `Nobody is in line; the tender is in phase ${phase}.`)
}

function reasons(): string {
  return Object.entries(DISQUALIFICATION_REASONS)
    .map(([code, reason]) => `${code} ${reason.toLowerCase()}`)
    .join(', ')
}

function tell(
  { say, result }: Output,
  receipt: Receipt,
  { named, amount }: Subject,
  { phase, first }: Tender,
): void {
  const rows: [string, string][] = [
    [say(LABELS.bidder), named.bidder.toString()],
    [say(LABELS.price), say(won(amount))],
    [say(LABELS.acceptedAt), time(receipt.timestamp)],
    [say(LABELS.phase), say(PHASE_WORDS[phase])],
    [say(LABELS.first), first === 0n ? '–' : first.toString()],
    [say(LABELS.statement), receipt.digest],
  ]
  result({ ...receipt, tender: named.tender, bidder: named.bidder, amount, phase, first }, table(rows))
}
