import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { createFile, replaceFile } from './file.ts'

/**
 * An encrypted file for secrets: a signing key, a guardian's shares. The passphrase is trusted: whoever has it and the file can act
 * in its owner's name. The file alone is not: it betrays the payload's length, and can be put back to an earlier state by
 * whoever can write it.
 */
export type Keyfile = {
  readonly path: string
  readonly kdf: Kdf
  /** Derived from the passphrase once, because the derivation is slow on purpose. */
  readonly key: Uint8Array
}

/** What may stand in a keyfile: anything that JSON keeps exactly. */
export type Payload = { readonly [name: string]: unknown }

export type KeyfileOptions = {
  /** log2 of scrypt's cost, 14 to 20; one step doubles the time of a guess and of an opening. */
  readonly cost?: number
}

/** Memory-hard: 128 MiB and about a third of a second a guess. */
const DEFAULT_COST = 17
const LOWEST_COST = 14
/** A foreign file must not make us take more than a gibibyte of memory. */
const HIGHEST_COST = 20
const BLOCK_SIZE = 8
const MAX_FILE_SIZE = 256 * 1024 * 1024
const PRIVATE = 0o600
const FOR_OTHERS = 0o077
const TAG_SIZE = 16

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))

const kdfSchema = z.strictObject({
  name: z.literal('scrypt'),
  cost: z.int().min(LOWEST_COST).max(HIGHEST_COST),
  salt: hexOf(32),
})

const fileSchema = z.strictObject({
  format: z.literal('bongin-keyfile'),
  version: z.literal(1),
  kdf: kdfSchema,
  nonce: hexOf(12),
  ciphertext: z
    .string()
    .refine(text => text.length > 2 * TAG_SIZE && Buffer.from(text, 'hex').toString('hex') === text),
  checksum: hexOf(32),
})

type Kdf = z.infer<typeof kdfSchema>
type KeyfileText = z.infer<typeof fileSchema>

/**
 * Makes a new keyfile, readable by its owner only.
 * @throws BonginError `KEYFILE_EXISTS`
 */
export const createKeyfile = async (
  path: string,
  passphrase: string,
  payload: Payload,
  { cost = DEFAULT_COST }: KeyfileOptions = {},
): Promise<Keyfile> => {
  const kdf = kdfSchema.parse({ name: 'scrypt', cost, salt: randomBytes(32).toString('hex') })
  const keyfile = { path, kdf, key: await derive(passphrase, kdf) }
  try {
    await createFile(path, seal(keyfile, payload), PRIVATE)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    throw new BonginError('KEYFILE_EXISTS', `There is a keyfile at ${path} already; it stays as it is.`, {
      cause: error,
    })
  }
  return keyfile
}

/**
 * Opens a keyfile.
 * @returns the file, for saving later, and what stands in it (outside data: parse it)
 * @throws BonginError `KEYFILE_MISSING`, `KEYFILE_PERMISSIONS`, `KEYFILE_DAMAGED`, `WRONG_PASSPHRASE`
 */
export const openKeyfile = async (
  path: string,
  passphrase: string,
): Promise<{ readonly keyfile: Keyfile; readonly payload: unknown }> => {
  const file = parse(path, await readPrivate(path))
  const keyfile = { path, kdf: file.kdf, key: await derive(passphrase, file.kdf) }
  return { keyfile, payload: unseal(keyfile, file) }
}

/** Replaces the payload; a crash at any moment leaves the old or the new one. One process at a time. */
export const saveKeyfile = async (keyfile: Keyfile, payload: Payload): Promise<void> => {
  await replaceFile(keyfile.path, seal(keyfile, payload), PRIVATE)
}

// ------------------------------------------------------------------------------------------------------------- sealing

const seal = ({ kdf, key }: Keyfile, payload: Payload): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header(kdf))
  const plaintext = Buffer.from(JSON.stringify(payload))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  plaintext.fill(0)
  return render({ kdf, nonce: nonce.toString('hex'), ciphertext: ciphertext.toString('hex') })
}

const unseal = ({ path, kdf, key }: Keyfile, file: KeyfileText): unknown => {
  const sealed = Buffer.from(file.ciphertext, 'hex')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'hex'), {
    authTagLength: TAG_SIZE,
  })
  decipher.setAAD(header(kdf)).setAuthTag(sealed.subarray(-TAG_SIZE))
  try {
    const plaintext = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_SIZE)), decipher.final()])
    return JSON.parse(plaintext.toString())
  } catch (error) {
    // The checksum has excluded an accident: a wrong passphrase, or somebody who repaired the checksum after a change.
    throw new BonginError('WRONG_PASSPHRASE', `The passphrase does not open ${path}.`, { cause: error })
  }
}

const header = (kdf: Kdf): Buffer =>
  Buffer.from(JSON.stringify(['bongin-keyfile', 1, kdf.name, kdf.cost, kdf.salt]))

const derive = async (passphrase: string, { cost, salt }: Kdf): Promise<Uint8Array> => {
  const N = 2 ** cost
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  // Composed form: the same passphrase typed in Hangul on another system may arrive as single letters.
  scrypt(
    passphrase.normalize('NFC'),
    Buffer.from(salt, 'hex'),
    32,
    { N, r: BLOCK_SIZE, p: 1, maxmem: 256 * N * BLOCK_SIZE },
    (error, key) => (error === null ? resolve(key) : reject(error)),
  )
  return promise
}

// ---------------------------------------------------------------------------------------------------------------- text

const render = ({ kdf, nonce, ciphertext }: Pick<KeyfileText, 'kdf' | 'nonce' | 'ciphertext'>): string => {
  const content = {
    format: 'bongin-keyfile',
    version: 1,
    kdf: { name: kdf.name, cost: kdf.cost, salt: kdf.salt },
    nonce,
    ciphertext,
  }
  const checksum = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  return `${JSON.stringify({ ...content, checksum }, undefined, 2)}\n`
}

/** There is one text for one content, so that not even a blank can change unnoticed. */
const parse = (path: string, text: string): KeyfileText => {
  try {
    const file = fileSchema.parse(JSON.parse(text))
    if (render(file) !== text) throw new Error('not in the form in which it was written')
    return file
  } catch (error) {
    throw new BonginError(
      'KEYFILE_DAMAGED',
      `${path} is damaged or is not a keyfile. Take it from your backup.`,
      {
        cause: error,
      },
    )
  }
}

const readPrivate = async (path: string): Promise<string> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new BonginError('KEYFILE_MISSING', `There is no readable keyfile at ${path}.`, { cause: error })
  })
  try {
    const { mode, size } = await file.stat()
    if (process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0) {
      throw new BonginError(
        'KEYFILE_PERMISSIONS',
        `${path} can be opened by others. Allow its owner alone: chmod 600.`,
      )
    }
    return size > MAX_FILE_SIZE ? '' : await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
