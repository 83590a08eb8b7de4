import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startGuardian } from './daemon.ts'
import { describe } from './office.ts'

// One guardian in a process of its own. The environment variables are those of config.ts.

const { config, logLevel } = await readConfig(process.env).catch(quit)
const log = pino({ level: logLevel })
const guardian = await startGuardian({ ...config, log }).catch(quit)
log.info({ guardian: config.guardian.toString() }, 'guardian at work')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    guardian.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

function quit(error: unknown): never {
  const { code, reason } = describe(error)
  process.stderr.write(`${code}: ${reason}\n`)
  process.exit(1)
}
