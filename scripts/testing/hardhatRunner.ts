// Usage: a child process with a message channel: hardhatRunner.ts solidity|mocha [test files...]
//
// Runs one of Hardhat's test tasks and sends its count to the parent. Hardhat's own summary would
// not do for mocha: it takes tests for passed that were skipped, or never ran because a hook had failed.
// BONGIN_PROFILE names the profile of the Solidity tests.
import hre from 'hardhat'
import Mocha from 'mocha'
import { add, type Count, NOTHING } from './count.ts'

const [kind = '', ...testFiles] = process.argv.slice(2)
const summary = await (kind === 'mocha' ? runMocha() : runSolidity())
// Left-over handles of a failed test must not keep the run from ending.
process.send?.(summary, () => process.exit(summary.failed > 0 ? 1 : 0))

async function runMocha(): Promise<Count> {
  let count = NOTHING
  class CountingReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options)
      runner.once('end', () => {
        count = { passed: this.stats.passes, failed: this.stats.failures, skipped: this.stats.pending }
      })
    }
  }
  hre.config.test.mocha.reporter = CountingReporter
  const lost = lostRejections()
  await hre.tasks.getTask(['test', 'mocha']).run({ testFiles, noCompile: true })
  for (const reason of lost()) {
    console.log('A promise was rejected and nobody waited for it (is an "await" missing?):', reason)
    count = add(count, { ...NOTHING, failed: 1 })
  }
  return count
}

/** Hardhat silences rejections that nobody handles; but an assertion that is not awaited proves nothing. */
function lostRejections(): () => unknown[] {
  const lost = new Map<Promise<unknown>, unknown>()
  process.on('unhandledRejection', (reason, promise) => lost.set(promise, reason))
  process.on('rejectionHandled', promise => lost.delete(promise))
  return () => [...lost.values()]
}

async function runSolidity(): Promise<Count> {
  const testProfile = process.env.BONGIN_PROFILE
  const result = await hre.tasks.getTask(['test', 'solidity']).run({ testFiles, testProfile })
  // The task's own summary is empty when it is not run by the task "test".
  const { suiteResults }: { suiteResults: SuiteResult[] } = result.success ? result.value : result.error
  const statuses = suiteResults.flatMap(({ testResults }) => testResults.map(({ status }) => status))
  const having = (wanted: string) => statuses.filter(status => status === wanted).length
  // A suite that could not even start has no failed test.
  const failed = result.success ? having('Failure') : Math.max(having('Failure'), 1)
  return { passed: having('Success'), failed, skipped: having('Skipped') }
}

interface SuiteResult {
  testResults: { status: string }[]
}
