import { z } from 'zod'
import { encodeWords, type Hex, hashLabelled, hashText, hashWords, keccak256, word } from './bytes.ts'
import { protocolError } from './error.ts'
import { PRELIMINARY_PRICES, PRICE_LIMIT } from './limits.ts'
import { additionHints, G, isBase, isOnCurve, multiply, multiplyAll, type Point } from './point.ts'
import type { Invalidity, ReserveKind } from './tender.ts'
import { abiTypes, bytes32, uint256 } from './value.ts'

/** A sealed price: `R = r·G`, two encrypted words and the tag. It is its own commitment: given `P`, `R` fixes all that is in it. */
export const sealSchema = z
  .strictObject({ x: uint256, y: uint256, price: bytes32, choices: bytes32, tag: bytes32 })
  .register(abiTypes, { abi: 'Seal' })

export type Seal = z.output<typeof sealSchema>
export type SealJson = z.input<typeof sealSchema>

/** What a seal is bound to. A copy for another bidder or tender opens to a bad tag. */
export interface SealContext {
  kind: 'bid' | 'reserve'
  chainId: bigint
  ledger: Hex
  tender: Hex
  /** The bidder, or the agency for its sealed reserve price. */
  author: bigint
}

/** What is sealed: a price in won, and two different numbers from 1 to 15 under a multiple reserve price. */
export interface Payload {
  price: bigint
  picks?: readonly [number, number]
}

/** `D = x·R` and the ledger's hint `1 / (D.x - G.x) mod p`. */
export interface Opening {
  dx: bigint
  dy: bigint
  hint: bigint
}

/** What a seal opens to. `price` and `choices` are zero if it is invalid. */
export interface Content {
  invalidity: Extract<Invalidity, 'None' | 'BadPoint' | 'BadTag' | 'PriceOutOfRange' | 'ChoicesOutOfRange'>
  price: bigint
  choices: number
}

const DOMAINS = { bid: hashText('Bongin bid seal 1'), reserve: hashText('Bongin reserve seal 1') }
const SEAL_HASH_BYTES = 27

/** The seal that stands where a tender has no sealed reserve price. */
export const EMPTY_SEAL: Seal = { x: 0n, y: 0n, price: word(0n), choices: word(0n), tag: word(0n) }

/**
 * Seals a payload to a tender's public key. Two multiplications.
 * @param r a fresh random scalar, kept secret as the opening note; never used twice
 * @throws INVALID_PRICE, INVALID_CHOICES, INVALID_POINT, INVALID_SCALAR (also for one r in 2^127, then draw anew)
 */
export function seal(payload: Payload, context: SealContext, publicKey: Point, r: bigint): Seal {
  if (payload.price < 1n || payload.price >= PRICE_LIMIT) {
    throw protocolError('INVALID_PRICE', 'A price must be from 1 to 2^96 - 1 won')
  }
  if (context.kind === 'reserve' && payload.picks !== undefined) {
    throw protocolError('INVALID_CHOICES', 'A reserve price is sealed without picks')
  }
  const choices = BigInt(choicesWord(payload.picks))
  if (!isBase(publicKey)) throw protocolError('INVALID_POINT', 'This public key cannot be sealed to')
  const point = multiply(r, G)
  const shared = multiply(r, publicKey)
  if (!isBase(point) || !isBase(shared))
    throw protocolError('INVALID_SCALAR', 'This r cannot be opened: draw anew')
  const key = sealKey(context, shared)
  return {
    ...point,
    price: mask(word(payload.price), key, 0),
    choices: mask(word(choices), key, 1),
    tag: hashWords(key, payload.price, choices),
  }
}

/**
 * The hint that opens a seal, from the secret of the opening key. One multiplication.
 * @throws INVALID_POINT, INVALID_SCALAR
 */
export function opening(sealed: Seal, secret: bigint): Opening {
  return openings([sealed], secret)[0] as Opening
}

