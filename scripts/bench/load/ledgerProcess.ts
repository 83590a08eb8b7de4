import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { deployOnce } from '../../../src/chain/deploy.ts'
import { startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { startLedger } from '../../ledger/start.ts'
import { FIRST_REGISTRAR } from '../../vectors/evidence/cast.ts'
import type { LedgerMessage, LedgerReady, LedgerTerms } from './ledger.ts'

/*
 * The ledger of a benchmark in a process of its own: all of one machine as `npm start` runs it, or only its chain. The parent moves the
 * clock, and disconnects when it is done.
 */

const tell = (message: object): void => void process.send?.(message)
const terms = JSON.parse(process.argv[2] ?? '{}') as LedgerTerms
const directory = await mkdtemp(join(terms.directory ?? tmpdir(), 'bongin-bench-'))
const time = { now: terms.start }
const registrar = { participant: FIRST_REGISTRAR.id, signer: FIRST_REGISTRAR.signer }
const running = await (terms.chainOnly ? startChain() : startAll())

process.on('message', async ({ moveTo }: LedgerMessage) => {
  time.now = Math.max(time.now, moveTo)
  await running.mine()
  tell({ movedTo: time.now })
})
process.once('disconnect', async () => {
  await running.close()
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  process.exit()
})
tell(running.ready)

async function startAll() {
  const ledger = await startLedger({
    directory,
    port: 0,
    clock: () => time.now,
    registrar,
    databaseUrl: terms.databaseUrl,
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  const { url, rpcUrl, deployed, relayKeys } = ledger
  const ready: LedgerReady = { url, rpcUrl, deployed, relayKeys }
  return { ready, mine: ledger.mine, close: ledger.close }
}

async function startChain() {
  const node = await startEmbeddedNode({ directory: join(directory, 'chain'), clock: () => time.now })
  const [deployerKey, ...relayKeys] = node.relayKeys as [Hex, ...Hex[]]
  const chainId = BigInt(node.chainId)
  const deployed = await deployOnce({ url: node.url, chainId, privateKey: deployerKey, directory, registrar })
  const ready: LedgerReady = { url: '', rpcUrl: node.url, deployed, relayKeys }
  return { ready, mine: () => node.mine(), close: () => node.close() }
}
