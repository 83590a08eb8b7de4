import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import { EXIT } from '../codes.ts'
import { contextOf } from '../context.ts'

/** `bongin index`: chores of the operator, who has the database and a node. */
export function addIndexCommand(program: Command): void {
  const index = program.command('index').description("the operator's index of the ledger (색인)")

  index
    .command('rebuild')
    .description('rebuild the index from block 0 beside the one in use')
    .addOption(new Option('--verify', 'compare the two row by row, and replace nothing').default(true))
    .addOption(new Option('--replace', 'if they differ, empty the one in use and make it anew'))
    .addOption(
      new Option('--data <directory>', 'the data directory of an embedded ledger that is stopped')
        .env('BONGIN_DATA')
        .default('data'),
    )
    .addHelpText(
      'after',
      '\nWith BONGIN_RPC_URL and DATABASE_URL it works beside running services. Exit code 1: the two differ.',
    )
    .action(async ({ data, replace }: { data: string; replace?: true }, command: Command) => {
      // The command line itself opens no database (import law): the chore is a program of its own.
      const script = fileURLToPath(new URL('../../../scripts/rebuildIndex.ts', import.meta.url))
      const flags = [...(contextOf(command).output.json ? ['--json'] : []), ...(replace ? ['--replace'] : [])]
      const child = spawn(process.execPath, [script, data, ...flags], { stdio: 'inherit' })
      const [code] = (await once(child, 'exit')) as [number | null]
      process.exitCode = code ?? EXIT.fault
    })
}
