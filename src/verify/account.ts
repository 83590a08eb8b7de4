import { fromHex, type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import type { Header } from './header.ts'
import { type Outcome, proven, refuted } from './outcome.ts'
import { decodeRlp, integerOf, isBytes } from './rlp.ts'
import { readTrie, type TrieFalsehood, type TrieGap } from './trie.ts'

/** An account as a block leaves it. */
export interface Account {
  readonly nonce: bigint
  readonly balance: bigint
  readonly storageRoot: Hex
  /** `keccak256` of the contract's code. */
  readonly codeHash: Hex
}

/**
 * Checks an account proof (EIP-1186, `eth_getProof`) against the header's state root: which code stood at an address when the block ended.
 * @param nodes `accountProof`
 */
export async function checkAccount(
  header: Header,
  address: Hex,
  nodes: readonly Uint8Array[],
): Promise<Outcome<Account, TrieFalsehood | 'MALFORMED_ACCOUNT', TrieGap>> {
  const read = await readTrie(header.stateRoot, nodes, [fromHex(keccak256(address))])
  if (read.status !== 'proven') return read
  const account = decodeAccount(read.value[0] ?? new Uint8Array())
  return account === undefined ? refuted('MALFORMED_ACCOUNT', { address }) : proven(account)
}

/** Yellow paper, 4.1. */
function decodeAccount(raw: Uint8Array): Account | undefined {
  const item = decodeRlp(raw)
  if (!Array.isArray(item) || item.length !== 4) return undefined
  const [nonceBytes, balanceBytes, storageRoot, codeHash] = item
  if (!isBytes(nonceBytes) || !isBytes(balanceBytes) || !isBytes(storageRoot, 32) || !isBytes(codeHash, 32)) {
    return undefined
  }
  const [nonce, balance] = [integerOf(nonceBytes), integerOf(balanceBytes)]
  if (nonce === undefined || balance === undefined) return undefined
  return { nonce, balance, storageRoot: toHex(storageRoot), codeHash: toHex(codeHash) }
}
