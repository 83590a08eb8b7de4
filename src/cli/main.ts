import { CommanderError } from 'commander'
import { BonginError } from '../protocol/error.ts'
import { exitCodeOf, koreanTitle } from './codes.ts'
import type { GlobalOptions } from './context.ts'
import { toText, wantsJson } from './output.ts'
import { createProgram } from './program.ts'

const program = createProgram()

// The reader of a pipe has seen enough, as in "bongin tender list | head".
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
  if (process.exitCode !== 0) report(explained(error))
}

/** Every error in the one form that is printed. */
function explained(error: unknown): BonginError {
  if (error instanceof BonginError) return error
  if (error instanceof CommanderError) return usage(error)
  const stack = error instanceof Error ? error.stack : String(error)
  const message = `This is a fault of the program, please report it: ${stack}`
  return new BonginError('FAULT', message, { cause: error })
}

function usage({ code, message }: CommanderError): BonginError {
  // Without a command Commander has shown the help, and has no sentence of its own.
  const said = code === 'commander.help' ? 'Name a command' : message.replace(/^error: /, '')
  const capital = said.charAt(0).toUpperCase() + said.slice(1).replaceAll('\n', ' ')
  return new BonginError('USAGE', `${sentence(capital)} Add --help to read what is possible.`)
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}

function report(error: BonginError): void {
  const { lang } = program.opts<GlobalOptions>()
  const { code, details } = error
  const message = sentence(error.message)
  const title = lang === 'ko' ? koreanTitle(error) : undefined
  const text = `${title === undefined ? '' : `${title}. `}${message} [${code}]`
  process.stderr.write(`${wantsJson() ? toText({ error: { code, message, details } }) : text}\n`)
}
