import type { GenesisRecord } from './record.ts'

/** Used unless the caller asks for another. */
export const DEFAULT_CHAIN_ID = 45_078

/*
 * Cancun, fixed: it is what the contracts are compiled for, a later fork may never change the meaning of an old block, and before Prague
 * (EIP-7702) nothing but an account's own transaction lowers its balance or raises its nonce. Prague also makes calldata dearer
 * (EIP-7623), of which a ledger of sealed bids has much.
 */
const HARDFORK = 'cancun'
/** The openings of a large tender fit into few blocks. The limit on a contract's code stays the ordinary one (EIP-170). */
const GAS_LIMIT = 300_000_000
/** Far more than a relay can spend, should it offer a price for gas; the node itself asks for none. */
const BALANCE = '0x100000000000000000000000000'

export interface GenesisTerms {
  readonly chainId: number
  /** Unix seconds. */
  readonly timestamp: number
  readonly anvil: string
  /** Addresses that block 0 funds. */
  readonly accounts: readonly string[]
}

export function newGenesis({ chainId, timestamp, anvil, accounts }: GenesisTerms): GenesisRecord {
  return {
    type: 'genesis',
    format: 1,
    chainId,
    timestamp,
    gasLimit: GAS_LIMIT,
    // Anvil leaves a base fee of zero at zero. Any other would rise and fall with the load.
    baseFee: 0,
    hardfork: HARDFORK,
    anvil,
    accounts: accounts.map(address => ({ address, balance: BALANCE })),
  }
}

/** The file that anvil reads block 0 from. */
export function genesisFile(genesis: GenesisRecord): string {
  return JSON.stringify({
    config: { chainId: genesis.chainId },
    timestamp: hex(genesis.timestamp),
    gasLimit: hex(genesis.gasLimit),
    baseFeePerGas: hex(genesis.baseFee),
    difficulty: '0x0',
    alloc: Object.fromEntries(genesis.accounts.map(({ address, balance }) => [address, { balance }])),
  })
}

/**
 * Anvil's arguments for this genesis. With them, the same transactions and timestamps always give the same block hashes.
 * @param path of a file with {@link genesisFile}'s content
 */
export function anvilArguments(genesis: GenesisRecord, path: string): string[] {
  return [
    ...['--init', path],
    ...['--chain-id', String(genesis.chainId)],
    ...['--timestamp', String(genesis.timestamp)],
    ...['--gas-limit', String(genesis.gasLimit)],
    ...['--base-fee', String(genesis.baseFee), '--gas-price', '0', '--disable-min-priority-fee'],
    ...['--hardfork', genesis.hardfork],
    // No accounts with well-known keys, no contract that a public chain would not have.
    ...['--accounts', '0', '--disable-default-create2-deployer'],
    // Blocks only when we say so, transactions in the order of their coming.
    ...['--no-mining', '--order', 'fifo'],
    // Blocks, receipts and logs are all kept, the state only as it is now: a copy of the state for each block would fill the memory.
    ...['--prune-history'],
    // A block is final once it is in the journal: "finalized" and "latest" are the same.
    ...['--slots-in-an-epoch', '0'],
    // Only we talk to anvil; the limits are at our own endpoint.
    ...['--no-cors', '--no-request-size-limit', '--disable-console-log'],
  ]
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
