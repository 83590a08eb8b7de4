import { expect } from 'chai'
import fc from 'fast-check'
import { parseJson } from '../../src/verify/json.ts'
import { caught } from '../protocol/support.ts'

describe('json', () => {
  it('reads what JSON.parse reads, with any white space between', () => {
    const value = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger().map(number => (Object.is(number, -0) ? 0 : number)),
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('value')),
        fc.dictionary(
          fc.string().filter(key => key !== '__proto__'),
          tie('value'),
        ),
      ),
    })).value
    fc.assert(
      fc.property(value, fc.constantFrom('', ' ', '\n\t', '\r\n  '), (object, space) => {
        const text = `${space}${JSON.stringify(object, null, space)}${space}`
        expect(parseJson(text)).to.deep.equal(JSON.parse(text))
      }),
    )
  })

  it('reads keys that every object has as any others', () => {
    expect(parseJson('{"constructor":1,"toString":2,"hasOwnProperty":3}')).to.deep.equal({
      constructor: 1,
      toString: 2,
      hasOwnProperty: 3,
    })
  })

  it('reads escapes', () => {
    expect(parseJson('"\\u00e9\\n\\"\\\\\\/\\ud83d\\ude00"')).to.equal('é\n"\\/😀')
  })

  const refused: Record<string, readonly [code: string, text: string, offset: number]> = {
    nothing: ['MALFORMED_JSON', '', 0],
    'a truncated object': ['MALFORMED_JSON', '{"a":[1,2', 9],
    'a truncated string': ['MALFORMED_JSON', '["abc', 5],
    'a truncated word': ['MALFORMED_JSON', '[tru', 4],
    'a comma too many in an object': ['MALFORMED_JSON', '{"a":1,}', 7],
    'a comma too many in an array': ['MALFORMED_JSON', '[1,]', 3],
    'a comma too few': ['MALFORMED_JSON', '[1 2]', 3],
    'a second document': ['MALFORMED_JSON', '{} {}', 3],
    'a comment': ['MALFORMED_JSON', '[/* */]', 1],
    'an unquoted key': ['MALFORMED_JSON', '{a:1}', 1],
    'a newline in a string': ['MALFORMED_JSON', '"a\nb"', 2],
    'an unknown escape': ['MALFORMED_JSON', '"\\x"', 0],
    NaN: ['MALFORMED_JSON', 'NaN', 0],
    'a key twice': ['DUPLICATE_KEY', '{"a":1,"b":2,"a":1}', 16],
    'a key twice, once with escapes': ['DUPLICATE_KEY', '{"a":1,"\\u0061":2}', 15],
    'the key __proto__': ['FORBIDDEN_KEY', '{"__proto__":{}}', 12],
    '1e999': ['UNSAFE_NUMBER', '[1e999]', 1],
    'a fraction': ['UNSAFE_NUMBER', '1.5', 0],
    'a whole number written as fraction': ['UNSAFE_NUMBER', '1.0', 0],
    'an exponent': ['UNSAFE_NUMBER', '1e2', 0],
    'minus zero': ['UNSAFE_NUMBER', '-0', 0],
    'a number above 2^53': ['UNSAFE_NUMBER', '9007199254740993', 0],
    'a leading zero': ['MALFORMED_JSON', '[01]', 2],
    'half a surrogate pair': ['MALFORMED_TEXT', '["\\ud800"]', 1],
    'half a surrogate pair in a key': ['MALFORMED_TEXT', '{"\\udc00":1}', 1],
    'half a surrogate pair that is not escaped': ['MALFORMED_TEXT', '"\ud800"', 0],
  }

  for (const [what, [code, text, offset]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      const error = caught(() => parseJson(text))
      expect(error.code).to.equal(code)
      expect(error.details.offset).to.equal(offset)
    })
  }

  it('refuses ten million brackets without building them', () => {
    for (const bracket of ['[', '{"a":']) {
      expect(caught(() => parseJson(bracket.repeat(10_000_000))).code).to.equal('TOO_DEEP')
    }
  })
})
