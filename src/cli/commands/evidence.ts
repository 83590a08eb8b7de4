import { type Command, Option } from 'commander'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import type { Subject } from '../../verify/evidence.ts'
import { parseAddress, parseTender, parseUrl } from '../arguments.ts'
import { type Context, contextOf } from '../context.ts'
import { type Incoming, mayReplace, writeExport } from '../exportFile.ts'
import type { Gateway } from '../gateway.ts'
import { table } from '../output.ts'
import { LABELS } from '../words.ts'

interface ExportOptions {
  readonly out?: string
  readonly rpc?: string
  readonly ledger?: Hex
}

/** Digits of an id in a file's name. */
const SHORT = 10

/** `bongin evidence`: what an auditor takes along. */
export function addEvidenceCommand(program: Command): void {
  const evidence = program
    .command('evidence')
    .description('everything about a tender in one file that proves itself (증거)')

  evidence
    .command('export')
    .description('write all evidence of a tender to a file; check it with "bongin verify"')
    .argument('<tender>', 'the tender', parseTender)
    .option(
      '--out <file>',
      'where to; packed by gzip if it ends in .gz; evidence-<tender>.json.gz by default',
    )
    .addOption(
      new Option(
        '--rpc <url>',
        'make it from this node instead of asking the gateway (with --ledger)',
      ).argParser(parseUrl),
    )
    .addOption(new Option('--ledger <address>', "the ledger's contract on that node").argParser(parseAddress))
    .action(exportTender)
}

async function exportTender(tender: Hex, options: ExportOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { out = `evidence-${tender.slice(0, SHORT)}.json.gz` } = options
  await mayReplace(out, context.output)
  await save(out, await incoming(context.gateway, tender, options), { tender }, context)
  context.output.hint({
    en: `Check it with "bongin verify ${out} --trust trust.json"; "bongin trust export" makes a trust file to compare with what the institutions publish.`,
    ko: `"bongin verify ${out} --trust trust.json"으로 검증하십시오. 신뢰 파일은 "bongin trust export"로 만들고 각 기관이 공표한 값과 비교하십시오.`,
  })
}

async function incoming(gateway: Gateway, tender: Hex, { rpc, ledger }: ExportOptions): Promise<Incoming> {
  if (rpc === undefined) return incomingFrom(gateway, `/v1/tenders/${tender}/evidence`)
  if (ledger === undefined) {
    throw new BonginError(
      'USAGE',
      'A node does not say which ledger is meant: name its contract by --ledger.',
    )
  }
  return (await import('../evidenceSource.ts')).exportFromNode(rpc, ledger, { tender })
}

/** What a gateway sends at an address for evidence. */
export async function incomingFrom(gateway: Gateway, path: string): Promise<Incoming> {
  const response = await gateway.open(path)
  const blocks = Number(response.headers.get('bongin-blocks') ?? 0)
  return { blocks, pieces: response.body ?? new ReadableStream() }
}

/** Writes the file and tells what it is. */
export async function save(
  path: string,
  evidence: Incoming,
  subject: Subject,
  { output }: Pick<Context, 'output'>,
): Promise<void> {
  const bytes = await writeExport(path, evidence, subject, output)
  const rows: [string, unknown][] = [
    [output.say(LABELS.file), `${path} (${bytes.toLocaleString('en-US')} bytes)`],
    [output.say(LABELS.blocks), evidence.blocks],
  ]
  const { tender, bidder } = subject
  const result = { file: path, bytes, blocks: evidence.blocks, tender }
  output.result(bidder === undefined ? result : { ...result, bidder }, table(rows))
}
