import { relayBids } from '../../chain/bids.ts'
import type { Ledger } from '../../chain/contracts.ts'
import { reach } from '../../chain/reach.ts'
import { bidRefusal, callRefusal } from '../../chain/refusal.ts'
import type { Relay } from '../../chain/relay.ts'
import { type Outcome, readOutcome } from '../../chain/statements.ts'
import type { Database } from '../../db/database.ts'
import { bidTransactions, knownSigners } from '../../db/queries/bidding.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { BonginError } from '../../protocol/error.ts'
import { CHECKS, type Check, ROLES } from '../../protocol/participant.ts'
import type { SignedStatement, Statement } from '../../protocol/statement.ts'
import { nameAt } from '../../protocol/tender.ts'
import { isAddress } from './signature.ts'

/** A signed bid and its statement's digest. */
export type NamedBid = { readonly name: Hex; readonly signed: SignedStatement; readonly bid: Bid }
type Bid = Extract<Statement, { type: 'SubmitBid' }>

export type BiddingParts = { readonly contracts: Ledger; readonly relay: Relay; readonly database: Database }

type Answer = Outcome | BonginError

/**
 * Carries a batch of bids to the ledger in one transaction. Bids that stand there already are answered from it; bids of
 * strangers are answered without it. Each entry has its own answer, also where two carry the same words.
 * @returns for each bid its outcome or its refusal
 */
export const carryBids = async (bids: readonly NamedBid[], parts: BiddingParts): Promise<Answer[]> => {
  const answers = new Map<NamedBid, Answer>()
  const open = () => bids.filter(bid => !answers.has(bid))
  await answerRecorded(open(), parts, answers)
  await answerStrangers(open(), parts, answers)
  const rest = open()
  const signed = rest.map(bid => bid.signed)
  const results = signed.length === 0 ? [] : await relayBids(signed, parts.contracts, parts.relay)
  for (const [place, bid] of rest.entries()) answers.set(bid, results[place] ?? UNANSWERED)
  return bids.map(bid => answers.get(bid) ?? UNANSWERED)
}

const UNANSWERED = bidRefusal('Unauthorized', 'Ok', {})

const answerRecorded = async (
  bids: readonly NamedBid[],
  { contracts, database }: BiddingParts,
  answers: Map<NamedBid, Answer>,
): Promise<void> => {
  const names = bids.map(({ name }) => name)
  const known = await bidTransactions(database, names)
  const read = async (bid: NamedBid): Promise<void> => {
    const transaction = known.get(bid.name)
    const outcome = transaction && (await readOutcome(bid.signed, transaction, contracts))
    if (outcome !== undefined) answers.set(bid, outcome)
  }
  await Promise.all(bids.map(read))
}

/** What the registry may spend on one signature when it is asked beforehand. */
const CHECK_GAS = { gasLimit: 1_000_000n }

/**
 * Whoever is not known to the index as the bidder's signer has to pass the registry first: anybody can sign, and a batch full
 * of strangers' bids would cost what a batch of real ones costs.
 */
const answerStrangers = async (
  bids: readonly NamedBid[],
  { contracts, database }: BiddingParts,
  answers: Map<NamedBid, Answer>,
): Promise<void> => {
  const pairs = bids.map(({ bid, signed }) => ({ participant: bid.bidder, signer: signed.signer }))
  const found = pairs.length === 0 ? [] : await knownSigners(database, pairs)
  const known = new Set(found.map(({ participant, signer }) => `${participant} ${signer}`))
  const ask = async (entry: NamedBid): Promise<void> => {
    const { bid, signed } = entry
    if (isAddress(signed) && known.has(`${bid.bidder} ${signed.signer}`)) return
    const check = await checkOf(entry, contracts)
    const details = { tender: bid.tender, bidder: bid.bidder }
    if (check !== 'Ok') answers.set(entry, bidRefusal('Unauthorized', check, details))
  }
  await Promise.all(bids.map(ask))
}

/** The registry's word on a bid's author. A contract signer that breaks the check has not signed. */
const checkOf = async ({ name, bid, signed }: NamedBid, { registry }: Ledger): Promise<Check> => {
  const by = { signer: signed.signer, signature: signed.signature }
  try {
    return nameAt(CHECKS, await reach(registry.check(bid.bidder, ROLES.supplier, name, by, CHECK_GAS)))
  } catch (error) {
    if (callRefusal(error) === undefined) throw error
    return 'BadSignature'
  }
}
