import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Deployed, readDeployment } from '../chain/deployment.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { MAX_CEREMONY_KEYS } from '../protocol/limits.ts'
import type { StockOptions } from './stock.ts'

/** How a guardian works; see `GUARDIAN_DEFAULTS`. */
export interface GuardianHabits extends StockOptions {
  /** Milliseconds between two looks at the chain. */
  readonly interval: number
  /** Milliseconds by which each guardian beyond the first `k` lets those before it open a key. */
  readonly releasePatience: number
}

/** Everything that a guardian needs. */
export interface GuardianConfig extends Partial<GuardianHabits> {
  /** JSON-RPC address of this guardian's own node, the only one that it believes. */
  readonly rpcUrl: string
  readonly deployment: Deployed
  /** The guardian's participant id. */
  readonly guardian: bigint
  /** Path of the keyfile, in a directory of its own. */
  readonly keyfile: string
  readonly passphrase: string
  /** Private key of an account that carries the guardian's statements. It has no other power, and needs no money where gas is free. */
  readonly relayKey: Hex
  /**
   * The guardian's own clock, in seconds since 1970; the system's by default. Nothing is released before it has come to the opening,
   * whatever time the ledger's blocks have.
   */
  readonly clock?: () => number
}

export const GUARDIAN_DEFAULTS: GuardianHabits = {
  stock: 8,
  batch: 16,
  stagger: 2_000,
  patience: 60_000,
  rejoin: true,
  interval: 500,
  releasePatience: 3_000,
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .optional()

const path = z.string().min(1)

/** The environment variables that a guardian reads, once, at its start. Secrets are named by their files. */
const schema = z.object({
  BONGIN_RPC_URL: z.url({ protocol: /^https?$/ }),
  BONGIN_DEPLOYMENT: path,
  BONGIN_GUARDIAN: z
    .string()
    .regex(/^[1-9]\d{0,19}$/, 'must be a participant number')
    .transform(BigInt),
  BONGIN_KEYFILE: path,
  BONGIN_PASSPHRASE_FILE: path,
  BONGIN_RELAY_KEY_FILE: path,
  BONGIN_STOCK: whole(0, 10_000),
  BONGIN_BATCH: whole(1, MAX_CEREMONY_KEYS),
  BONGIN_INTERVAL: whole(10, 60_000),
  BONGIN_REJOIN: z.enum(['yes', 'no']).optional(),
  BONGIN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/**
 * Reads the configuration of a guardian in a process of its own.
 * @throws BonginError `INVALID_CONFIGURATION` with the name of each faulty variable, never its value; `DEPLOYMENT_DAMAGED`
 */
export async function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly config: GuardianConfig; readonly logLevel: string }> {
  const result = schema.safeParse(environment)
  if (!result.success)
    throw invalid(result.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`))
  const env = result.data
  const deployment = await readDeployment(env.BONGIN_DEPLOYMENT)
  if (deployment === undefined) throw invalid(['BONGIN_DEPLOYMENT: this directory holds no deployment.json'])
  const config = {
    rpcUrl: env.BONGIN_RPC_URL,
    deployment,
    guardian: env.BONGIN_GUARDIAN,
    keyfile: env.BONGIN_KEYFILE,
    passphrase: await readLine('BONGIN_PASSPHRASE_FILE', env.BONGIN_PASSPHRASE_FILE),
    relayKey: await readRelayKey(env.BONGIN_RELAY_KEY_FILE),
    ...(env.BONGIN_STOCK !== undefined && { stock: env.BONGIN_STOCK }),
    ...(env.BONGIN_BATCH !== undefined && { batch: env.BONGIN_BATCH }),
    ...(env.BONGIN_INTERVAL !== undefined && { interval: env.BONGIN_INTERVAL }),
    ...(env.BONGIN_REJOIN !== undefined && { rejoin: env.BONGIN_REJOIN === 'yes' }),
  }
  return { config, logLevel: env.BONGIN_LOG_LEVEL }
}

async function readRelayKey(file: string): Promise<Hex> {
  const key = await readLine('BONGIN_RELAY_KEY_FILE', file)
  if (!/^0x[0-9a-f]{64}$/.test(key))
    throw invalid(['BONGIN_RELAY_KEY_FILE: must hold 0x and 64 lower-case hex digits'])
  return key as Hex
}

/** The first line of a file: what editors add behind it is not part of the secret. */
async function readLine(variable: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line === '') throw invalid([`${variable}: the file is missing, unreadable or empty`])
  return line
}

function invalid(faults: readonly string[]): BonginError {
  return new BonginError('INVALID_CONFIGURATION', `The environment does not fit: ${faults.join('; ')}.`, {
    details: { faults },
  })
}
