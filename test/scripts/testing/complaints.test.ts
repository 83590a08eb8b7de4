import { expect } from 'chai'
import { compilerWarnings } from '../../../scripts/testing/compilerWarnings.ts'
import { codeLines, longFiles } from '../../../scripts/testing/longFiles.ts'
import { temporaryFolder } from '../support/folder.ts'

describe('complaints of our own checks', () => {
  const project = temporaryFolder()

  it('count lines of code without empty lines and comments', () => {
    expect(codeLines('// a\n\n/**\n * b\n */\nconst c = 1 // d\n  // e\n  /* f */\n}\n')).to.equal(2)
  })

  it('name a source above 400 lines of code, and no generated one', () => {
    const [long, fits] = [401, 400].map(lines => 'x\n'.repeat(lines))
    for (const folder of ['bin', 'ignition', 'scripts', 'test']) project.write({ [`${folder}/a.txt`]: '' })
    project.write({
      'src/a.ts': long ?? '',
      'src/b.ts': fits ?? '',
      'src/generated/c.ts': long ?? '',
      'contracts/D.sol': long ?? '',
    })
    expect(longFiles(project.path)).to.deep.equal([
      'contracts/D.sol has 401 lines of code; split it.',
      'src/a.ts has 401 lines of code; split it.',
    ])
  })

  it('repeat what the compiler said about present contracts of ours, each sentence once', () => {
    const error = (file: string, formattedMessage: string) => ({ sourceLocation: { file }, formattedMessage })
    const errors = [
      error('project/contracts/A.sol', 'Warning: Unused local variable.\n'),
      error('project/contracts/A.sol', 'Warning: Unused local variable.\n'),
      error('project/test/contracts/A.t.sol', 'Warning: Contract code size is 30000 bytes'),
      error('project/test/contracts/B.t.sol', 'Warning: Contract initcode size is 60000 bytes'),
      error('npm/@openzeppelin/contracts@5.7.0/B.sol', 'Warning: theirs'),
    ]
    const stale = [error('project/contracts/A.sol', 'Warning: of long ago')]
    project.write({
      'artifacts/contracts/A.sol/A.json': JSON.stringify({ buildInfoId: 'present' }),
      'artifacts/build-info/present.output.json': JSON.stringify({ output: { errors } }),
      'artifacts/build-info/stale.output.json': JSON.stringify({ output: { errors: stale } }),
    })
    expect(compilerWarnings(project.path)).to.deep.equal(['Warning: Unused local variable.'])
  })
})
