import { expect } from 'chai'
import fc from 'fast-check'
import type { SealsHarness } from '../../src/generated/contracts/index.ts'
import { type Hex, hashText, word } from '../../src/protocol/bytes.ts'
import { PRICE_LIMIT } from '../../src/protocol/limits.ts'
import { G, isBase, isOnCurve, multiply, type Point, ScalarField } from '../../src/protocol/point.ts'
import {
  type Content,
  choicesWord,
  EMPTY_SEAL,
  opening,
  type Payload,
  type Seal,
  type SealContext,
  seal,
  sealHash,
  sealKey,
  unseal,
} from '../../src/protocol/seal.ts'
import { INVALIDITIES, nameAt, RESERVE_KINDS, type ReserveKind } from '../../src/protocol/tender.ts'
import { ethers } from '../support/ledger.ts'
import { forge } from './forge.ts'
import { edgyWords, participants, picks, points, prices, runs, scalars, TIMEOUT, words } from './support.ts'

const kinds = fc.constantFrom(...RESERVE_KINDS, 'Multiple' as const)
/** Mostly good prices, the first and the last bad ones, any word. */
const priceWords = fc.oneof(prices, fc.constantFrom(0n, 1n, PRICE_LIMIT - 1n, PRICE_LIMIT), edgyWords)
/** Whatever a bidder could seal with a program of its own: nothing, good picks, nearly good picks, any word. */
const choicesWords = fc.oneof(
  fc.constant(0n),
  picks.map(pair => BigInt(choicesWord(pair))),
  picks.map(([first]) => BigInt(first | (first << 8))),
  fc
    .tuple(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 0, max: 17 }))
    .map(([a, b]) => BigInt(a | (b << 8))),
  edgyWords,
)
const seals: fc.Arbitrary<Seal> = fc
  .record({ x: edgyWords, y: edgyWords, price: words, choices: words, tag: words })
  .map(({ x, y, price, choices, tag }) => ({
    x,
    y,
    price: word(price),
    choices: word(choices),
    tag: word(tag),
  }))
/** Without the few scalars that nobody can seal with: those whose points are ±G. */
const cases = fc
  .record({
    kind: fc.constantFrom('bid' as const, 'reserve' as const),
    tender: words.map(word),
    author: participants,
    secret: scalars,
    r: scalars,
  })
  .filter(({ secret, r }) => [secret, r, ScalarField.mul(secret, r)].every(k => isBase(multiply(k, G))))
type Case = Pick<SealContext, 'kind' | 'tender' | 'author'> & { secret: bigint; r: bigint }

