import type { Command } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import { isScored } from '../../protocol/reviewAct.ts'
import type { Statement } from '../../protocol/statement.ts'
import { DISQUALIFICATION_REASONS, FORFEIT_REASONS, REASON_OF_SCORE } from '../../protocol/tender.ts'
import type { Tender } from '../api.ts'
import { parseId, parsePoints, parseTender, reasonOption } from '../arguments.ts'
import { type Default, type Subject, subjectOf, tellAct } from '../awarding.ts'
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
  readonly score?: number
}

type Act = Extract<Statement, { type: 'Qualify' | 'Disqualify' | 'Award' | 'Forfeit' }>

const DOCUMENT = '--document <hash or file>'
const SCORE = '--score <points>'

/** `bongin award`: from the review to the contract. The ledger holds the agency to the line. */
export function addAwardCommand(program: Command): void {
  const award = program
    .command('award')
    .description('review who is in line, award, object, conclude (적격심사, 낙찰, 이의신청, 계약)')
  addReview(award)
  addObjectionCommands(award)
  addConclusionCommands(award)
  addAct(
    award,
    'forfeit',
    'record that the winner does not take the contract; the next in line follows (the agency)',
    'the winner',
  )
    .addOption(reasonOption(FORFEIT_REASONS))
    .requiredOption(DOCUMENT, 'hash of what shows the refusal, or the file to be hashed')
    .action(
      does('winner', async ({ named }, { reason, document }) => ({
        type: 'Forfeit',
        ...named,
        reason,
        document: await hashOf(document),
      })),
    )
}

function addReview(award: Command): void {
  addAct(award, 'qualify', 'find the first in line qualified (the agency)', 'the first to be reviewed')
    .requiredOption(DOCUMENT, 'hash of the review, or the file to be hashed; the file goes nowhere')
    .option(
      SCORE,
      'points for all but the price, where the terms name a scale; the ledger adds the price’s',
      parsePoints,
    )
    .action(
      does('reviewed', async ({ named, tender }, { document, score }) => ({
        type: 'Qualify',
        ...named,
        otherScore: otherScoreOf(tender, score),
        document: await hashOf(document),
      })),
    )

  addAct(
    award,
    'disqualify',
    'disqualify the first in line, for a reason; the next follows (the agency)',
    'the first to be reviewed',
  )
    .addOption(reasonOption(DISQUALIFICATION_REASONS))
    .requiredOption(DOCUMENT, 'hash of the reasoned decision, or the file to be hashed')
    .option(SCORE, 'with reason 2, where the terms name a scale: points for all but the price', parsePoints)
    .action(
      does('reviewed', async ({ named, tender }, { reason, document, score }) => ({
        type: 'Disqualify',
        ...named,
        reason,
        otherScore: reason === REASON_OF_SCORE ? otherScoreOf(tender, score) : noScore(score),
        document: await hashOf(document),
      })),
    )

  addAct(
    award,
    'grant',
    'award to the first in line, once it is found qualified; or, where scores decide between equal prices, to the best (the agency)',
    'whom the terms’ rule names',
  ).action(does('best', async ({ named, amount }) => ({ type: 'Award', ...named, amount })))
}

function addAct(award: Command, name: string, description: string, whom: string): Command {
  return award
    .command(name)
    .description(description)
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--key <file>', "the agency's key file")
    .option('--bidder <number>', `who is meant; ${whom} by default`, parseId)
}

function does(
  whom: Default,
  statementOf: (subject: Subject & { readonly tender: Tender }, options: ActOptions) => Promise<Act>,
) {
  return async (id: string, options: ActOptions, command: Command): Promise<void> => {
    const context = contextOf(command)
    const { deployment, ...subject } = await subjectOf(context.gateway, id, options.bidder ?? whom)
    const statement = await statementOf(subject, options)
    const signer = await openSigner(options.key)
    await tellAct(context, await relay(context.gateway, signer, deployment, statement), subject)
  }
}

/** @throws BonginError `INVALID_INPUT` if the terms ask for a score and none is given, or the other way round */
function otherScoreOf({ terms }: Tender, score: number | undefined): number {
  if (!isScored({ terms })) return noScore(score)
  if (score !== undefined) return score
  throw new BonginError(
    'INVALID_INPUT',
    `This tender is reviewed by scale ${terms.award.qualification}: name the points for all but the price by --score.`,
  )
}

function noScore(score: number | undefined): number {
  if (score === undefined) return 0
  throw new BonginError('INVALID_INPUT', 'There is no score to be given here: leave out --score.')
}
