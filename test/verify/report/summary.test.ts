import { expect } from 'chai'
import fc from 'fast-check'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { reportPage } from '../../../src/verify/report/html/page.ts'
import { reportToJson } from '../../../src/verify/report/json.ts'
import type { Language } from '../../../src/verify/report/language.ts'
import { summaryRows } from '../../../src/verify/report/summary/rows.ts'
import { storyOf } from '../../../src/verify/report/summary/story.ts'
import { type Summary, summarize } from '../../../src/verify/report/summary/summary.ts'
import { textReport } from '../../../src/verify/report/text.ts'
import type { Trust } from '../../../src/verify/trust.ts'
import { auditOf, withEvidence } from '../support/audit.ts'
import { type EvidenceJson, logsOf, readTrust, readVector, remove } from '../support/evidence.ts'
import { nonsense, steps } from '../support/nonsense.ts'

function summaryOf(file: string | EvidenceJson, trust: Trust = readTrust()): Summary {
  return summarize(parseEvidence(typeof file === 'string' ? readVector(file) : file), trust)
}

function rowsOf(summary: Summary, language: Language = 'en'): Record<string, string> {
  return Object.fromEntries(
    summaryRows(summary).map(({ label, value }) => [label[language], value[language]]),
  )
}

function tellingOf(summary: Summary, language: Language = 'en'): string {
  return storyOf(summary)
    .map(sentence => sentence[language])
    .join(' ')
}

