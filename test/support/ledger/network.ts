import { network } from 'hardhat'
import type { Schedule } from '../../../src/protocol/terms.ts'

/** The rules of the embedded chain (src/chain/embedded), in process. One network for all suites: each test starts from a fixture. */
export const connection = await network.create({ override: { hardfork: 'cancun' } })
export const { ethers } = connection
export const { loadFixture, time } = connection.networkHelpers

export type Moment = keyof Schedule

/** Mines a block at one of a tender's times, so that views and the next transaction see that time or later. */
export async function travelTo(tender: { terms: { schedule: Schedule } }, moment: Moment): Promise<void> {
  const target = tender.terms.schedule[moment]
  if ((await time.latest()) < target) await time.increaseTo(target)
}

/** Gives the next block exactly this time: seconds since 1970. */
export async function nextBlockAt(seconds: number): Promise<void> {
  await time.setNextBlockTimestamp(seconds)
}
