import { keccak_256 } from '@noble/hashes/sha3.js'
import { TypedDataEncoder } from 'ethers/hash'
import { type Hex, hashText, toHex } from '../protocol/bytes.ts'
import { MESSAGE_TYPES } from '../protocol/message.ts'
import { type Deployment, digest, domainOf, type Statement } from '../protocol/statement.ts'
import { wordOf } from './words.ts'

/*
 * The digest of a bid as `src/protocol` defines it, a third of the time: ethers walks through the types anew for each statement. A test
 * compares the two.
 */

type Field = { readonly name: string; readonly type: string }
type Types = Readonly<Record<string, readonly Field[]>>
type Hash = (value: Readonly<Record<string, unknown>>) => string

const TYPES: Types = MESSAGE_TYPES.SubmitBid
const ENCODER = TypedDataEncoder.from(MESSAGE_TYPES.SubmitBid)

const keccakOf = (digits: string): string => toHex(keccak_256(Buffer.from(digits, 'hex'))).slice(2)

/** How a struct of words, and of structs of words, is hashed (EIP-712), in hex digits. */
const hasherOf = (name: string): Hash => {
  const typeHash = hashText(ENCODER.encodeType(name)).slice(2)
  const fields = (TYPES[name] ?? []).map(({ name: field, type }) => {
    const inner = TYPES[type] === undefined ? undefined : hasherOf(type)
    return { field, inner }
  })
  return value => {
    let digits = typeHash
    for (const { field, inner } of fields) {
      const part = value[field]
      digits += inner === undefined ? wordOf(part) : inner(part as Record<string, unknown>)
    }
    return keccakOf(digits)
  }
}

const hashBid = hasherOf('SubmitBid')
const domains = new WeakMap<Deployment, string>()
const known = new WeakMap<Statement, { readonly deployment: Deployment; readonly digest: Hex }>()

/** As `digest` of `src/protocol`. Asked again of the same statement, it answers from memory. */
export const digestOf = (statement: Statement, deployment: Deployment): Hex => {
  const before = known.get(statement)
  if (before?.deployment === deployment) return before.digest
  const made =
    statement.type === 'SubmitBid' ? bidDigest(statement, deployment) : digest(statement, deployment)
  known.set(statement, { deployment, digest: made })
  return made
}

const bidDigest = (statement: Extract<Statement, { type: 'SubmitBid' }>, deployment: Deployment): Hex => {
  let domain = domains.get(deployment)
  if (domain === undefined) {
    domain = TypedDataEncoder.hashDomain(domainOf('SubmitBid', deployment)).slice(2)
    domains.set(deployment, domain)
  }
  return `0x${keccakOf(`1901${domain}${hashBid(statement)}`)}`
}
