import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { expect } from 'chai'
import { build } from 'esbuild'
import { reportPage } from '../../src/verify/report/html/page.ts'
import { reportToJson } from '../../src/verify/report/json.ts'
import { textReport } from '../../src/verify/report/text.ts'
import { auditOf } from './support/audit.ts'

const VECTORS = new URL('../vectors/evidence/valid/', import.meta.url)

/** What a page would do with a file: everything that it needs comes from these modules. */
const PAGE = `
  import { readEvidence } from './evidence.ts'
  import { parseJson } from './json.ts'
  import { reportPage } from './report/html/page.ts'
  import { reportToJson } from './report/json.ts'
  import { summarize } from './report/summary/summary.ts'
  import { textReport } from './report/text.ts'
  import { NO_POLICY, parseTrust } from './trust.ts'
  import { verify } from './verifier.ts'

  export async function report(text, trustText, run) {
    const evidence = readEvidence(text)
    const trust = parseTrust(parseJson(trustText))
    const audit = {
      report: await verify(evidence, trust),
      summary: summarize(evidence, trust),
      trust,
      policy: NO_POLICY,
      ...run,
    }
    return {
      json: JSON.stringify(reportToJson(audit)),
      text: textReport(audit, 'ko'),
      page: reportPage(audit, 'ko'),
    }
  }
`

/** The verifier and its report as one script for a browser. @throws if they need anything that only Node has */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents,
      resolveDir: fileURLToPath(new URL('../../src/verify', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'bongin',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

describe('the verifier in a browser', function () {
  this.timeout(60_000)
  let script: string

  before(async () => {
    script = await bundle(PAGE)
  })

  it('reads, verifies and reports as here, where nothing but a browser’s own is there', async () => {
    // Without these two a page has no text and no randomness; the verifier needs the first, and its packages look for the second.
    const context = vm.createContext({ TextEncoder, crypto: globalThis.crypto })
    vm.runInContext(script, context)
    const { report, summary, trust, policy, ...run } = await auditOf('multiple')
    const read = (file: string) => readFile(new URL(file, VECTORS), 'utf8')
    Object.assign(context, { file: await read('multiple.json'), trusted: await read('trust.json'), run })
    const told = await vm.runInContext('bongin.report(file, trusted, run)', context)

    const audit = { report, summary, trust, policy, ...run }
    expect(told.json).to.equal(JSON.stringify(reportToJson(audit)))
    expect(told.text).to.equal(textReport(audit, 'ko'))
    expect(told.page).to.equal(reportPage(audit, 'ko'))
    expect(JSON.parse(told.json)).to.include({ passed: true })
  })

  it('could not be built if it used something of Node', async () => {
    for (const name of ['node:fs', 'fs', 'crypto', 'node:buffer']) {
      const failure = await bundle(`import * as it from '${name}'\nexport const used = it`).catch(
        (error: Error) => error,
      )
      expect(failure, name).to.be.instanceOf(Error)
      expect(String(failure)).to.match(/Could not resolve/)
    }
  })
})
