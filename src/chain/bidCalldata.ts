import type { ParamType } from 'ethers'
import type { Hex } from '../protocol/bytes.ts'
import type { SignedStatement } from '../protocol/statement.ts'
import { INTERFACES } from './contracts.ts'
import { wordOf } from './words.ts'

/*
 * ethers spends a fifth of a millisecond on the encoding of one bid, and bids come by the hundred each second. This is the same encoding
 * for the one function that matters, from the contract's own interface; a test compares the two.
 */

const WORD_DIGITS = 64
const FUNCTION = INTERFACES.ledger.getFunction('submitBids')
/** The two halves of a signed bid: words of fixed length, and the authorization. */
const [BID] = FUNCTION.inputs[0]?.arrayChildren?.components ?? []

/** How one word of a bid is found in its statement, by the names of the interface. */
type Read = (statement: object) => unknown

const readsOf = (parameter: ParamType, read: Read): Read[] => {
  if (parameter.baseType !== 'tuple') return [read]
  return (parameter.components ?? []).flatMap(child =>
    readsOf(child, statement => (read(statement) as Record<string, unknown>)[child.name]),
  )
}

const READS = BID === undefined ? [] : readsOf(BID, statement => statement)

/**
 * The call that submits bids, as the contract reads it.
 * @param bids signed SubmitBid statements
 */
export const submitBidsData = (bids: readonly SignedStatement[]): Hex => {
  const items = bids.map(itemOf)
  let offset = items.length * 32
  const offsets = items.map(item => {
    const at = wordOf(offset)
    offset += item.length / 2
    return at
  })
  return `${FUNCTION.selector as Hex}${wordOf(32)}${wordOf(items.length)}${offsets.join('')}${items.join('')}`
}

/** The bid's words, where the authorization begins, and the authorization: two byte strings behind their offsets. */
const itemOf = ({ statement, signer, signature }: SignedStatement): string => {
  let words = ''
  for (const read of READS) words += wordOf(read(statement))
  const first = bytesOf(signer)
  return `${words}${wordOf((READS.length + 1) * 32)}${wordOf(64)}${wordOf(64 + first.length / 2)}${first}${bytesOf(signature)}`
}

const bytesOf = (hex: Hex): string => {
  const digits = hex.slice(2)
  const padding = (WORD_DIGITS - (digits.length % WORD_DIGITS)) % WORD_DIGITS
  return wordOf(digits.length / 2) + digits + '0'.repeat(padding)
}
