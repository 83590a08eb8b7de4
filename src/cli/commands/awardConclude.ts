import type { Command } from 'commander'
import { BonginError } from '../../protocol/error.ts'
import type { Statement } from '../../protocol/statement.ts'
import { parseId, parseTender } from '../arguments.ts'
import { type Subject, subjectOf, tellAct } from '../awarding.ts'
import { readConclusion, writeConclusion } from '../conclusionFile.ts'
import { contextOf } from '../context.ts'
import { assertAbsent, hashOf } from '../files.ts'
import { assertMayAct } from '../membership.ts'
import { type Output, table } from '../output.ts'
import { won } from '../readable.ts'
import { openSigner } from '../signing.ts'
import { carry, readLedger } from '../statements.ts'
import { LABELS } from '../words.ts'

interface ConcludeOptions {
  readonly key: string
  readonly bidder?: bigint
  readonly contract: string
  readonly winnerKey?: string
  readonly out?: string
}

interface CountersignOptions {
  readonly key: string
  readonly contract: string
}

/** Digits of an id in a file's name. */
const SHORT = 10

/** A contract takes two: `award conclude` is the agency's half, `award countersign` the winner's. */
export function addConclusionCommands(award: Command): void {
  award
    .command('conclude')
    .description('sign the conclusion with the contract, for the winner to countersign (the agency; 계약)')
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--key <file>', "the agency's key file")
    .requiredOption('--contract <hash or file>', 'hash of the contract, or the file to be hashed')
    .option('--bidder <number>', 'who is meant; the winner by default', parseId)
    .option('--out <file>', 'where to write it; conclusion-<tender>.json by default')
    .option(
      '--winner-key <file>',
      "the winner's key file, where it is on this machine too: both sign, and nothing is written",
    )
    .action(conclude)

  award
    .command('countersign')
    .description(
      'countersign the conclusion and bring it to the ledger, after the objection period (the winner)',
    )
    .argument('<file>', 'what "award conclude" wrote')
    .requiredOption('--key <file>', "the winner's key file")
    .requiredOption(
      '--contract <hash or file>',
      'hash of the contract as the winner knows it, or the file: any other is refused',
    )
    .action(countersign)
}

async function conclude(id: string, options: ConcludeOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const { key, winnerKey, out = `conclusion-${id.slice(0, SHORT)}.json` } = options
  if (winnerKey === undefined) await assertAbsent(out)
  const { deployment, ...subject } = await subjectOf(gateway, id, options.bidder ?? 'winner')
  const { named, amount } = subject
  const contractHash = await hashOf(options.contract)
  const statement = { type: 'Conclude', ...named, amount, contractHash } as const
  const signed = (await openSigner(key)).sign(statement, deployment)
  if (winnerKey !== undefined) {
    const winner = await openSigner(winnerKey)
    return tellAct(context, await carry(gateway, winner.countersign(signed, deployment)), subject)
  }
  await writeConclusion(out, signed)
  tellHalf(context.output, out, subject)
}

function tellHalf({ say, result, hint }: Output, file: string, { named, amount }: Subject): void {
  const rows: [string, string][] = [
    [say(LABELS.file), file],
    [say(LABELS.bidder), named.bidder.toString()],
    [say(LABELS.price), say(won(amount))],
  ]
  result({ file, tender: named.tender, bidder: named.bidder, amount }, table(rows))
  hint({
    en: `Nothing is concluded yet. Give ${file} to the winner, who ends it with "bongin award countersign ${file}".`,
    ko: `아직 계약이 체결되지 않았습니다. ${file} 파일을 낙찰자에게 전달하면 낙찰자가 "bongin award countersign ${file}"로 체결합니다.`,
  })
}

async function countersign(file: string, options: CountersignOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const half = await readConclusion(file)
  const { statement } = half
  await assertContract(statement, options.contract)
  const { deployment, time: now } = await readLedger(gateway)
  const winner = await openSigner(options.key)
  await assertMayAct(gateway, statement.bidder, 'supplier', winner.address, now)
  const receipt = await carry(gateway, winner.countersign(half, deployment))
  await tellAct(context, receipt, { named: statement, amount: statement.amount })
}

/** The winner signs a hash: it has to be that of the contract that the winner has read, whatever the agency put into the file. */
async function assertContract(
  { contractHash }: Extract<Statement, { type: 'Conclude' }>,
  contract: string,
): Promise<void> {
  const expected = await hashOf(contract)
  if (expected === contractHash) return
  throw new BonginError(
    'OTHER_CONTRACT',
    `The agency signed another contract: ${contractHash}, not ${expected}. Nothing was signed.`,
  )
}
