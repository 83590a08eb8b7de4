import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilerWarnings } from './compilerWarnings.ts'
import { longFiles } from './longFiles.ts'

/** One check that passes or fails as a whole: a command, or a function that returns complaints. */
export type Step = { title: string } & ({ command: string[] } | { complaints: (root: string) => string[] })

const SOLIDITY = ['contracts/**/*.sol', 'test/contracts/**/*.sol']
const SOURCES = ['bin', 'scripts', 'src', 'test', 'ignition', 'hardhat.config.ts']

/** Form and order of the sources. Warnings are errors. */
export function lintSteps(root: string): Step[] {
  const bin = (name: string, program?: string) => programOf(root, name, program)
  return [
    {
      title: 'TypeScript: lint and format',
      command: [bin('@biomejs/biome'), 'check', '--error-on-warnings', '--diagnostic-level=warn'],
    },
    {
      title: 'TypeScript: import law',
      command: [bin('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.mjs', ...SOURCES],
    },
    {
      title: 'TypeScript: nothing unused',
      command: [bin('knip'), '--no-progress', '--treat-config-hints-as-errors'],
    },
    {
      title: 'Solidity: lint',
      command: [bin('solhint'), '--max-warnings', '0', '--disc', '--noPoster', ...SOLIDITY],
    },
    {
      title: 'Solidity: format',
      command: [bin('prettier'), '--check', '--log-level', 'warn', ...SOLIDITY],
    },
    { title: 'No file above 400 lines of code', complaints: longFiles },
  ]
}

/** After the test contracts have been compiled, too. */
export function solidityBuildSteps(): Step[] {
  return [{ title: 'No compiler warnings', complaints: compilerWarnings }]
}

/** The whole project, then each room that has a stricter tsconfig of its own. */
export function typeSteps(root: string): Step[] {
  const tsc = programOf(root, 'typescript', 'tsc')
  const rooms = readdirSync(join(root, 'src')).filter(room =>
    existsSync(join(root, 'src', room, 'tsconfig.json')),
  )
  return ['tsconfig.json', ...rooms.sort().map(room => `src/${room}/tsconfig.json`)].map(project => ({
    title: `Types: ${project}`,
    command: [
      tsc,
      '--project',
      project,
      '--incremental',
      '--tsBuildInfoFile',
      `cache/types/${project}.tsbuildinfo`,
    ],
  }))
}

/** @returns path of a package's program, to be run by Node: the links in node_modules/.bin are not the same everywhere */
function programOf(root: string, name: string, program?: string): string {
  const folder = join(root, 'node_modules', name)
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const path = typeof bin === 'string' ? bin : bin[program ?? name.replace(/^.*\//, '')]
  if (path === undefined) throw new Error(`The package ${name} has no program ${program}.`)
  return join(folder, path)
}
