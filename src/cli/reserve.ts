import { newScalar, sealReserve } from '../client/sealing.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { EMPTY_SEAL, type Seal } from '../protocol/seal.ts'
import type { Deployment, Statement } from '../protocol/statement.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import type { Receipt } from './api.ts'
import { jointKeyOf } from './bidding.ts'
import { isRefusal } from './codes.ts'
import { assertAbsent, discard } from './files.ts'
import type { Gateway } from './gateway.ts'
import type { Output } from './output.ts'
import { secretPrice } from './price.ts'
import { writeNote } from './sealedFiles.ts'
import type { Signer } from './signing.ts'
import { relay } from './statements.ts'

// The agency's sealed single reserve price (단일예가), when it announces and when it amends.

/**
 * The price to be sealed; undefined unless the terms ask for one.
 * @param given what stood on the command line; true: that it is to be asked for
 * @throws BonginError `FILE_EXISTS`, `INVALID_INPUT`, `CANCELLED_BY_USER`
 */
export async function reservePriceOf(
  terms: Terms,
  note: string,
  given: bigint | true | undefined,
  output: Output,
): Promise<bigint | undefined> {
  if (isSingle(terms)) {
    await assertAbsent(note)
    return secretPrice(given === true ? undefined : given, '--reserve', output)
  }
  if (given === undefined) return undefined
  throw new BonginError(
    'INVALID_INPUT',
    '--reserve belongs to terms with a single reserve price, and only to them.',
  )
}

export function isSingle({ reserve }: Terms): boolean {
  return nameAt(RESERVE_KINDS, reserve.kind) === 'Single'
}

/** Where a reserve price is sealed. */
export interface Place {
  readonly tender: Hex
  readonly agency: bigint
  readonly key: bigint
  readonly deployment: Deployment
  /** A node that the agency trusts. */
  readonly rpc: string | undefined
}

/** Seals a price and writes its note first, so that it cannot be lacking later. Without a price the place of the seal stays empty. */
export async function sealedReserve(
  gateway: Gateway,
  place: Place,
  price: bigint | undefined,
  note: string,
): Promise<Seal> {
  if (price === undefined) return EMPTY_SEAL
  const r = newScalar()
  const sealed = await sealAgain(gateway, place, { price, r })
  await writeNote(note, { tender: place.tender, author: place.agency, price, r })
  return sealed
}

/** The same seal from the same price and scalar. */
export async function sealAgain(
  gateway: Gateway,
  { tender, agency, key, deployment, rpc }: Place,
  { price, r }: { readonly price: bigint; readonly r: bigint },
): Promise<Seal> {
  const joint = await jointKeyOf(gateway, key, deployment, rpc)
  return sealReserve(price, { tender, agency }, { joint, deployment, r })
}

/**
 * Sends a statement with a fresh seal.
 * @param note that was written for it; undefined if none was
 */
export async function relaySealed(
  gateway: Gateway,
  signer: Signer,
  deployment: Deployment,
  statement: Statement,
  note: string | undefined,
): Promise<Receipt> {
  try {
    return await relay(gateway, signer, deployment, statement)
  } catch (error) {
    // What was refused for certain is sealed nowhere: its note would only stand in the way of the next attempt.
    if (note !== undefined && isRefusal(error)) await discard(note)
    throw error
  }
}
