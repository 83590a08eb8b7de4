import type { EIP1193Provider } from '@nomicfoundation/ignition-core'
import type { JsonRpcProvider, Wallet } from 'ethers'

/** A transaction as `eth_sendTransaction` names it. */
type Asked = {
  readonly to?: string
  readonly data: string
  readonly nonce: string
  readonly gas: string
  readonly gasPrice?: string
  readonly maxFeePerGas?: string
  readonly maxPriorityFeePerGas?: string
}

/**
 * Lends a node an account that it does not hold: `eth_sendTransaction` is signed here and sent raw, all else is passed on.
 * Tools that expect the node to keep the keys can then work with any node.
 */
export const signingProvider = (provider: JsonRpcProvider, wallet: Wallet): EIP1193Provider => ({
  request: async ({ method, params = [] }) => {
    if (method === 'eth_accounts') return [wallet.address]
    if (method !== 'eth_sendTransaction') return provider.send(method, params as unknown[])
    const [asked] = params as [Asked]
    const { chainId } = await provider.getNetwork()
    const { gas, nonce, to, data, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = asked
    const fees =
      gasPrice === undefined ? { type: 2, maxFeePerGas, maxPriorityFeePerGas } : { type: 0, gasPrice }
    const raw = await wallet.signTransaction({
      ...Object.fromEntries(Object.entries(fees).filter(([, value]) => value !== undefined)),
      ...(to === undefined ? {} : { to }),
      chainId,
      data,
      nonce: Number(nonce),
      gasLimit: gas,
    })
    return provider.send('eth_sendRawTransaction', [raw])
  },
})
