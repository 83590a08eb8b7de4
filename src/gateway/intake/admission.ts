import { callOf } from '../../chain/calls.ts'
import type { Ledger } from '../../chain/contracts.ts'
import { simulate } from '../../chain/inclusion.ts'
import { reach } from '../../chain/reach.ts'
import { bidRefusal, callRefusal } from '../../chain/refusal.ts'
import type { Relay } from '../../chain/relay.ts'
import { type Outcome, readOutcome } from '../../chain/statements.ts'
import type { Database } from '../../db/database.ts'
import { type BidFacts, bidFacts, isKnownAuthor, type NamedBid } from '../../db/queries/bidding.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { CHECKS, type Check, ROLES } from '../../protocol/participant.ts'
import { authorOf, type SignedStatement, STATEMENTS } from '../../protocol/statement.ts'
import { nameAt, type SubmitResult } from '../../protocol/tender.ts'
import type { Bid } from './entry.ts'
import { createGroup, type Group } from './group.ts'
import { recorded } from './recorded.ts'
import { isAddress } from './signature.ts'

/** What is found out about a statement before it may take up room in the queue. */
export type Admitted =
  | { readonly recorded: Outcome }
  | { readonly recorded: undefined; readonly closingAt: number | null }

/** Statements whose signatures are checked already, and fit. */
export type Admission = {
  /**
   * Turns away what certainly would be refused, at the price of a look into the index or of one question to the node. Whatever is
   * not certain is let through: the ledger decides.
   * @throws BonginError as the ledger would refuse it, or `LEDGER_UNREACHABLE`
   */
  check(digest: Hex, signed: SignedStatement): Promise<Admitted>
}

export type AdmissionParts = {
  readonly contracts: Ledger
  readonly relay: Relay
  readonly database: Database
  /** The ledger's time, in seconds since 1970. */
  readonly clock: () => number
}

/** Bids looked up at once. */
const LOOKUP = 200

export const createAdmission = (parts: AdmissionParts): Admission => {
  const lookups = createGroup<NamedBid, BidFacts>(LOOKUP, bids => bidFacts(parts.database, bids))
  return {
    check: (digest, signed) => {
      const { statement } = signed
      return statement.type === 'SubmitBid'
        ? checkBid({ digest, signed, bid: statement }, lookups, parts)
        : checkOther(digest, signed, parts)
    },
  }
}

type Named = { readonly digest: Hex; readonly signed: SignedStatement; readonly bid: Bid }

const checkBid = async (
  named: Named,
  lookups: Group<NamedBid, BidFacts>,
  { contracts, clock }: AdmissionParts,
): Promise<Admitted> => {
  const { digest, signed, bid } = named
  const { tender, bidder } = bid
  const facts = await lookups.add({ digest, tender, bidder, signer: signed.signer })
  const outcome = facts.transaction && (await readOutcome(signed, facts.transaction, contracts))
  if (outcome) return { recorded: outcome }
  // Anybody can sign: a transaction full of strangers' bids would cost what one full of real bids costs.
  if (!facts.known || !isAddress(signed)) {
    const check = await checkOf(named, contracts)
    if (check !== 'Ok') throw bidRefusal('Unauthorized', check, { tender, bidder })
  }
  const result = phaseRefusal(facts, clock())
  if (result !== undefined) throw bidRefusal(result, 'Ok', { tender, bidder })
  return { recorded: undefined, closingAt: facts.closingAt }
}

/** No clock of ours and no validator's is wrong by more, in seconds. */
const CLOCK_TOLERANCE = 30

/**
 * What the index says of a bid's time, where it is sure. A block at or after the closing settles it for ever, because times of blocks
 * never fall and a closing cannot be moved once it has passed.
 */
const phaseRefusal = (
  { biddingAt, closingAt, cancelled, indexedAt }: BidFacts,
  now: number,
): SubmitResult | undefined => {
  if (biddingAt === null || closingAt === null || cancelled) return undefined
  if (indexedAt >= closingAt) return 'TooLate'
  return Math.max(now, indexedAt) + CLOCK_TOLERANCE < biddingAt ? 'NotYetOpen' : undefined
}

/** What the registry may spend on one signature when it is asked beforehand. */
const CHECK_GAS = { gasLimit: 1_000_000n }

/** The registry's word on a bid's author. A contract signer that breaks the check has not signed. */
const checkOf = async ({ digest, bid, signed }: Named, { registry }: Ledger): Promise<Check> => {
  const by = { signer: signed.signer, signature: signed.signature }
  try {
    return nameAt(CHECKS, await reach(registry.check(bid.bidder, ROLES.supplier, digest, by, CHECK_GAS)))
  } catch (error) {
    if (callRefusal(error) === undefined) throw error
    return 'BadSignature'
  }
}

/** Enough for most statements. */
const TRIAL_GAS = 1_500_000n

/** A statement of somebody whom the index does not know as its author has to pass a trial first. */
const checkOther = async (digest: Hex, signed: SignedStatement, parts: AdmissionParts): Promise<Admitted> => {
  const { contracts, relay, database } = parts
  const outcome = await recorded({ digest, signed }, parts)
  if (outcome !== undefined) return { recorded: outcome }
  if (!(isAddress(signed) && (await isKnownAuthor(database, claimOf(signed))))) {
    try {
      await simulate({ ...callOf(signed, contracts.deployment), gasLimit: TRIAL_GAS }, contracts, relay)
    } catch (error) {
      // Without a reason it may only be the gas, which the sender measures.
      if (!(error instanceof BonginError) || error.code !== 'LEDGER_REFUSED') throw error
    }
  }
  return { recorded: undefined, closingAt: null }
}

const claimOf = ({ statement, signer }: SignedStatement) => {
  const { role } = STATEMENTS[statement.type]
  const tender = role === 'agency' && 'tender' in statement ? statement.tender : null
  return { signer, tender, participant: authorOf(statement) ?? null }
}
