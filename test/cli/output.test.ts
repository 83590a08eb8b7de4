import { expect } from 'chai'
import { languageOf } from '../../src/cli/language.ts'
import { columns, table } from '../../src/cli/output.ts'
import { distance, percent, time, won } from '../../src/cli/readable.ts'

describe('what people read', () => {
  it('stands in columns, Hangul counted as wide as it is shown', () => {
    const rows: [string, string][] = [
      ['단계', '유찰'],
      ['phase', 'Failed'],
    ]
    expect(table(rows)).to.equal('단계   유찰\nphase  Failed')
    expect(
      columns(
        ['번호', 'price'],
        [
          ['가', '9'],
          ['ab', '1,000'],
        ],
      ),
    ).to.equal('번호  price\n가        9\nab    1,000')
  })

  it('says amounts and times in both languages', () => {
    expect(won(3_964_214_000n)).to.deep.equal({ en: '3,964,214,000 won', ko: '3,964,214,000원' })
    expect(percent(86_745)).to.equal('86.745 %')
    expect(time(1_736_906_400)).to.equal('2025-01-15 11:00:00 KST')
    expect(distance(100_000, 0)).to.deep.equal({ en: 'in 1 d 3 h', ko: '1일 3시간 후' })
    expect(distance(0, 3_600)).to.deep.equal({ en: '1 h ago', ko: '1시간 전' })
    expect(distance(5, 5)).to.deep.equal({ en: 'in 0 s', ko: '0초 후' })
  })

  it('is Korean where the environment is', () => {
    expect(languageOf({ LANG: 'ko_KR.UTF-8' })).to.equal('ko')
    expect(languageOf({ LC_ALL: 'en_US.UTF-8', LANG: 'ko_KR.UTF-8' })).to.equal('en')
    expect(languageOf({ LC_ALL: '', LANG: 'ko' })).to.equal('ko')
    expect(languageOf({})).to.equal('en')
  })
})
