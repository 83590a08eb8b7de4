import { pino } from 'pino'
import { connect } from '../../../src/chain/contracts.ts'
import { readDeployment } from '../../../src/chain/deployment.ts'
import { createRelay } from '../../../src/chain/relay.ts'
import { poolRelays } from '../../../src/chain/relayPool.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { createContext } from '../../../src/gateway/context.ts'
import { startGateway } from '../../../src/gateway/server.ts'
import { follow } from '../../../src/indexer/follow.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'

// A process to be killed: gateway, queue and index over an embedded database, as one machine has them, with the node elsewhere.

const [directory = '', rpcUrl = '', keys = '', rows = '', ahead = '0'] = process.argv.slice(2)
const time = { ahead: Number(ahead) }
process.on('message', (message: typeof time) => {
  time.ahead = message.ahead
})
process.once('disconnect', () => process.exit())
const log = pino({ level: 'warn' })
const deployment = await readDeployment(directory)
if (deployment === undefined) throw new Error('Nothing is deployed there.')
const contracts = connect(rpcUrl, deployment)
const { provider } = contracts
const database = await openDatabase({ directory: `${directory}/index` })
const index = follow({ contracts, database, log })
const [first, ...others] = (keys.split(',') as Hex[]).map(privateKey => createRelay({ provider, privateKey }))
if (first === undefined) throw new Error('There is no relay key.')
const relay = poolRelays([first, ...others])
const clock = (): number => Date.now() / 1000 + time.ahead
const config = { port: 0, requestsPerMinute: 0, lease: 1_000, queueRows: Number(rows) }
const gateway = await startGateway(createContext({ contracts, relay, database, log, index, clock, config }))
process.once('SIGTERM', async () => {
  await gateway.close()
  relay.close()
  await index.close()
  await database.close()
  process.exit()
})
console.log(JSON.stringify({ url: gateway.url, ready: true }))
