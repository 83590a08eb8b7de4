import { dirname } from 'node:path'
import { z } from 'zod'
import { lockDirectory } from '../chain/embedded/lock.ts'
import { type Keyfile, openKeyfile, saveKeyfile } from '../chain/keyfile.ts'
import { codeOf } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { address, bytes32, participantId } from '../protocol/value.ts'
import { guardianError } from './error.ts'
import { EMPTY_MEMORY, type Memory, memorySchema } from './memory.ts'

/** Whose store it is, and for which contract its shares are. */
export interface Identity {
  readonly guardian: bigint
  readonly chainId: bigint
  /** Address of the OpeningKeys contract. */
  readonly keys: Hex
}

/** A guardian's secrets, in memory as on disk. */
export interface Store {
  /** Signs the guardian's statements. */
  readonly signingKey: Hex
  readonly memory: () => Memory
  /** Changes the memory. When the promise is fulfilled the change is on disk; when it is rejected there was none. */
  readonly update: (change: (memory: Memory) => Memory) => Promise<void>
  readonly close: () => Promise<void>
}

const chainId = z.codec(z.string().regex(/^[1-9][0-9]{0,77}$/), z.bigint(), {
  decode: BigInt,
  encode: String,
})

const guardianSchema = z.strictObject({
  version: z.literal(1),
  guardian: participantId,
  chainId,
  keys: address,
  memory: memorySchema,
})

/** A keyfile that holds nothing but a signing key becomes a guardian's with the first update. */
const payloadSchema = z.strictObject({ signingKey: bytes32, guardian: guardianSchema.exactOptional() })

/**
 * Opens a guardian's keyfile for this process alone.
 * @param path of the keyfile, in a directory of its own
 * @throws as `openKeyfile`, and GUARDIAN_RUNNING, STORE_DAMAGED, STORE_OF_ANOTHER_GUARDIAN, STORE_OF_ANOTHER_LEDGER
 */
export async function openStore(path: string, passphrase: string, identity: Identity): Promise<Store> {
  const release = await lock(path)
  try {
    const { keyfile, payload } = await openKeyfile(path, passphrase)
    const { signingKey, guardian } = parse(path, payload)
    if (guardian !== undefined) assertIdentity(path, guardian, identity)
    return storeOf(keyfile, signingKey, identity, guardian?.memory ?? EMPTY_MEMORY, release)
  } catch (error) {
    await release()
    throw error
  }
}

function storeOf(
  keyfile: Keyfile,
  signingKey: Hex,
  { guardian, chainId, keys }: Identity,
  initial: Memory,
  release: () => Promise<void>,
): Store {
  let memory = initial
  let last: Promise<void> = Promise.resolve()

  const apply = async (change: (memory: Memory) => Memory): Promise<void> => {
    const next = change(memory)
    if (next === memory) return
    const content = { version: 1 as const, guardian, chainId, keys, memory: next }
    await saveKeyfile(keyfile, z.encode(payloadSchema, { signingKey, guardian: content }))
    memory = next
  }

  return {
    signingKey,
    memory: () => memory,
    update: change => {
      // One after the other, whatever became of the one before.
      const done = last.then(() => apply(change))
      last = done.catch(() => undefined)
      return done
    },
    close: async () => {
      await last
      await release()
    },
  }
}

function parse(path: string, payload: unknown): z.output<typeof payloadSchema> {
  const result = payloadSchema.safeParse(payload)
  if (result.success) return result.data
  // Without the issues of the schema: they could quote a secret.
  throw guardianError('STORE_DAMAGED', `${path} opens, but does not hold what a guardian keeps.`)
}

function assertIdentity(path: string, stored: Identity, expected: Identity): void {
  if (stored.guardian !== expected.guardian) {
    throw guardianError(
      'STORE_OF_ANOTHER_GUARDIAN',
      `${path} belongs to guardian ${stored.guardian}, not ${expected.guardian}.`,
    )
  }
  if (stored.chainId !== expected.chainId || stored.keys !== expected.keys) {
    const message = `The shares in ${path} belong to the contract ${stored.keys} on chain ${stored.chainId}, not to this ledger.`
    throw guardianError('STORE_OF_ANOTHER_LEDGER', message)
  }
}

async function lock(path: string): Promise<() => Promise<void>> {
  try {
    return await lockDirectory(dirname(path))
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT')
      throw new BonginError('KEYFILE_MISSING', `There is no keyfile at ${path}.`, { cause })
    if (codeOf(cause) !== 'DATA_DIRECTORY_IN_USE') throw cause
    throw guardianError('GUARDIAN_RUNNING', `A guardian is running with ${path} already.`, { cause })
  }
}
