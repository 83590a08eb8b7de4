import { expect } from 'chai'
import { withBranches } from '../../scripts/hardhat/branchCoverage.ts'
import { readReport } from '../../scripts/measuring/report.ts'
import { percent, tableOf, total } from '../../scripts/measuring/table.ts'
import { temporaryFolder } from './support/folder.ts'

const FILE = 'contracts/A.sol'
const SOURCE = `// 봉인
contract A {
  function f(bool a, bool b, uint256 n) external pure returns (uint256 c) {
    if (a && b) c = 1;
    for (uint256 i; i < n; ++i) c += a ? 1 : 2;
  }
}
`

describe('branches of a contract', () => {
  const { conditions, instrumented } = withBranches(FILE, SOURCE)

  it('are the outcomes of each condition and of each side of && and ||', () => {
    const found = conditions.map(({ line, text }) => `${line} ${text}`)
    expect(found).to.have.members(['4 a && b', '4 a', '4 b', '5 i < n', '5 a'])
  })

  it('report themselves and leave the rest of the source as it is', () => {
    const plain = instrumented
      .replace(/\nfunction __bonginBranch.*\n/, '')
      .replace(/__bonginBranch\(|, 0x[0-9a-f]{64}/g, '')
    expect(plain.replaceAll(')', '')).to.equal(SOURCE.replaceAll(')', ''))
    const tag = (text: string) => conditions.find(condition => condition.text === text)?.tags
    const [a, b, both] = [tag('a'), tag('b'), tag('a && b')]
    const call = (inner: string, tags?: { true: string; false: string }) =>
      `__bonginBranch(${inner}, 0x${tags?.true}, 0x${tags?.false})`
    expect(instrumented).to.include(`if (${call(`${call('a', a)} && ${call('b', b)}`, both)}) c = 1;`)
  })

  it('are not looked for where there is no condition', () => {
    expect(withBranches(FILE, 'contract B {}')).to.deep.equal({
      instrumented: 'contract B {}',
      conditions: [],
    })
  })
})

describe('coverage report', () => {
  const folder = temporaryFolder()

  /** One contract of three lines, of which one is not reached, and one condition that was never false. */
  function report() {
    const tags = { true: 'aa', false: 'bb' }
    folder.write({
      'coverage/lcov.info': `TN:\nSF:${FILE}\nDA:1,1\nDA:2,0\nDA:3,1\nLH:2\nLF:3\nend_of_record\nSF:contracts/mocks/M.sol\nDA:1,0\nend_of_record\n`,
      'coverage/branches/A.json': JSON.stringify([{ file: FILE, line: 2, text: 'x', tags }]),
      'coverage/data/mocha/1.json': JSON.stringify({ aa: 3 }),
      'coverage/data/solidity/1.json': JSON.stringify({ cc: 1 }),
    })
    return readReport(folder.path)
  }

  it('has the lines and branches of each contract, and not of mocks', () => {
    expect(report()).to.deep.equal([
      {
        file: FILE,
        lines: { reached: 2, all: 3, missed: ['2'] },
        branches: { reached: 1, all: 2, missed: ['2: x is never false'] },
      },
    ])
  })

  it('says in its table what is missing', () => {
    const table = tableOf(report())
    expect(table).to.match(/A\.sol +66\.7 % of 3 +50\.0 % of 2/)
    expect(table).to.include('lines 2').and.to.include('2: x is never false')
  })

  it('counts a contract without branches as reached, and sums by number', () => {
    expect(percent({ reached: 0, all: 0, missed: [] })).to.equal(100)
    const [one] = report()
    if (one === undefined) throw new Error('no report')
    expect(total([one, one]).lines).to.deep.include({ reached: 4, all: 6 })
  })
})
