import { join } from 'node:path'
import { expect } from 'chai'
import ts from 'typescript'
import { ROOT } from './support/run.ts'

/** A file that is only in memory, where a pure room's files are. */
const PROBE = join(ROOT, 'src/protocol/probe.ts')

/** @returns what the compiler says about a file of this content in a pure room, by line */
function complaints(source: string): (number | undefined)[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.pure.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: [PROBE] },
    ts.sys,
    ROOT,
    undefined,
    'tsconfig.pure.json',
  )
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = name => (name === PROBE ? source : readFile(name))
  host.fileExists = name => name === PROBE || fileExists(name)
  host.getSourceFile = (name, version) =>
    name === PROBE ? ts.createSourceFile(name, source, version) : getSourceFile.call(host, name, version)
  const program = ts.createProgram([PROBE], options, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(PROBE))
    .map(({ file, start }) => file && file.getLineAndCharacterOfPosition(start ?? 0).line + 1)
}

describe('types of the pure rooms', () => {
  it('take the packages that the rooms use', () => {
    const source = `
      import { secp256k1 } from '@noble/curves/secp256k1.js'
      import { keccak_256 } from '@noble/hashes/sha3.js'
      import { AbiCoder } from 'ethers'
      import { z } from 'zod'
      export const used = [secp256k1, keccak_256, AbiCoder, z]
    `
    expect(complaints(source)).to.deep.equal([])
  })

  it('know no file, network, environment, timer, randomness or console, even beside ethers', () => {
    const impure = [
      "import 'node:fs'",
      'fetch(String(isHexString))',
      'process.env',
      'setTimeout(() => {}, 1)',
      'crypto.getRandomValues(new Uint8Array(1))',
      "Buffer.from('')",
      'console.log()',
      'performance.now()',
      'localStorage',
    ]
    const source = ["import { isHexString } from 'ethers'", ...impure, 'export {}'].join('\n')
    expect(complaints(source)).to.deep.equal(impure.map((_, index) => index + 2))
  })
})
