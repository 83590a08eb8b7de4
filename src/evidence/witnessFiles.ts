import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createFile, replaceFile } from '../chain/file.ts'
import { codeOf } from '../chain/reach.ts'
import { fromHex, type Hex, toHex } from '../protocol/bytes.ts'
import { bytes32 } from '../protocol/value.ts'
import type { TreeHead } from '../verify/finality/merkle.ts'
import { evidenceError } from './error.ts'
import { type Rpc, readBlock } from './rpc.ts'
import { createWitness, type Witness, type WitnessMemory } from './witness.ts'

const OWNER_ONLY = 0o600

const keySchema = z.strictObject({ origin: z.string(), name: z.string(), secretKey: bytes32 })
const headSchema = z.strictObject({ size: z.int().nonnegative(), root: bytes32 })

/**
 * The name of an embedded chain in its checkpoints, from its block 1: block 0 is alike wherever a chain began in the same second, block 1
 * holds the first transaction, which a random key has signed.
 */
export async function originOf(rpc: Rpc): Promise<string> {
  const { hash } = await readBlock(rpc, 1)
  return `bongin.local/${hash.slice(2, 18)}`
}

/**
 * Opens the witness of a data directory, or makes one. Its key is not encrypted, because it has to sign without anybody at hand: whoever can
 * read the directory is this witness. Whoever can write there, or set it back to a backup, can have it vouch for a second history.
 * @param origin of the one chain that it ever signs for
 * @param clock seconds since 1970
 * @throws WITNESS_DAMAGED, WITNESS_REFUSED if it belongs to another chain
 */
export async function openWitness(directory: string, origin: string, clock: () => number): Promise<Witness> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'key.json')
  const key = (await readAs(path, keySchema)) ?? (await createKey(path, origin))
  if (key.origin !== origin) {
    throw evidenceError(
      'WITNESS_REFUSED',
      `The witness in ${directory} watches the chain ${key.origin}, not ${origin}.`,
    )
  }
  return createWitness({
    name: key.name,
    secretKey: fromHex(key.secretKey),
    origin,
    memory: memoryIn(join(directory, 'head.json')),
    clock,
  })
}

async function createKey(path: string, origin: string): Promise<z.output<typeof keySchema>> {
  const key = { origin, name: `${origin}/witness`, secretKey: toHex(randomBytes(32)) as Hex }
  await createFile(path, `${JSON.stringify(key)}\n`, OWNER_ONLY)
  return key
}

function memoryIn(path: string): WitnessMemory {
  return {
    load: async () => {
      const head = await readAs(path, headSchema)
      return head && { size: head.size, root: fromHex(head.root) }
    },
    save: async ({ size, root }: TreeHead) => {
      await replaceFile(path, `${JSON.stringify({ size, root: toHex(root) })}\n`, OWNER_ONLY)
    },
  }
}

/** @returns undefined if there is no such file. A damaged one is an error: a witness that forgets could be led to sign anything. */
async function readAs<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw evidenceError(
      'WITNESS_DAMAGED',
      `${path} cannot be read. Restore the whole data directory from one backup.`,
      {
        cause,
      },
    )
  }
}