describe('summary of a tender', () => {
  it('tells the bids, the reserve price, the award and the contract', () => {
    const summary = summaryOf('multiple')
    expect(tellingOf(summary)).to.equal(
      '7 bidders sealed a bid before bidding closed at 2027-01-03 01:00:00 KST. ' +
        '2 of 3 guardians opened the key at 2027-01-03 02:00:00 KST, and with it every bid; 6 were valid. ' +
        'The reserve price was 99,681,825 won, the mean of the drawn numbers 3, 1, 7, 15. ' +
        'The agency disqualified one bidder, with reasons. ' +
        '2 bids had the same price of 88,419,371 won: the lot decided. ' +
        'The award went to participant 1002 at 88,419,371 won; the contract was concluded at 2027-01-10 02:00:00 KST.',
    )
    expect(rowsOf(summary)).to.include({
      Notice: 'VECTOR-MULTIPLE',
      State: 'Concluded',
      Bids: '7: 6 valid, 1 invalid, 0 closed',
      'Invalid bids': '1 not sealed for this tender and bidder',
      'Reserve price': '99,681,825 won (multiple, drawn at the opening)',
      'Drawn numbers': '3, 1, 7, 15',
      'Floor price': '87,710,918 won',
      'Judged by the rule':
        '3 acceptable, 1 below the floor price, 1 below the net-cost floor, 1 above the reserve price',
      'First in line': 'participant 1002, 88,419,371 won',
      Disqualified: 'participant 1001, qualification score too low, 2027-01-03 02:00:00 KST',
      Award: 'participant 1002, 88,419,371 won, 2027-01-03 02:00:00 KST',
      Contract: 'participant 1002, 88,419,371 won, 2027-01-10 02:00:00 KST',
      'As of': 'block 28, 2027-01-10 02:00:00 KST',
      'Vouched for by': 'witnesses: witness.example/vectors (2027-01-10 02:00:00 KST)',
    })
    expect(rowsOf(summary, 'ko')).to.include({
      단계: '계약 체결',
      투찰: '7건 (유효 6, 무효 1, 미개봉 0)',
      낙찰: '1002번 참가자, 88,419,371원, 2027-01-03 02:00:00 KST',
    })
  })

  it('lists the bids in line, then those that cannot win, then the invalid ones', () => {
    const lines = summaryOf('multiple').bids.map(({ bidder, place, price, verdict, invalidity, result }) => [
      bidder,
      place,
      price,
      invalidity === 'None' ? verdict : invalidity,
      result,
    ])
    expect(lines).to.deep.equal([
      [1001n, 1, 88_019_371n, 'Acceptable', 'disqualified'],
      [1002n, 2, 88_419_371n, 'Acceptable', 'awarded'],
      [1003n, 3, 88_419_371n, 'Acceptable', undefined],
      [1004n, undefined, 87_710_917n, 'BelowFloor', undefined],
      [1005n, undefined, 87_919_370n, 'BelowNetCostFloor', undefined],
      [1006n, undefined, 99_681_826n, 'AboveReserve', undefined],
      [1007n, undefined, undefined, 'BadTag', undefined],
    ])
  })

  it('shows the fifteen prices of the draw, whose drawn ones have the reserve price as their mean', () => {
    const { amount, draw } = summaryOf('multiple').reserve ?? expect.fail()
    expect(draw?.prices).to.have.length(15)
    expect(draw?.counts.reduce((sum, count) => sum + count, 0)).to.equal(2 * 6)
    const drawn = draw?.drawn.map(number => draw.prices[number - 1] ?? 0n) ?? []
    expect(drawn.reduce((sum, price) => sum + price, 0n) / 4n).to.equal(amount)
  })

  it('tells of replaced bids, a suspended bidder and a sealed reserve price', () => {
    const summary = summaryOf('single')
    expect(rowsOf(summary)).to.include({
      State: 'Standstill',
      Bids: '4: 3 valid, 1 invalid, 0 closed; 2 replaced',
      'Invalid bids': '1 bidder suspended at the opening',
      'Reserve price': '99,000,000 won (single, sealed by the agency)',
    })
    expect(tellingOf(summary)).to.include('objections are possible until 2027-01-19 05:00:00 KST')
    expect(summary.reserve?.draw).to.equal(undefined)
  })

  it('says who did not deliver, and what stayed closed', () => {
    const summary = summaryOf('fallback')
    expect(summary).to.include({ isDegraded: true, phase: 'Review' })
    expect(rowsOf(summary)).to.include({
      Guardians: '101, 102, 103; any 2 of the 3 open the key. Released by 102, too few to open it',
      'Irregular opening':
        'The guardians did not open the key in time; 3 bids were opened by their bidders. Guardians that did not deliver: 101, 103.',
      'Stayed closed': '1005',
    })
    expect(rowsOf(summary, 'ko')['비정상 개찰']).to.equal(
      '수호자가 제때 키를 공개하지 않아 3건을 입찰자가 직접 개봉했습니다. 키 조각을 공개하지 않은 수호자: 101, 103.',
    )
  })

  it('says that it takes all guardians where no more were left than open the key', () => {
    const summary = summaryOf('scored')
    expect(rowsOf(summary).Guardians).to.match(/^101, 103; it takes all of them to open the key\. Opened by /)
    expect(rowsOf(summary, 'ko').수호자).to.match(/^101, 103 \(2곳이 모두 모여야 키가 열림\)\. /)
  })

  it('tells what changed a tender, who objected, and who lost the award', () => {
    const summary = summaryOf('life')
    const telling = tellingOf(summary)
    expect(telling).to.include(
      'Before the opening the notice was amended once, the times were postponed once, a bid was withdrawn once.',
    )
    expect(telling).to.include('and with it every other bid; 4 were valid.')
    expect(telling).to.include('There were 3 objections; 1 of them was upheld.')
    expect(telling).to.include('One winner did not conclude and lost the award.')
    expect(telling).to.include('The award went to participant 1006')
    expect(rowsOf(summary)).to.include({
      State: 'Concluded',
      'Invalid bids': '1 for an earlier version of the terms, 1 withdrawn before the opening',
      Postponed: 'outage of the system, 2027-01-22 15:00:00 KST, bidding until 2027-01-22 18:00:00 KST',
      Withdrawn: 'participant 1007, 2027-01-22 18:00:00 KST',
      'Award lost': 'participant 1005, refused to contract, 2027-01-23 19:00:00 KST',
    })
    expect(summary.bids.map(({ bidder, result }) => [bidder, result])).to.deep.include.members([
      [1001n, 'disqualified'],
      [1005n, 'forfeited'],
      [1006n, 'awarded'],
    ])
    expect(summary.notice).to.include({ version: 2, standing: 4 })
  })

  it('tells why a tender was cancelled, and which one it repeats', () => {
    const summary = summaryOf('cancelled')
    expect(tellingOf(summary)).to.include(
      'The agency cancelled the tender at 2027-01-19 15:00:00 KST (no budget).',
    )
    expect(rowsOf(summary)).to.include({
      State: 'Cancelled',
      'Repeats the tender': readVector('failed').tender,
      Cancelled: 'no budget, 2027-01-19 15:00:00 KST',
    })
  })

  it('says why a tender failed', () => {
    const summary = summaryOf('failed')
    expect(summary).to.include({ phase: 'Failed', reserve: undefined })
    expect(tellingOf(summary)).to.include('The tender failed: 3 bids were needed. The bids stay sealed.')
    const missing = {
      ...summary,
      notice: summary.notice && { ...summary.notice, standing: 7 },
      bids: summaryOf('multiple').bids.map(bid => ({ ...bid, invalidity: 'BadTag' as const })),
    }
    expect(tellingOf(missing)).to.include('The tender failed: 3 valid bids were needed.')
    expect(tellingOf({ ...missing, bids: summaryOf('multiple').bids })).to.include(
      'no bid was left that could win',
    )
  })

  it('tells a receipt as what it is', () => {
    const summary = summaryOf('receipt')
    expect(summary).to.include({ kind: 'receipt', bidder: 1002n, phase: undefined })
    expect(tellingOf(summary)).to.equal(
      'The sealed bid of participant 1002 was on the ledger 2 d before bidding closed.',
    )
    expect(rowsOf(summary)).to.include({ 'Order of arrival': '2' })
    expect(rowsOf(summary)).not.to.have.any.keys('State', 'Bids', 'Guardians')
  })
})

