import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { ScalarField } from '../../src/protocol/point.ts'
import { choicesWord, type Seal, type SealContext } from '../../src/protocol/seal.ts'
import type { Terms } from '../../src/protocol/terms.ts'
import { LOWEST_PRICE, MULTIPLE, scalarOf, type TestTender } from '../support/ledger.ts'
import { forge } from './forge.ts'
import { edgyWords, picks } from './support.ts'

/** What a bidder seals, honest or not, and a suspension of it that ends at the opening or a second after. */
export interface Plan {
  how: 'words' | 'broken tag' | 'copied' | 'D = G' | 'D = -G'
  price: bigint
  choices: bigint
  suspendedFor?: 0 | 1
}

export interface Case {
  terms: Pick<Terms, 'reserve' | 'award'>
  plans: Plan[]
  amended: boolean
}

const PICKED = BigInt(choicesWord([3, 15]))
export const HONEST = { how: 'words', price: 90_000_000n, choices: PICKED } as const

export const plans: fc.Arbitrary<Plan> = fc.record(
  {
    how: fc.constantFrom<Plan['how'][]>('words', 'words', 'words', 'broken tag', 'copied', 'D = G', 'D = -G'),
    price: fc.oneof(edgyWords, fc.constant(90_000_000n)),
    choices: fc.oneof(
      picks.map(pair => BigInt(choicesWord(pair))),
      fc.constant(0n),
      edgyWords,
    ),
    suspendedFor: fc.constantFrom<(0 | 1)[]>(0, 1),
  },
  { requiredKeys: ['how', 'price', 'choices'] },
)
export const cases: fc.Arbitrary<Case> = fc.record({
  terms: fc.constantFrom(LOWEST_PRICE, MULTIPLE),
  plans: fc.array(plans, { minLength: 1, maxLength: 8, size: 'max' }),
  amended: fc.nat(5).map(die => die === 0),
})

/** Random bids may miss an outcome; these do not. */
export const SURE: Case[] = [
  {
    terms: MULTIPLE,
    plans: [
      HONEST,
      { ...HONEST, suspendedFor: 0 },
      { ...HONEST, suspendedFor: 1 },
      { ...HONEST, how: 'copied' },
      { ...HONEST, how: 'D = G' },
      { ...HONEST, how: 'D = -G' },
      { ...HONEST, price: 0n },
      { ...HONEST, choices: 0n },
    ],
    amended: false,
  },
  { terms: LOWEST_PRICE, plans: [HONEST, { ...HONEST, how: 'D = G', suspendedFor: 1 }], amended: true },
]

/** The seal of a plan, except for copies. */
export function forgedSeal({ key }: TestTender, context: SealContext, { how, price, choices }: Plan): Seal {
  const inverse = ScalarField.inv(key.secret)
  // Only who knows the secret can do this: nobody, but an outcome must be defined.
  const aimed = how === 'D = G' ? inverse : ScalarField.neg(inverse)
  const r = how.startsWith('D') ? aimed : scalarOf(`${context.author} ${price} ${choices}`)
  const { sealed } = forge({ price, choices, r }, context, key.joint.publicKey)
  return how === 'broken tag' ? { ...sealed, tag: word(1n) } : sealed
}
