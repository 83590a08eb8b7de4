import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * `node scripts/faults.ts [--rounds N] [--seed N] [--site PGlite|PostgreSQL] [--fault WORDS] [--json]`: kills and hinders the programs of
 * a ledger under load, round after round, and ends with 1 if a promise was not kept. In a process of its own, because scripts do not lean on
 * tests.
 */
const program = fileURLToPath(new URL('../test/faults/main.ts', import.meta.url))
const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
child.once('exit', code => {
  process.exitCode = code ?? 1
})
