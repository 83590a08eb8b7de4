import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { HardhatPlugin } from 'hardhat/types/plugins'

/** One condition of a contract: both of its outcomes are branches. */
export interface Condition {
  /** Path of the contract from the project's root. */
  file: string
  line: number
  text: string
  /** What the coverage data contains if the condition was true, and if it was false: 32 bytes in hex. */
  tags: { true: string; false: string }
}

/**
 * Adds branches to Hardhat's coverage, which knows statements only. While coverage is measured, each condition of a contract
 * reports its outcome through the same library as the statements. A condition is what an `if`, a loop or `?:` asks, and each side
 * of `&&` and `||`. What there is to be reported is written to `coverage/branches/`.
 */
export const branchCoverage: HardhatPlugin = {
  id: 'bongin-branch-coverage',
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        async preprocessProjectFileBeforeBuilding(
          ...[context, sourceName, fsPath, fileContent, solcVersion, next]
        ) {
          const source = await next(context, sourceName, fsPath, fileContent, solcVersion)
          const file = measuredFile(sourceName)
          if (!context.globalOptions.coverage || file === undefined) return source
          const { instrumented, conditions } = withBranches(file, source)
          const folder = join(context.config.paths.root, 'coverage', 'branches')
          await mkdir(folder, { recursive: true })
          await writeFile(join(folder, `${file.replaceAll('/', '-')}.json`), JSON.stringify(conditions))
          return instrumented
        },
      }),
    }),
  },
}

/** @returns the path of a contract that counts; mocks and tests do not */
function measuredFile(sourceName: string): string | undefined {
  return /^project\/(contracts\/(?!mocks\/).*\.sol)$/.exec(sourceName)?.[1]
}

interface SolidityCompiler {
  compile: (input: string) => string
}

/** A node of the compiler's syntax tree, as far as it is looked at. `src` is `offset:length:file` in bytes. */
interface Node {
  nodeType: string
  src: string
  operator?: string
  condition?: Node | null
  leftExpression?: Node
  rightExpression?: Node
}

const WITNESS =
  '\nfunction __bonginBranch(bool outcome, uint256 yes, uint256 no) pure returns (bool) {' +
  ' __NomicFoundationCoverage.sendHit(outcome ? yes : no); return outcome; }\n'

/** @param source as Hardhat has instrumented it for statements: it adds no lines */
export function withBranches(
  file: string,
  source: string,
): { instrumented: string; conditions: Condition[] } {
  const bytes = Buffer.from(source)
  const ranges = conditionRanges(syntaxTree(source))
  if (ranges.length === 0) return { instrumented: source, conditions: [] }
  const conditions = ranges.map(([start, end]) => {
    const text = bytes.toString('utf8', start, end)
    const line = bytes.toString('utf8', 0, start).split('\n').length
    const tag = (outcome: string) =>
      createHash('sha256').update(`${file}:${start}:${end}:${outcome}`).digest('hex')
    return { file, line, text: text.replace(/\s+/g, ' '), tags: { true: tag('true'), false: tag('false') } }
  })
  const insertions = ranges.flatMap(([start, end], index) => {
    const { tags } = conditions[index] as Condition
    return [
      { at: start, length: end - start, text: '__bonginBranch(' },
      { at: end, length: start - end, text: `, 0x${tags.true}, 0x${tags.false})` },
    ]
  })
  return { instrumented: insertAll(bytes, insertions) + WITNESS, conditions }
}

/** At one place, what closes comes before what opens; of two that close the inner, of two that open the outer. */
function insertAll(bytes: Buffer, insertions: { at: number; length: number; text: string }[]): string {
  const sorted = insertions.toSorted(
    (a, b) => a.at - b.at || order(a.length) - order(b.length) || b.length - a.length,
  )
  let [from, text] = [0, '']
  for (const insertion of sorted) {
    text += bytes.toString('utf8', from, insertion.at) + insertion.text
    from = insertion.at
  }
  return text + bytes.toString('utf8', from)
}

const order = (length: number): number => (length < 0 ? 0 : 1)

/** @returns start and end of each condition in bytes, each once */
function conditionRanges(tree: unknown): [number, number][] {
  const found = new Map<string, [number, number]>()
  const add = (node: Node | null | undefined) => {
    if (node === null || node === undefined) return
    const [start = 0, length = 0] = node.src.split(':').map(Number)
    found.set(node.src, [start, start + length])
  }
  visit(tree, node => {
    if (/^(If|While|DoWhile|For)Statement$|^Conditional$/.test(node.nodeType)) add(node.condition)
    if (node.nodeType === 'BinaryOperation' && (node.operator === '&&' || node.operator === '||')) {
      add(node.leftExpression)
      add(node.rightExpression)
    }
  })
  return [...found.values()]
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('nodeType' in value && 'src' in value) look(value as Node)
  for (const part of Object.values(value)) visit(part, look)
}

/** The compiler parses only: imports need not be there. */
function syntaxTree(source: string): unknown {
  const compiler: SolidityCompiler = createRequire(import.meta.url)('solc')
  const input = {
    language: 'Solidity',
    sources: { file: { content: source } },
    settings: { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } },
  }
  const output = JSON.parse(compiler.compile(JSON.stringify(input)))
  const ast = output.sources?.file?.ast
  if (ast === undefined)
    throw new Error(`The compiler cannot parse what is measured: ${JSON.stringify(output.errors)}`)
  return ast
}
