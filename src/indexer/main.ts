import { pino } from 'pino'
import { connect } from '../chain/contracts.ts'
import { requireDeployment } from '../chain/deployment.ts'
import { openDatabase } from '../db/open.ts'
import { BonginError } from '../protocol/error.ts'
import { readIndexerConfig } from './config.ts'
import { follow } from './follow.ts'

/*
 * An indexer in a process of its own: it fills the PostgreSQL that gateways read. One is enough; a second one beside it waits for the
 * first, and goes on where that one ends.
 */

const run = async (): Promise<void> => {
  const { rpcUrl, dataDirectory, databaseUrl, logLevel, reorgDepth } = readIndexerConfig(process.env)
  const log = pino({ level: logLevel })
  const deployment = await requireDeployment(dataDirectory)
  const contracts = connect(rpcUrl, deployment)
  const database = await openDatabase({ url: databaseUrl })
  const indexer = follow({ contracts, database, log, reorgDepth })
  log.info({ ledger: deployment.ledger, reorgDepth }, 'The indexer follows the ledger.')

  const stop = async (): Promise<void> => {
    await indexer.close()
    contracts.provider.destroy()
    await database.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BonginError ? `${error.code}: ${error.message}` : String(error)}\n`,
  )
  process.exitCode = 1
})
