import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Wallet } from 'ethers'
import { z } from 'zod'
import { createFile } from '../file.ts'
import { nodeError } from './error.ts'

/**
 * The private keys of the accounts that block 0 funds, to relay other people's statements with. They are not trusted: whoever has
 * one can send transactions, as anybody can, but no statement that its author did not sign.
 */
export type RelayKeys = readonly string[]

/** One for each process that relays (a gateway, guardians, a loader): two with one key would take each other's nonces. */
const COUNT = 8

const schema = z.strictObject({ keys: z.array(z.string().regex(/^0x[0-9a-f]{64}$/)).min(1) })

/** Makes new random keys and keeps them, or takes those that a start cut short has left. */
export async function createRelayKeys(path: string): Promise<RelayKeys> {
  const keys = Array.from({ length: COUNT }, () => `0x${randomBytes(32).toString('hex')}`)
  try {
    await createFile(path, `${JSON.stringify({ keys })}\n`, 0o600)
    return keys
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return parse(path)
    throw error
  }
}

/**
 * The keys of the accounts that the chain's block 0 has funded.
 * @throws BonginError `RELAY_KEYS_INVALID` if the file is missing, unreadable, or another chain's
 */
export async function loadRelayKeys(path: string, accounts: readonly string[]): Promise<RelayKeys> {
  const keys = await parse(path)
  const addresses = relayAddresses(keys)
  if (addresses.length === accounts.length && addresses.every((address, i) => address === accounts[i]))
    return keys
  throw nodeError(
    'RELAY_KEYS_INVALID',
    `The keys in ${path} are not those of the accounts that this chain has funded.`,
  )
}

export function relayAddresses(keys: RelayKeys): string[] {
  return keys.map(key => new Wallet(key).address)
}

async function parse(path: string): Promise<RelayKeys> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8'))).keys
  } catch (cause) {
    throw nodeError('RELAY_KEYS_INVALID', `The relay accounts' keys cannot be read from ${path}.`, { cause })
  }
}
