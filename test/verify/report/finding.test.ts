import { expect } from 'chai'
import type { Finding } from '../../../src/verify/findings.ts'
import { FINDING_CODES } from '../../../src/verify/findings.ts'
import { explainFinding } from '../../../src/verify/report/finding.ts'
import type { Language } from '../../../src/verify/report/language.ts'

const AT = { block: 22, timestamp: 1_736_906_400, transaction: 3, log: 1 }

/** The details of a finding in one language, by label. */
function detailsOf(finding: Finding, language: Language = 'en'): Record<string, string> {
  const { details } = explainFinding(finding)
  return Object.fromEntries(details.map(({ label, value }) => [label[language], value[language]]))
}

describe('a finding', () => {
  it('says who, what, where and when, what was expected and what was found', () => {
    const finding = {
      status: 'false',
      code: 'OTHER_OUTCOME',
      at: AT,
      participant: 1002n,
      field: 'price',
      expected: 88_256_002n,
      found: 87_000_001n,
    } as const
    expect(explainFinding(finding).sentence).to.deep.equal({
      en: 'The seal of participant 1002 opens to something else than what the ledger says.',
      ko: '1002번 참가자의 봉인을 열면 원장의 기록과 다른 내용이 나옵니다.',
    })
    expect(detailsOf(finding)).to.deep.equal({
      What: 'price (price)',
      Expected: '88,256,002 won',
      Found: '87,000,001 won',
      Where: 'block 22, transaction 3, event 1',
      When: '2025-01-15 11:00:00 KST (2025-01-15 02:00:00 UTC)',
    })
    expect(detailsOf(finding, 'ko')).to.deep.equal({
      항목: '투찰금액 (price)',
      기대값: '88,256,002원',
      실제값: '87,000,001원',
      위치: '블록 22, 거래 3, 이벤트 1',
      일시: '2025-01-15 11:00:00 KST (2025-01-15 02:00:00 UTC)',
    })
  })

  it('says where it is as exactly as the check does', () => {
    const where = (place: object) => detailsOf({ status: 'false', code: 'NOT_IN_BLOCK', ...place })
    expect(where({ block: 7 })).to.deep.equal({ Where: 'block 7' })
    expect(where({ block: 7, transaction: 0 })).to.deep.equal({ Where: 'block 7, transaction 0' })
    expect(where({ at: AT })).to.include({ Where: 'block 22, transaction 3, event 1' })
  })

  it('begins with a capital letter, also where it begins with who it is', () => {
    const { sentence } = explainFinding({ status: 'false', code: 'QUALIFIED_TWICE', participant: 7n })
    expect(sentence.en).to.equal('Participant 7 was found qualified a second time.')
  })

  it('leaves nothing open where the check says nothing', () => {
    for (const code of FINDING_CODES) {
      const { sentence, details } = explainFinding({ status: 'missing', code })
      expect(details, code).to.deep.equal([])
      for (const text of [sentence.en, sentence.ko]) expect(text, code).not.to.match(/[{}]|undefined/)
    }
  })

  const shown = (details: Omit<Finding, 'status' | 'code'>, code: Finding['code'] = 'STATEMENT_DIFFERS') =>
    detailsOf({ status: 'false', code, ...details }).Found

  it('shows times as times, durations as durations', () => {
    const time = '2025-01-15 11:00:00 KST (2025-01-15 02:00:00 UTC)'
    expect(shown({ found: AT.timestamp }, 'TOO_LATE')).to.equal(time)
    expect(shown({ found: AT.timestamp, field: 'until' })).to.equal(time)
    expect(shown({ found: 5_400 }, 'BELOW_POLICY')).to.equal('1 h 30 min')
    expect(shown({ found: -5_400 }, 'BELOW_POLICY')).to.equal('−1 h 30 min')
  })

  it('shows numbers as they are, and those that are no counts in hex', () => {
    expect(shown({ found: 1001n })).to.equal('1001')
    expect(shown({ found: 2n ** 255n })).to.equal(`0x8${'0'.repeat(63)}`)
    expect(shown({ found: [1, 2n, 'three'] })).to.equal('1, 2, three')
    expect(shown({ found: [] })).to.equal('none')
    expect(shown({ found: 'none' })).to.equal('none')
    expect(shown({ found: false })).to.equal('no')
  })

  it('says names of the protocol in words', () => {
    expect(shown({ field: 'verdict', found: 'BelowFloor' })).to.equal('below the floor price')
    expect(shown({ found: 'Standstill' }, 'WRONG_PHASE')).to.equal('Standstill')
    expect(shown({ found: 'SomethingElse' }, 'WRONG_PHASE')).to.equal('SomethingElse')
    expect(detailsOf({ status: 'missing', code: 'NOT_THERE', field: 'Announced' }).What).to.equal(
      'the announcement (Announced)',
    )
  })

  it('says picks and offices, whatever the number is', () => {
    expect(shown({ field: 'choices', found: 3_843 }, 'OTHER_OUTCOME')).to.equal('3, 15')
    expect(shown({ field: 'choices', found: 0 }, 'OTHER_OUTCOME')).to.equal('–')
    expect(shown({ field: 'roles', found: 2 | 8 })).to.equal('agency, guardian')
    expect(shown({ field: 'roles', found: 2 ** 31 })).to.equal('none')
  })

  it('says what is wrong with a proof', () => {
    expect(shown({ found: 'TOO_FEW_SEALS' }, 'FINALITY_MISSING')).to.equal(
      'too few validators sealed the block',
    )
    expect(shown({ found: 'OTHER_RECEIPT' }, 'NOT_IN_BLOCK')).to.equal(
      'something else than what stands in the block',
    )
  })

  it('calls a limit a limit, and names who it is where the sentence does not', () => {
    const late = { status: 'false', code: 'TOO_LATE', participant: 7n, expected: 0, found: 60 } as const
    expect(detailsOf(late)).to.deep.equal({
      Who: 'participant 7',
      'Time limit': '1970-01-01 09:00:00 KST (1970-01-01 00:00:00 UTC)',
      Found: '1970-01-01 09:01:00 KST (1970-01-01 00:01:00 UTC)',
    })
    const few = { status: 'false', code: 'TOO_FEW_BIDS', expected: 3, found: 2 } as const
    expect(detailsOf(few)).to.deep.equal({ 'At least': '3', Found: '2' })
  })

  it('does not take for a word what every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const details = detailsOf({ status: 'false', code: 'WRONG_PHASE', field: name, found: name })
      expect(details).to.deep.equal({ What: name, Found: name })
      expect(shown({ field: 'verdict', found: name })).to.equal(name)
    }
  })

  it('cannot be made long or dangerous by what was found', () => {
    expect(shown({ found: `0x${'ab'.repeat(5_000)}` })).to.have.length.below(250)
    expect(shown({ found: Array.from({ length: 5_000 }, (_, place) => place) })).to.have.length.below(250)
    expect(shown({ found: 'a\u001b[31m\nb' })).to.equal('a�[31m�b')
  })
})
