import type { Logger } from 'pino'
import { relayBids } from '../../chain/bids.ts'
import type { Ledger } from '../../chain/contracts.ts'
import { REFUSAL_CODES } from '../../chain/refusal.ts'
import type { Relay } from '../../chain/relay.ts'
import { relayStatement } from '../../chain/statements.ts'
import type { Database } from '../../db/database.ts'
import { noteTransactions, type RelayNote } from '../../db/queries/relayed.ts'
import { BonginError } from '../../protocol/error.ts'
import type { GatewayConfig } from '../config/config.ts'
import { type Entry, leavesDigest, type Result } from './entry.ts'
import { createGroup, type Group } from './group.ts'
import { secondLook } from './recorded.ts'

export type CarrierParts = {
  readonly contracts: Ledger
  readonly relay: Relay
  readonly database: Database
  readonly config: GatewayConfig
  readonly log: Logger
  /** Resolves to whether the index shows a block. */
  readonly shown: (block: number) => Promise<boolean>
  /** Told when a transaction is about to carry a statement. */
  readonly onSending: (entry: Entry) => void
}

/** One try of one statement: what became of it, or, with the entry for the next try, why that is not known yet. */
export type Attempt =
  | { readonly entry: Entry; readonly result: Result; readonly passing?: never }
  | { readonly entry: Entry; readonly result?: undefined; readonly passing: BonginError }

/** Tries of a batch: those that are clear, and those for which the ledger is looked at once more. */
export type Attempts = {
  readonly attempts: readonly Attempt[]
  readonly looking: Promise<readonly Attempt[]>
}

/** Carries statements to the ledger. Never rejects: whatever happens is the attempt's. */
export type Carrier = {
  /** In one transaction, 1 to `SUBMIT_BATCH`. */
  bids(entries: readonly Entry[]): Promise<Attempts>
  statement(entry: Entry): Promise<Attempt>
}

/** Reasons that pass by themselves: the statement is tried again for as long as it takes. */
const PASSING = ['LEDGER_UNREACHABLE', 'DATABASE_UNREACHABLE', 'NOT_INCLUDED', 'RELAY_CLOSED']
/** Tries that fail for another reason than the ledger's own refusal, after which a statement is given up. */
const MOST_TRIES = 6
const NOTHING: Promise<readonly Attempt[]> = Promise.resolve([])
const INTERNAL =
  'Something went wrong in this gateway. Send the statement again: it cannot take effect twice.'

export const createCarrier = (parts: CarrierParts): Carrier => {
  const { contracts, relay, database, config, log, onSending } = parts
  // Transactions are signed in groups: one write to the disk for all of a group.
  const notes = createGroup<RelayNote, true>(config.batchSize, async group => {
    await noteTransactions(database, group)
    return group.map(() => true)
  })

  const judge = async (entry: Entry, error: unknown): Promise<Attempt> => {
    if (!isRefusal(error)) return failed(entry, error, log)
    try {
      return { entry, result: (await secondLook(entry, parts, parts.shown)) ?? error }
    } catch (fault) {
      // What was recorded may be that the statement had no effect.
      return isRefusal(fault) ? { entry, result: fault } : failed(entry, fault, log)
    }
  }

  const carryBids = async (entries: readonly Entry[]): Promise<Attempts> => {
    for (const entry of entries) onSending(entry)
    const signed = entries.map(entry => entry.signed)
    try {
      return divide(entries, await relayBids(signed, contracts, relay), judge)
    } catch (error) {
      if (isPassing(error) || entries.length === 1)
        return { attempts: await Promise.all(entries.map(entry => judge(entry, error))), looking: NOTHING }
      // One of them may be the reason; alone, it takes no other down.
      return joined(await Promise.all(entries.map(entry => carryBids([entry]))))
    }
  }

  const carryStatement = async (entry: Entry): Promise<Attempt> => {
    const { signed, digest } = entry
    onSending(entry)
    try {
      const note = leavesDigest(signed) ? undefined : noteOf(digest, notes)
      return { entry, result: await relayStatement(signed, contracts, relay, note) }
    } catch (error) {
      return judge(entry, error)
    }
  }

  return { bids: carryBids, statement: carryStatement }
}

const divide = (
  entries: readonly Entry[],
  answers: readonly Result[],
  judge: (entry: Entry, error: unknown) => Promise<Attempt>,
): Attempts => {
  const attempts: Attempt[] = []
  const looks: Promise<Attempt>[] = []
  for (const [place, entry] of entries.entries()) {
    const answer = answers[place]
    if (answer === undefined || answer instanceof BonginError) looks.push(judge(entry, answer))
    else attempts.push({ entry, result: answer })
  }
  return { attempts, looking: Promise.all(looks) }
}

const joined = (all: readonly Attempts[]): Attempts => ({
  attempts: all.flatMap(({ attempts }) => attempts),
  looking: Promise.all(all.map(({ looking }) => looking)).then(looked => looked.flat()),
})

const noteOf =
  (digest: Entry['digest'], notes: Group<RelayNote, true>) =>
  async (transaction: Entry['digest']): Promise<void> => {
    await notes.add({ digest, transaction })
  }

const isRefusal = (error: unknown): error is BonginError =>
  error instanceof BonginError && REFUSAL_CODES.includes(error.code)

const isPassing = (error: unknown): error is BonginError =>
  error instanceof BonginError && PASSING.includes(error.code)

/** A try that failed for another reason than the ledger's refusal: it is repeated, but for an unknown reason not for ever. */
const failed = (entry: Entry, error: unknown, log: Logger): Attempt => {
  if (isPassing(error)) return { entry, passing: error }
  const { digest, tries } = entry
  log.error({ err: error, digest, tries }, 'A statement could not be carried.')
  const known = error instanceof BonginError ? error : new BonginError('INTERNAL', INTERNAL, { cause: error })
  if (tries + 1 >= MOST_TRIES) return { entry, result: known }
  return { entry: { ...entry, tries: tries + 1 }, passing: known }
}
