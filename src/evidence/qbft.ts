import { decodeExtraData, type QbftExtraData } from '../verify/finality/qbftExtraData.ts'
import { beginTally, tallyBlock } from '../verify/finality/qbftVotes.ts'
import { readHeader } from './block.ts'
import { evidenceError } from './error.ts'
import type { FinalitySource } from './finality.ts'
import type { Rpc } from './rpc.ts'

export interface QbftOptions {
  readonly rpc: Rpc
  /** After how many blocks votes are forgotten: `epochlength` of the chain's genesis file. */
  readonly epochLength: number
}

/** Besu's own, unless its genesis file says otherwise. */
export const DEFAULT_EPOCH_LENGTH = 30_000

/** The finality of a chain whose blocks carry their validators' seals (QBFT, as Besu runs it). */
export function sealedByValidators({ rpc, epochLength }: QbftOptions): FinalitySource {
  return {
    vouch: async last => {
      const chain = readingSteps(rpc)
      await chain(last)
      return {
        finality: { kind: 'qbft' },
        blocksBetween: numbers => blocksBetween(chain, numbers, epochLength),
      }
    },
    trust: ({ extraData, number }) => {
      const validators = decodeExtraData(extraData)?.validators
      if (validators === undefined) throw unsealed(number)
      return { kind: 'qbft', validators, epochLength }
    },
  }
}

/** Of a block, what the set of validators depends on. */
type Step = Pick<QbftExtraData, 'validators' | 'vote'> & {
  readonly number: number
  readonly proposer: `0x${string}`
}
type Steps = (number: number) => Promise<Step>

/** Reads each block once. @throws NO_FINALITY for a block without seals */
function readingSteps(rpc: Rpc): Steps {
  const known = new Map<number, Promise<Step>>()
  const read = async (number: number): Promise<Step> => {
    const { header } = await readHeader(rpc, number)
    const extra = decodeExtraData(header.extraData)
    if (extra === undefined) throw unsealed(number)
    return { number, proposer: header.miner, validators: extra.validators, vote: extra.vote }
  }
  return number => {
    const step = known.get(number) ?? read(number)
    known.set(number, step)
    return step
  }
}

/** For each change of the set between two of the blocks, the run of blocks whose votes made it. */
async function blocksBetween(
  chain: Steps,
  numbers: readonly number[],
  epochLength: number,
): Promise<number[]> {
  const needed = new Set<number>()
  let before = numbers[0]
  for (const number of numbers.slice(1)) {
    while (before !== undefined && !(await isSame(chain, before, number))) {
      const change: number = await firstChange(chain, before, number)
      const start = await firstVote(chain, change, epochLength)
      for (let block = start; block <= change; block++) needed.add(block)
      before = change
    }
    before = number
  }
  return [...needed]
}

/** The first block after `low`, up to `high`, that lists other validators than its predecessor; by halving, so not the first of several. */
async function firstChange(chain: Steps, low: number, high: number): Promise<number> {
  let [same, other] = [low, high]
  while (other - same > 1) {
    const middle = same + Math.floor((other - same) / 2)
    if (await isSame(chain, low, middle)) same = middle
    else other = middle
  }
  return other
}

/** The block from which on the votes suffice for a change. @throws NODE_INCONSISTENT if those of its whole epoch do not */
async function firstVote(chain: Steps, change: number, epochLength: number): Promise<number> {
  const { validators } = await chain(change)
  const run: Step[] = []
  for (let start = change - 1; start >= 0; start--) {
    const first = await chain(start)
    run.unshift(first)
    const tally = run.reduce(
      (sum, step) => tallyBlock(sum, step, epochLength),
      beginTally(first.validators, start, epochLength),
    )
    if (areSame(tally.validators, validators)) return start
    if (start % epochLength === 0) break
  }
  const message = `The votes before block ${change} do not make its validators. Is the epoch length ${epochLength}?`
  throw evidenceError('NODE_INCONSISTENT', message, { details: { block: change, epochLength } })
}

async function isSame(chain: Steps, a: number, b: number): Promise<boolean> {
  const [one, other] = await Promise.all([chain(a), chain(b)])
  return areSame(one.validators, other.validators)
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((address, place) => address === b[place])
}

function unsealed(block: number) {
  const message = `Block ${block} carries no validators' seals, and there is no witness here: nobody vouches for this chain.`
  return evidenceError('NO_FINALITY', message, { details: { block } })
}
