import { z } from 'zod'
import { DEFAULT_EPOCH_LENGTH } from '../../evidence/qbft.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { DEFAULTS, type ProcessConfig, WEBHOOK_DELAYS, type WebhookConfig } from './config.ts'

const whole = (fallback: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(max))
    .default(fallback)

/** In seconds, and in milliseconds. */
const DAY = 86_400
const SECOND = 1_000

/** The environment variables that a gateway reads, once, at its start. Others are none of its business. */
const schema = z.object({
  BONGIN_HOST: z.string().default(DEFAULTS.host),
  BONGIN_PORT: whole(DEFAULTS.port, 65_535),
  BONGIN_REQUESTS_PER_MINUTE: whole(DEFAULTS.requestsPerMinute),
  BONGIN_TRUSTED_PROXIES: whole(DEFAULTS.trustedProxies, 10),
  BONGIN_QUEUE_ROWS: whole(DEFAULTS.queueRows, 1_000_000).refine(rows => rows > 0, 'must be positive'),
  BONGIN_QUEUE_DAYS: whole(DEFAULTS.queueKeep / DAY, 3_650),
  BONGIN_LEASE_SECONDS: whole(DEFAULTS.lease / SECOND, 3_600).refine(
    seconds => seconds > 0,
    'must be positive',
  ),
  BONGIN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  BONGIN_QBFT_EPOCH_LENGTH: whole(DEFAULT_EPOCH_LENGTH).refine(length => length > 0, 'must be positive'),
  BONGIN_RPC_URL: z.url({ protocol: /^https?$/ }),
  BONGIN_RELAY_KEY: z
    .string()
    .regex(
      /^0x[0-9a-f]{64}(,0x[0-9a-f]{64}){0,15}$/,
      'must be one private key or several with commas between: 0x and 64 lower-case hex digits',
    ),
  BONGIN_DATA: z.string().min(1),
  BONGIN_DOCUMENTS: z.string().min(1).optional(),
  BONGIN_OPERATOR_TOKEN: z
    .string()
    .regex(/^\S{24,200}$/, 'must be 24 to 200 characters without blanks')
    .optional(),
  BONGIN_WEBHOOK_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes: 64 lower-case hex digits')
    .optional(),
  BONGIN_WEBHOOK_PRIVATE: z.enum(['yes', 'no']).default('no'),
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
      queueRows: env.BONGIN_QUEUE_ROWS,
      queueKeep: env.BONGIN_QUEUE_DAYS * DAY,
      lease: env.BONGIN_LEASE_SECONDS * SECOND,
      webhooks: webhooksOf(env),
    },
    rpcUrl: env.BONGIN_RPC_URL,
    relayKeys: env.BONGIN_RELAY_KEY.split(',') as [Hex, ...Hex[]],
    dataDirectory: env.BONGIN_DATA,
    databaseUrl: env.DATABASE_URL,
    documents: env.BONGIN_DOCUMENTS,
    logLevel: env.BONGIN_LOG_LEVEL,
    epochLength: env.BONGIN_QBFT_EPOCH_LENGTH,
  }
}

/** Without a token nobody could register one, and without a key its secret would lie open in the database. */
const webhooksOf = (env: z.output<typeof schema>): WebhookConfig | undefined => {
  const { BONGIN_OPERATOR_TOKEN: operatorToken, BONGIN_WEBHOOK_KEY: key } = env
  if (operatorToken === undefined || key === undefined) return undefined
  const allowPrivate = env.BONGIN_WEBHOOK_PRIVATE === 'yes'
  return { operatorToken, key, allowPrivate, delays: WEBHOOK_DELAYS }
}

const invalid = ({ issues }: z.ZodError): BonginError => {
  const faults = issues.map(({ path, message }) => ({ name: path.join('.'), message }))
  const sentence = faults.map(({ name, message }) => `${name}: ${message}`).join('; ')
  return new BonginError('INVALID_CONFIGURATION', `The environment does not fit: ${sentence}.`, {
    details: { faults },
  })
}
