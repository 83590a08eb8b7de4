import { expect } from 'chai'
import { AbiCoder, keccak256 } from 'ethers'
import fc from 'fast-check'
import type { Hex } from '../../src/protocol/bytes.ts'
import { G, isOnCurve, multiply, type Point, ScalarField } from '../../src/protocol/point.ts'
import {
  choicesWord,
  documentsKey,
  EMPTY_SEAL,
  opening,
  openings,
  picksOf,
  type Seal,
  type SealContext,
  seal,
  sealBytes,
  sealHash,
  sealKey,
  unseal,
} from '../../src/protocol/seal.ts'
import type { ReserveKind } from '../../src/protocol/tender.ts'
import { BID, caught, notes, participants, picks, prices, TENDER } from './support.ts'

const SECRET = 0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdefn
const PUBLIC = multiply(SECRET, G)
const R = 0xfedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210n
const SEALED = seal({ price: 3_964_214_000n, picks: [3, 15] }, BID, PUBLIC, R)

const runs = { numRuns: 25 }

/** Opens as the ledger does: with the secret of the key. */
function open(sealed: Seal, context: SealContext, kind: ReserveKind, secret = SECRET) {
  const { dx, dy } = opening(sealed, secret)
  return unseal(sealed, { x: dx, y: dy }, context, kind)
}

/** A seal around any two words, as a cheating bidder can make it. */
function forge(price: bigint, choices: bigint): Seal {
  const coder = AbiCoder.defaultAbiCoder()
  const hash = (types: string[], values: unknown[]) => keccak256(coder.encode(types, values))
  const shared = multiply(R, PUBLIC)
  const domain = keccak256(new TextEncoder().encode('Bongin bid seal 1'))
  const key = hash(
    ['bytes32', 'uint256', 'address', 'bytes32', 'uint64', 'bytes32'],
    [
      domain,
      BID.chainId,
      BID.ledger,
      BID.tender,
      BID.author,
      hash(['uint256', 'uint256'], [shared.x, shared.y]),
    ],
  )
  const mask = (value: bigint, place: number): Hex =>
    `0x${(value ^ BigInt(hash(['bytes32', 'uint256'], [key, place]))).toString(16).padStart(64, '0')}`
  const tag = hash(['bytes32', 'uint256', 'uint256'], [key, price, choices]) as Hex
  return { ...multiply(R, G), price: mask(price, 0), choices: mask(choices, 1), tag }
}

