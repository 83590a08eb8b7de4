import { styleText } from 'node:util'
import { type Command, InvalidArgumentError, Option } from 'commander'
import manifest from '../../../package.json' with { type: 'json' }
import { BonginError } from '../../protocol/error.ts'
import { MAX_GUARDIANS, MIN_THRESHOLD } from '../../protocol/limits.ts'
import { type Evidence, readEvidence } from '../../verify/evidence.ts'
import { parseJson } from '../../verify/json.ts'
import type { Audit, Source } from '../../verify/report/audit.ts'
import { reportPage } from '../../verify/report/html/page.ts'
import { reportToJson } from '../../verify/report/json.ts'
import { summarize } from '../../verify/report/summary/summary.ts'
import { type Paint, textReport } from '../../verify/report/text.ts'
import { NO_POLICY, type Policy, parseTrust, type Trust } from '../../verify/trust.ts'
import { type Report, verify } from '../../verify/verifier.ts'
import { readBoundedText } from '../boundedText.ts'
import { EXIT } from '../codes.ts'
import type { GlobalOptions } from '../context.ts'
import { libsecp256k1Curve } from '../curve.ts'
import { assertAbsent, writePublic } from '../files.ts'
import { parseDuration, parseOutage } from '../moment.ts'
import { createOutput } from '../output.ts'
import { startVerifyProgress } from '../verifyProgress.ts'

const AFTER = `
Exit codes: 0 every check passed, 1 a check failed or could not be completed, 2 a file cannot be read or the usage is wrong.
It needs neither a network nor a gateway nor a ledger. "--json" prints the report as one line; its fields are described in
src/verify/report/json.ts.`

interface VerifyOptions extends Omit<Policy, 'outages'> {
  readonly outage: Policy['outages']
  readonly trust: string
  readonly report?: string
}

/** `bongin verify`: checks a file of evidence or a receipt against what the auditor trusts, on a machine without any connection. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check the evidence of a tender, or the receipt of a bid, offline (증거 검증)')
    .argument('<file>', 'the evidence, packed by gzip or not; "-" reads standard input')
    .requiredOption(
      '--trust <file>',
      'whom you trust: the ledger, its contracts, its validators or witnesses',
    )
    .option('--report <file>', 'write the report as one HTML page, in both languages')
    .addOption(
      new Option('--minimum-threshold <count>', 'how many guardians must have been needed at least')
        .argParser(parseThreshold)
        .default(NO_POLICY.minimumThreshold),
    )
    .addOption(
      new Option('--minimum-bidding-time <duration>', 'how long bidding must have been open, such as 48h')
        .argParser(parseLength)
        .default(NO_POLICY.minimumBiddingTime, 'any'),
    )
    .addOption(
      new Option('--minimum-opening-delay <duration>', 'the least time from closing to opening, such as 1h')
        .argParser(parseLength)
        .default(NO_POLICY.minimumOpeningDelay, 'any'),
    )
    .addOption(
      new Option('--outage <from..until>', 'when bidders could not bid; may be named more than once')
        .argParser(parseOutages)
        .default(NO_POLICY.outages, 'none'),
    )
    .addHelpText('after', AFTER)
    .action(verifyFile)
}

async function verifyFile(path: string, options: VerifyOptions, command: Command): Promise<void> {
  const { json = false, lang } = command.optsWithGlobals<GlobalOptions>()
  const {
    trust: trustPath,
    report: pagePath,
    minimumThreshold,
    minimumBiddingTime,
    minimumOpeningDelay,
    outage: outages,
  } = options
  const policy = { minimumThreshold, minimumBiddingTime, minimumOpeningDelay, outages }
  if (pagePath !== undefined) await assertAbsent(pagePath)
  const { value: trust } = await readAs(trustPath, text => parseTrust(parseJson(text)))
  const { value: evidence, source } = await readAs(path, readEvidence)
  const audit: Audit = {
    report: await verifyWithProgress(evidence, { trust, policy }, { json, lang }),
    summary: summarize(evidence, trust),
    trust,
    policy,
    source,
    checkedAt: Math.floor(Date.now() / 1000),
    version: manifest.version,
  }
  createOutput(json, lang).result(reportToJson(audit), textReport(audit, lang, PAINT))
  if (!audit.report.passed) process.exitCode = EXIT.refused
  if (pagePath !== undefined) await writePublic(pagePath, reportPage(audit, lang))
}

/** Says which of the files it is, where one cannot be read. */
async function readAs<Value>(
  path: string,
  read: (text: string) => Value,
): Promise<{ value: Value; source: Source }> {
  try {
    const { text, source } = await readBoundedText(path)
    return { value: read(text), source }
  } catch (cause) {
    if (!(cause instanceof BonginError)) throw cause
    const { code, message, details } = cause
    throw new BonginError(code, `${path}: ${message}`, { cause, details: { file: path, ...details } })
  }
}

async function verifyWithProgress(
  evidence: Evidence,
  { trust, policy }: { readonly trust: Trust; readonly policy: Policy },
  { json, lang }: Required<Pick<GlobalOptions, 'json' | 'lang'>>,
): Promise<Report> {
  const bids = evidence.blocks
    .flatMap(({ receipts }) => receipts)
    .reduce((sum, { logs }) => sum + logs.filter(({ event }) => event === 'BidAccepted').length, 0)
  const { stop, ...progress } = startVerifyProgress(bids, lang, json)
  try {
    return await verify(evidence, trust, { policy, curve: await libsecp256k1Curve(), ...progress })
  } finally {
    stop()
  }
}

const COLOURS = { pass: 'green', fail: 'red', missing: 'yellow', notApplicable: 'gray' } as const

/** Only where colours can be seen and are wanted. */
const PAINT: Paint = (status, text) => styleText(COLOURS[status], text, { stream: process.stdout })

function parseThreshold(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= MIN_THRESHOLD && count <= MAX_GUARDIANS) return count
  throw new InvalidArgumentError(`It must be a number from ${MIN_THRESHOLD} to ${MAX_GUARDIANS}.`)
}

function parseLength(text: string): number {
  return parsedBy(parseDuration, text)
}

/** @param others named before */
function parseOutages(text: string, others: Policy['outages']): Policy['outages'] {
  const outage = parsedBy(parseOutage, text)
  if (outage.from < outage.until) return [...others, outage]
  throw new InvalidArgumentError('An outage ends after it has begun.')
}

function parsedBy<Value>(parse: (text: string, now: number) => Value, text: string): Value {
  try {
    return parse(text, Math.floor(Date.now() / 1000))
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}
