import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { connect } from '../src/chain/contracts.ts'
import { readDeployment } from '../src/chain/deployment.ts'
import { startEmbeddedNode } from '../src/chain/embedded/node.ts'
import { columns } from '../src/cli/output.ts'
import { withProgress } from '../src/cli/progress.ts'
import { openDatabase } from '../src/db/open.ts'
import { type Comparison, rebuild } from '../src/indexer/rebuild.ts'
import { createStepper, type StepperParts } from '../src/indexer/stepper.ts'
import { clearIndex } from '../src/indexer/store.ts'
import { BonginError } from '../src/protocol/error.ts'

/**
 * `bongin index rebuild`: builds the index once more from block 0 and compares it with the one in use.
 * With `--replace`, an index that differs is emptied and made anew.
 * With BONGIN_RPC_URL and DATABASE_URL it works beside running services; otherwise on the data directory of an embedded ledger that is
 * stopped. Exit code 1 if the two differ.
 */
async function main(
  directory: string,
  { json, replace }: { json: boolean; replace: boolean },
): Promise<void> {
  const resources = new AsyncDisposableStack()
  try {
    const deployment = await readDeployment(directory)
    if (deployment === undefined) {
      throw new BonginError(
        'NOT_DEPLOYED',
        `${directory} holds no deployment.json: name the data directory with --data.`,
      )
    }
    const contracts = connect(await nodeUrl(directory, resources), deployment)
    resources.defer(() => contracts.provider.destroy())
    const { DATABASE_URL } = process.env
    const database = await openDatabase(
      DATABASE_URL === undefined ? { directory: join(directory, 'index') } : { url: DATABASE_URL },
    )
    resources.defer(() => database.close())
    const head = await contracts.provider.getBlockNumber()
    const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }))
    const rebuildNow = () =>
      withProgress('Rebuilding the index', head + 1, json, progress =>
        rebuild({ contracts, database, log, onProgress: progress }),
      )
    const comparison = await rebuildNow()
    report(comparison, json)
    if (!replace || comparison.tables.every(({ same }) => same)) return
    await clearIndex(database)
    await fill({ contracts, database, log })
    process.exitCode = 0
  } finally {
    await resources.disposeAsync()
  }
}

/** An indexer that runs beside does its part of it. */
async function fill(parts: StepperParts): Promise<void> {
  const stepper = createStepper(parts)
  for (let done = false; !done; ) {
    const { indexed, head } = await stepper.step()
    done = indexed === head
  }
  process.stderr.write('The index in use was made anew.\n')
}

async function nodeUrl(directory: string, resources: AsyncDisposableStack): Promise<string> {
  const { BONGIN_RPC_URL } = process.env
  if (BONGIN_RPC_URL !== undefined) return BONGIN_RPC_URL
  const node = await startEmbeddedNode({
    directory: join(directory, 'chain'),
    clock: () => Math.floor(Date.now() / 1000),
  })
  resources.defer(() => node.close())
  return node.url
}

function report({ block, tables }: Comparison, json: boolean): void {
  const same = tables.every(table => table.same)
  if (!same) process.exitCode = 1
  if (json) {
    process.stdout.write(`${JSON.stringify({ block, same, tables })}\n`)
    return
  }
  const rows = tables.map(table => [
    table.name,
    table.rows,
    table.same ? 'same' : `${table.differences.length} differ`,
  ])
  process.stdout.write(`${columns(['table', 'rows', ''], rows)}\n\n`)
  for (const { name, differences } of tables) {
    for (const { live, rebuilt } of differences)
      process.stdout.write(`${name}\n  in use   ${live}\n  rebuilt  ${rebuilt}\n`)
  }
  process.stdout.write(
    same
      ? `The same up to block ${block}.\n`
      : `Different at block ${block}: the rebuilt rows are what the ledger says.\n`,
  )
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, replace: { type: 'boolean', default: false } },
  allowPositionals: true,
})
try {
  await main(resolve(positionals[0] ?? 'data'), values)
} catch (error) {
  if (!(error instanceof BonginError)) throw error
  const { code, message } = error
  process.stderr.write(
    values.json ? `${JSON.stringify({ error: { code, message } })}\n` : `${message} [${code}]\n`,
  )
  process.exitCode = code.endsWith('_IN_USE') || code === 'NOT_DEPLOYED' ? 2 : 1
}
