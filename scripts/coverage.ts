// Usage: npm run coverage
//
// Runs the tests of the contracts on instrumented contracts and prints how many of their lines and branches they reach, contract by
// contract (mocks do not count). Fails below 98 %, or if a test fails.
import { fileURLToPath } from 'node:url'
import { copyProject } from './measuring/copy.ts'
import { readReport } from './measuring/report.ts'
import { runCovered } from './measuring/run.ts'
import { percent, tableOf, total } from './measuring/table.ts'

const LEAST = 98
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const copy = copyProject(ROOT)
const exitCode = await runCovered(copy)
const report = readReport(copy)
const { lines, branches } = total(report)
console.log(`\n${tableOf(report)}`)

const isEnough = percent(lines) >= LEAST && percent(branches) >= LEAST
if (exitCode !== 0) console.log(`\nTests failed on the instrumented contracts (exit code ${exitCode}).`)
if (!isEnough)
  console.log(`\nToo little: at least ${LEAST} % of the lines and of the branches are to be reached.`)
process.exitCode = exitCode === 0 && isEnough ? 0 : 1
