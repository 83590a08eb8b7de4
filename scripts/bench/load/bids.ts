import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { instantiateSecp256k1 } from '@bitauth/libauth/build/lib/crypto/secp256k1.js'
import { libsecp256k1Curve } from '../../../src/cli/curve.ts'
import { fromHex, type Hex, hashWords, toHex, word, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { jointKeyHash } from '../../../src/protocol/openingKey.ts'
import { G, type Point } from '../../../src/protocol/point.ts'
import { choicesWord, type Seal, type SealContext, sealKey } from '../../../src/protocol/seal.ts'
import {
  type Deployment,
  digest,
  type SignedStatement,
  type Statement,
  signedStatementToJson,
} from '../../../src/protocol/statement.ts'
import { type Member, scalar } from '../../vectors/evidence/cast.ts'
import type { Crowd, OpenTender } from './crowd.ts'

export interface PlannedBid {
  readonly bidder: Member
  readonly tender: OpenTender
}

/** Signed bids are made before anything is measured: on the ledger's own machine they would be its greatest burden. */
export interface BidMaker {
  make(planned: PlannedBid): SignedStatement
}

/**
 * @param notes `own`: each bid has a note of its own, as it must be; `shared`: the bids of a tender share one, which makes them hundred
 * times as fast and makes no difference to the ledger
 */
export async function createBidMaker(deployment: Deployment, notes: 'own' | 'shared'): Promise<BidMaker> {
  const [curve, library] = await Promise.all([libsecp256k1Curve(), instantiateSecp256k1()])
  const shared = new Map<string, { R: Point; D: Point }>()
  const pointsOf = (label: string, { joint }: OpenTender): { R: Point; D: Point } => {
    const known = shared.get(label)
    if (known !== undefined) return known
    const r = scalar(`bench note ${label}`)
    const points = { R: curve.multiply(r, G) as Point, D: curve.multiply(r, joint.publicKey) as Point }
    if (notes === 'shared') shared.set(label, points)
    return points
  }
  const sign = (statement: Statement, { secretKey, signer }: Member): SignedStatement => {
    const made = library.signMessageHashRecoverableCompact(
      fromHex(secretKey),
      fromHex(digest(statement, deployment)),
    )
    if (typeof made === 'string') throw new Error(made)
    return { statement, signer, signature: toHex(Uint8Array.of(...made.signature, 27 + made.recoveryId)) }
  }
  return {
    make: ({ bidder, tender }) => {
      const label = notes === 'shared' ? tender.id : `${tender.id} ${bidder.id}`
      const context = {
        kind: 'bid',
        chainId: deployment.chainId,
        ledger: deployment.ledger,
        tender: tender.id,
        author: bidder.id,
      } as const
      const statement: Statement = {
        type: 'SubmitBid',
        tender: tender.id,
        termsVersion: 1,
        bidder: bidder.id,
        sequence: 0,
        keyHash: jointKeyHash(tender.joint),
        seal: sealWith(pointsOf(label, tender), bidder.id, context),
        attachments: ZERO_WORD,
        validUntil: tender.terms.schedule.closingAt,
      }
      return sign(statement, bidder)
    },
  }
}

/** As `seal` makes it, from points that are multiplied already. Prices lie around the floor, with ties. */
function sealWith({ R, D }: { R: Point; D: Point }, bidder: bigint, context: SealContext): Seal {
  const price = 86_000_000n + ((bidder * 7_919n) % 4_000n) * 1_000n
  const first = Number(bidder % 15n) + 1
  const second = Number((bidder * 7n + 3n) % 15n) + 1
  const choices = BigInt(choicesWord([first, second === first ? (second % 15) + 1 : second]))
  const key = sealKey(context, D)
  const mask = (value: bigint, place: number): Hex => word(value ^ BigInt(hashWords(key, place)))
  return { ...R, price: mask(price, 0), choices: mask(choices, 1), tag: hashWords(key, price, choices) }
}

/** Writes bids as the gateway takes them, one a line, for the load generator. */
export async function writeBids(
  path: string,
  maker: BidMaker,
  planned: readonly PlannedBid[],
): Promise<number> {
  const file = createWriteStream(path)
  let count = 0
  for (const each of planned) {
    const json = JSON.stringify(signedStatementToJson(maker.make(each)))
    if (!file.write(`${json}\n`)) await once(file, 'drain')
    count += 1
  }
  file.end()
  await once(file, 'finish')
  return count
}

/**
 * How many bids each tender gets: few get many, and many few, as in the real procurement of a country; together about as many as asked.
 */
export function sizesOf(tenders: number, bids: number): number[] {
  const weights = Array.from({ length: tenders }, (_, place) => 1 / (place + 1 + tenders / 75))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => Math.max(2, Math.round((bids * weight) / total)))
}

/** All bids of all tenders in an order that mixes them, the same in each run. */
export function planBids({ bidders, tenders }: Crowd, sizes: readonly number[]): PlannedBid[] {
  const planned = tenders.flatMap((tender, place) =>
    bidders.slice(0, sizes[place] ?? 0).map((bidder): PlannedBid => ({ bidder, tender })),
  )
  const order = planned.map(({ tender, bidder }) => hashWords(tender.id, bidder.id))
  return planned
    .map((bid, place) => ({ bid, order: order[place] ?? '' }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ bid }) => bid)
}
