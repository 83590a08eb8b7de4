import fc from 'fast-check'
import { toHex, word } from '../../src/protocol/bytes.ts'
import { isBase } from '../../src/protocol/point.ts'
import type { Seal } from '../../src/protocol/seal.ts'
import type { SignedStatement, Statement, StatementType } from '../../src/protocol/statement.ts'
import { type Author, loadFixture, type World } from '../support/ledger.ts'
import { points, words } from './support.ts'

/** A statement that the ledger takes in the state of its stage, and who has to sign it. */
export interface Draft {
  author: Author
  statement: Statement
  points?: Pick<SignedStatement, 'joint' | 'keys'>
}

/** A ledger in the state in which a statement can be made, and such statements with every free field at random. */
export interface Stage {
  world: World
  drafts: fc.Arbitrary<Draft>
}

/** Where and how some types of statements can be made. */
export type Stages<Type extends StatementType> = { readonly [Name in Type]: () => Promise<Stage> }

type Of<Type extends StatementType> = Extract<Statement, { type: Type }>
type Fields<Type extends StatementType> = {
  [Name in Exclude<keyof Of<Type>, 'type'>]: fc.Arbitrary<Of<Type>[Name]>
}

export const is = fc.constant
export const int = (min: number, max: number) => fc.integer({ min, max })
export const hexBytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map(toHex)
export const hashes = words.map(word)
export const documents = hashes.filter(hash => BigInt(hash) !== 0n)
export const signers = hexBytes(20, 200)
export const strangers = fc.bigInt({ min: 1_000n, max: (1n << 64n) - 1n })
const curvePoints = points.map(({ point }) => point).filter(isBase)
export const seals: fc.Arbitrary<Seal> = fc
  .record({ point: curvePoints, price: hashes, choices: hashes, tag: hashes })
  .map(({ point, ...sealed }) => ({ ...point, ...sealed }))
export const jointKeys = fc.record({
  publicKey: curvePoints,
  shares: fc.array(curvePoints, { minLength: 5, maxLength: 5 }),
})

/** @param fixture brings the ledger into the state that the drafts need */
export async function stage<Found extends World>(
  fixture: () => Promise<Found>,
  draw: (found: Found) => fc.Arbitrary<Draft>,
): Promise<Stage> {
  const found = await loadFixture(fixture)
  return { world: found, drafts: draw(found) }
}

export function draft<Type extends StatementType>(
  type: Type,
  author: Author,
  fields: Fields<Type>,
  points: Draft['points'] = {},
): fc.Arbitrary<Draft> {
  const values = fc.record(fields as Record<string, fc.Arbitrary<unknown>>)
  return values.map(named => ({ author, points, statement: { ...named, type } as unknown as Statement }))
}

export function eitherOf(
  authors: readonly Author[],
  draw: (author: Author) => fc.Arbitrary<Draft>,
): fc.Arbitrary<Draft> {
  return fc.oneof(...authors.map(draw))
}
