import { BonginError } from '../protocol/error.ts'
import { additionHint, equalPoints, G, multiply, type Point } from '../protocol/point.ts'
import { type Seal, sealSchema } from '../protocol/seal.ts'
import { toJson, uint256 } from '../protocol/value.ts'
import type { Note } from './sealedFiles.ts'

/**
 * What opens a seal in the fallback, as the gateway takes it: the point D = r·P, and r itself for the ledger to check.
 * @throws BonginError `WRONG_NOTE` if the seal was not made with this note
 */
export function revealJson({ author, r }: Note, seal: Seal, publicKey: Point) {
  const point = multiply(r, G)
  if (!equalPoints(point, seal)) {
    throw new BonginError(
      'WRONG_NOTE',
      'This note does not open the seal on the ledger: it belongs to another one.',
    )
  }
  const shared = multiply(r, publicKey)
  const hex = (value: bigint): string => toJson(uint256, value)
  return {
    opening: {
      bidder: author.toString(),
      seal: toJson(sealSchema, seal),
      dx: hex(shared.x),
      dy: hex(shared.y),
      hint: hex(additionHint(shared)),
    },
    r: hex(r),
    hint: hex(additionHint(point)),
  }
}