/**
 * The same for many seals: one multiplication each and two inversions for all. `D = ±G` has no hint and needs none: its outcome
 * is BadPoint, and it must not hold the others back.
 */
export function openings(seals: readonly Seal[], secret: bigint): Opening[] {
  const points = multiplyAll(secret, seals)
  const hints = additionHints(points.filter(({ x }) => x !== G.x)).values()
  return points.map(({ x, y }) => ({ dx: x, dy: y, hint: x === G.x ? 0n : (hints.next().value ?? 0n) }))
}

/**
 * Decrypts a seal and checks its tag and ranges, exactly as the ledger does.
 * @param shared `D = x·R`; who does not trust its source checks it first
 */
export function unseal(sealed: Seal, shared: Point, context: SealContext, reserveKind: ReserveKind): Content {
  if (shared.x === G.x || !isOnCurve(shared)) return invalid('BadPoint')
  const key = sealKey(context, shared)
  const price = BigInt(mask(sealed.price, key, 0))
  const choices = BigInt(mask(sealed.choices, key, 1))
  if (sealed.tag !== hashWords(key, price, choices)) return invalid('BadTag')
  if (price < 1n || price >= PRICE_LIMIT) return invalid('PriceOutOfRange')
  const picks = context.kind === 'bid' && reserveKind === 'Multiple'
  if (picks ? !arePicks(choices) : choices !== 0n) return invalid('ChoicesOutOfRange')
  return { invalidity: 'None', price, choices: Number(choices) }
}

/** The bytes of `abi.encode(Seal)`: 160. */
export function sealBytes(sealed: Seal): Hex {
  return encodeWords(sealed.x, sealed.y, sealed.price, sealed.choices, sealed.tag)
}

/** The first 27 bytes of `keccak256(abi.encode(Seal))`: what the ledger keeps of a sealed bid. */
export function sealHash(sealed: Seal): Hex {
  return `0x${keccak256(sealBytes(sealed)).slice(2, 2 + 2 * SEAL_HASH_BYTES)}`
}

/**
 * The choices as one word: bits 0–7 the first pick, bits 8–15 the second; zero without picks.
 * @throws INVALID_CHOICES unless two different numbers from 1 to 15
 */
export function choicesWord(picks?: readonly [number, number]): Hex {
  if (picks === undefined) return word(0n)
  const [first, second] = picks
  if (!isPick(first) || !isPick(second) || first === second) {
    throw protocolError('INVALID_CHOICES', 'Two different numbers from 1 to 15 must be picked', {
      details: { picks },
    })
  }
  return word(BigInt(first | (second << 8)))
}

/** The two picks of a valid bid's choices; undefined without picks. */
export function picksOf(choices: number): [number, number] | undefined {
  return choices === 0 ? undefined : [choices & 0xff, choices >> 8]
}

/** The key `K` of one seal. It is public from the opening on. */
export function sealKey(context: SealContext, shared: Point): Hex {
  const { kind, chainId, ledger, tender, author } = context
  return hashWords(DOMAINS[kind], chainId, ledger, tender, author, hashWords(shared.x, shared.y))
}

/**
 * The outer key of the documents of a bid (src/documents/SPEC.md): its bidder has it, and from the opening on everybody.
 * @param key `K` of the bid's seal, as {@link sealKey} gives it
 */
export function documentsKey(key: Hex): Hex {
  return hashLabelled('documents', key)
}

function mask(text: Hex, key: Hex, place: number): Hex {
  return word(BigInt(text) ^ BigInt(hashWords(key, place)))
}

function arePicks(choices: bigint): boolean {
  const first = choices & 0xffn
  const second = choices >> 8n
  return isPick(Number(first)) && second < 16n && isPick(Number(second)) && first !== second
}

function isPick(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= PRELIMINARY_PRICES
}

function invalid(invalidity: Exclude<Content['invalidity'], 'None'>): Content {
  return { invalidity, price: 0n, choices: 0 }
}
