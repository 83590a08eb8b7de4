import { type Command, Option } from 'commander'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import type { Statement } from '../../protocol/statement.ts'
import { DISQUALIFICATION_REASONS } from '../../protocol/tender.ts'
import type { Receipt, Tender } from '../api.ts'
import { parseHash, parseId, parseTender } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { priceOf } from '../opening.ts'
import { table, time, won } from '../output.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'

interface ActOptions {
  key: string
  bidder?: bigint
  document?: Hex
  reason?: string
  contract?: Hex
}

type Act = Extract<Statement, { type: 'Qualify' | 'Disqualify' | 'Award' | 'Conclude' }>

/** `bongin award`: the agency's acts from the review to the contract. The ledger holds it to the line. */
export function addAwardCommand(program: Command): void {
  const award = program.command('award').description('review the first in line, award, conclude (the agency)')

  act(award, 'qualify', 'find the first in line qualified')
    .requiredOption('--document <hash>', 'hash of the review', parseHash)
    .action(run((tender, bidder, options) => ({ type: 'Qualify', ...common(tender, bidder), document: given(options.document) })))

  act(award, 'disqualify', 'disqualify the first in line, for a reason; the next follows')
    .addOption(
      new Option('--reason <code>', reasons()).choices(Object.keys(DISQUALIFICATION_REASONS)).makeOptionMandatory(),
    )
    .requiredOption('--document <hash>', 'hash of the reasoned decision', parseHash)
    .action(
      run((tender, bidder, options) => ({
        type: 'Disqualify',
        ...common(tender, bidder),
        reason: Number(options.reason),
        document: given(options.document),
      })),
    )

  act(award, 'grant', 'award to the qualified first in line').action(
    run((tender, bidder, _options, amount) => ({ type: 'Award', ...common(tender, bidder), amount })),
  )

  act(award, 'conclude', 'conclude with the contract, after the objection period')
    .requiredOption('--contract <hash>', 'hash of the contract', parseHash)
    .action(
      run((tender, bidder, options, amount) => ({
        type: 'Conclude',
        ...common(tender, bidder),
        amount,
        contractHash: given(options.contract),
      })),
    )
}

function act(award: Command, name: string, description: string): Command {
  return award
    .command(name)
    .description(description)
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--key <file>', "the agency's key file")
    .option('--bidder <number>', 'who is meant; the first in line by default', parseId)
}

function run(statementOf: (tender: Tender, bidder: bigint, options: ActOptions, amount: bigint) => Act) {
  return async (tenderId: string, options: ActOptions, command: Command): Promise<void> => {
    const { gateway, output } = contextOf(command)
    const [{ deployment }, tender, signer] = await Promise.all([
      readLedger(gateway),
      readTender(gateway, tenderId),
      openSigner(options.key),
    ])
    const bidder = options.bidder ?? tender.first
    if (bidder === 0n) throw new BonginError('NOBODY_IN_LINE', `Nobody is in line; the tender is in phase ${tender.phase}.`)
    const amount = await priceOf(gateway, tender, bidder)
    const statement = statementOf(tender, bidder, options, amount)
    const receipt = await relay(gateway, signer, deployment, statement)
    const { phase } = await readTender(gateway, tenderId)
    output.result({ ...receipt, type: statement.type, bidder, amount, phase }, text(receipt, bidder, amount, phase))
  }
}

function common({ tender, acts }: Tender, bidder: bigint): { tender: Hex; act: number; bidder: bigint } {
  return { tender, act: acts, bidder }
}

function given(hash: Hex | undefined): Hex {
  if (hash === undefined) throw new BonginError('INVALID_INPUT', 'The hash of a document is needed.')
  return hash
}

function reasons(): string {
  return Object.entries(DISQUALIFICATION_REASONS)
    .map(([code, reason]) => `${code} ${reason.toLowerCase()}`)
    .join(', ')
}

function text(receipt: Receipt, bidder: bigint, amount: bigint, phase: string): string {
  return table([
    ['bidder', `${bidder} at ${won(amount)}`],
    ['on the ledger', time(receipt.timestamp)],
    ['phase', phase],
    ['statement', receipt.digest],
  ])
}
