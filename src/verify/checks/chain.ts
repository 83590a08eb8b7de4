import { checkAccounts, type StateFalsehood } from '../account.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { EvidenceBlock } from '../evidence.ts'
import type { Facts } from '../facts.ts'
import { checkQbft } from '../finality/qbft.ts'
import { checkBlock, checkCheckpoint } from '../finality/witness.ts'
import type { Header } from '../header.ts'
import { checkReceipts } from '../inclusion.ts'
import { encodeLog } from '../log.ts'
import type { Fault, Outcome } from '../outcome.ts'
import { encodeReceipt } from '../receipt.ts'
import type { TrieGap } from '../trie.ts'
import type { Trust } from '../trust.ts'

type FinalityTrust<Kind> = Extract<Trust['finality'], { kind: Kind }>

/** The chain on which everything else stands. */
export const CHAIN_CHECKS: readonly Check[] = [
  { id: 'P8.1', applies: () => true, examine: checkDeployment },
  { id: 'P8.2', applies: () => true, examine: checkFinality },
  { id: 'P8.3', applies: () => true, examine: checkInclusion },
  { id: 'P8.4', applies: () => true, examine: checkCode },
]

/** The same transactions on another chain, or under other contracts, would prove nothing. */
async function checkDeployment({ facts, trust }: Context, notes: Notes): Promise<void> {
  const found = facts.evidence.deployment
  for (const field of ['chainId', 'registry', 'keys', 'ledger'] as const) {
    await notes.step()
    if (found[field] === trust.deployment[field]) continue
    notes.refute('OTHER_DEPLOYMENT', { field, expected: trust.deployment[field], found: found[field] })
  }
  if (facts.evidence.kind === 'tender') await checkBinding(facts, notes)
}

/** The keys open when the ledger to which they are bound says so. */
async function checkBinding(facts: Facts, notes: Notes): Promise<void> {
  await notes.step()
  const expected = facts.evidence.deployment.ledger
  const bindings = facts.named('LedgerBound')
  if (bindings.length === 0) notes.lack('NOT_THERE', { field: 'LedgerBound' })
  for (const { at, args } of bindings) {
    if (args.ledger !== expected) {
      notes.refute('OTHER_DEPLOYMENT', { at, field: 'LedgerBound', expected, found: args.ledger })
    }
  }
}

async function checkFinality(context: Context, notes: Notes): Promise<void> {
  const { blocks, finality } = context.facts.evidence
  checkSequence(blocks, notes)
  const { trust } = context
  if (finality.kind !== trust.finality.kind) {
    notes.refute('OTHER_FINALITY', { expected: trust.finality.kind, found: finality.kind })
  } else if (finality.kind === 'witness') {
    await checkWitnessed(blocks, finality.checkpoint, trust.finality as FinalityTrust<'witness'>, notes)
  } else {
    await checkSealed(blocks, trust.finality as FinalityTrust<'qbft'>, notes)
  }
}

/** Blocks ascend, and so does their time. */
function checkSequence(blocks: readonly EvidenceBlock[], notes: Notes): void {
  for (const [place, { header }] of blocks.entries()) {
    const before = blocks[place - 1]?.header
    if (before === undefined) continue
    if (header.number > before.number && header.timestamp >= before.timestamp) continue
    notes.refute('BLOCKS_OUT_OF_ORDER', { block: header.number, expected: before.number + 1 })
  }
}

async function checkWitnessed(
  blocks: readonly EvidenceBlock[],
  checkpoint: string,
  trust: FinalityTrust<'witness'>,
  notes: Notes,
): Promise<void> {
  const witnessed = checkCheckpoint(checkpoint, trust)
  if (witnessed.status !== 'proven') {
    noteFinality(witnessed, {}, notes)
    return
  }
  for (const { header, path } of blocks) {
    await notes.step()
    noteFinality(checkBlock(header, path, witnessed.value), { block: header.number }, notes)
  }
}

async function checkSealed(
  blocks: readonly EvidenceBlock[],
  trust: FinalityTrust<'qbft'>,
  notes: Notes,
): Promise<void> {
  const outcomes = checkQbft(
    blocks.map(({ header }) => header),
    trust,
  )
  for (const [place, outcome] of outcomes.entries()) {
    await notes.step()
    noteFinality(outcome, { block: blocks[place]?.header.number ?? 0 }, notes)
  }
}

function noteFinality(
  outcome: Outcome<unknown, string, string>,
  where: { readonly block?: number },
  notes: Notes,
): void {
  if (outcome.status === 'false') notes.refute('NOT_FINAL', { ...where, found: outcome.fault })
  if (outcome.status === 'missing') notes.lack('FINALITY_MISSING', { ...where, found: outcome.fault })
}

/** Everything that the evidence says the contracts said, byte by byte against what the blocks hold. */
async function checkInclusion({ facts }: Context, notes: Notes): Promise<void> {
  const { blocks, deployment } = facts.evidence
  for (const { header, receipts, nodes } of blocks) {
    if (receipts.length === 0) continue
    const placed = receipts.map(({ index, type, cumulativeGasUsed, logs }) => {
      const encoded = logs.map(log => encodeLog(log, deployment))
      return { index, raw: encodeReceipt({ type, succeeded: true, cumulativeGasUsed, logs: encoded }) }
    })
    for (const _ of receipts) await notes.step()
    const outcome = await checkReceipts(header, placed, nodes)
    if (outcome.status === 'proven') continue
    const { index } = outcome.details
    const where = {
      block: header.number,
      found: outcome.fault,
      ...(typeof index === 'number' && { transaction: index }),
    }
    if (outcome.status === 'false') notes.refute('NOT_IN_BLOCK', where)
    else notes.lack('PROOF_MISSING', where)
  }
}

/** That the contracts are those whose rules the auditor knows. */
async function checkCode({ facts, trust }: Context, notes: Notes): Promise<void> {
  const { blocks, state, deployment } = facts.evidence
  const header = blocks.at(-1)?.header
  if (header === undefined) return
  const rooms = ['registry', 'keys', 'ledger'] as const
  const accounts = await checkAccounts(
    header,
    rooms.map(room => deployment[room]),
    state.accounts,
  )
  if (accounts.status !== 'proven') {
    await notes.step()
    noteState(accounts, header, notes)
    return
  }
  for (const [place, room] of rooms.entries()) {
    await notes.step()
    const found = accounts.value[place]?.codeHash ?? 'none'
    if (found !== trust.code[room])
      notes.refute('OTHER_CODE', { block: header.number, field: room, expected: trust.code[room], found })
  }
}

/** Says that the state which the last block leaves is not proven. */
export function noteState(fault: Fault<StateFalsehood, TrieGap>, { number }: Header, notes: Notes): void {
  const details = { block: number, found: fault.fault }
  if (fault.status === 'false') notes.refute('STATE_NOT_PROVEN', details)
  else notes.lack('STATE_NOT_PROVEN', details)
}
