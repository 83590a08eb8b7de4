import type { Hex } from '../../protocol/bytes.ts'
import type { Vote } from './qbftExtraData.ts'

/** Who seals the next block of a QBFT chain, and the votes that have not yet changed that. */
export interface Tally {
  /** In ascending order. */
  readonly validators: readonly Hex[]
  /** For each recipient, what each proposer last voted: `true` to add it. */
  readonly votes: ReadonlyMap<Hex, ReadonlyMap<Hex, boolean>>
  /** Whether no vote that counts is unknown. Votes are discarded at each epoch, so a tally that begins there knows all. */
  readonly complete: boolean
}

/**
 * A tally without votes.
 * @param number of the next block
 */
export function beginTally(validators: readonly Hex[], number: number, epochLength: number): Tally {
  return { validators: [...validators].sort(), votes: new Map(), complete: isEpoch(number, epochLength) }
}

/**
 * The tally after a block: the set that it gives is the one that seals the next block (Besu's `VoteTallyUpdater`).
 * The vote in the last block of an epoch does not count.
 */
export function tallyBlock(
  tally: Tally,
  block: { readonly number: number; readonly proposer: Hex; readonly vote: Vote | undefined },
  epochLength: number,
): Tally {
  const next = block.number + 1
  if (isEpoch(next, epochLength)) return beginTally(tally.validators, next, epochLength)
  return block.vote === undefined ? tally : castVote(tally, block.proposer, block.vote)
}

/** The set with the vote's recipient in it, or without. */
export function changeValidators(validators: readonly Hex[], { recipient, adds }: Vote): Hex[] {
  const others = validators.filter(validator => validator !== recipient)
  return (adds ? [...others, recipient] : others).sort()
}

/** More than half of the validators change the set, by Besu's `VoteTally`: both sides are counted at each vote on the recipient. */
function castVote(tally: Tally, proposer: Hex, vote: Vote): Tally {
  const { recipient } = vote
  const limit = Math.floor(tally.validators.length / 2) + 1
  const cast = new Map(tally.votes.get(recipient)).set(proposer, vote.adds)
  const votes = new Map(tally.votes).set(recipient, cast)
  const count = (adds: boolean) => [...cast.values()].filter(value => value === adds).length
  const adds = count(true) >= limit
  const drops = count(false) >= limit
  if (!adds && !drops) return { ...tally, votes }
  votes.delete(recipient)
  const validators = changeValidators(tally.validators, { recipient, adds: !drops })
  return { ...tally, validators, votes: drops ? withoutVoter(votes, recipient) : votes }
}

/** Who has been dropped has no vote on others any more. */
function withoutVoter(votes: Tally['votes'], voter: Hex): Tally['votes'] {
  return new Map(
    [...votes].map(([recipient, cast]) => [
      recipient,
      new Map([...cast].filter(([proposer]) => proposer !== voter)),
    ]),
  )
}

function isEpoch(number: number, epochLength: number): boolean {
  return number % epochLength === 0
}