describe('twins > seal', function () {
  this.timeout(TIMEOUT)
  let harness: SealsHarness
  let ledger: Hex
  let chainId: bigint

  before(async () => {
    harness = await ethers.deployContract('SealsHarness')
    ledger = (await harness.getAddress()).toLowerCase() as Hex
    chainId = (await ethers.provider.getNetwork()).chainId
  })

  function contextOf({ kind, tender, author }: Case): SealContext {
    return { kind, tender, author, chainId, ledger }
  }

  /** Opens a seal by both, and expects one answer. */
  async function open(
    sealed: Seal,
    shared: Point,
    context: SealContext,
    kind: ReserveKind,
  ): Promise<Content> {
    const reserve = context.kind === 'reserve'
    const asksForPicks = !reserve && kind === 'Multiple'
    const { tender, author } = context
    const found = await harness.open(sealed, reserve, tender, author, shared.x, shared.y, asksForPicks)
    const content = unseal(sealed, shared, context, kind)
    expect([nameAt(INVALIDITIES, found.invalidity), found.price, Number(found.choices)]).to.deep.equal([
      content.invalidity,
      content.price,
      content.choices,
    ])
    return content
  }

  function forgeFor(one: Case, price: bigint, choices: bigint) {
    return forge({ price, choices, r: one.r }, contextOf(one), multiply(one.secret, G))
  }

  it('derives the same key', async () => {
    await fc.assert(
      fc.asyncProperty(cases, points, async (one, { point }) => {
        const { tender, author, kind } = one
        const domain = hashText(`Bongin ${kind} seal 1`)
        const found = await harness.keyOf(domain, tender, author, point.x, point.y)
        expect(found).to.equal(sealKey(contextOf(one), point))
      }),
      runs(),
    )
  })

  it('opens on the contract what TypeScript sealed', async () => {
    await fc.assert(
      fc.asyncProperty(cases, prices, picks, fc.boolean(), async (one, price, pair, picked) => {
        const payload: Payload = picked && one.kind === 'bid' ? { price, picks: pair } : { price }
        const sealed = seal(payload, contextOf(one), multiply(one.secret, G), one.r)
        const { dx, dy } = opening(sealed, one.secret)
        const kind = payload.picks === undefined ? 'None' : 'Multiple'
        const content = await open(sealed, { x: dx, y: dy }, contextOf(one), kind)
        const choices = Number(choicesWord(payload.picks))
        expect(content).to.deep.equal({ invalidity: 'None', price, choices })
      }),
      runs(2),
    )
  })

  it('finds the same outcome for any words under a good tag', async () => {
    await fc.assert(
      fc.asyncProperty(cases, priceWords, choicesWords, kinds, async (one, price, choices, kind) => {
        const { sealed, shared } = forgeFor(one, price, choices)
        const content = await open(sealed, shared, contextOf(one), kind)
        expect(content.invalidity).to.not.equal('BadTag')
      }),
      runs(0.25),
    )
  })

  it('finds a bad tag after any change of the words, of D or of the context', async () => {
    const changes = fc.constantFrom('price', 'choices', 'tag', 'x', 'y', 'tender', 'author', 'kind')
    const bits = fc.bigInt({ min: 0n, max: 255n })
    await fc.assert(
      fc.asyncProperty(cases, choicesWords, changes, bits, async (one, choices, change, bit) => {
        const honest = forgeFor(one, 5n, choices)
        const { sealed, shared, context } = changed({ ...honest, context: contextOf(one) }, change, 1n << bit)
        fc.pre(isOnCurve(shared))
        expect((await open(sealed, shared, context, 'Multiple')).invalidity).to.equal('BadTag')
      }),
      runs(),
    )
  })

  it('agrees on hash, form and emptiness of any seal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(seals, fc.constant(EMPTY_SEAL)), async sealed => {
        expect(await harness.hashOf(sealed)).to.equal(sealHash(sealed))
        expect(await harness.isWellFormed(sealed)).to.equal(isBase(sealed))
        expect(await harness.isEmpty(sealed)).to.equal(sealHash(sealed) === sealHash(EMPTY_SEAL))
      }),
      runs(),
    )
  })
})

interface Opened {
  sealed: Seal
  shared: Point
  context: SealContext
}

/** The same with one bit or one part of the context exchanged. A changed coordinate of D takes its point's negative or double. */
function changed({ sealed, shared, context }: Opened, change: string, flip: bigint): Opened {
  const flipped = (text: Hex): Hex => word(BigInt(text) ^ flip)
  if (change === 'price') return { sealed: { ...sealed, price: flipped(sealed.price) }, shared, context }
  if (change === 'choices')
    return { sealed: { ...sealed, choices: flipped(sealed.choices) }, shared, context }
  if (change === 'tag') return { sealed: { ...sealed, tag: flipped(sealed.tag) }, shared, context }
  if (change === 'x') return { sealed, shared: multiply(2n, shared), context }
  if (change === 'y') return { sealed, shared: multiply(ScalarField.ORDER - 1n, shared), context }
  if (change === 'tender') return { sealed, shared, context: { ...context, tender: flipped(context.tender) } }
  if (change === 'author') return { sealed, shared, context: { ...context, author: context.author ^ 1n } }
  return { sealed, shared, context: { ...context, kind: context.kind === 'bid' ? 'reserve' : 'bid' } }
}
