import { type SealsHarness, SealsHarness__factory } from '../../src/generated/contracts/index.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { connection, ethers } from '../support/ledger.ts'

/** The opened-up library at the ledger's address that the seals of a vector are bound to. */
export async function sealsAt(ledger: Hex): Promise<SealsHarness> {
  const harness = await ethers.deployContract('SealsHarness')
  await connection.networkHelpers.setCode(ledger, await ethers.provider.getCode(harness))
  return SealsHarness__factory.connect(ledger, ethers.provider)
}
