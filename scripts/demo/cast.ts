import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { replaceFile } from '../../src/chain/file.ts'
import { createSigner, type Signer } from '../../src/cli/signing.ts'
import { type Hex, hashWords, toHex, word } from '../../src/protocol/bytes.ts'

/** Who acts in the demonstration. Their keys follow from one random seed in the data directory, so that a restart finds them again. */
export interface Cast {
  readonly registrar: Member
  readonly agency: Member
  readonly guardians: readonly Member[]
  /** Whoever has this number. */
  member(id: bigint): Member
  /** The bidder with a place in the list of bids, from 0. */
  supplier(place: number): Member
  /** The secret scalar with which a bidder seals in a tender. */
  sealing(tender: Hex, author: bigint): bigint
  /** A passphrase for a member's key file. */
  passphrase(member: Member): string
}

export interface Member {
  readonly id: bigint
  readonly secretKey: Hex
  readonly signer: Signer
}

const GUARDIANS = 5
const REGISTRAR = 1n
const AGENCY = 10n
const FIRST_GUARDIAN = 101n
const FIRST_SUPPLIER = 10_001n

/** The one number that the ledger itself must know: its first registrar. */
export const loadCast = async (directory: string): Promise<Cast> => {
  const seed = await loadSeed(join(directory, 'demo-seed'))
  const scalar = (...labels: bigint[]): bigint => {
    const value = BigInt(hashWords(seed, ...labels)) % secp256k1.Point.Fn.ORDER
    return value === 0n ? 1n : value
  }
  const member = (id: bigint): Member => {
    const secretKey = word(scalar(0n, id))
    return { id, secretKey, signer: createSigner(secretKey) }
  }
  const guardians = Array.from({ length: GUARDIANS }, (_, place) => member(FIRST_GUARDIAN + BigInt(place)))
  return {
    registrar: member(REGISTRAR),
    agency: member(AGENCY),
    guardians,
    member,
    supplier: place => member(FIRST_SUPPLIER + BigInt(place)),
    sealing: (tender, author) => scalar(1n, BigInt(tender), author),
    passphrase: ({ id }) => word(scalar(2n, id)),
  }
}

async function loadSeed(path: string): Promise<Hex> {
  const known = await readFile(path, 'utf8').catch(() => undefined)
  if (known !== undefined && /^0x[0-9a-f]{64}$/.test(known)) return known as Hex
  const seed = toHex(randomBytes(32))
  await replaceFile(path, seed, 0o600)
  return seed
}
