import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { CHECKS } from '../protocol/participant.ts'
import type { SignedStatement } from '../protocol/statement.ts'
import { nameAt, SUBMIT_RESULTS } from '../protocol/tender.ts'
import { submitBidsData } from './bidCalldata.ts'
import { digestOf } from './bidDigest.ts'
import type { Ledger } from './contracts.ts'
import type { EventNamed } from './events.ts'
import { type Included, sendOnly } from './inclusion.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { bidRefusal } from './refusal.ts'
import type { Call, Relay } from './relay.ts'

/**
 * Gas for one bid: what an ordinary signature needs several times over, and what a contract's signature may burn. The ledger
 * promises half a million to each check; with less left than that, a good bid would be refused. So this is never measured
 * by eth_estimateGas, which looks for the least gas that does not revert, and a refusal does not.
 */
const GAS_PLAIN = 150_000n
const GAS_CONTRACT = 700_000n
const GAS_BASE = 700_000n
const ADDRESS_DIGITS = 42

/** How a batch fails as a whole when it runs out of gas. */
const OUT_OF_GAS = ['LEDGER_REFUSED', 'TOO_LITTLE_GAS']

/**
 * Carries bids for any tenders to the ledger in one transaction. Each has its own answer: one bad bid takes no other down.
 * @param bids 1 to `SUBMIT_BATCH` signed SubmitBid statements
 * @returns for each bid, in the same order, its outcome or why it was refused
 * @throws BonginError what {@link Relay.send} throws; then nothing is known of any of them
 */
export const relayBids = async (
  bids: readonly SignedStatement[],
  contracts: Ledger,
  relay: Relay,
): Promise<(Outcome | BonginError)[]> => {
  try {
    return answersOf(bids, await sendOnly(batchOf(bids, contracts), contracts, relay), contracts)
  } catch (error) {
    if (!(error instanceof BonginError) || !OUT_OF_GAS.includes(error.code) || bids.length === 1) throw error
    // Some signer is a contract that burns what it is given. Alone, each bid has enough.
    return Promise.all(bids.map(bid => relayAlone(bid, contracts, relay)))
  }
}

const relayAlone = async (
  bid: SignedStatement,
  contracts: Ledger,
  relay: Relay,
): Promise<Outcome | BonginError> => {
  try {
    const [answer] = await relayBids([bid], contracts, relay)
    return answer ?? refusalOf(undefined)
  } catch (error) {
    // What befalls one must not hide what became of the others.
    if (error instanceof BonginError) return error
    throw error
  }
}

const batchOf = (bids: readonly SignedStatement[], { deployment }: Ledger): Call => {
  const gas = bids.map(({ signer }) => (signer.length === ADDRESS_DIGITS ? GAS_PLAIN : GAS_CONTRACT))
  return {
    to: deployment.ledger,
    data: submitBidsData(bids),
    gasLimit: gas.reduce<bigint>((sum, each) => sum + each, GAS_BASE),
  }
}

const answersOf = (
  bids: readonly SignedStatement[],
  included: Included,
  { deployment }: Ledger,
): (Outcome | BonginError)[] => {
  const accepted = new Set<Hex>()
  const refused = new Map<Hex, EventNamed<'BidRefused'>>()
  for (const event of included.events) {
    if (event.name === 'BidAccepted') accepted.add(event.args.statement)
    if (event.name === 'BidRefused') refused.set(event.args.statement, event)
  }
  return bids.map(({ statement }) => {
    const named = digestOf(statement, deployment)
    return accepted.has(named) ? outcomeOf('SubmitBid', named, included) : refusalOf(refused.get(named))
  })
}

const refusalOf = (event: EventNamed<'BidRefused'> | undefined): BonginError => {
  const { args, transaction } = event ?? {}
  if (args === undefined) return bidRefusal('Unauthorized', 'Ok', {})
  const { tender, bidder, result, check } = args
  return bidRefusal(nameAt(SUBMIT_RESULTS, result), nameAt(CHECKS, check), { tender, bidder, transaction })
}
