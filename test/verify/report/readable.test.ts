import { expect } from 'chai'
import fc from 'fast-check'
import { printable } from '../../../src/verify/report/printable.ts'
import { span, time, utc, won } from '../../../src/verify/report/readable.ts'
import { pad, widthOf } from '../../../src/verify/report/width.ts'

/** The last second that `Date` knows, in the year 275,760. */
const LAST_DATE = 8_640_000_000_000

describe('what people read in a report', () => {
  it('is the date and time of the calendar, in Korea and in UTC', () => {
    expect(time(1_736_906_400)).to.equal('2025-01-15 11:00:00 KST')
    expect(utc(1_736_906_400)).to.equal('2025-01-15 02:00:00 UTC')
    for (const [seconds, text] of [
      [0, '1970-01-01 00:00:00 UTC'],
      [951_782_399, '2000-02-28 23:59:59 UTC'],
      [951_782_400, '2000-02-29 00:00:00 UTC'],
      [4_107_542_399, '2100-02-28 23:59:59 UTC'],
      [4_107_542_400, '2100-03-01 00:00:00 UTC'],
      [1_798_761_599, '2026-12-31 23:59:59 UTC'],
    ] as const) {
      expect(utc(seconds)).to.equal(text)
    }
  })

  it('is what Date says, as far as that reaches', () => {
    fc.assert(
      fc.property(fc.nat({ max: 253_402_300_799 }), seconds => {
        const iso = new Date(seconds * 1000).toISOString()
        expect(utc(seconds)).to.equal(`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`)
      }),
    )
  })

  it('is something even where Date would fail', () => {
    for (const seconds of [LAST_DATE + 1, 2 ** 48 - 1, Number.MAX_SAFE_INTEGER]) {
      expect(utc(seconds)).to.match(/^\d{6,}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d UTC$/)
    }
  })

  it('is grouped amounts and the two largest units of a duration', () => {
    expect(won(3_964_214_000n)).to.deep.equal({ en: '3,964,214,000 won', ko: '3,964,214,000원' })
    expect(span(100_000)).to.deep.equal({ en: '1 d 3 h', ko: '1일 3시간' })
    expect(span(-60)).to.deep.equal({ en: '−1 min', ko: '−1분' })
    expect(span(0)).to.deep.equal({ en: '0 s', ko: '0초' })
  })

  it('never holds what moves a cursor, colours a line or turns its direction', () => {
    const clearing = '\u001b[2J'
    expect(printable(`a${clearing}\n\r\u0000\u202e\u2066\u200b\ufeff\u2028b`)).to.equal(
      `a�[2J${'�'.repeat(8)}b`,
    )
    expect(printable('공고 <b> №1')).to.equal('공고 <b> №1')
    expect(printable('x'.repeat(5_000))).to.have.length.below(250)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text)).not.to.match(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
  })

  it('stands in columns, Hangul counted as wide as it is shown', () => {
    expect(widthOf('봉인 ab')).to.equal(7)
    expect(pad('봉인', 6)).to.equal('봉인  ')
  })
})
