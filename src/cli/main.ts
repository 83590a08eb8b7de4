import { Command, CommanderError } from 'commander'
import { BonginError } from '../protocol/error.ts'
import { addAwardCommand } from './commands/award.ts'
import { addBidCommand } from './commands/bid.ts'
import { addIndexCommand } from './commands/index.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addOpenCommand } from './commands/open.ts'
import { addTenderCommand } from './commands/tender.ts'
import { DEFAULT_URL } from './context.ts'
import { toText } from './output.ts'

/** What the exit code says to a script. */
const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, unexpected: 4 } as const

const UNREACHABLE = new Set(['GATEWAY_UNREACHABLE', 'GATEWAY_ANSWER', 'LEDGER_UNREACHABLE', 'NOT_INCLUDED', 'TIMED_OUT'])
const USAGE = new Set(['INVALID_INPUT', 'FILE_UNREADABLE', 'NO_PASSPHRASE', 'KEYFILE_EXISTS', 'FILE_EXISTS'])

function createProgram(): Command {
  const program = new Command('bongin')
    .description('Public tenders on a ledger that keeps them honest (봉인)')
    .option('--url <url>', 'the gateway to talk to', process.env['BONGIN_URL'] ?? DEFAULT_URL)
    .option('--json', 'print one line of JSON instead of text')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused (the reason is printed), 2 wrong usage or input, 3 no answer, 4 a fault of this program.',
    )
  addKeysCommand(program)
  addTenderCommand(program)
  addBidCommand(program)
  addOpenCommand(program)
  addAwardCommand(program)
  addIndexCommand(program)
  return program
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (!(error instanceof BonginError)) return EXIT.unexpected
  if (UNREACHABLE.has(error.code)) return EXIT.unreachable
  return USAGE.has(error.code) ? EXIT.usage : EXIT.refused
}

function report(error: unknown): void {
  // Commander has printed its own sentence already.
  if (error instanceof CommanderError) return
  const { code, message, details } =
    error instanceof BonginError ? error : { code: 'UNEXPECTED', message: String(error), details: {} }
  const text = process.argv.includes('--json') ? toText({ error: { code, message, details } }) : `${message} [${code}]`
  process.stderr.write(`${text}\n`)
}

try {
  await createProgram().parseAsync()
} catch (error) {
  report(error)
  process.exitCode = exitCodeOf(error)
}
