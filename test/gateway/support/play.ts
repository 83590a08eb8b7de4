import { type Hex, hashText, word, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import {
  extendPackages,
  type JointKey,
  jointKeyHash,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { roleBits } from '../../../src/protocol/participant.ts'
import { additionHint, G, multiply, ScalarField } from '../../../src/protocol/point.ts'
import { EMPTY_SEAL, openings as openingsOf, seal } from '../../../src/protocol/seal.ts'
import type { Statement } from '../../../src/protocol/statement.ts'
import { type Terms, tenderId } from '../../../src/protocol/terms.ts'
import { AGENCY, type Author, at, authorOf, REGISTRAR, scalarOf, sign } from '../../support/ledger/author.ts'
import { act, type LedgerWorld } from './ledger.ts'

// A small cast and one tender, enough to reach every answer of the gateway. Keys are dealt: the ceremony has tests of its own.

export const HOUR = 3_600
export const DAY = 24 * HOUR
export const GUARDIANS: readonly Author[] = [11, 12, 13].map(number => authorOf(number))
const THRESHOLD = 2

export const supplier = (place: number): Author => authorOf(1_000 + place)

type Bid = Extract<Statement, { type: 'SubmitBid' }>

export const register = async (
  world: LedgerWorld,
  authors: readonly Author[],
  roles: number,
): Promise<void> => {
  await Promise.all(
    authors.map(({ participant, signer }) =>
      act(world, REGISTRAR, {
        type: 'RegisterParticipant',
        participant,
        roles,
        signer,
        profile: word(participant),
      }),
    ),
  )
}

export const secretOf = (key: bigint): bigint => scalarOf(`gateway key ${key}`)

export const shareOf = (key: bigint, place: number): bigint =>
  ScalarField.create(secretOf(key) + scalarOf(`gateway slope ${key}`) * BigInt(place + 1))

export const jointOf = (key: bigint): JointKey => ({
  publicKey: multiply(secretOf(key), G),
  shares: GUARDIANS.map((_, place) => multiply(shareOf(key, place), G)),
})

/** Registers an agency, three guardians and suppliers, and makes keys ready. */
export const prepare = async (world: LedgerWorld, suppliers: number, keys = 4): Promise<void> => {
  await register(world, [AGENCY], roleBits(['agency']))
  await register(world, GUARDIANS, roleBits(['guardian']))
  await register(
    world,
    Array.from({ length: suppliers }, (_, place) => supplier(place)),
    roleBits(['supplier']),
  )
  const guardians = GUARDIANS.map(({ participant }) => participant)
  await act(world, REGISTRAR, { type: 'FormGuardianSet', guardians, threshold: THRESHOLD, set: 1 })
  await act(world, at(GUARDIANS, 0), {
    type: 'StartCeremony',
    set: 1,
    keys,
    without: 0,
    ceremony: 1,
    guardian: at(guardians, 0),
  })
  let packages: Hex = NO_PACKAGES
  for (const round of [1, 2] as const) {
    for (const author of GUARDIANS) {
      const guardian = author.participant
      await act(world, author, { type: 'PostPackage', ceremony: 1, round, guardian, package: '0x01' })
      packages = extendPackages(packages, round, guardian, Uint8Array.of(1))
    }
  }
  const joints = Array.from({ length: keys }, (_, position) => jointOf(keyId(1, position)))
  const transcript = transcriptHash(1, packages, joints)
  for (const author of GUARDIANS) {
    const guardian = author.participant
    await act(world, author, { type: 'ConfirmKeys', ceremony: 1, guardian, transcript }, { keys: joints })
  }
}

export type TestTender = { readonly id: Hex; readonly key: bigint; readonly terms: Terms }

/** Terms of a lowest-price tender whose bidding has begun at the world's time. */
export const termsOf = (world: LedgerWorld, notice: string): Terms => {
  const biddingAt = world.clock.time
  const closingAt = biddingAt + 48 * HOUR
  const openingAt = closingAt + HOUR
  return {
    notice,
    document: hashText('documents'),
    predecessor: ZERO_WORD,
    schedule: {
      biddingAt,
      closingAt,
      openingAt,
      fallbackAt: openingAt + 6 * HOUR,
      fallbackEndAt: openingAt + 30 * HOUR,
    },
    objectionPeriod: DAY,
    amendmentTime: DAY,
    minimumBids: 2,
    bidPolicy: 0,
    retender: 0,
    tieRule: 0,
    reserve: { kind: 0, spread: 0, cellsAbove: 0 },
    award: {
      rule: 0,
      baseAmount: 1_000_000n,
      aValue: 0n,
      netCostBase: 0n,
      floorRate: 0,
      netCostRate: 0,
      qualification: 0,
    },
  }
}

export const announcement = (world: LedgerWorld, position: number, changes: Partial<Terms> = {}) => {
  const terms = { ...termsOf(world, `GATEWAY-${position}`), ...changes }
  const key = keyId(1, position)
  const tender: TestTender = { id: tenderId(AGENCY.participant, terms.notice), key, terms }
  const statement = {
    type: 'Announce',
    agency: AGENCY.participant,
    terms,
    key,
    reserveSeal: EMPTY_SEAL,
  } as const
  return { tender, statement }
}

export const announce = async (
  world: LedgerWorld,
  position: number,
  changes: Partial<Terms> = {},
): Promise<TestTender> => {
  const { tender, statement } = announcement(world, position, changes)
  await act(world, AGENCY, statement)
  return tender
}

const reserveSeal = (world: LedgerWorld, tender: Pick<TestTender, 'id' | 'key'>, price: bigint) => {
  const { chainId, ledger } = world.deployment
  const context = { kind: 'reserve', chainId, ledger, tender: tender.id, author: AGENCY.participant } as const
  return seal({ price }, context, jointOf(tender.key).publicKey, scalarOf(`reserve ${tender.id}`))
}

/** Announces a tender whose reserve price the agency has sealed. */
export const singleReserve = async (
  world: LedgerWorld,
  position: number,
  price: bigint,
): Promise<TestTender> => {
  const { tender, statement } = announcement(world, position, {
    reserve: { kind: 1, spread: 0, cellsAbove: 0 },
  })
  await act(world, AGENCY, { ...statement, reserveSeal: reserveSeal(world, tender, price) })
  return tender
}

/** The opening of the agency's sealed price in JSON. */
export const reserveJson = (world: LedgerWorld, tender: TestTender, price: bigint) => {
  const sealed = reserveSeal(world, tender, price)
  const { dx, dy, hint } = at(openingsOf([sealed], secretOf(tender.key)), 0)
  const bidder = AGENCY.participant.toString()
  return { bidder, seal: sealJson(sealed), dx: word(dx), dy: word(dy), hint: word(hint) }
}

/** What the agency reveals in the fallback, in JSON. */
export const reserveRevealJson = (world: LedgerWorld, tender: TestTender, price: bigint) => {
  const hint = word(additionHint(reserveSeal(world, tender, price)))
  return { opening: reserveJson(world, tender, price), r: word(scalarOf(`reserve ${tender.id}`)), hint }
}

export const bidStatement = (
  world: LedgerWorld,
  tender: TestTender,
  bidder: Author,
  price: bigint,
  changes: Partial<Bid> = {},
): Bid => {
  const { chainId, ledger } = world.deployment
  const context = { kind: 'bid', chainId, ledger, tender: tender.id, author: bidder.participant } as const
  return {
    type: 'SubmitBid',
    tender: tender.id,
    termsVersion: 1,
    bidder: bidder.participant,
    sequence: 0,
    keyHash: jointKeyHash(jointOf(tender.key)),
    seal: seal(
      { price },
      context,
      jointOf(tender.key).publicKey,
      scalarOf(`${tender.id} ${bidder.participant}`),
    ),
    attachments: word(0n),
    validUntil: tender.terms.schedule.closingAt,
    ...changes,
  }
}

export const signedBid = (
  world: LedgerWorld,
  tender: TestTender,
  bidder: Author,
  price: bigint,
  changes: Partial<Bid> = {},
) => sign(world, bidder, bidStatement(world, tender, bidder, price, changes))

/** Two guardians release: the key is open afterwards. */
export const openKey = async (world: LedgerWorld, { id, key }: TestTender): Promise<void> => {
  for (const place of [0, 2]) {
    const guardian = at(GUARDIANS, place)
    const share = shareOf(key, place)
    const statement = {
      type: 'ReleaseShare',
      key,
      tender: id,
      guardian: guardian.participant,
      share,
    } as const
    await act(world, guardian, statement, { joint: jointOf(key) })
  }
}

/** Openings as the API takes them, in JSON. */
export const openingsJson = (tender: TestTender, bids: readonly Bid[]) => {
  const hints = openingsOf(
    bids.map(bid => bid.seal),
    secretOf(tender.key),
  )
  return bids.map(({ bidder, seal: sealed }, place) => {
    const { dx, dy, hint } = at(hints, place)
    return { bidder: bidder.toString(), seal: sealJson(sealed), dx: word(dx), dy: word(dy), hint: word(hint) }
  })
}

export const sealJson = ({ x, y, ...words }: Bid['seal']) => ({ x: word(x), y: word(y), ...words })

/** What the bidders reveal in the fallback, in JSON. */
export const revealsJson = (tender: TestTender, bids: readonly Bid[]) =>
  openingsJson(tender, bids).map((opening, place) => {
    const bid = at(bids, place)
    const r = scalarOf(`${tender.id} ${bid.bidder}`)
    return { opening, r: word(r), hint: word(additionHint(bid.seal)) }
  })

export const jointJson = (key: bigint) => {
  const { publicKey, shares } = jointOf(key)
  const json = ({ x, y }: { x: bigint; y: bigint }) => ({ x: word(x), y: word(y) })
  return { publicKey: json(publicKey), shares: shares.map(json) }
}
