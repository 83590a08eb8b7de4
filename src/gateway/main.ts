import { pino } from 'pino'
import { connect } from '../chain/contracts.ts'
import { readDeployment } from '../chain/deployment.ts'
import { createRelay } from '../chain/relay.ts'
import { openDatabase } from '../db/open.ts'
import { evidenceFrom } from '../evidence/export.ts'
import { sealedByValidators } from '../evidence/qbft.ts'
import { openRpc } from '../evidence/rpc.ts'
import { BonginError } from '../protocol/error.ts'
import { readConfig } from './config/env.ts'
import { createContext } from './context.ts'
import { startGateway } from './server.ts'

/*
 * A gateway in a process of its own, beside an indexer that fills the same PostgreSQL. It keeps nothing that is not on the ledger, so
 * any number of them may run.
 */

const run = async (): Promise<void> => {
  const {
    gateway: config,
    rpcUrl,
    relayKey,
    dataDirectory,
    databaseUrl,
    logLevel,
    epochLength,
  } = readConfig(process.env)
  const log = pino({ level: logLevel })
  const deployment = await readDeployment(dataDirectory)
  if (deployment === undefined)
    throw new BonginError(
      'NOT_DEPLOYED',
      `${dataDirectory} holds no deployment.json: deploy the contracts first.`,
    )
  const contracts = connect(rpcUrl, deployment)
  const relay = createRelay({ provider: contracts.provider, privateKey: relayKey })
  const database = await openDatabase({ url: databaseUrl })
  const rpc = openRpc(rpcUrl)
  const evidence = evidenceFrom(rpc, deployment, sealedByValidators({ rpc, epochLength }))
  const gateway = await startGateway(createContext({ contracts, relay, database, log, config, evidence }))
  log.info({ url: gateway.url, ledger: deployment.ledger }, 'The gateway listens.')

  const stop = async (): Promise<void> => {
    await gateway.close()
    relay.close()
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
