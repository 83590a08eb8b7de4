/**
 * The JSON-RPC methods that pass to anvil as they are: they read. Everything that is not named here is refused, above all what anvil
 * adds to an ordinary node (`anvil_*`, `evm_*`, `hardhat_*`: set balances, take storage, go back), because it would change the
 * chain behind the journal, and whatever signs (`eth_sendTransaction`, `eth_sign`, ...), because this node holds no keys.
 */
export const FORWARDED: ReadonlySet<string> = new Set([
  'eth_accounts',
  'eth_blobBaseFee',
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_coinbase',
  'eth_createAccessList',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockReceipts',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getFilterChanges',
  'eth_getFilterLogs',
  'eth_getLogs',
  'eth_getProof',
  'eth_getRawTransactionByHash',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_getUncleCountByBlockHash',
  'eth_getUncleCountByBlockNumber',
  'eth_maxPriorityFeePerGas',
  'eth_newBlockFilter',
  'eth_newFilter',
  'eth_newPendingTransactionFilter',
  'eth_protocolVersion',
  'eth_syncing',
  'eth_uninstallFilter',
  'net_listening',
  'net_peerCount',
  'net_version',
  'web3_sha3',
])

/** Methods with parameters (transaction, block, state override, block override): a contract asks the time in them. */
const SIMULATIONS: ReadonlySet<string> = new Set(['eth_call', 'eth_estimateGas'])

/**
 * Gives a simulation upon the newest state the time that a block made now would have. Blocks come only when there is something to
 * put in them, so the last one's time may be long past, and a tender's phase depends on the time.
 * @param now Unix seconds
 * @returns the parameters; the same ones where there is nothing to add, or where the caller chose a block or its contents
 */
export function atPresent(method: string, params: readonly unknown[], now: number): readonly unknown[] {
  if (!SIMULATIONS.has(method)) return params
  const [transaction, block, state, override] = params
  const isNewest = block === undefined || block === null || block === 'latest' || block === 'pending'
  if (!isNewest || (override !== undefined && override !== null)) return params
  return [transaction, block ?? 'latest', state ?? {}, { time: `0x${now.toString(16)}` }]
}
