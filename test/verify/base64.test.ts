import { expect } from 'chai'
import fc from 'fast-check'
import { fromBase64, toBase64 } from '../../src/verify/base64.ts'

describe('base64', () => {
  it('is what Node makes of the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(toBase64(bytes)).to.equal(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).to.deep.equal(bytes)
      }),
    )
  })

  it('takes one form only', () => {
    const faults = [
      'A',
      'AA',
      'AAA',
      'AA=',
      'AA===',
      'A===',
      '=',
      '====',
      'AB==',
      'AAB=',
      'AA==\n',
      ' AA==',
      'AA-_',
      'AA==AA==',
      'ＡA==',
    ]
    expect(faults.map(fromBase64)).to.deep.equal(faults.map(() => undefined))
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABZaz09+/=') }), text => {
        const bytes = fromBase64(text)
        if (bytes !== undefined) expect(toBase64(bytes)).to.equal(text)
      }),
      { numRuns: 1_000 },
    )
  })
})
