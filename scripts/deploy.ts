import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { deployOnce } from '../src/chain/deploy.ts'
import { postJson } from '../src/chain/post.ts'
import type { Hex } from '../src/protocol/bytes.ts'
import { BonginError } from '../src/protocol/error.ts'

/**
 * `npm run deploy -- --registrar ID --signer ADDRESS`: puts the contracts onto the chain that BONGIN_RPC_URL serves, and writes
 * deployment.json into BONGIN_DATA, which every gateway, indexer and guardian of this ledger then gets a copy of. Interrupted, it goes on
 * where it stopped; once done, it only checks.
 */
const environmentSchema = z.object({
  BONGIN_RPC_URL: z.url({ protocol: /^https?$/ }),
  BONGIN_DATA: z.string().min(1),
  BONGIN_RELAY_KEY: z.string().regex(/^0x[0-9a-f]{64}$/, 'must be one private key: 0x and 64 hex digits'),
})

const argumentsSchema = z.object({
  registrar: z
    .string()
    .regex(/^[1-9]\d{0,19}$/, 'must be a participant id')
    .transform(BigInt),
  signer: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'must be an address')
    .transform(text => text.toLowerCase() as Hex),
})

const chainIdSchema = z.object({
  result: z
    .string()
    .regex(/^0x[0-9a-f]{1,16}$/)
    .transform(BigInt),
})

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new BonginError('INVALID_CONFIGURATION', `Something is not as expected. ${faults.join('; ')}.`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { registrar: { type: 'string' }, signer: { type: 'string' } } })
  const { registrar: participant, signer } = read(argumentsSchema, values)
  const { BONGIN_RPC_URL: url, BONGIN_DATA, BONGIN_RELAY_KEY } = read(environmentSchema, process.env)
  const asked = await postJson(url, { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const { result: chainId } = read(chainIdSchema, asked)
  const directory = resolve(BONGIN_DATA)
  const privateKey = BONGIN_RELAY_KEY as Hex
  const deployed = await deployOnce({
    url,
    chainId,
    privateKey,
    directory,
    registrar: { participant, signer },
  })
  process.stdout.write(`${JSON.stringify({ ...deployed, chainId: chainId.toString() }, null, 2)}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(
    error instanceof BonginError ? `${error.message} [${error.code}]\n` : `${(error as Error).stack}\n`,
  )
  process.exitCode = 1
}
