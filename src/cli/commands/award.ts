import type { Command } from 'commander'
import type { Statement } from '../../protocol/statement.ts'
import { DISQUALIFICATION_REASONS } from '../../protocol/tender.ts'
import { parseId, parseTender, reasonOption } from '../arguments.ts'
import { type Subject, subjectOf, tellAct } from '../awarding.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { openSigner } from '../signing.ts'
import { relay } from '../statements.ts'
import { addConclusionCommands } from './awardConclude.ts'
import { addObjectionCommands } from './awardObject.ts'

/** Options of an act; those that it needs are mandatory where they are declared, the others absent. */
interface ActOptions {
  readonly key: string
  readonly bidder?: bigint
  readonly document: string
  readonly reason: number
}

type Act = Extract<Statement, { type: 'Qualify' | 'Disqualify' | 'Award' | 'Forfeit' }>

const DOCUMENT = '--document <hash or file>'

/** `bongin award`: from the review to the contract. The ledger holds the agency to the line. */
export function addAwardCommand(program: Command): void {
  const award = program
    .command('award')
    .description('review the first in line, award, object, conclude (적격심사, 낙찰, 이의신청, 계약)')
  addReview(award)
  addObjectionCommands(award)
  addConclusionCommands(award)
  addAct(
    award,
    'forfeit',
    'record that the winner refuses the contract; the next in line follows (the agency)',
  )
    .requiredOption(DOCUMENT, 'hash of what shows the refusal, or the file to be hashed')
    .action(
      does(async ({ named }, { document }) => ({
        type: 'Forfeit',
        ...named,
        document: await hashOf(document),
      })),
    )
}

function addReview(award: Command): void {
  addAct(award, 'qualify', 'find the first in line qualified (the agency)')
    .requiredOption(DOCUMENT, 'hash of the review, or the file to be hashed; the file goes nowhere')
    .action(
      does(async ({ named }, { document }) => ({
        type: 'Qualify',
        ...named,
        document: await hashOf(document),
      })),
    )

  addAct(award, 'disqualify', 'disqualify the first in line, for a reason; the next follows (the agency)')
    .addOption(reasonOption(DISQUALIFICATION_REASONS))
    .requiredOption(DOCUMENT, 'hash of the reasoned decision, or the file to be hashed')
    .action(
      does(async ({ named }, { reason, document }) => ({
        type: 'Disqualify',
        ...named,
        reason,
        document: await hashOf(document),
      })),
    )

  addAct(award, 'grant', 'award to the first in line, once it is found qualified (the agency)').action(
    does(async ({ named, amount }) => ({ type: 'Award', ...named, amount })),
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
    const context = contextOf(command)
    const { deployment, ...subject } = await subjectOf(context.gateway, id, options.bidder)
    const statement = await statementOf(subject, options)
    const signer = await openSigner(options.key)
    await tellAct(context, await relay(context.gateway, signer, deployment, statement), subject)
  }
}
