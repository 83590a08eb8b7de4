import type { QualificationScoresHarness } from '../../src/generated/contracts/index.ts'
import { ethers } from '../support/ledger.ts'

/** The score's formula on its own contract. */
export function deployScores(): Promise<QualificationScoresHarness> {
  return ethers.deployContract('QualificationScoresHarness')
}
