import { checkQbft, type QbftTrust } from '../../../src/verify/finality/qbft.ts'
import type { Block, Header } from '../../../src/verify/header.ts'
import { type Outcome, proven } from '../../../src/verify/outcome.ts'

/** All blocks if each is proven, or else what is wrong with the first that is not. */
export function checkChain(headers: readonly Header[], trust: QbftTrust): Outcome<Block[], string, string> {
  const outcomes = checkQbft(headers, trust)
  const fault = outcomes.find(outcome => outcome.status !== 'proven')
  return fault ?? proven(outcomes.flatMap(outcome => (outcome.status === 'proven' ? [outcome.value] : [])))
}
