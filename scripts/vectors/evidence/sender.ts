import { setTimeout as sleep } from 'node:timers/promises'
import { getCreateAddress, Wallet } from 'ethers'
import { DEFAULT_CHAIN_ID } from '../../../src/chain/embedded/genesis.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'

/** A call, or code for a new contract. */
export type Sendable = { readonly to?: Hex; readonly data: Hex }

/** An account that sends. */
export interface Sender {
  /**
   * Puts calls into one block, in this order, and waits for it.
   * @throws Error if the ledger refuses one
   */
  send(...calls: readonly Sendable[]): Promise<void>
  /** Where a contract will stand that the next call creates. */
  nextContract(): Hex
}

/** Enough for the largest call, and many together less than a block has. */
const GAS_LIMIT = 8_000_000
const POLL = 5

/** Signs calls and posts them as one JSON-RPC batch: the node puts what comes at once into one block. */
export function createSender(url: string, privateKey: Hex): Sender {
  const wallet = new Wallet(privateKey)
  const common = {
    type: 2,
    chainId: DEFAULT_CHAIN_ID,
    gasLimit: GAS_LIMIT,
    maxFeePerGas: 0,
    maxPriorityFeePerGas: 0,
  }
  let nonce = 0
  const sign = ({ to, data }: Sendable): Promise<string> =>
    wallet.signTransaction({ ...common, nonce: nonce++, ...(to && { to }), data })
  return {
    send: async (...calls) => {
      const raws = await Promise.all(calls.map(sign))
      const hashes = await ask(
        url,
        raws.map(raw => ['eth_sendRawTransaction', [raw]]),
      )
      for (const hash of hashes) await assertDone(url, hash)
    },
    nextContract: () => getCreateAddress({ from: wallet.address, nonce }).toLowerCase() as Hex,
  }
}

async function assertDone(url: string, hash: unknown): Promise<void> {
  for (;;) {
    const [receipt] = await ask(url, [['eth_getTransactionReceipt', [hash]]])
    if (typeof receipt === 'object' && receipt !== null && 'status' in receipt) {
      if (receipt.status === '0x1') return
      throw new Error(`The ledger refused ${hash}: ${JSON.stringify(receipt)}`)
    }
    await sleep(POLL)
  }
}

async function ask(url: string, calls: readonly [method: string, params: unknown[]][]): Promise<unknown[]> {
  const body = calls.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }))
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answers = (await response.json()) as { id: number; result?: unknown; error?: unknown }[]
  return answers
    .toSorted((a, b) => a.id - b.id)
    .map(answer => {
      if (answer.error !== undefined) throw new Error(JSON.stringify(answer.error))
      return answer.result
    })
}
