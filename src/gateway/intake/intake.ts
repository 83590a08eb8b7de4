import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { reach } from '../../chain/reach.ts'
import { REFUSAL_CODES } from '../../chain/refusal.ts'
import { type Outcome, readOutcome, relayStatement } from '../../chain/statements.ts'
import { notedTransactions, noteTransactions, type RelayNote } from '../../db/queries/relayed.ts'
import { findStatement } from '../../db/queries/statements.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { digest, type SignedStatement, STATEMENTS } from '../../protocol/statement.ts'
import type { GatewayConfig } from '../config/config.ts'
import type { Index } from '../indexWatch.ts'
import { type Batcher, createBatcher } from './batch.ts'
import { type BiddingParts, carryBids, type NamedBid } from './bidding.ts'
import { assertSignatures, signaturesOf } from './signature.ts'

/** Takes signed statements in and answers with what the ledger made of them. */
export type Intake = {
  /**
   * Answers once a block holds the statement and the index shows it. The same statement, however often and whenever it is sent, and
   * whoever brought it to the ledger, has the same outcome.
   * @throws BonginError `BAD_SIGNATURE`, or what `relayStatement` throws
   */
  submit(signed: SignedStatement): Promise<Outcome>
  /** As `Index.caughtUp`, but waits no longer than configured. */
  caughtUp(block: number): Promise<void>
}

export type IntakeParts = BiddingParts & {
  readonly index: Index
  readonly config: GatewayConfig
  readonly log: Logger
}

export const createIntake = (parts: IntakeParts): Intake => {
  const { contracts, config } = parts
  const underWay = new Map<string, Promise<Outcome>>()
  const bids = createBatcher<NamedBid, Outcome | BonginError>({
    window: config.batchWindow,
    size: config.batchSize,
    run: batch => carryBids(batch, parts),
  })

  // Transactions are signed in groups: one write to the disk for all of a group.
  const notes = createBatcher<RelayNote, true>({
    window: 0,
    size: config.batchSize,
    run: async batch => {
      await noteTransactions(parts.database, batch)
      return batch.map(() => true)
    },
  })

  const carry = async (name: Hex, signed: SignedStatement): Promise<Outcome> => {
    try {
      const outcome = await carryOnce(name, signed)
      await caughtUp(parts, outcome.block)
      return outcome
    } catch (error) {
      const outcome = isRefusal(error) ? await secondLook(parts, name, signed) : undefined
      if (outcome === undefined) throw error
      return outcome
    }
  }

  const carryOnce = async (name: Hex, signed: SignedStatement): Promise<Outcome> => {
    const bid = signed.statement
    if (bid.type !== 'SubmitBid') return carryStatement(parts, name, signed, notes)
    const answer = await bids.add({ name, signed, bid })
    if (answer instanceof BonginError) throw answer
    return answer
  }

  return {
    submit: async signed => {
      assertSignatures(signed, contracts.deployment)
      const name = digest(signed.statement, contracts.deployment)
      // With all signatures: otherwise a stranger who signs the same words would take the author's answer with him.
      const signatures = signaturesOf(signed).map(({ signer, signature }) => `${signer} ${signature}`)
      const sending = [name, ...signatures].join(' ')
      const running = underWay.get(sending)
      if (running !== undefined) return running
      const answer = carry(name, signed).finally(() => underWay.delete(sending))
      underWay.set(sending, answer)
      return answer
    },
    caughtUp: block => caughtUp(parts, block),
  }
}

const carryStatement = async (
  parts: IntakeParts,
  name: Hex,
  signed: SignedStatement,
  notes: Batcher<RelayNote, true>,
): Promise<Outcome> => {
  const { contracts, relay } = parts
  const known = await recorded(parts, name, signed)
  if (known !== undefined) return known
  if (leavesDigest(signed)) return relayStatement(signed, contracts, relay)
  return relayStatement(signed, contracts, relay, async transaction => {
    await notes.add({ digest: name, transaction })
  })
}

/**
 * A refused statement may be one that the ledger holds already: sent again after a crash, or brought by somebody else. Then its
 * sender must hear that it stands.
 */
const secondLook = async (
  parts: IntakeParts,
  name: Hex,
  signed: SignedStatement,
): Promise<Outcome | undefined> => {
  await caughtUp(parts, await reach(parts.contracts.provider.getBlockNumber()))
  return recorded(parts, name, signed)
}

const recorded = async (
  { contracts, database }: IntakeParts,
  name: Hex,
  signed: SignedStatement,
): Promise<Outcome | undefined> => {
  for (const transaction of await transactionsOf(database, name, signed)) {
    const outcome = await readOutcome(signed, transaction, contracts)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

const transactionsOf = async (
  database: IntakeParts['database'],
  name: Hex,
  signed: SignedStatement,
): Promise<Hex[]> => {
  if (!leavesDigest(signed)) return notedTransactions(database, name)
  const found = await findStatement(database, name)
  return found === undefined ? [] : [found.transaction]
}

/** Only the tender ledger's events name the statement that made them. */
const leavesDigest = ({ statement }: SignedStatement): boolean => STATEMENTS[statement.type].room === 'ledger'

const isRefusal = (error: unknown): boolean =>
  error instanceof BonginError && REFUSAL_CODES.includes(error.code)

const caughtUp = async ({ index, config, log }: IntakeParts, block: number): Promise<void> => {
  const patience = new AbortController()
  const late = sleep(config.indexPatience, 'late' as const, { signal: patience.signal })
  try {
    // What is on the ledger stands, whether the index shows it yet or not.
    if ((await Promise.race([index.caughtUp(block), late])) === 'late')
      log.warn({ block }, 'The index has not come as far as an answer that is given now.')
  } catch (error) {
    log.warn({ err: error, block }, 'The index does not say how far it has come.')
  } finally {
    patience.abort()
  }
}
