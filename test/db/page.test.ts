import { expect } from 'chai'
import { pageLimit, startOf, toPage } from '../../src/db/page.ts'

const cursorOf = (text: string) => Buffer.from(text).toString('base64url')

describe('page', () => {
  it('ends with a null cursor when there is nothing more', () => {
    expect(toPage([1, 2], { limit: 2 }, n => [n])).to.deep.equal({ items: [1, 2], next: null })
  })

  it('gives a cursor that stands for its last item', () => {
    const page = toPage([1, 2, 3], { limit: 2 }, n => [n, BigInt(n)])
    expect(page.items).to.deep.equal([1, 2])
    expect(startOf({ cursor: page.next ?? '' }, ['count', 'amount'])).to.deep.equal(['2', '2'])
  })

  it('starts from the beginning without a cursor', () => {
    expect(startOf({}, ['count'])).to.equal(undefined)
  })

  it('keeps the limit between 1 and 200', () => {
    expect([undefined, 0, -5, 7, 7.9, 1e9].map(limit => pageLimit({ limit }))).to.deep.equal([
      50, 1, 1, 7, 7, 200,
    ])
  })

  for (const [name, cursor] of Object.entries({
    'something else': 'hello',
    'an empty one': '',
    'one of another list': cursorOf('1,2'),
    'a number too long for its column': cursorOf('1'.repeat(16)),
    SQL: cursorOf("1'; DROP TABLE bids; --"),
  })) {
    it(`refuses ${name}`, () => {
      expect(() => startOf({ cursor }, ['count']))
        .to.throw()
        .with.property('code', 'INVALID_CURSOR')
    })
  }
})
