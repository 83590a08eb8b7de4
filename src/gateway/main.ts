import { join } from 'node:path'
import { pino } from 'pino'
import { connect } from '../chain/contracts.ts'
import { requireDeployment } from '../chain/deployment.ts'
import { createRelay } from '../chain/relay.ts'
import { poolRelays } from '../chain/relayPool.ts'
import { openDatabase } from '../db/open.ts'
import { openDocumentStore } from '../documents/store/open.ts'
import { evidenceFrom } from '../evidence/export.ts'
import { sealedByValidators } from '../evidence/qbft.ts'
import { openRpc } from '../evidence/rpc.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { readConfig } from './config/env.ts'
import { createContext } from './context.ts'
import { startGateway } from './server.ts'

/*
 * A gateway in a process of its own, beside an indexer that fills the same PostgreSQL. What it has taken and not brought to the ledger
 * yet stands in that database, so any number of them may run, and each goes on with what a dead one has left.
 */

const run = async (): Promise<void> => {
  const {
    gateway: config,
    rpcUrl,
    relayKeys,
    dataDirectory,
    databaseUrl,
    logLevel,
    epochLength,
    documents,
  } = readConfig(process.env)
  const log = pino({ level: logLevel })
  const deployment = await requireDeployment(dataDirectory)
  const contracts = connect(rpcUrl, deployment)
  const [first, ...others] = relayKeys
  const relayOf = (privateKey: Hex) => createRelay({ provider: contracts.provider, privateKey })
  const relay = poolRelays([relayOf(first), ...others.map(relayOf)])
  const database = await openDatabase({ url: databaseUrl })
  const rpc = openRpc(rpcUrl)
  const evidence = evidenceFrom(rpc, deployment, sealedByValidators({ rpc, epochLength }))
  const store = await openDocumentStore(documents ?? join(dataDirectory, 'documents'))
  const parts = { contracts, relay, database, log, config, evidence, store }
  const gateway = await startGateway(createContext(parts))
  log.info({ url: gateway.url, ledger: deployment.ledger }, 'The gateway listens.')

  const stop = async (): Promise<void> => {
    await gateway.close()
    relay.close()
    contracts.provider.destroy()
    await database.close()
    store.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BonginError ? `${error.code}: ${error.message}` : String(error)}\n`,
  )
  process.exitCode = 1
})
