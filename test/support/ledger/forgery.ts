import { AbiCoder, keccak256, toUtf8Bytes } from 'ethers'
import { type Hex, word } from '../../../src/protocol/bytes.ts'
import { G, multiply } from '../../../src/protocol/point.ts'
import type { Seal } from '../../../src/protocol/seal.ts'
import { type Author, scalarOf } from './author.ts'
import type { TestTender } from './tender.ts'
import type { World } from './world.ts'

const coder = AbiCoder.defaultAbiCoder()

interface Forgery {
  kind?: 'bid' | 'reserve'
  price?: bigint
  choices?: bigint
  r?: bigint
}

/**
 * A seal over any two words, also over those that no honest client seals. Written a second time from the specification and with
 * other libraries, so that it does not share a mistake with src/protocol.
 */
export function forgedSeal(world: World, tender: TestTender, author: Author, forgery: Forgery): Seal {
  const { kind = 'bid', price = 90_000_000n, choices = 0n } = forgery
  const r = forgery.r ?? scalarOf(`forged note ${author.participant}`)
  const point = multiply(r, G)
  const shared = multiply(r, tender.key.joint.publicKey)
  const { chainId, ledger } = world.deployment
  const key = hash(
    ['bytes32', 'uint256', 'address', 'bytes32', 'uint64', 'bytes32'],
    [
      keccak256(toUtf8Bytes(`Bongin ${kind} seal 1`)),
      chainId,
      ledger,
      tender.id,
      author.participant,
      hash(['uint256', 'uint256'], [shared.x, shared.y]),
    ],
  )
  const mask = (value: bigint, place: number) =>
    word(value ^ BigInt(hash(['bytes32', 'uint256'], [key, place])))
  const tag = hash(['bytes32', 'uint256', 'uint256'], [key, price, choices])
  return { ...point, price: mask(price, 0), choices: mask(choices, 1), tag }
}

/** One bit of a word the other way round. */
export function flipped(bytes: Hex): Hex {
  return word(BigInt(bytes) ^ 1n)
}

function hash(types: string[], values: unknown[]): Hex {
  return keccak256(coder.encode(types, values)) as Hex
}
