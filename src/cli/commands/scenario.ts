import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { EXIT } from '../codes.ts'
import type { GlobalOptions } from '../context.ts'

/** `bongin scenario`: what can happen to a tender, played on a ledger of its own and verified. */
export function addScenarioCommand(program: Command): void {
  const scenario = program
    .command('scenario')
    .description('stories of what can happen to a tender, played on a ledger of their own (시나리오)')

  scenario
    .command('list')
    .description('the stories that there are')
    .action((_options: object, command: Command) => start(['list'], command))

  scenario
    .command('run')
    .description('play a story, and verify the evidence of it')
    .argument('<name>', 'of a story, as "list" prints it')
    .option(
      '--evidence <file>',
      'keep the evidence of its last tender, and beside it the file.trust to verify it',
    )
    .addHelpText('after', '\nNo gateway and no ledger is needed. Exit code 1: a check did not pass.')
    .action((name: string, { evidence }: { evidence?: string }, command: Command) =>
      start(['run', name, ...(evidence === undefined ? [] : [`--evidence=${evidence}`])], command),
    )
}

/** The command line itself starts no chain (import law): the stories are a program of their own. */
async function start(words: readonly string[], command: Command): Promise<void> {
  const { json = false, lang } = command.optsWithGlobals<GlobalOptions>()
  const script = fileURLToPath(new URL('../../../scripts/scenario.ts', import.meta.url))
  const flags = ['--lang', lang, ...(json ? ['--json'] : [])]
  const child = spawn(process.execPath, [script, ...words, ...flags], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  process.exitCode = code ?? EXIT.fault
}
