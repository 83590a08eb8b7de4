import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { z } from 'zod'
import { openKeyfile } from '../chain/keyfile.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import {
  addressOfKey,
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../protocol/statement.ts'
import { bytes32 } from '../protocol/value.ts'

/** A key that signs statements. The key itself stays inside. */
export interface Signer {
  readonly address: Hex
  sign(statement: Statement, deployment: Deployment): SignedStatement
}

const payloadSchema = z.object({ signingKey: bytes32 })

export function createSigner(privateKey: Hex): Signer {
  return {
    address: addressOfKey(privateKey),
    sign: (statement, deployment) => signStatement(statement, deployment, privateKey),
  }
}

/**
 * Opens a key file that `bongin keys create` made.
 * @throws BonginError `KEYFILE_MISSING`, `KEYFILE_DAMAGED`, `WRONG_PASSPHRASE`, `NO_PASSPHRASE`
 */
export async function openSigner(path: string): Promise<Signer> {
  const { payload } = await openKeyfile(path, await passphrase(`Passphrase of ${path}: `))
  const parsed = payloadSchema.safeParse(payload)
  if (!parsed.success) throw new BonginError('KEYFILE_DAMAGED', `${path} holds no signing key.`)
  return createSigner(parsed.data.signingKey)
}

/** From BONGIN_PASSPHRASE, from the file named by BONGIN_PASSPHRASE_FILE, or typed without being shown. */
export async function passphrase(prompt: string): Promise<string> {
  const { BONGIN_PASSPHRASE: given, BONGIN_PASSPHRASE_FILE: file } = process.env
  if (given !== undefined) return given
  if (file !== undefined) return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  if (!process.stdin.isTTY) {
    throw new BonginError('NO_PASSPHRASE', 'Give the passphrase by BONGIN_PASSPHRASE or BONGIN_PASSPHRASE_FILE.')
  }
  process.stderr.write(prompt)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
