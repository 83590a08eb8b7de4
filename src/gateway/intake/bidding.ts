import { relayBids } from '../../chain/bids.ts'
import type { Ledger } from '../../chain/contracts.ts'
import { type Outcome, readOutcome } from '../../chain/statements.ts'
import { reach } from '../../chain/reach.ts'
import { bidRefusal } from '../../chain/refusal.ts'
import type { Relay } from '../../chain/relay.ts'
import type { Database } from '../../db/database.ts'
import { bidTransactions, knownSigners } from '../../db/queries/bidding.ts'
import { BonginError } from '../../protocol/error.ts'
import { CHECKS, ROLES } from '../../protocol/participant.ts'
import type { SignedStatement, Statement } from '../../protocol/statement.ts'
import { nameAt } from '../../protocol/tender.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { isAddress } from './signature.ts'

/** A signed bid and its statement's digest. */
export type NamedBid = { readonly name: Hex; readonly signed: SignedStatement; readonly bid: Bid }
type Bid = Extract<Statement, { type: 'SubmitBid' }>

export type BiddingParts = { readonly contracts: Ledger; readonly relay: Relay; readonly database: Database }

/**
 * Carries a batch of bids to the ledger in one transaction. Bids that stand there already are answered from it; bids of
 * strangers are answered without it.
 * @returns for each bid its outcome or its refusal
 */
export const carryBids = async (bids: readonly NamedBid[], parts: BiddingParts): Promise<(Outcome | BonginError)[]> => {
  const { contracts, relay, database } = parts
  const answers = new Map<Hex, Outcome | BonginError>()
  const known = await bidTransactions(database, bids.map(({ name }) => name))
  await Promise.all(
    bids.map(async ({ name, signed }) => {
      const transaction = known.get(name)
      const outcome = transaction && (await readOutcome(signed, transaction, contracts))
      if (outcome !== undefined) answers.set(name, outcome)
    }),
  )
  await screen(bids.filter(({ name }) => !answers.has(name)), parts, answers)

  const rest = bids.filter(({ name }) => !answers.has(name))
  const results = rest.length === 0 ? [] : await relayBids(rest.map(({ signed }) => signed), contracts, relay)
  for (const [place, { name }] of rest.entries()) answers.set(name, results[place] ?? bidRefusal('Unauthorized', 'Ok', {}))
  return bids.map(({ name }) => answers.get(name) ?? bidRefusal('Unauthorized', 'Ok', {}))
}

/**
 * Whoever is not known to the index as the bidder's signer has to pass the registry first: anybody can sign, and a batch full
 * of strangers' bids would cost what a batch of real ones costs.
 */
const screen = async (
  bids: readonly NamedBid[],
  { contracts, database }: BiddingParts,
  answers: Map<Hex, Outcome | BonginError>,
): Promise<void> => {
  if (bids.length === 0) return
  const pairs = bids.map(({ bid, signed }) => ({ participant: bid.bidder, signer: signed.signer }))
  const known = new Set((await knownSigners(database, pairs)).map(({ participant, signer }) => `${participant} ${signer}`))
  const strangers = bids.filter(({ bid, signed }) => !isAddress(signed) || !known.has(`${bid.bidder} ${signed.signer}`))
  await Promise.all(
    strangers.map(async ({ name, bid, signed }) => {
      const authorization = { signer: signed.signer, signature: signed.signature }
      const result = await reach(contracts.registry.check(bid.bidder, ROLES.supplier, name, authorization))
      const check = nameAt(CHECKS, result)
      if (check !== 'Ok') answers.set(name, bidRefusal('Unauthorized', check, { tender: bid.tender, bidder: bid.bidder }))
    }),
  )
}
