import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { Deployment } from '../protocol/statement.ts'
import { replaceFile } from './file.ts'
import { codeOf } from './reach.ts'

/** Where the contracts stand, and the block before which none of their events can be. */
export type Deployed = Deployment & { readonly block: number }

const FILE = 'deployment.json'

const address = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .transform(text => text as Hex)

const schema = z.strictObject({
  chainId: z
    .string()
    .regex(/^[1-9][0-9]{0,19}$/)
    .transform(BigInt),
  registry: address,
  keys: address,
  ledger: address,
  block: z.int().nonnegative(),
})

/**
 * Reads `deployment.json` of a data directory.
 * @returns undefined if nothing was deployed for this directory yet
 * @throws BonginError `DEPLOYMENT_DAMAGED`
 */
export const readDeployment = async (directory: string): Promise<Deployed | undefined> => {
  const file = path.join(directory, FILE)
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw new BonginError(
      'DEPLOYMENT_DAMAGED',
      `${file} cannot be read as a deployment. Restore it from a backup.`,
      { cause },
    )
  }
}

/**
 * The same, for a process that can do nothing without one.
 * @throws BonginError `NOT_DEPLOYED`, `DEPLOYMENT_DAMAGED`
 */
export const requireDeployment = async (directory: string): Promise<Deployed> => {
  const deployment = await readDeployment(directory)
  if (deployment !== undefined) return deployment
  throw new BonginError('NOT_DEPLOYED', `${directory} holds no deployment.json: deploy the contracts first.`)
}

/** Writes `deployment.json` so that after a crash it is there in full or not at all. */
export const writeDeployment = async (directory: string, deployed: Deployed): Promise<void> => {
  await mkdir(directory, { recursive: true })
  const text = JSON.stringify({ ...deployed, chainId: deployed.chainId.toString() }, null, 2)
  await replaceFile(path.join(directory, FILE), `${text}\n`, 0o644)
}
