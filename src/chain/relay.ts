import { setTimeout as sleep } from 'node:timers/promises'
import { keccak256, type Provider, type TransactionReceipt, Wallet } from 'ethers'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { codeOf, reach } from './reach.ts'

/** A call of a contract: where to, and the encoded function with its arguments. */
export type Call = { readonly to: Hex; readonly data: Hex; readonly gasLimit?: bigint }

/** Keeps the hash of a transaction that is about to be sent. */
export type Note = (transaction: Hex) => Promise<void>

/** An account that carries other people's statements to the ledger. It has no say in what they mean. */
export type Relay = {
  readonly address: Hex
  /**
   * Sends a call and waits until a block holds it. Concurrent calls are welcome; they enter the ledger in the order of calling.
   * @param note told the transaction's hash before anything is sent, so that whoever kept it can ask for the outcome after a crash;
   * if it fails, nothing is sent
   * @returns the receipt, also of a call that the contract reverted (`status` 0)
   * @throws BonginError `LEDGER_UNREACHABLE`, `TRANSACTION_REFUSED`, `NOT_INCLUDED`, `RELAY_CLOSED`
   */
  send(call: Call, note?: Note): Promise<TransactionReceipt>
  /** Stops waiting: calls under way fail with `RELAY_CLOSED`, although the ledger may still take them. */
  close(): void
}

export type RelayOptions = {
  readonly provider: Provider
  readonly privateKey: Hex
  /** How long to wait for a block, in milliseconds. */
  readonly patience?: number
}

/** What the account's next transaction needs. Forgotten after an error, and then asked for again. */
type Account = { readonly nonce: number; readonly maxFeePerGas: bigint; readonly chainId: bigint }

/** A signed call on its way into the node's pool. */
type Submission = {
  readonly call: Call
  readonly gasLimit: bigint
  readonly note?: Note | undefined
  readonly resolve: (hash: string) => void
  readonly reject: (error: unknown) => void
}

type Signable = Pick<Submission, 'call' | 'gasLimit' | 'note'>

const PATIENCE = 60_000
const FIRST_POLL = 4
const SLOWEST_POLL = 200
const GROUP = 64

/**
 * Opens a relay account that counts its nonces itself, so that many transactions can be under way at once.
 * Use one relay for one key: two would take each other's nonces and lose time (never a statement).
 */
export const createRelay = ({ provider, privateKey, patience = PATIENCE }: RelayOptions): Relay => {
  const wallet = new Wallet(privateKey)
  const closing = new AbortController()
  const submit = createSubmitter(provider, wallet)

  const send = async (call: Call, note?: Note): Promise<TransactionReceipt> => {
    assertOpen(closing.signal)
    const gasLimit = call.gasLimit ?? (await estimate(provider, wallet.address, call))
    const hash = await submit(call, gasLimit, note)
    return receiptOf(provider, hash, patience, closing.signal)
  }

  return { address: wallet.address.toLowerCase() as Hex, send, close: () => closing.abort() }
}

/**
 * Gives calls to the node in groups: the nonces of a group follow each other, and the next group starts when the node has taken
 * or refused the whole of this one. So a block can hold many, and a refusal is noticed before a gap grows.
 */
const createSubmitter = (provider: Provider, wallet: Wallet) => {
  const queue: Submission[] = []
  let account: Account | undefined
  let running = false

  const broadcast = async (calls: readonly Signable[]) => {
    account ??= await readAccount(provider, wallet.address)
    const { nonce, ...rest } = account
    account = { ...rest, nonce: nonce + calls.length }
    const raws = await Promise.all(
      calls.map((each, place) => sign(wallet, each, { ...rest, nonce: nonce + place })),
    )
    await Promise.all(calls.map(({ note }, place) => note?.(keccak256(raws[place] ?? '0x') as Hex)))
    return Promise.allSettled(raws.map(raw => reach(provider.broadcastTransaction(raw))))
  }

  /** Once more with the nonce that the node expects: somebody else used this key, or the node was started anew. */
  const again = async (submission: Submission, leavesGap: boolean): Promise<void> => {
    account = undefined
    const [result] = await broadcast([submission])
    if (result?.status === 'fulfilled') return submission.resolve(result.value.hash)
    submission.reject(refused(result?.reason))
    account = undefined
    // Later calls wait behind this nonce: an empty transaction to ourselves takes it.
    if (leavesGap) await broadcast([{ call: { to: wallet.address as Hex, data: '0x' }, gasLimit: 21_000n }])
  }

  const submitGroup = async (group: readonly Submission[]): Promise<void> => {
    try {
      for (const [place, result] of (await broadcast(group)).entries()) {
        const submission = group[place]
        if (submission === undefined) continue
        if (result.status === 'fulfilled') submission.resolve(result.value.hash)
        else if (result.reason instanceof BonginError) throw result.reason
        else await again(submission, place + 1 < group.length)
      }
    } catch (error) {
      account = undefined
      for (const { reject } of group) reject(refused(error))
    }
  }

  const run = async (): Promise<void> => {
    running = true
    while (queue.length > 0) await submitGroup(queue.splice(0, GROUP))
    running = false
  }

  return (call: Call, gasLimit: bigint, note?: Note): Promise<string> =>
    new Promise((resolve, reject) => {
      queue.push({ call, gasLimit, note, resolve, reject })
      if (!running) void run()
    })
}

const sign = (wallet: Wallet, { call, gasLimit }: Signable, account: Account): Promise<string> => {
  const { nonce, maxFeePerGas, chainId } = account
  const { to, data } = call
  const fees = { maxFeePerGas, maxPriorityFeePerGas: 0n }
  return wallet.signTransaction({ type: 2, chainId, nonce, to, data, gasLimit, ...fees })
}

const readAccount = async (provider: Provider, address: string): Promise<Account> => {
  const [nonce, block, network] = await reach(
    Promise.all([
      provider.getTransactionCount(address, 'pending'),
      provider.getBlock('latest'),
      provider.getNetwork(),
    ]),
  )
  // Twice the base fee outlives some full blocks; what is paid is the base fee itself, on our chains zero.
  return { nonce, maxFeePerGas: 2n * (block?.baseFeePerGas ?? 0n), chainId: network.chainId }
}

const estimate = async (provider: Provider, from: string, { to, data }: Call): Promise<bigint> => {
  const gas = await reach(provider.estimateGas({ from, to, data }))
  return (gas * 5n) / 4n
}

const refused = (error: unknown): BonginError => {
  if (error instanceof BonginError) return error
  return new BonginError(
    'TRANSACTION_REFUSED',
    `The ledger's node refused the transaction (${codeOf(error) ?? 'no code'}). Nothing was recorded.`,
    { cause: error },
  )
}

const receiptOf = async (
  provider: Provider,
  hash: string,
  patience: number,
  signal: AbortSignal,
): Promise<TransactionReceipt> => {
  const deadline = Date.now() + patience
  for (let pause = FIRST_POLL; Date.now() < deadline; pause = Math.min(pause * 1.5, SLOWEST_POLL)) {
    await sleep(pause, undefined, { signal }).catch(() => undefined)
    assertOpen(signal)
    const receipt = await reach(provider.getTransactionReceipt(hash))
    if (receipt !== null) return receipt
  }
  throw new BonginError(
    'NOT_INCLUDED',
    'The ledger took the transaction but has not put it into a block yet. Send the same again to hear what became of it.',
    { details: { transaction: hash } },
  )
}

const assertOpen = (signal: AbortSignal): void => {
  if (signal.aborted)
    throw new BonginError('RELAY_CLOSED', 'This relay is shutting down. Send the same again to another one.')
}
