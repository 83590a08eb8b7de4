import { spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { MAX_EVIDENCE_LENGTH } from '../../src/verify/evidence.ts'
import { bongin, type Ended, type Place } from '../support/running.ts'
import { type EvidenceJson, logOf, readVector } from '../verify/support/evidence.ts'
import { done, failed, type Json } from './support.ts'

const VECTORS = fileURLToPath(new URL('../vectors/evidence/valid/', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
/** Nobody listens there: what is verified needs nobody. */
const NOWHERE = 'http://127.0.0.1:1'

describe('bongin verify', function () {
  this.timeout(60_000)
  let place: Place

  before(async () => {
    place = { directory: await mkdtemp(join(tmpdir(), 'bongin-verify-')), url: NOWHERE }
    for (const file of ['multiple.json', 'receipt.json', 'trust.json']) {
      await copyFile(join(VECTORS, file), inside(file))
    }
    await writeFile(inside('multiple.json.gz'), gzipSync(await readFile(inside('multiple.json'))))
    await writeFile(inside('forged.json'), JSON.stringify(forged()))
  })

  after(() => rm(place.directory, { recursive: true, force: true, maxRetries: 5 }))

  const inside = (name: string): string => join(place.directory, name)

  /** A good file in which one price was changed after it was opened. */
  const forged = (): EvidenceJson => {
    const json = readVector('multiple')
    logOf(json, 'BidOpened', 1).price = '87000001'
    return json
  }

  /** Runs the command with something on standard input. */
  const piped = (input: string | Buffer, ...words: string[]): Ended => {
    const options = { cwd: place.directory, input, encoding: 'utf8' } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], options)
    return { code: status, stdout, stderr }
  }

  it('says that everything passed, and ends with 0', async () => {
    const { code, stdout, stderr } = await bongin(place, 'verify multiple.json --trust trust.json')
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.match(/^✓ All \d+ checks passed\.\n {2}multiple\.json, /)
    expect(stdout).not.to.include('\u001b')
  })

  it('takes a file that gzip has packed, and standard input, packed or not', async () => {
    const plain = await readFile(inside('multiple.json'))
    const packed = await readFile(inside('multiple.json.gz'))
    const sources = [
      await done(place, 'verify multiple.json.gz --trust trust.json'),
      JSON.parse(piped(plain, 'verify', '-', '--trust', 'trust.json', '--json').stdout),
      JSON.parse(piped(packed, 'verify', '-', '--trust', 'trust.json', '--json').stdout),
    ] as Json[]
    expect(sources.map(({ source }) => (source as Json).name)).to.deep.equal(['multiple.json.gz', '-', '-'])
    expect(sources.map(({ source }) => (source as Json).bytes)).to.deep.equal([
      packed.length,
      plain.length,
      packed.length,
    ])
    expect(sources.every(({ passed }) => passed === true)).to.equal(true)
  })

  it('verifies a receipt alone', async () => {
    const report = await done(place, 'verify receipt.json --trust trust.json')
    expect(report).to.include({ format: 'bongin-report', kind: 'receipt', passed: true })
  })

  it('says which check failed, and ends with 1', async () => {
    const { code, stdout, stderr } = await bongin(place, 'verify forged.json --trust trust.json --json')
    expect({ code, stderr }).to.deep.equal({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).to.include({ passed: false })
    const text = await bongin(place, 'verify forged.json --trust trust.json', { LANG: 'ko_KR.UTF-8' })
    expect(text.code).to.equal(1)
    expect(text.stdout).to.match(/^✗ 점검 \d건이 실패했습니다\.\n/)
    expect(text.stdout).to.match(/\n {2}✗ P5\.1 /)
  })

  it('ends with 1 where something lacks, or falls short of what the auditor asks for', async () => {
    const json = readVector('multiple')
    json.state = { accounts: [], storage: [] }
    await writeFile(inside('lacking.json'), JSON.stringify(json))
    const ended = await bongin(place, 'verify lacking.json --trust trust.json')
    expect(ended.code).to.equal(1)
    expect(ended.stdout).to.match(/^\? Nothing is false/)

    const asking = 'verify multiple.json --trust trust.json --json --minimum-bidding-time'
    expect(await bongin(place, `${asking} 48h`)).to.include({ code: 0 })
    const short = await bongin(place, `${asking} 49h --minimum-threshold 3`)
    expect(short.code).to.equal(1)
    const failures = JSON.parse(short.stdout).promises.flatMap(({ checks }: { checks: Json[] }) =>
      checks.filter(({ status }) => status === 'fail').map(({ id }) => id),
    )
    expect(failures).to.deep.equal(['P1.1', 'P8.6'])
  })

  it('writes the report as a page, in the language that is asked for, and never over a file', async () => {
    await done(place, 'verify multiple.json --trust trust.json --report report.html --lang ko')
    const page = await readFile(inside('report.html'), 'utf8')
    expect(page).to.match(/^<!doctype html>\n<html lang="ko">/)
    expect(page).to.include('VECTOR-MULTIPLE')
    await failed(place, 'verify multiple.json --trust trust.json --report report.html', 2, 'FILE_EXISTS')
    expect(await readFile(inside('report.html'), 'utf8')).to.equal(page)
    // A report of what failed is worth as much.
    const { code } = await bongin(place, 'verify forged.json --trust trust.json --report forged.html')
    expect(code).to.equal(1)
    expect(await readFile(inside('forged.html'), 'utf8')).to.match(/\d checks failed/)
  })

  const text = (json: object): string => JSON.stringify(json)
  const UNREADABLE: Readonly<Record<string, readonly [code: string, content: () => string | Buffer]>> = {
    'empty.json': ['MALFORMED_JSON', () => ''],
    'truncated.json': ['MALFORMED_JSON', () => text(forged()).slice(0, 1_000)],
    'twice.json': ['DUPLICATE_KEY', () => '{"format":"bongin-evidence","format":"bongin-evidence"}'],
    'proto.json': ['FORBIDDEN_KEY', () => '{"__proto__":{}}'],
    'number.json': ['UNSAFE_NUMBER', () => '{"version":1e999}'],
    'deep.json': ['TOO_DEEP', () => '['.repeat(1_000_000)],
    'surrogate.json': ['MALFORMED_TEXT', () => '{"format":"\\ud800"}'],
    'latin1.json': ['MALFORMED_TEXT', () => Buffer.from('{"format":"\xe9"}', 'latin1')],
    'mark.json': ['MALFORMED_JSON', () => `\ufeff${text(readVector('multiple'))}`],
    'other.json': ['NOT_EVIDENCE', () => '{"format":"bongin-opening-note","version":1,"r":"0x0123"}'],
    'later.json': ['NOT_EVIDENCE', () => text({ ...forged(), version: 2 })],
    'field.json': ['MALFORMED_EVIDENCE', () => text({ ...forged(), tender: '0x12' })],
    'torn.json.gz': ['FILE_UNREADABLE', () => gzipSync(text(forged())).subarray(0, 5_000)],
    'bomb.json.gz': ['TOO_LARGE', () => gzipSync(Buffer.alloc(MAX_EVIDENCE_LENGTH + 1, ' '))],
  }
  for (const [name, [code, content]] of Object.entries(UNREADABLE)) {
    it(`cannot read ${name}, says why and where, and ends with 2`, async () => {
      await writeFile(inside(name), content())
      const { stderr } = await failed(place, `verify ${name} --trust trust.json`, 2, code)
      expect(JSON.parse(stderr).error.details.file).to.equal(name)
      expect(stderr).not.to.include('0x0123')
    })
  }

  it('says in which place of which file the fault is, in words', async () => {
    await writeFile(inside('misplaced.json'), text({ ...forged(), blocks: [{ header: '0xzz' }] }))
    const { code, stderr } = await bongin(place, 'verify misplaced.json --trust trust.json', {
      LANG: 'ko_KR.UTF-8',
    })
    expect(code).to.equal(2)
    expect(stderr).to.match(
      /^증거 파일의 형식이 올바르지 않습니다\. misplaced\.json: blocks\[0\]\.header: .*\n$/,
    )
  })

  it('needs a file and a trust file that it can read', async () => {
    await writeFile(inside('distrust.json'), '{"format":"bongin-trust","version":1}')
    await Promise.all([
      failed(place, 'verify missing.json --trust trust.json', 2, 'FILE_UNREADABLE'),
      failed(place, 'verify multiple.json --trust missing.json', 2, 'FILE_UNREADABLE'),
      failed(place, 'verify multiple.json --trust multiple.json', 2, 'INVALID_TRUST'),
      failed(place, 'verify multiple.json --trust distrust.json', 2, 'INVALID_TRUST'),
      failed(place, 'verify multiple.json', 2, 'USAGE'),
      failed(place, 'verify --trust trust.json', 2, 'USAGE'),
      failed(place, 'verify multiple.json --trust trust.json --minimum-threshold 1', 2, 'USAGE'),
      failed(place, 'verify multiple.json --trust trust.json --minimum-bidding-time long', 2, 'USAGE'),
    ])
  })

  it('fails nothing but the check of the ledger where another ledger is trusted', async () => {
    const trust = JSON.parse(await readFile(inside('trust.json'), 'utf8'))
    trust.deployment.ledger = `0x${'11'.repeat(20)}`
    await writeFile(inside('elsewhere.json'), text(trust))
    const { code, stdout } = await bongin(place, 'verify multiple.json --trust elsewhere.json')
    expect(code).to.equal(1)
    expect(stdout.match(/^ {2}✗ .{4}/gm)).to.deep.equal(['  ✗ P8.1'])
  })
})
