import type { Hex } from '../../src/protocol/bytes.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import {
  accuse,
  act,
  at,
  ethers,
  formSet,
  GUARDIANS,
  postPackages,
  REGISTRAR,
  rehearse,
  releaseShares,
  runCeremony,
  startCeremony,
  type World,
} from '../support/ledger.ts'

/** Of the story's first ceremony, if it is told after those of the tenders. */
const CEREMONY = 3
/** Its third guardian is left out of the first ceremony. */
const SECOND_SET = { set: 2, keys: 1, guardians: GUARDIANS.slice(0, 4), threshold: 2 }

/** Places of those who answer the rehearsal: one more than it takes to open the key. */
export const REHEARSING: readonly number[] = [0, 1, 2, 4]

/** @param ceremony the number of the story's first */
export const guardianKeys = (ceremony = CEREMONY) => ({
  rehearsed: keyId(ceremony, 0),
  withoutOne: keyId(ceremony + 1, 0),
})

/** A guardian sends a sign of life to a set. */
const beat = async (world: World, place: number, set: number): Promise<void> => {
  const head = await ethers.provider.getBlock('latest')
  if (head?.hash == null) throw new Error('the chain has no block')
  const author = at(GUARDIANS, place)
  const block = { height: head.number, blockHash: head.hash as Hex }
  await act(world, author, { type: 'Heartbeat', set, guardian: author.participant, ...block })
}

/**
 * A key is rehearsed, and four of five answer; the fifth sends a sign of life; a second set makes a key without one of its guardians,
 * then one accuses another, and the set retires.
 */
export const tellGuardians = async (world: World, ceremony = CEREMONY): Promise<void> => {
  const { rehearsed } = guardianKeys(ceremony)
  await runCeremony(world, { ceremony, keys: 1 })
  await rehearse(world, REGISTRAR, rehearsed)
  await releaseShares(world, rehearsed, REHEARSING)
  await beat(world, 3, 1)
  const { guardians, threshold, set, keys } = SECOND_SET
  await formSet(world, guardians, threshold, set)
  await runCeremony(world, { ...SECOND_SET, ceremony: ceremony + 1, without: 4 })
  await startCeremony(world, at(guardians, 0), { set, keys, ceremony: ceremony + 2 })
  await postPackages(world, guardians, ceremony + 2)
  await accuse(world, at(guardians, 1), at(guardians, 3), { ceremony: ceremony + 2 })
  await act(world, REGISTRAR, { type: 'RetireGuardianSet', set })
}
