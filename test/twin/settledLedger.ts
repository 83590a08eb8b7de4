import type { SettledLedger } from '../../src/generated/contracts/index.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import type { Placement, PricedBid, Ranking, RankingFacts } from '../../src/protocol/order.ts'
import { nameAt, VERDICTS } from '../../src/protocol/tender.ts'
import { deployContracts, deployLibraries, ethers, type World } from '../support/ledger.ts'

/** The ledger on which a tender comes ready for ranking, with seed, reserve price and prices of the test's own choice. */
export async function deploySettledLedger(): Promise<SettledLedger> {
  return settledLedgerOn(await deployContracts())
}

/** The same for the participants and with the award rules of a world. */
export async function settledLedgerOn({ registry, keys, ledger }: World): Promise<SettledLedger> {
  const rules = [...(await ledger.awardRules())]
  const libraries = await deployLibraries()
  return ethers.deployContract('SettledLedger', [registry, keys, rules], { libraries })
}

/** Ranks the bids on the ledger. @returns what it made of them, in the form of the rule */
export async function rankOnLedger(
  ledger: SettledLedger,
  { tender, award, seed, reserve }: RankingFacts,
  bids: readonly PricedBid[],
  portions: readonly Placement[][],
): Promise<Ranking> {
  await ledger.settle(tender, award, seed, reserve, [...bids])
  for (const portion of portions) await ledger.rankBids(tender, portion)
  return { line: await lineOf(ledger, tender), rejected: await rejectedOf(ledger, tender, bids) }
}

async function lineOf(ledger: SettledLedger, tender: Hex): Promise<bigint[]> {
  const line: bigint[] = []
  let { first: bidder } = await ledger.tenderOf(tender)
  while (bidder !== 0n) {
    line.push(bidder)
    ;({ next: bidder } = await ledger.bidOf(tender, bidder))
  }
  return line
}

async function rejectedOf(
  ledger: SettledLedger,
  tender: Hex,
  bids: readonly PricedBid[],
): Promise<Ranking['rejected']> {
  const rejected: Ranking['rejected'] = []
  for (const { bidder } of bids) {
    const verdict = nameAt(VERDICTS, (await ledger.bidOf(tender, bidder)).verdict)
    if (verdict !== 'Acceptable') rejected.push({ bidder, verdict })
  }
  return rejected.toSorted((a, b) => Number(a.bidder - b.bidder))
}
