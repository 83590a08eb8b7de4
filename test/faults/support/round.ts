import { type Allowance, findFaults } from './checks.ts'
import { openTender, registrations } from './errands.ts'
import type { Fault } from './faults.ts'
import { bringAll, type Load, type Trouble } from './load.ts'
import { seededRandom } from './random.ts'
import type { Site } from './site.ts'

/** What a round showed. */
export interface RoundReport {
  readonly site: Site['kind']
  readonly fault: string
  readonly seed: number
  readonly statements: number
  /** Authors who were told that their statement stands, and who were told that it is refused. */
  readonly included: number
  readonly refused: number
  /** Answers that said nothing of the statement, by status and code. */
  readonly trouble: Readonly<Record<string, number>>
  /** Programs that ended by themselves. */
  readonly crashes: readonly string[]
  readonly milliseconds: number
  /** Promises that were not kept; empty: all were. */
  readonly faults: readonly string[]
}

export interface RoundPlan {
  readonly tenders: number
  readonly bidders: number
  readonly seed: number
}

let newcomers = 0
const NEWCOMERS = 4

/** Brings bids and other statements to a site while one fault befalls it, waits until everybody is answered, and looks what is true of it. */
export async function playRound(site: Site, fault: Fault, plan: RoundPlan): Promise<RoundReport> {
  const began = performance.now()
  const random = seededRandom(plan.seed)
  const spread = random.between(600, 2_000)
  await site.whole()
  const now = await ledgerTime(site)
  const tenders = await Promise.all(Array.from({ length: plan.tenders }, () => openTender(site, now)))
  const announcements = tenders.map(({ announcement }) => announcement)
  // The last one is announced in the midst of the fault.
  const late = announcements.slice(-1)
  const open = tenders.slice(0, -1)
  const prepared = await bringAll(site, announcements.slice(0, -1), random, 0)
  const people = registrations(site, newcomers, NEWCOMERS)
  newcomers += NEWCOMERS
  const bids = open.flatMap(tender => tender.bids(plan.bidders))
  const closingAt = open[0]?.closingAt ?? 0
  const programs = [site.node, ...(site.indexer ? [site.indexer] : []), ...site.gateways]
  const crashesBefore = programs.map(each => each.crashes())

  const [load, complaints] = await Promise.all([
    bringAll(site, [...bids, ...people, ...late], random, spread),
    fault.run({ site, random: seededRandom(plan.seed + 1), spread, errands: bids, closingAt }),
  ])
  await site.whole()
  const whole: Load = { ...load, accounts: [...prepared.accounts, ...load.accounts] }
  const allowance: Allowance = { refusals: fault.refusals ?? [] }
  const faults = [...(complaints ?? []), ...(await findFaults(site, whole, allowance))]
  const ends = whole.accounts.flatMap(({ told }) => told.slice(-1).map(({ what }) => what))
  return {
    site: site.kind,
    fault: fault.name,
    seed: plan.seed,
    statements: new Set(whole.accounts.map(({ errand }) => errand.digest)).size,
    included: ends.filter(what => what === 'included').length,
    refused: ends.filter(what => what === 'refused').length,
    trouble: countsOf(load.trouble),
    crashes: programs
      .filter((each, place) => each.crashes() > (crashesBefore[place] ?? 0))
      .map(({ name }) => name),
    milliseconds: Math.round(performance.now() - began),
    faults,
  }
}

const countsOf = (trouble: Trouble): Record<string, number> => Object.fromEntries([...trouble].sort())

/** By the ledger's last block, in seconds since 1970. */
async function ledgerTime({ node }: Site): Promise<number> {
  const body = { jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: ['latest', false] }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(node.ready()?.url ?? '', { method: 'POST', headers, body: JSON.stringify(body) })
  const { result } = (await answer.json()) as { result: { timestamp: string } }
  return Number(result.timestamp)
}
