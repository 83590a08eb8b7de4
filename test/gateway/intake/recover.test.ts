import { expect } from 'chai'
import fc from 'fast-check'
import { loadRecover, type Recover } from '../../../src/gateway/intake/recover.ts'
import { type Hex, toHex, word } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { digest, signStatement } from '../../../src/protocol/statement.ts'
import { nobleCurve } from '../../../src/verify/curve.ts'

const DEPLOYMENT = {
  chainId: 1n,
  registry: `0x${'01'.repeat(20)}`,
  keys: `0x${'02'.repeat(20)}`,
  ledger: `0x${'03'.repeat(20)}`,
} as const

describe('gateway > intake > recover', () => {
  let recover: Recover
  before(async () => {
    recover = await loadRecover()
  })

  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex)

  it('names the signer of every statement', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, ScalarField.ORDER - 1n), fc.nat(), (key, act) => {
        const statement = { type: 'Award', tender: word(7n), act, bidder: 1n, amount: 5n } as const
        const { signer, signature } = signStatement(statement, DEPLOYMENT, word(key))
        expect(recover(digest(statement, DEPLOYMENT), signature)).to.equal(signer)
      }),
      { numRuns: 50 },
    )
  })

  it('agrees with the curve in JavaScript on whatever is handed in', () => {
    const v = fc.constantFrom('1b', '1c', '00', '01', '1d')
    fc.assert(
      fc.property(bytes(32), bytes(64), v, (message, compact, last) => {
        const signature = `${compact}${last}` as Hex
        expect(recover(message, signature)).to.equal(nobleCurve.recover(message, signature))
      }),
      { numRuns: 200 },
    )
  })

  it('refuses the edges: zero, the order and above, high s, wrong lengths', () => {
    const n = ScalarField.ORDER
    const half = n / 2n
    const values = [0n, 1n, half, half + 1n, n - 1n, n, n + 1n, 2n ** 256n - 1n]
    for (const r of values)
      for (const s of values)
        for (const last of ['1b', '1c']) {
          const signature = `${word(r)}${word(s).slice(2)}${last}` as Hex
          expect(recover(word(9n), signature), signature).to.equal(nobleCurve.recover(word(9n), signature))
        }
    for (const signature of ['0x', '0x1b', `0x${'01'.repeat(64)}`, `0x${'01'.repeat(65)}1b`] as Hex[])
      expect(recover(word(9n), signature)).to.equal(undefined)
  })
})
