import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { openKeyfile } from '../chain/keyfile.ts'
import { type EncryptionKey, encryptionKeyOf } from '../documents/envelope.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import {
  addressOfKey,
  countersign,
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../protocol/statement.ts'
import { bytes32 } from '../protocol/value.ts'
import { askHidden, canAsk } from './prompt.ts'

/** A key that signs statements. The key itself stays inside. */
export interface Signer {
  readonly address: Hex
  sign(statement: Statement, deployment: Deployment): SignedStatement
  /** Signs as the second party what the first has signed. */
  countersign(signed: SignedStatement, deployment: Deployment): SignedStatement
}

const payloadSchema = z.object({ signingKey: bytes32 })

export function createSigner(privateKey: Hex): Signer {
  return {
    address: addressOfKey(privateKey),
    sign: (statement, deployment) => signStatement(statement, deployment, privateKey),
    countersign: (signed, deployment) => countersign(signed, deployment, privateKey),
  }
}

/**
 * Opens a key file that `bongin keys create` made.
 * @throws BonginError `KEYFILE_MISSING`, `KEYFILE_PERMISSIONS`, `KEYFILE_DAMAGED`, `WRONG_PASSPHRASE`, and as `passphrase`
 */
export async function openSigner(path: string): Promise<Signer> {
  return createSigner(await openKey(path))
}

/** The encryption key that goes with a key file. @throws BonginError as `openSigner` */
export async function openEncryptionKey(path: string): Promise<EncryptionKey> {
  return encryptionKeyOf(await openKey(path))
}

async function openKey(path: string): Promise<Hex> {
  const { payload } = await openKeyfile(path, await passphrase(`Passphrase of ${path}: `))
  const parsed = payloadSchema.safeParse(payload)
  if (!parsed.success) throw new BonginError('KEYFILE_DAMAGED', `${path} holds no signing key.`)
  return parsed.data.signingKey
}

/**
 * From BONGIN_PASSPHRASE, from the first line of the file that BONGIN_PASSPHRASE_FILE names, or typed without being shown.
 * @throws BonginError `NO_PASSPHRASE`, `FILE_UNREADABLE`, `CANCELLED_BY_USER`
 */
export async function passphrase(question: string): Promise<string> {
  return (await passphraseFromEnvironment()) ?? notEmpty(await askHidden(question))
}

/**
 * The same for a new key file. Typed, it is typed twice: a slip would lock its owner out.
 * @throws BonginError `PASSPHRASES_DIFFER`, and as `passphrase`
 */
export async function newPassphrase(): Promise<string> {
  const given = await passphraseFromEnvironment()
  if (given !== undefined) return given
  const typed = notEmpty(await askHidden('New passphrase: '))
  if (typed === (await askHidden('The same again: '))) return typed
  throw new BonginError('PASSPHRASES_DIFFER', 'The two passphrases differ. No key was made.')
}

/** @returns undefined if there is a person to be asked instead */
async function passphraseFromEnvironment(): Promise<string | undefined> {
  const { BONGIN_PASSPHRASE: given, BONGIN_PASSPHRASE_FILE: file } = process.env
  if (given !== undefined) return notEmpty(given)
  if (file !== undefined) return notEmpty(await firstLine(file))
  if (canAsk()) return undefined
  throw new BonginError(
    'NO_PASSPHRASE',
    'There is nobody to type a passphrase. Give it by BONGIN_PASSPHRASE or BONGIN_PASSPHRASE_FILE.',
  )
}

function notEmpty(text: string): string {
  if (text !== '') return text
  throw new BonginError('NO_PASSPHRASE', 'The passphrase is empty: the key would lie open.')
}

async function firstLine(path: string): Promise<string> {
  try {
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/, 1)
    return line
  } catch (cause) {
    const message = `BONGIN_PASSPHRASE_FILE names ${path}, which cannot be read.`
    throw new BonginError('FILE_UNREADABLE', message, { cause })
  }
}
