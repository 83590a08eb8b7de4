import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../../src/chain/file.ts'
import { createKeyfile } from '../../src/chain/keyfile.ts'
import { BonginError } from '../../src/protocol/error.ts'
import type { Cast, Member } from './cast.ts'

/** The passphrases are random 256-bit numbers: a slow derivation would protect nothing. */
const LOWEST_COST = 14

/** Makes a member's key file, unless an earlier start has made it. */
export async function keepKeyFile(path: string, passphrase: string, { secretKey }: Member): Promise<void> {
  await createKeyfile(path, passphrase, { signingKey: secretKey }, { cost: LOWEST_COST }).catch(exists)
}

/**
 * Key files with which the command line can act in the demonstration's ledger as its registrar and its agency. The passphrase lies beside
 * them: whoever can read the data directory is both anyway.
 */
export async function keepOfficeKeys(
  directory: string,
  { registrar, agency, passphrase }: Cast,
): Promise<void> {
  const folder = join(directory, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const secret = passphrase(registrar)
  await keepKeyFile(join(folder, 'registrar.key'), secret, registrar)
  await keepKeyFile(join(folder, 'agency.key'), secret, agency)
  await replaceFile(join(folder, 'passphrase'), `${secret}\n`, 0o600)
}

function exists(error: unknown): void {
  if (!(error instanceof BonginError) || error.code !== 'KEYFILE_EXISTS') throw error
}
