import { expect } from 'chai'
import type { CaseFile } from '../../../scripts/vectors/tampering/case.ts'
import { invalidFiles, sealedFiles } from '../../../scripts/vectors/tampering.ts'
import { BonginError } from '../../../src/protocol/error.ts'
import { CHECK_IDS } from '../../../src/verify/check.ts'
import { readEvidence } from '../../../src/verify/evidence.ts'
import { parseTrust } from '../../../src/verify/trust.ts'
import { verify } from '../../../src/verify/verifier.ts'
import { alteredText, caseNames, caseText, failuresOf, fastCurve, readCase, verifyCase } from './cases.ts'

/*
 * Every case in test/vectors/evidence/invalid, by the check that must find it. Some are altered by somebody without any key; others are
 * forged by the chain's operator and all its witnesses, and mostly also by whoever signed: there the proofs of the chain pass, and the
 * one rule that was broken must still be found. See coalition.test.ts for what they can do all the same.
 */
describe('altered evidence', function () {
  this.timeout(60_000)

  for (const name of caseNames()) {
    const made = readCase(name)
    it(`${made.base}.json: ${made.title}`, async () => {
      if ('error' in made.expect) expectError(made, made.expect)
      else await expectFindings(made)
    })
  }
})

function expectError(
  made: CaseFile,
  { error: code, path }: { readonly error: string; readonly path?: string },
) {
  try {
    readEvidence(alteredText(made))
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    expect(error.code).to.equal(code)
    if (path !== undefined) expect(error.details.path).to.equal(path)
    return
  }
  expect.fail('It was read')
}

async function expectFindings(made: CaseFile): Promise<void> {
  const report = await verifyCase(made)
  expect(report.passed).to.equal(false)
  const failures = failuresOf(report)
  const expected = 'check' in made.expect ? [made.expect] : 'checks' in made.expect ? made.expect.checks : []
  for (const { check, status, code } of expected) {
    const failure = failures.find(each => each.check === check)
    expect(failure, `${check} of ${JSON.stringify(failures)}`).to.include({ status })
    expect(failure?.codes, check).to.include(code)
  }
  if (!('checks' in made.expect)) return
  expect(failures.map(({ check }) => check)).to.deep.equal(expected.map(({ check }) => check))
}

describe('test/vectors/evidence/invalid', () => {
  it('is what scripts/vectors.ts makes of the good files', async function () {
    this.timeout(120_000)
    const files = await invalidFiles()
    expect(caseNames().map(name => `${name}.json`)).to.have.members(Object.keys(files))
    for (const name of caseNames()) expect(caseText(name), name).to.equal(files[`${name}.json`])
  })

  it('has cases that each check must find', () => {
    const found = new Set(
      caseNames().flatMap(name => {
        const { expect: expected } = readCase(name)
        if ('check' in expected) return [expected.check]
        return 'checks' in expected ? expected.checks.map(({ check }) => check) : []
      }),
    )
    expect(CHECK_IDS.filter(id => !found.has(id))).to.deep.equal([])
  })
})

describe('test/vectors/evidence/valid/qbft.json', () => {
  const files = sealedFiles()
  const text = files['qbft.json'] ?? ''
  const trust = files['trust-qbft.json'] ?? ''

  it('is what scripts/vectors.ts makes of multiple.json', () => {
    expect(
      alteredText({ title: '', base: 'qbft', text: { keep: text.length + 1 }, expect: { checks: [] } }),
    ).to.equal(text)
  })

  it('verifies', async () => {
    const report = await verify(readEvidence(text), parseTrust(JSON.parse(trust)), {
      curve: await fastCurve(),
    })
    expect(failuresOf(report)).to.deep.equal([])
  })
})
