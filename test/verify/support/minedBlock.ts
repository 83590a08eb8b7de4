import { startAnvil } from '../../../src/chain/embedded/anvil.ts'
import { fromHex, type Hex } from '../../../src/protocol/bytes.ts'
import { decodeHeader, encodeHeader, type Header } from '../../../src/verify/header.ts'
import { encodeReceipt, type Receipt } from '../../../src/verify/receipt.ts'
import { call } from '../../chain/embedded/support/rpc.ts'
import { initCode, LOGGER } from '../../chain/embedded/support/transactions.ts'

/** A block as anvil mined it, and what anvil says of it. */
export interface MinedBlock {
  readonly header: Header
  readonly hash: Hex
  readonly receipts: readonly Uint8Array[]
  /** Of the receipts, as anvil gives them. */
  readonly blooms: readonly Uint8Array[]
  /** A contract that stands in the state after it. */
  readonly account: { readonly address: Hex; readonly code: Hex; readonly proof: readonly Uint8Array[] }
  /** Proof that there is no account at this address. */
  readonly nobody: { readonly address: Hex; readonly proof: readonly Uint8Array[] }
}

interface RpcReceipt {
  readonly type: Hex
  readonly status: Hex
  readonly cumulativeGasUsed: Hex
  readonly logsBloom: Hex
  readonly contractAddress: Hex
  readonly logs: readonly { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }[]
}

/** Legacy, EIP-2930 and EIP-1559: with an event, without, and one that fails. */
const KINDS: readonly Record<string, unknown>[] = [
  { type: '0x0', gasPrice: '0x77359400' },
  { type: '0x1', gasPrice: '0x77359400', accessList: [] },
  { type: '0x2', maxFeePerGas: '0x77359400' },
]
const FAILS = '0x00000000000000000000000000000000000f0a11'
const NOBODY: Hex = '0x000000000000000000000000000000000000dead'

/**
 * Has anvil mine one block with transactions of every kind.
 * @param count how many transactions
 */
export async function mineBlock(count: number): Promise<MinedBlock> {
  const anvil = await startAnvil(['--hardfork', 'cancun', '--no-mining', '--gas-limit', '300000000'])
  const rpc = <T>(method: string, ...params: unknown[]) =>
    call<T>(`http://${anvil.host}:${anvil.port}`, method, params)
  try {
    const [from] = await rpc<Hex[]>('eth_accounts')
    await rpc('anvil_setCode', FAILS, '0xfe')
    const creation = await rpc<Hex>('eth_sendTransaction', { from, data: initCode(LOGGER), gas: '0x30d40' })
    await rpc('evm_mine')
    const { contractAddress } = await rpc<RpcReceipt>('eth_getTransactionReceipt', creation)
    for (let index = 0; index < count; index++) {
      const to = index % 4 === 3 ? FAILS : contractAddress
      await rpc('eth_sendTransaction', { from, to, gas: '0xc350', ...KINDS[index % KINDS.length] })
    }
    await rpc('evm_mine')
    return await readBlock(rpc, contractAddress)
  } finally {
    await anvil.stop()
  }
}

type Rpc = <T>(method: string, ...params: unknown[]) => Promise<T>

async function readBlock(rpc: Rpc, contract: Hex): Promise<MinedBlock> {
  const block = await rpc<Record<string, unknown>>('eth_getBlockByNumber', 'latest', false)
  const header = decodeHeader(encodeHeader(block))
  if (header === undefined) throw new Error('This is no header')
  const receipts = await rpc<RpcReceipt[]>('eth_getBlockReceipts', 'latest')
  const prove = async (address: Hex) => {
    const { accountProof } = await rpc<{ accountProof: Hex[] }>('eth_getProof', address, [], 'latest')
    return { address, proof: accountProof.map(fromHex) }
  }
  const code = await rpc<Hex>('eth_getCode', contract, 'latest')
  return {
    header,
    hash: block.hash as Hex,
    receipts: receipts.map(receipt => encodeReceipt(receiptOf(receipt))),
    blooms: receipts.map(({ logsBloom }) => fromHex(logsBloom)),
    account: { ...(await prove(contract)), code },
    nobody: await prove(NOBODY),
  }
}

function receiptOf({ type, status, cumulativeGasUsed, logs }: RpcReceipt): Receipt {
  return {
    type: Number(type),
    succeeded: status === '0x1',
    cumulativeGasUsed: BigInt(cumulativeGasUsed),
    logs: logs.map(({ address, topics, data }) => ({ address, topics, data })),
  }
}
