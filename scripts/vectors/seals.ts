import { hashWords, word } from '../../src/protocol/bytes.ts'
import { G, multiply, type Point } from '../../src/protocol/point.ts'
import {
  choicesWord,
  documentsKey,
  opening,
  type Payload,
  type Seal,
  type SealContext,
  seal,
  sealHash,
  sealKey,
  sealSchema,
  unseal,
} from '../../src/protocol/seal.ts'
import type { ReserveKind } from '../../src/protocol/tender.ts'
import { toJson } from '../../src/protocol/value.ts'
import { BID, repeated } from './fixtures.ts'

const SECRET = BigInt(repeated('5c', 32))
const PUBLIC = multiply(SECRET, G)
const R = BigInt(repeated('0d', 32))
const PAYLOAD: Payload = { price: 3_964_214_000n, picks: [3, 15] }

interface Case {
  name: string
  sealed: Seal
  context: SealContext
  reserveKind: ReserveKind
  note?: { r: bigint; payload: Payload }
}

/** seal.json: named for the rule that the seal breaks. */
export function sealVectors(): unknown {
  const sealed = seal(PAYLOAD, BID, PUBLIC, R)
  const reserve: SealContext = { ...BID, kind: 'reserve', author: 42n }
  const good: Case[] = [
    honest('a bid with picks', PAYLOAD, BID, 'Multiple'),
    honest('a bid without picks', { price: 1n }, { ...BID, author: (1n << 64n) - 1n }, 'Single'),
    honest('the highest price', { price: (1n << 96n) - 1n }, BID, 'None'),
    honest('a reserve price', { price: 4_290_738_325n }, reserve, 'Single'),
  ]
  const bad: Case[] = [
    { name: 'copied to another bidder', sealed, context: { ...BID, author: 1002n }, reserveKind: 'Multiple' },
    {
      name: 'copied to another tender',
      sealed,
      context: { ...BID, tender: repeated('7f', 32) },
      reserveKind: 'Multiple',
    },
    {
      name: 'tag changed',
      sealed: { ...sealed, tag: repeated('00', 32) },
      context: BID,
      reserveKind: 'Multiple',
    },
    forged('price of zero', 0n, choices(1, 2), 'Multiple'),
    forged('price of 2^96', 1n << 96n, choices(1, 2), 'Multiple'),
    forged('picks where none are asked for', 1n, choices(1, 2), 'Single'),
    forged('no picks where two are asked for', 1n, 0n, 'Multiple'),
    forged('the same pick twice', 1n, 0x0505n, 'Multiple'),
    forged('a pick of 16', 1n, 0x1001n, 'Multiple'),
    forged('a bit above the picks', 1n, (1n << 16n) | choices(1, 2), 'Multiple'),
  ]
  return { secret: word(SECRET), publicKey: pointJson(PUBLIC), cases: [...good, ...bad].map(describe) }
}

export function pointJson({ x, y }: Point) {
  return { x: word(x), y: word(y) }
}

export function describe({ name, sealed, context, reserveKind, note }: Case) {
  const { dx, dy, hint } = opening(sealed, SECRET)
  const shared = { x: dx, y: dy }
  const content = unseal(sealed, shared, context, reserveKind)
  const key = sealKey(context, shared)
  return {
    name,
    context: { ...context, chainId: `${context.chainId}`, author: `${context.author}` },
    reserveKind,
    ...(note === undefined ? {} : { r: word(note.r), payload: payloadJson(note.payload) }),
    seal: toJson(sealSchema, sealed),
    sealHash: sealHash(sealed),
    key,
    ...(context.kind === 'bid' && { documentsKey: documentsKey(key) }),
    opening: { dx: word(dx), dy: word(dy), hint: word(hint) },
    content: { ...content, price: `${content.price}` },
  }
}

function payloadJson({ price, picks }: Payload) {
  return { price: `${price}`, picks: picks ?? null, choices: choicesWord(picks) }
}

function honest(name: string, payload: Payload, context: SealContext, reserveKind: ReserveKind): Case {
  return { name, sealed: seal(payload, context, PUBLIC, R), context, reserveKind, note: { r: R, payload } }
}

/** What a cheating bidder can make: any two words under a good tag. */
function forged(name: string, price: bigint, choicesBits: bigint, reserveKind: ReserveKind): Case {
  const empty = seal({ price: 1n }, BID, PUBLIC, R)
  const key = sealKey(BID, multiply(R, PUBLIC))
  const sealed = {
    ...empty,
    price: word(BigInt(empty.price) ^ 1n ^ price),
    choices: word(BigInt(empty.choices) ^ choicesBits),
    tag: hashWords(key, price, choicesBits),
  }
  return { name, sealed, context: BID, reserveKind }
}

function choices(first: number, second: number): bigint {
  return BigInt(choicesWord([first, second]))
}
