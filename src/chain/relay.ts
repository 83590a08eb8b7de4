import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { addressOfKey } from '../protocol/statement.ts'
import type { NodeProvider } from './contracts.ts'
import { codeOf, reach } from './reach.ts'
import { type SignedTransaction, signTransaction } from './transaction.ts'
import { closed, type Receipt, watchReceipts } from './txReceipt.ts'

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
  send(call: Call, note?: Note): Promise<Receipt>
  /** Stops waiting: calls under way fail with `RELAY_CLOSED`, although the ledger may still take them. */
  close(): void
}

export type RelayOptions = {
  readonly provider: NodeProvider
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
  readonly resolve: (hash: Hex) => void
  readonly reject: (error: unknown) => void
}

type Signable = Pick<Submission, 'call' | 'gasLimit' | 'note'>

const PATIENCE = 60_000
const GROUP = 64

/**
 * Opens a relay account that counts its nonces itself, so that many transactions can be under way at once.
 * Use one relay for one key: two would take each other's nonces and lose time (never a statement).
 */
export const createRelay = ({ provider, privateKey, patience = PATIENCE }: RelayOptions): Relay => {
  const address = addressOfKey(privateKey)
  const closing = new AbortController()
  const submitter = createSubmitter(provider, { address, privateKey })
  const receipts = watchReceipts(provider, patience, closing.signal)

  const send = async (call: Call, note?: Note): Promise<Receipt> => {
    if (closing.signal.aborted) throw closed()
    const gasLimit = call.gasLimit ?? (await estimate(provider, address, call))
    const hash = await submitter.submit(call, gasLimit, note)
    try {
      return await receipts.wait(hash)
    } catch (error) {
      // A node that is started anew has forgotten what was in its pool: the next nonce would wait behind that one for ever.
      submitter.forget()
      throw error
    }
  }

  return { address, send, close: () => closing.abort() }
}

/**
 * Gives calls to the node in groups: the nonces of a group follow each other, and the next group starts when the node has taken
 * or refused the whole of this one. So a block can hold many, and a refusal is noticed before a gap grows.
 */
const createSubmitter = (provider: NodeProvider, sender: Sender) => {
  const queue: Submission[] = []
  let account: Account | undefined
  let running = false

  const broadcast = async (calls: readonly Signable[]) => {
    account ??= await readAccount(provider, sender.address)
    const { nonce, ...rest } = account
    account = { ...rest, nonce: nonce + calls.length }
    const signed = calls.map((each, place) => sign(sender, each, { ...rest, nonce: nonce + place }))
    await Promise.all(calls.map(({ note }, place) => signed[place] && note?.(signed[place].hash())))
    return Promise.allSettled(signed.map(each => broadcastOne(provider, each)))
  }

  /** Once more with the nonce that the node expects: somebody else used this key, or the node was started anew. */
  const again = async (submission: Submission, leavesGap: boolean): Promise<void> => {
    account = undefined
    const [result] = await broadcast([submission])
    if (result?.status === 'fulfilled') return submission.resolve(result.value)
    submission.reject(refused(result?.reason))
    account = undefined
    // Later calls wait behind this nonce: an empty transaction to ourselves takes it.
    if (leavesGap) await broadcast([{ call: { to: sender.address, data: '0x' }, gasLimit: 21_000n }])
  }

  const submitGroup = async (group: readonly Submission[]): Promise<void> => {
    try {
      for (const [place, result] of (await broadcast(group)).entries()) {
        const submission = group[place]
        if (submission === undefined) continue
        if (result.status === 'fulfilled') submission.resolve(result.value)
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

  return {
    submit: (call: Call, gasLimit: bigint, note?: Note): Promise<Hex> =>
      new Promise((resolve, reject) => {
        queue.push({ call, gasLimit, note, resolve, reject })
        if (!running) void run()
      }),
    /** The node is asked for the next nonce. */
    forget: (): void => {
      account = undefined
    },
  }
}

type Sender = { readonly address: Hex; readonly privateKey: Hex }

const sign = (
  { privateKey }: Sender,
  { call, gasLimit }: Signable,
  { nonce, maxFeePerGas, chainId }: Account,
): SignedTransaction => {
  const { to, data } = call
  return signTransaction({ chainId, nonce, maxFeePerGas, to, data, gasLimit }, privateKey)
}

/** @returns the transaction's hash, as the node that takes it names it */
const broadcastOne = async (provider: NodeProvider, { raw }: SignedTransaction): Promise<Hex> =>
  String(await reach(provider.send('eth_sendRawTransaction', [raw]))).toLowerCase() as Hex

const readAccount = async (provider: NodeProvider, address: string): Promise<Account> => {
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

const estimate = async (provider: NodeProvider, from: string, { to, data }: Call): Promise<bigint> => {
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
