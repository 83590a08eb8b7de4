import { EMPTY_RECORD } from '../../protocol/record.ts'
import { type Account, checkAccounts, checkStorage, type StateFalsehood } from '../account.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { Facts } from '../facts.ts'
import type { Header } from '../header.ts'
import { type Outcome, proven } from '../outcome.ts'
import { decodeTenderSlots, type TenderSlots, tenderSlots } from '../slots.ts'
import type { TrieGap } from '../trie.ts'
import { noteState } from './chain.ts'

/**
 * Whether the evidence leaves nothing out. The events alone could stop before a disqualification; what the contract's storage holds
 * after the last block cannot.
 */
export const STATE_CHECKS: readonly Check[] = [
  {
    id: 'P4.7',
    applies: ({ facts }) => facts.evidence.kind === 'tender',
    examine: checkState,
  },
]

async function checkState(context: Context, notes: Notes): Promise<void> {
  const { facts } = context
  const header = facts.evidence.blocks.at(-1)?.header
  if (header === undefined) return
  const stored = await readSlots(facts, header)
  if (stored.status !== 'proven') {
    noteState(stored, header, notes)
    return
  }
  const counted = countEvents(context)
  for (const field of Object.keys(counted) as (keyof TenderSlots)[]) {
    await notes.step()
    const [expected, found] = [stored.value[field], counted[field]]
    if (expected !== found) notes.refute('OTHER_STATE', { block: header.number, field, expected, found })
  }
}

async function readSlots(
  { evidence }: Facts,
  header: Header,
): Promise<Outcome<TenderSlots, StateFalsehood, TrieGap>> {
  const { registry, keys, ledger } = evidence.deployment
  const accounts = await checkAccounts(header, [registry, keys, ledger], evidence.state.accounts)
  if (accounts.status !== 'proven') return accounts
  const account = accounts.value[2] as Account
  const slots = await checkStorage(account, tenderSlots(evidence.tender), evidence.state.storage)
  if (slots.status !== 'proven') return slots
  const [record, counters] = slots.value as [bigint, bigint]
  return proven(decodeTenderSlots(record, counters))
}

/** What the contract must have counted if the evidence has all events. */
function countEvents({ facts, tender }: Context): TenderSlots {
  const accepted = facts.named('BidAccepted')
  const opened = facts.named('BidOpened')
  const ranked = facts.named('BidRanked')
  return {
    record: tender.recorded.at(-1)?.args.record ?? EMPTY_RECORD,
    termsVersion: facts.named('Announced').length + facts.named('Amended').length,
    acts: tender.acts.length,
    bids: new Set(accepted.map(({ args }) => args.bidder)).size,
    opened: opened.length + facts.named('BidWithdrawn').length,
    valid: opened.filter(({ args }) => args.invalidity === 'None').length,
    ranked: ranked.length,
    acceptable: ranked.filter(({ args }) => args.verdict === 'Acceptable').length,
    accepted: accepted.length,
  }
}
