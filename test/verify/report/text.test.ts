import { expect } from 'chai'
import { textReport } from '../../../src/verify/report/text.ts'
import { auditOf } from '../support/audit.ts'
import { logOf, readVector, remove } from '../support/evidence.ts'

/** A good file in which one price was changed after it was opened. */
function forged() {
  const json = readVector('multiple')
  logOf(json, 'BidOpened', 1).price = '87000001'
  return json
}

describe('report for a terminal', () => {
  it('begins and ends with the verdict, and says which file it is about', async () => {
    const lines = textReport(await auditOf('multiple'), 'en').split('\n')
    expect(lines.slice(0, 2)).to.deep.equal([
      '✓ All 31 checks passed.',
      `  file.json, 12,345 B, SHA-256 ${'ab'.repeat(32)}`,
    ])
    expect(lines.at(-2)).to.equal(lines[0])
    expect(lines.at(-1)).to.match(/^What this file says is what the trusted ledger holds/)
  })

  it('has a line for each check under its promise, and none for what a tender cannot say', async () => {
    const text = textReport(await auditOf('multiple'), 'en')
    expect(text).to.include(
      '\n✓ P4  No bid is changed, dropped, copied or added late\n  ✓ P4.1  The notice: ',
    )
    expect(text).to.match(/\n {2}✓ P5\.1 {2}.* \(7 looked at\)\n/)
    expect(text).to.match(/\n {2}– P3\.1 {2}.*so there is nothing to check\.\n/)
    expect(text).not.to.include('P9')
    expect(text.match(/^ {2}[✓–] P\d\.\d/gm)).to.have.length(37)
  })

  it('says the same in Korean', async () => {
    const text = textReport(await auditOf('multiple'), 'ko')
    expect(text).to.match(/^✓ 점검 31건을 모두 통과했습니다\.\n/)
    expect(text).to.include('\n  공고번호         VECTOR-MULTIPLE\n')
    expect(text).to.match(/\n {2}✓ P5\.1 {2}모든 투찰의 재개봉: .* \(7건 확인\)\n/)
  })

  it('shows under a failed check what was found, and warns before it tells what the file says', async () => {
    const text = textReport(await auditOf(forged()), 'en')
    expect(text).to.match(/^✗ \d checks failed\.\n/)
    expect(text).to.match(
      /\n! What follows is what the file says\. .* it is not proven\.\n\nWhat the file tells\n/,
    )
    expect(text).to.match(/\n✗ P5 {2}.*\n {2}✗ P5\.1 {2}.*A sealed bid says something else/)
    expect(text).to.include(
      [
        '      ✗ The seal of participant 1002 opens to something else than what the ledger says. [OTHER_OUTCOME]',
        '          What      price (price)',
        '          Expected  88,419,371 won',
        '          Found     87,000,001 won',
        '          Where     block 23, transaction 0, event 1',
      ].join('\n'),
    )
    expect(text).to.match(/Something in this file is false\..*$/)
  })

  it('tells what lacks from what is false', async () => {
    const json = readVector('multiple')
    json.state = { accounts: [], storage: [] }
    const text = textReport(await auditOf(json), 'en')
    expect(text).to.match(/^\? Nothing is false, but 2 checks could not be completed\.\n/)
    expect(text).to.match(/\n {2}\? P8\.4 /)
    expect(text).not.to.include('✗')
  })

  it('warns that an opening was irregular, although every check passed', async () => {
    const text = textReport(await auditOf('fallback'), 'en')
    expect(text).to.match(/^✓ All \d+ checks passed\./)
    expect(text).to.include('\n! The guardians did not open the key in time.')
    expect(text).to.include('\n! Because the key was never opened, whoever revealed last could choose')
    expect(textReport(await auditOf('multiple'), 'en')).not.to.include('\n! ')
  })

  it('says of a receipt what it does not show, and leaves out the checks that it cannot answer', async () => {
    const text = textReport(await auditOf('receipt'), 'en')
    expect(text).to.include('A receipt is about one bid.')
    expect(text.match(/^. P\d/gm)).to.deep.equal(['✓ P4', '✓ P8', '✓ P9'])
    expect(text).not.to.include('P4.5')
  })

  it('colours by status where colours are given', async () => {
    const text = textReport(await auditOf('multiple'), 'en', (status, mark) => `<${status}>${mark}</>`)
    expect(text).to.match(/^<pass>✓ All 31 checks passed\.<\/>\n/)
    expect(text).to.include('  <notApplicable>–</> P3.1')
  })

  it('shows no file name that could deceive a terminal', async () => {
    const audit = await auditOf('multiple')
    const source = { name: 'a\u001b[2Jb', bytes: 1, sha256: `0x${'00'.repeat(32)}` } as const
    expect(textReport({ ...audit, source }, 'en')).to.include('\n  a�[2Jb, 1 B, ')
  })

  it('counts the findings that it does not show', async () => {
    const json = readVector('multiple')
    remove(json, logOf(json, 'Announced'))
    const audit = await auditOf(json)
    const [first, ...others] = audit.report.checks
    if (first === undefined) throw new Error('There is no check')
    const finding = { status: 'false', code: 'BAD_SIGNATURE' } as const
    const failed = { ...first, status: 'fail' as const, findings: [finding], found: 1_021 }
    const text = textReport({ ...audit, report: { ...audit.report, checks: [failed, ...others] } }, 'en')
    expect(text).to.include('      … and 1,020 more')
  })
})