describe('summary of a tender that is under way', () => {
  /** A good file as it would have been before these events. */
  const without = (...events: Parameters<typeof logsOf>[1][]): Summary => {
    const json = readVector('multiple')
    remove(json, ...events.flatMap(event => logsOf(json, event)))
    return summaryOf(json)
  }
  const ACTS = ['Qualified', 'Disqualified', 'Awarded', 'Concluded'] as const
  const RANKING = ['ReserveSettled', 'BidRanked', 'OrderCompleted'] as const

  it('has no result before there is one', () => {
    const summary = without(...ACTS)
    expect(summary.phase).to.equal('Review')
    expect(rowsOf(summary)).to.include({ 'First in line': 'participant 1001, 88,019,371 won' })
    expect(rowsOf(summary)).not.to.have.any.keys('Award', 'Contract', 'Disqualified')
  })

  it('has no line before the reserve price', () => {
    const summary = without(...ACTS, ...RANKING)
    expect(summary.phase).to.equal('Ranking')
    expect(rowsOf(summary)).not.to.have.any.keys('First in line', 'Reserve price', 'Stayed closed')
    expect(summary.bids.map(({ place }) => place)).to.deep.equal(Array(7).fill(undefined))
  })

  it('shows sealed bids as closed', () => {
    const summary = without(...ACTS, ...RANKING, 'BidOpened', 'ShareReleased', 'KeyOpened')
    expect(rowsOf(summary)).to.include({ Bids: '7: 0 valid, 0 invalid, 7 closed' })
    expect(rowsOf(summary).Guardians).to.match(/Not opened$/)
    expect(
      summary.bids.every(({ price, invalidity }) => price === undefined && invalidity === undefined),
    ).to.equal(true)
  })
})

describe('who vouches', () => {
  it('is nobody where the auditor trusts nobody who signed', () => {
    const trust = readTrust()
    const stranger = {
      ...trust,
      finality: { kind: 'qbft', validators: [`0x${'11'.repeat(20)}`], epochLength: 1 },
    } as const
    expect(summaryOf('multiple', stranger).vouchers).to.equal(undefined)
    const json = readVector('multiple')
    json.finality = { kind: 'witness', checkpoint: 'forged' }
    expect(rowsOf(summaryOf(json))['Vouched for by']).to.equal('nobody whom you trust')
  })
})

describe('a report of evidence that is nonsense', function () {
  this.timeout(120_000)

  for (const file of ['multiple', 'single', 'fallback', 'failed', 'receipt']) {
    it(`is written all the same: ${file}.json`, async () => {
      const audit = await auditOf(file)
      fc.assert(
        fc.property(steps, list => {
          const told = withEvidence(audit, nonsense(file, list))
          for (const language of ['en', 'ko'] as const) {
            expect(textReport(told, language)).not.to.match(/undefined|NaN|\[object/)
            expect(reportPage(told, language)).not.to.match(/>undefined|NaN|\[object/)
          }
          expect(JSON.stringify(reportToJson(told))).to.be.a('string')
        }),
        { numRuns: 15 },
      )
    })
  }

  it('is written of a file without a single event, and of one whose notice is a trap', async () => {
    const audit = await auditOf('multiple')
    const empty = readVector('multiple')
    remove(empty, ...empty.blocks.flatMap(({ receipts }) => receipts.flatMap(({ logs }) => logs)))
    expect(textReport(withEvidence(audit, empty), 'en')).to.include(empty.tender)

    const trap = readVector('multiple')
    const [announced] = logsOf(trap, 'Announced')
    const terms = announced?.signed?.statement.terms as { notice: string }
    terms.notice = '\u001b[1A\u202e</title><script>alert(1)</script>'
    const told = withEvidence(audit, trap)
    expect(textReport(told, 'en')).to.include('�[1A�</title>')
    expect(reportPage(told, 'en')).not.to.include('<script')
  })
})
