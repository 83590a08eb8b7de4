import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The compiler's npm build, which has no types. */
interface SolidityCompiler {
  version: () => string
  compile: (input: string, callbacks: { import: (path: string) => { contents: string } }) => string
}

interface CompilerOutput {
  errors?: { severity: string; formattedMessage: string }[]
  sources: Record<string, unknown>
  contracts: Record<string, Record<string, object>>
}

/** In the place of code, which is not generated: Slither looks for it, but at syntax trees alone. */
const NO_CODE = { bytecode: { object: '', sourceMap: '' }, deployedBytecode: { object: '', sourceMap: '' } }

/**
 * Parses and type-checks the contracts without mocks, and what they import.
 * @returns the two files that Hardhat writes about a compilation, without generated code
 * @throws Error if the contracts do not compile
 */
export function syntaxOf(root: string): { info: object; output: object } {
  const compiler: SolidityCompiler = createRequire(import.meta.url)('solc')
  const files = globSync('contracts/**/*.sol', { cwd: root }).filter(
    file => !file.startsWith('contracts/mocks/'),
  )
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map(file => [file, { content: read(file) }])),
    settings: { evmVersion: 'cancun', viaIR: true, outputSelection: { '*': { '': ['ast'], '*': ['abi'] } } },
  }
  const callbacks = { import: (path: string) => ({ contents: read(join('node_modules', path)) }) }
  const { errors, sources, contracts }: CompilerOutput = JSON.parse(
    compiler.compile(JSON.stringify(input), callbacks),
  )
  const error = errors?.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new Error(error.formattedMessage)
  const solcVersion = compiler.version().replace(/\+.*/, '')
  return { info: { solcVersion, input }, output: { output: { sources, contracts: withoutCode(contracts) } } }
}

function withoutCode(contracts: CompilerOutput['contracts']): object {
  const files = Object.entries(contracts).map(([file, inFile]) => [
    file,
    Object.fromEntries(
      Object.entries(inFile).map(([name, contract]) => [name, { ...contract, evm: NO_CODE }]),
    ),
  ])
  return Object.fromEntries(files)
}
