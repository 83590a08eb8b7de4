import { resolve } from 'node:path'
import { BonginError } from '../src/protocol/error.ts'
import { startDemoLedger } from './demo/ledger.ts'
import { tell } from './demo/story.ts'
import { summary } from './demo/summary.ts'

/** `npm start`: a whole ledger on this machine, with the real tender played through it, until it is stopped. */

const DEFAULT_PORT = 4850
const say = (line: string): void => void process.stdout.write(`${line}\n`)

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new BonginError(
    'INVALID_CONFIGURATION',
    `BONGIN_PORT must be a number from 0 to 65535, not "${text}".`,
  )
}

async function main(): Promise<void> {
  const started = Date.now()
  const { BONGIN_PORT, BONGIN_DATA, BONGIN_DOCUMENTS, DATABASE_URL } = process.env
  const directory = resolve(BONGIN_DATA ?? 'data')
  const stopped = Promise.withResolvers<void>()
  say(`Starting the ledger in ${directory} …`)
  const { stage, ledger, close } = await startDemoLedger({
    directory,
    port: readPort(BONGIN_PORT),
    quiet: false,
    databaseUrl: DATABASE_URL,
    documents: BONGIN_DOCUMENTS,
    onExit: stopped.reject,
  })
  say(`The gateway answers at ${ledger.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())
  try {
    await Promise.race([run(ledger, stage, directory, started), stopped.promise])
    await stopped.promise
    say('Stopping …')
  } finally {
    await close()
  }
}

async function run(
  { url, rpcUrl }: { url: string; rpcUrl: string },
  stage: Parameters<typeof tell>[0],
  directory: string,
  started: number,
): Promise<void> {
  const { construction, service } = await tell(stage, say)
  say(summary(construction, service, Math.round((Date.now() - started) / 100) / 10))
  say(`Where to look:
  ${url}/docs                what the gateway can do (API 안내)
  ${url}/v1/tenders          the tenders (입찰 목록)
  ${rpcUrl}   the chain itself, by JSON-RPC
  npm run bongin -- tender list     the command line
  ${directory}   all data; delete it to begin anew

The chain's clock replayed January to August 2025 and now shows the time of this machine. Ctrl+C stops everything; nothing is lost.`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(
    error instanceof BonginError ? `${error.message} [${error.code}]\n` : `${(error as Error).stack}\n`,
  )
  process.exitCode = 1
}
