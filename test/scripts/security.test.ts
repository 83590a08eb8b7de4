import { expect } from 'chai'
import { compare, findingsOf, parseAnswers } from '../../scripts/security/answers.ts'

describe('security findings', () => {
  const found = (description: string) => findingsOf([{ check: 'timestamp', description }])

  it('are named without lines and parameters', () => {
    const text =
      'A.f(uint256,(bytes,uint8)) (contracts/A.sol#3-9) uses timestamp for comparisons\n\tDangerous: x (contracts/A.sol#4)\n'
    expect(found(text)).to.deep.equal(['timestamp: A.f uses timestamp for comparisons'])
  })

  it('that differ in their places only are one', () => {
    const at = (line: number) => ({
      check: 'calls-loop',
      description: `A.f() (contracts/A.sol#${line}) calls`,
    })
    expect(findingsOf([at(3), at(7)])).to.have.length(1)
  })

  const answers = (answer = 'because') =>
    parseAnswers(JSON.stringify([{ detector: 'timestamp', answer, findings: ['A.f', 'B.g'] }]))

  it('are compared with the answers both ways', () => {
    expect(compare(['timestamp: A.f', 'timestamp: C.h'], answers())).to.deep.equal({
      open: ['timestamp: C.h'],
      stale: ['timestamp: B.g'],
    })
  })

  it('need a reason', () => {
    expect(() => answers(' ')).to.throw('timestamp')
  })
})
