import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'

/** What an indexer in a process of its own needs. */
export type IndexerConfig = {
  readonly rpcUrl: string
  readonly dataDirectory: string
  readonly databaseUrl: string
  readonly logLevel: string
  readonly reorgDepth: number
}

/** A block of QBFT or of the embedded chain is final at once; the longest plausible re-organisation of others is shorter. */
const DEFAULT_REORG_DEPTH = '64'

const schema = z
  .object({
    BONGIN_RPC_URL: z.url({ protocol: /^https?$/ }),
    BONGIN_DATA: z.string().min(1),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be the address of a PostgreSQL'),
    BONGIN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    BONGIN_REORG_DEPTH: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number of blocks')
      .default(DEFAULT_REORG_DEPTH),
  })
  .transform(env => ({
    rpcUrl: env.BONGIN_RPC_URL,
    dataDirectory: env.BONGIN_DATA,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.BONGIN_LOG_LEVEL,
    reorgDepth: Number(env.BONGIN_REORG_DEPTH),
  }))

/**
 * Reads the environment variables of an indexer in a process of its own.
 * @throws BonginError `INVALID_CONFIGURATION` with the name of each faulty variable, never its value: an address may hold a password
 */
export const readIndexerConfig = (
  environment: Readonly<Record<string, string | undefined>>,
): IndexerConfig => {
  const result = schema.safeParse(environment)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new BonginError('INVALID_CONFIGURATION', `The environment does not fit: ${faults.join('; ')}.`)
}
