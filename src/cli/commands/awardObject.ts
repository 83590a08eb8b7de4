import type { Command } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import type { Statement } from '../../protocol/statement.ts'
import type { Receipt, Tender } from '../api.ts'
import { parseId, parseNumber, parseTender } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { assertMayAct } from '../membership.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { showTender } from '../tenderText.ts'

interface ObjectOptions {
  readonly key: string
  readonly bidder: bigint
  readonly document: string
}

interface DecideOptions {
  readonly key: string
  readonly objection: number
  readonly document: string
  readonly upheld?: true
  readonly rejected?: true
}

/** A bidder objects to an award within the objection period, and the agency decides; until then nothing is concluded. */
export function addObjectionCommands(award: Command): void {
  award
    .command('object')
    .description(
      'object to the award, or to there being nobody left, within the objection period (any bidder of the tender; 이의신청)',
    )
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--bidder <number>', 'who objects', parseId)
    .requiredOption('--key <file>', "the bidder's key file")
    .requiredOption('--document <hash or file>', 'hash of the objection, or the file to be hashed')
    .action(object)

  award
    .command('decide')
    .description(
      'decide an objection; if it is upheld, the result falls, and winner and objector are reviewed anew (the agency)',
    )
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--objection <number>', 'number of the objection, from 0', parseNumber)
    .requiredOption('--key <file>', "the agency's key file")
    .requiredOption('--document <hash or file>', 'hash of the reasoned decision, or the file to be hashed')
    .option('--upheld', 'the objection is right (인용)')
    .option('--rejected', 'the objection is not (기각)')
    .action(decide)
}

async function object(id: string, options: ObjectOptions, command: Command): Promise<void> {
  const { bidder } = options
  const document = await hashOf(options.document)
  await send(id, options.key, command, ({ tender, awards: award }) => ({
    type: 'Object',
    tender,
    bidder,
    award,
    document,
  }))
}

async function decide(id: string, options: DecideOptions, command: Command): Promise<void> {
  const { objection, upheld = false, rejected = false } = options
  if (upheld === rejected)
    throw new BonginError('INVALID_INPUT', 'Say how it was decided: --upheld or --rejected.')
  const document = await hashOf(options.document)
  await send(id, options.key, command, ({ tender, acts: act }) => ({
    type: 'DecideObjection',
    tender,
    act,
    objection,
    upheld,
    document,
  }))
}

type ObjectionAct = Extract<Statement, { type: 'Object' | 'DecideObjection' }>

/** Signs and sends, and shows the tender as it then stands. */
async function send(
  id: string,
  key: string,
  command: Command,
  statementOf: (tender: Tender) => ObjectionAct,
): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const [{ deployment, time: now }, tender] = await Promise.all([
    readLedger(gateway),
    readTender(gateway, id),
  ])
  const statement = statementOf(tender)
  const signer = await openSigner(key)
  if (statement.type === 'Object')
    await assertMayAct(gateway, statement.bidder, 'supplier', signer.address, now)
  const receipt = await relay(gateway, signer, deployment, statement)
  await showTender(context, id, { ...receipt, objection: numberOf(statement, receipt) })
}

/** The ledger numbers an objection when it takes it. */
function numberOf(statement: ObjectionAct, { result }: Receipt): unknown {
  return statement.type === 'DecideObjection' ? statement.objection : result.objection
}
