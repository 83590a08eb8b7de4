import type { FindingCode } from '../../findings.ts'
import { BID_FINDINGS } from './findingsOfBids.ts'
import { CHAIN_FINDINGS } from './findingsOfChain.ts'
import { KEY_FINDINGS } from './findingsOfKeys.ts'
import { REVIEW_FINDINGS } from './findingsOfReview.ts'
import type { FindingWords } from './findingWords.ts'

/** Every finding in words. */
export const FINDING_WORDS: Readonly<Record<FindingCode, FindingWords>> = {
  ...CHAIN_FINDINGS,
  ...KEY_FINDINGS,
  ...BID_FINDINGS,
  ...REVIEW_FINDINGS,
}
