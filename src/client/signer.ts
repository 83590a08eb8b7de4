import type { Hex } from '../protocol/bytes.ts'
import {
  addressOfKey,
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
  typedData,
} from '../protocol/statement.ts'

/** Whoever signs: a key in memory, a wallet, a hardware module. The key itself goes nowhere. */
export interface Signer {
  sign(statement: Statement, deployment: Deployment): SignedStatement | Promise<SignedStatement>
}

/**
 * Signs with a key in memory.
 * @param secretKey 32 bytes
 * @throws BonginError `INVALID_SCALAR`
 */
export function keySigner(secretKey: Hex): Signer & { readonly address: Hex } {
  return {
    address: addressOfKey(secretKey),
    sign: (statement, deployment) => signStatement(statement, deployment, secretKey),
  }
}

/** A wallet as browsers know it (EIP-1193). */
export interface Wallet {
  request(call: { method: string; params: readonly unknown[] }): Promise<unknown>
}

/**
 * Signs in a wallet, which shows its owner what is signed (`eth_signTypedData_v4`).
 * @param address of the key, in lower-case hex
 * @throws what the wallet throws
 */
export function walletSigner(wallet: Wallet, address: Hex): Signer {
  return {
    sign: async (statement, deployment) => {
      const params = [address, JSON.stringify(typedData(statement, deployment))]
      const signature = (await wallet.request({ method: 'eth_signTypedData_v4', params })) as Hex
      return { statement, signer: address, signature }
    },
  }
}
