import { connect } from '../../src/chain/contracts.ts'
import { readDeployment } from '../../src/chain/deployment.ts'
import { openDatabase } from '../../src/db/open.ts'
import { ledgerHead } from '../../src/db/queries/ledger.ts'
import { follow } from '../../src/indexer/follow.ts'
import { rememberingLog } from './support.ts'

// Indexes a chain into an embedded database without end, and says where it began, once the first blocks are there. Killed by its test.
const [rpcUrl, dataDirectory, directory] = process.argv.slice(2)
if (rpcUrl === undefined || dataDirectory === undefined || directory === undefined)
  throw new Error('usage: indexing.ts <url> <data> <index>')
const deployment = await readDeployment(dataDirectory)
if (deployment === undefined) throw new Error('nothing is deployed')
const database = await openDatabase({ directory })
const head = await ledgerHead(database)
const indexer = follow({
  contracts: connect(rpcUrl, deployment),
  database,
  log: rememberingLog().log,
  pollInterval: 5,
  reorgDepth: 8,
})
await indexer.caughtUp(0)
process.stdout.write(`${head?.block ?? -1}\n`)
