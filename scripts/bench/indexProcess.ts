import { connect } from '../../src/chain/contracts.ts'
import { readDeployment } from '../../src/chain/deployment.ts'
import { openDatabase } from '../../src/db/open.ts'
import { createStepper } from '../../src/indexer/stepper.ts'

// Indexes a ledger from block 0, once, and says what that took.
// usage: indexProcess.ts <node's url> <data directory> <directory of an embedded index, or PostgreSQL url> <schema>
const [rpcUrl = '', data = '', place = '', schema = ''] = process.argv.slice(2)
const deployment = await readDeployment(data)
if (deployment === undefined) throw new Error('nothing is deployed')
const contracts = connect(rpcUrl, deployment)
const target = /^postgres(ql)?:/.test(place) ? { url: place } : { directory: place }
const database = await openDatabase({ ...target, schema })
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const stepper = createStepper({ contracts, database, log })
const began = performance.now()
for (let done = false; !done; ) {
  const { indexed, head } = await stepper.step()
  done = indexed === head
}
const milliseconds = performance.now() - began
const [counted] = await database.query<{ events: number }>('SELECT count(*) AS events FROM events')
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(`${JSON.stringify({ events: counted?.events, milliseconds, peakMiB })}\n`)
await database.close()
contracts.provider.destroy()
