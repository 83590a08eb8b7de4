import { z } from 'zod'
import { DEFAULT_EPOCH_LENGTH } from '../../evidence/qbft.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { DEFAULTS, type ProcessConfig } from './config.ts'

const whole = (fallback: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(max))
    .default(fallback)

/** The environment variables that a gateway reads, once, at its start. Others are none of its business. */
const schema = z.object({
  BONGIN_HOST: z.string().default(DEFAULTS.host),
  BONGIN_PORT: whole(DEFAULTS.port, 65_535),
  BONGIN_REQUESTS_PER_MINUTE: whole(DEFAULTS.requestsPerMinute),
  BONGIN_TRUSTED_PROXIES: whole(DEFAULTS.trustedProxies, 10),
  BONGIN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  BONGIN_QBFT_EPOCH_LENGTH: whole(DEFAULT_EPOCH_LENGTH).refine(length => length > 0, 'must be positive'),
  BONGIN_RPC_URL: z.url({ protocol: /^https?$/ }),
  BONGIN_RELAY_KEY: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, 'must be a private key: 0x and 64 lower-case hex digits'),
  BONGIN_DATA: z.string().min(1),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be the address of the PostgreSQL that the indexer fills'),
})

/**
 * Reads the configuration of a gateway in a process of its own.
 * @throws BonginError `INVALID_CONFIGURATION` with the name of each faulty variable, never its value, which may be a secret
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): ProcessConfig => {
  const result = schema.safeParse(environment)
  if (!result.success) throw invalid(result.error)
  const env = result.data
  return {
    gateway: {
      ...DEFAULTS,
      host: env.BONGIN_HOST,
      port: env.BONGIN_PORT,
      requestsPerMinute: env.BONGIN_REQUESTS_PER_MINUTE,
      trustedProxies: env.BONGIN_TRUSTED_PROXIES,
    },
    rpcUrl: env.BONGIN_RPC_URL,
    relayKey: env.BONGIN_RELAY_KEY as Hex,
    dataDirectory: env.BONGIN_DATA,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.BONGIN_LOG_LEVEL,
    epochLength: env.BONGIN_QBFT_EPOCH_LENGTH,
  }
}

const invalid = ({ issues }: z.ZodError): BonginError => {
  const faults = issues.map(({ path, message }) => ({ name: path.join('.'), message }))
  const sentence = faults.map(({ name, message }) => `${name}: ${message}`).join('; ')
  return new BonginError('INVALID_CONFIGURATION', `The environment does not fit: ${sentence}.`, {
    details: { faults },
  })
}
