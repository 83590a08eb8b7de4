import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { Ledger } from './contracts.ts'
import { decodeLog, type LedgerEvent } from './events.ts'
import { reach } from './reach.ts'
import { callRefusal } from './refusal.ts'
import type { Call, Note, Relay } from './relay.ts'
import { type Receipt, readReceipt } from './txReceipt.ts'

/** More than any statement needs. A signer that is a contract must not keep the node busy for longer. */
const MOST_GAS = 30_000_000n

/** Where a call came to stand on the ledger. Time in seconds since 1970, by the block's clock. */
export type Inclusion = { readonly transaction: Hex; readonly block: number; readonly timestamp: number }

/** A call that the ledger took, and what the contracts said to it. */
export type Included = Inclusion & { readonly events: readonly LedgerEvent[] }

/**
 * Tries a call, sends it and waits for its block. What the contract would refuse is never sent.
 * Without a gas limit it is measured; with one it is tried under that limit, which is faster for large batches.
 * @throws BonginError one of the refusal codes, `LEDGER_REFUSED`, or what {@link Relay.send} throws
 */
export const include = async (
  call: Call,
  contracts: Ledger,
  relay: Relay,
  note?: Note,
): Promise<Included> => {
  const gasLimit = await gasFor(call, contracts, relay)
  return sendOnly({ ...call, gasLimit }, contracts, relay, note)
}

/** The same without trying first: for batches in which each part has its own result. */
export const sendOnly = async (
  call: Call,
  contracts: Ledger,
  relay: Relay,
  note?: Note,
): Promise<Included> => {
  const receipt = await relay.send(call, note)
  if (receipt.status !== 1) throw await reverted(call, contracts, relay)
  return includedIn(receipt, contracts)
}

/**
 * Asks the node what a call would answer now.
 * @returns the contract's encoded answer
 * @throws BonginError one of the refusal codes
 */
export const simulate = async (call: Call, { provider }: Ledger, relay: Relay): Promise<Hex> => {
  try {
    return (await reach(provider.call({ from: relay.address, ...call }))) as Hex
  } catch (error) {
    throw callRefusal(error) ?? error
  }
}

/** The gas limit of a call that the contract takes: the one given, or a measured one where that would not do. */
const gasFor = async (call: Call, contracts: Ledger, relay: Relay): Promise<bigint> => {
  if (call.gasLimit === undefined) return measure(call, contracts, relay)
  try {
    await simulate(call, contracts, relay)
    return call.gasLimit
  } catch (error) {
    if (!(error instanceof BonginError) || error.code !== 'LEDGER_REFUSED') throw error
    return measure(call, contracts, relay)
  }
}

const measure = async ({ to, data }: Call, { provider }: Ledger, relay: Relay): Promise<bigint> => {
  try {
    return withMargin(
      await reach(provider.estimateGas({ from: relay.address, to, data, gasLimit: MOST_GAS })),
    )
  } catch (error) {
    throw callRefusal(error) ?? error
  }
}

/** Signature checks by contracts may cost more in the block than in the trial. */
const withMargin = (gas: bigint): bigint => (gas * 13n) / 10n + 30_000n

/** The trial passed and the block did not: something came in between. The newest state says what. */
const reverted = async (call: Call, contracts: Ledger, relay: Relay): Promise<unknown> => {
  const reason = await simulate(call, contracts, relay).catch((error: unknown) => error)
  if (reason instanceof BonginError) return reason
  return new BonginError(
    'LEDGER_REFUSED',
    'The ledger refused this when its turn came. Nothing was recorded; send it again.',
  )
}

/**
 * What became of a transaction.
 * @returns undefined if no block holds it, or its call was reverted
 */
export const findIncluded = async (transaction: Hex, contracts: Ledger): Promise<Included | undefined> => {
  const receipt = await readReceipt(contracts.provider, transaction)
  return receipt?.status === 1 ? includedIn(receipt, contracts) : undefined
}

const includedIn = async (receipt: Receipt, { provider, deployment }: Ledger): Promise<Included> => {
  const timestamp = receipt.logs[0]?.blockTimestamp ?? (await timeOf(provider, receipt.blockNumber))
  const ours: readonly string[] = [deployment.registry, deployment.keys, deployment.ledger]
  const logs = receipt.logs.filter(({ address }) => ours.includes(address))
  return {
    transaction: receipt.transactionHash,
    block: receipt.blockNumber,
    timestamp,
    events: logs.flatMap(log => decodeLog(log, timestamp) ?? []),
  }
}

/** Not every node tells the time with the logs. */
const timeOf = async (provider: Ledger['provider'], block: number): Promise<number> =>
  (await reach(provider.getBlock(block)))?.timestamp ?? 0
