import { hashWords, word } from '../../src/protocol/bytes.ts'
import { G, multiply, type Point } from '../../src/protocol/point.ts'
import { type Seal, type SealContext, sealKey } from '../../src/protocol/seal.ts'

/** What a bidder with a program of its own puts into a seal: any two words, under a good tag. */
export interface Forgery {
  price: bigint
  choices: bigint
  r: bigint
}

/** @returns the seal, and the point `D` that opens it */
export function forge(
  { price, choices, r }: Forgery,
  context: SealContext,
  publicKey: Point,
): { sealed: Seal; shared: Point } {
  const shared = multiply(r, publicKey)
  const key = sealKey(context, shared)
  const sealed: Seal = {
    ...multiply(r, G),
    price: word(price ^ BigInt(hashWords(key, 0))),
    choices: word(choices ^ BigInt(hashWords(key, 1))),
    tag: hashWords(key, price, choices),
  }
  return { sealed, shared }
}
