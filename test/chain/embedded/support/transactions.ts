import { type TransactionLike, Wallet } from 'ethers'
import type { EmbeddedNode } from '../../../../src/chain/embedded/node.ts'

const SOMEBODY = '0x00000000000000000000000000000000000b0b00'

/** Signs transactions of a node's relay accounts, counting the nonces. */
export interface Signer {
  readonly address: string
  nonce: number
  /** A transfer of 1 wei with the next nonce, unless something else is said. */
  sign(changes?: TransactionLike): Promise<string>
}

export function signerOf(node: EmbeddedNode, account = 0): Signer {
  return signer(node.relayKeys[account] ?? '', node.chainId)
}

export function signer(key: string, chainId: number): Signer {
  const wallet = new Wallet(key)
  return {
    address: wallet.address,
    nonce: 0,
    sign(changes = {}) {
      const nonce = changes.nonce ?? this.nonce++
      const fees = { maxFeePerGas: 0, maxPriorityFeePerGas: 0 }
      return wallet.signTransaction({
        type: 2,
        chainId,
        to: SOMEBODY,
        value: 1,
        gasLimit: 21_000,
        ...fees,
        ...changes,
        nonce,
      })
    },
  }
}

/** Init code for a contract with this runtime code of at most 255 bytes (both in hexadecimal, the runtime without 0x). */
export function initCode(runtime: string): string {
  const size = (runtime.length / 2).toString(16).padStart(2, '0')
  return `0x60${size}600c60003960${size}6000f3${runtime}`
}

/** TIMESTAMP, returned. */
export const CLOCK = '4260005260206000f3'

/** LOG0 of the 32 bytes of TIMESTAMP. */
export const LOGGER = '4260005260206000a000'

/** An init code that fails and so uses up all the gas that it is given. */
export const GAS_BURNER = '0xfe'