describe('seal', function () {
  this.timeout(60_000)

  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(
        prices,
        fc.option(picks, { nil: undefined }),
        participants,
        notes,
        (price, pair, author, r) => {
          const context = { ...BID, author }
          const payload = pair === undefined ? { price } : { price, picks: pair }
          const content = open(
            seal(payload, context, PUBLIC, r),
            context,
            pair === undefined ? 'None' : 'Multiple',
          )
          expect(content.invalidity).to.equal('None')
          expect(content.price).to.equal(price)
          expect(picksOf(content.choices)).to.deep.equal(pair)
        },
      ),
      runs,
    )
  })

  it("opens to the same by the bidder's own note", () => {
    expect(unseal(SEALED, multiply(R, PUBLIC), BID, 'Multiple')).to.deep.equal(open(SEALED, BID, 'Multiple'))
  })

  it('equals a second derivation from the text of the specification', () => {
    expect(forge(3_964_214_000n, 3n | (15n << 8n))).to.deep.equal(SEALED)
  })

  it('has the bytes of abi.encode and a hash of 27 bytes', () => {
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ['tuple(uint256 x, uint256 y, bytes32 price, bytes32 choices, bytes32 tag)'],
      [SEALED],
    )
    expect(sealBytes(SEALED)).to.equal(encoded)
    expect(sealHash(SEALED)).to.equal(keccak256(encoded).slice(0, 56))
  })

  it('hides the price: two seals of one payload share no word', () => {
    const other = seal({ price: 3_964_214_000n, picks: [3, 15] }, BID, PUBLIC, R - 1n)
    for (const field of ['x', 'y', 'price', 'choices', 'tag'] as const)
      expect(other[field]).to.not.equal(SEALED[field])
  })

  describe('a copy opens to a bad tag', () => {
    const copies: [string, Partial<SealContext>][] = [
      ['for another bidder', { author: 1002n }],
      ['for another tender', { tender: `0x${'7f'.repeat(32)}` }],
      ['on another chain', { chainId: 1n }],
      ['in another ledger', { ledger: `0x${'c4'.repeat(20)}` }],
      ['as a reserve price', { kind: 'reserve' }],
    ]
    for (const [name, change] of copies) {
      it(name, () => {
        expect(open(SEALED, { ...BID, ...change }, 'Multiple')).to.deep.equal({
          invalidity: 'BadTag',
          price: 0n,
          choices: 0,
        })
      })
    }

    it('under another key', () => {
      expect(open(SEALED, BID, 'Multiple', SECRET + 1n).invalidity).to.equal('BadTag')
    })
  })

  it('shows the change of any single bit', () => {
    const shared = multiply(SECRET, SEALED)
    fc.assert(
      fc.property(fc.constantFrom('x', 'y', 'price', 'choices', 'tag'), fc.nat(255), (field, bit) => {
        const flipped = (BigInt(SEALED[field]) ^ (1n << BigInt(bit))).toString(16).padStart(64, '0')
        if (field === 'x' || field === 'y') {
          // The ledger refuses it at submission as BadPoint: both coordinates are published, and no other point has one of them so.
          const point: Point = { x: SEALED.x, y: SEALED.y, [field]: BigInt(`0x${flipped}`) }
          expect(isOnCurve(point)).to.equal(false)
          expect(caught(() => opening({ ...SEALED, ...point }, SECRET)).code).to.equal('INVALID_POINT')
        } else {
          expect(unseal({ ...SEALED, [field]: `0x${flipped}` }, shared, BID, 'Multiple').invalidity).to.equal(
            'BadTag',
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  describe('what a cheating bidder can seal', () => {
    const cases: [string, bigint, bigint, ReserveKind, string][] = [
      ['no price', 0n, 0n, 'None', 'PriceOutOfRange'],
      ['the highest price', (1n << 96n) - 1n, 0n, 'None', 'None'],
      ['a price above the limit', 1n << 96n, 0n, 'None', 'PriceOutOfRange'],
      ['picks where none are asked for', 1n, 0x0201n, 'Single', 'ChoicesOutOfRange'],
      ['no picks where two are asked for', 1n, 0n, 'Multiple', 'ChoicesOutOfRange'],
      ['one pick', 1n, 0x0001n, 'Multiple', 'ChoicesOutOfRange'],
      ['the same pick twice', 1n, 0x0505n, 'Multiple', 'ChoicesOutOfRange'],
      ['a pick of 16', 1n, 0x1001n, 'Multiple', 'ChoicesOutOfRange'],
      ['a bit above the picks', 1n, (1n << 16n) | 0x0201n, 'Multiple', 'ChoicesOutOfRange'],
      ['the highest bit', 1n, (1n << 255n) | 0x0201n, 'Multiple', 'ChoicesOutOfRange'],
      ['the highest picks', 1n, 0x0e0fn, 'Multiple', 'None'],
    ]
    for (const [name, price, choices, kind, invalidity] of cases) {
      it(`${name}: ${invalidity}`, () => {
        expect(open(forge(price, choices), BID, kind).invalidity).to.equal(invalidity)
      })
    }
  })

  it('refuses a shared point off the curve, and the generator', () => {
    expect(unseal(SEALED, { x: 1n, y: 1n }, BID, 'Multiple').invalidity).to.equal('BadPoint')
    expect(unseal(SEALED, G, BID, 'Multiple').invalidity).to.equal('BadPoint')
  })

  it('carries no picks in a reserve price', () => {
    const context = { ...BID, kind: 'reserve' as const }
    expect(open(seal({ price: 5n }, context, PUBLIC, R), context, 'Single')).to.deep.equal({
      invalidity: 'None',
      price: 5n,
      choices: 0,
    })
    expect(caught(() => seal({ price: 5n, picks: [1, 2] }, context, PUBLIC, R)).code).to.equal(
      'INVALID_CHOICES',
    )
  })

  it('refuses what could never open', () => {
    const code = (act: () => unknown) => caught(act).code
    expect(code(() => seal({ price: 0n }, BID, PUBLIC, R))).to.equal('INVALID_PRICE')
    expect(code(() => seal({ price: 1n << 96n }, BID, PUBLIC, R))).to.equal('INVALID_PRICE')
    expect(code(() => seal({ price: 1n, picks: [1, 1] }, BID, PUBLIC, R))).to.equal('INVALID_CHOICES')
    expect(code(() => seal({ price: 1n, picks: [0, 1] }, BID, PUBLIC, R))).to.equal('INVALID_CHOICES')
    expect(code(() => seal({ price: 1n, picks: [1.5, 2] }, BID, PUBLIC, R))).to.equal('INVALID_CHOICES')
    expect(code(() => seal({ price: 1n }, BID, PUBLIC, 0n))).to.equal('INVALID_SCALAR')
    expect(code(() => seal({ price: 1n }, BID, PUBLIC, ScalarField.ORDER))).to.equal('INVALID_SCALAR')
    expect(code(() => seal({ price: 1n }, BID, PUBLIC, 1n))).to.equal('INVALID_SCALAR')
    expect(code(() => seal({ price: 1n }, BID, { x: 1n, y: 1n }, R))).to.equal('INVALID_POINT')
    expect(code(() => seal({ price: 1n }, BID, G, R))).to.equal('INVALID_POINT')
    expect(code(() => choicesWord([16, 1]))).to.equal('INVALID_CHOICES')
  })

  it('opens many at once to the same', () => {
    const seals = Array.from({ length: 8 }, (_, i) =>
      seal({ price: BigInt(i + 1) }, BID, PUBLIC, R + BigInt(i)),
    )
    expect(openings(seals, SECRET)).to.deep.equal(seals.map(sealed => opening(sealed, SECRET)))
    expect(openings([], SECRET)).to.deep.equal([])
  })

  it('has a key for its documents, of a domain of its own', () => {
    const key = sealKey(BID, multiply(R, PUBLIC))
    const coder = AbiCoder.defaultAbiCoder()
    const documents = documentsKey(key)
    expect(documents).to.equal(keccak256(coder.encode(['string', 'bytes32'], ['documents', key])))
    const masks = [0n, 1n].map(place => keccak256(coder.encode(['bytes32', 'uint256'], [key, place])))
    expect(masks).to.not.include(documents)
    const copied = sealKey({ ...BID, author: 1002n }, multiply(R, PUBLIC))
    expect(documentsKey(copied)).to.not.equal(documents)
  })

  it('is empty where there is no reserve price to seal', () => {
    expect(BigInt(sealBytes(EMPTY_SEAL))).to.equal(0n)
    expect(TENDER).to.equal(BID.tender)
  })
})
