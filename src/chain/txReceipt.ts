import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { NodeProvider } from './contracts.ts'
import { reach } from './reach.ts'

const quantity = z.string().regex(/^0x[0-9a-f]{1,13}$/)
const hex = z.string().transform(text => text.toLowerCase() as Hex)

/** What `eth_getTransactionReceipt` answers, as far as we read it: ethers' own reading computes a checksum for every address. */
const receiptSchema = z.object({
  transactionHash: hex,
  status: quantity.transform(Number),
  to: hex.nullable(),
  blockNumber: quantity.transform(Number),
  gasUsed: quantity.transform(BigInt),
  logs: z.array(
    z
      .object({
        address: hex,
        topics: z.array(z.string()),
        data: z.string(),
        blockNumber: quantity.transform(Number),
        blockHash: z.string(),
        blockTimestamp: quantity.transform(Number).optional(),
        transactionHash: z.string(),
        logIndex: quantity.transform(Number),
      })
      .transform(({ logIndex, ...log }) => ({ ...log, index: logIndex })),
  ),
})

/** What became of a transaction in its block. `status` 1: the call took effect; 0: it was reverted. */
export type Receipt = z.output<typeof receiptSchema>

/** @returns undefined as long as no block holds the transaction */
export const readReceipt = async (provider: NodeProvider, hash: Hex): Promise<Receipt | undefined> => {
  const answer = await reach(provider.send('eth_getTransactionReceipt', [hash]))
  return answer === null ? undefined : receiptSchema.parse(answer)
}

/** Waits for the blocks that hold some transactions. */
export type ReceiptWatch = {
  /** @throws BonginError `NOT_INCLUDED` after the patience, `LEDGER_UNREACHABLE`, `RELAY_CLOSED` */
  wait(hash: Hex): Promise<Receipt>
}

type Waiting = PromiseWithResolvers<Receipt> & { readonly deadline: number; lookedAt: number }

const FIRST_POLL = 4
const NEXT_POLL = 20
const SLOWEST_POLL = 200

/**
 * Asks for the newest block's number while anybody waits, and for receipts when there is a new one.
 * @param patience for one transaction, in milliseconds
 */
export const watchReceipts = (
  provider: NodeProvider,
  patience: number,
  signal: AbortSignal,
): ReceiptWatch => {
  const waiting = new Map<Hex, Waiting>()
  let running = false
  let pause = FIRST_POLL

  const look = async (): Promise<void> => {
    const block = Number(await reach(provider.send('eth_blockNumber', [])))
    const fresh = [...waiting].filter(([, { lookedAt }]) => lookedAt !== block)
    const readOne = async ([hash, each]: [Hex, Waiting]): Promise<void> => {
      each.lookedAt = block
      const receipt = await readReceipt(provider, hash)
      if (receipt === undefined) return
      waiting.delete(hash)
      each.resolve(receipt)
    }
    await Promise.all(fresh.map(readOne))
    for (const [hash, { deadline, reject }] of waiting) {
      if (Date.now() < deadline) continue
      waiting.delete(hash)
      reject(notIncluded(hash))
    }
  }
  const fail = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const run = async (): Promise<void> => {
    while (waiting.size > 0) {
      await sleep(pause, undefined, { signal }).catch(() => undefined)
      pause = Math.min(pause * 1.5, SLOWEST_POLL)
      if (signal.aborted) fail(closed())
      else await look().catch(fail)
    }
    running = false
  }

  return {
    wait: hash => {
      const each = { ...Promise.withResolvers<Receipt>(), deadline: Date.now() + patience, lookedAt: -1 }
      waiting.set(hash, each)
      // Who waits already has looked not long ago: another look at once would only cost.
      pause = running ? Math.min(pause, NEXT_POLL) : FIRST_POLL
      if (!running) void run()
      running = true
      return each.promise
    },
  }
}

export const closed = (): BonginError =>
  new BonginError('RELAY_CLOSED', 'This relay is shutting down. Send the same again to another one.')

const notIncluded = (transaction: Hex): BonginError =>
  new BonginError(
    'NOT_INCLUDED',
    'The ledger took the transaction but has not put it into a block yet. Send the same again to hear what became of it.',
    { details: { transaction } },
  )
