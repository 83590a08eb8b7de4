import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readBid } from '../../src/cli/sealedFiles.ts'
import type { BonginError } from '../../src/protocol/error.ts'
import { bongin, PASSPHRASE, type Place } from '../support/running.ts'
import { done, failed } from './support.ts'

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1'

describe('bongin without a ledger', () => {
  let place: Place

  beforeEach(async () => {
    place = { directory: await mkdtemp(join(tmpdir(), 'bongin-cli-')), url: NOWHERE }
  })

  afterEach(() => rm(place.directory, { recursive: true, force: true, maxRetries: 5 }))

  const inside = (name: string): string => join(place.directory, name)

  it('makes a key file for its owner alone, and never overwrites one', async () => {
    const { address } = await done(place, 'keys create my.key')
    expect(address).to.match(/^0x[0-9a-f]{40}$/)
    expect((await stat(inside('my.key'))).mode & 0o777).to.equal(0o600)
    const content = await readFile(inside('my.key'), 'utf8')
    await failed(place, 'keys create my.key', 2, 'FILE_EXISTS')
    expect(await readFile(inside('my.key'), 'utf8')).to.equal(content)

    await writeFile(inside('passphrase'), `${PASSPHRASE}\nwhat an editor adds\n`)
    const byFile = { BONGIN_PASSPHRASE: undefined, BONGIN_PASSPHRASE_FILE: inside('passphrase') }
    const shown = await bongin(place, 'keys show my.key', byFile)
    expect(shown).to.deep.equal({ code: 0, stdout: `${address}\n`, stderr: '' })
    await failed(place, 'keys show my.key', 2, 'WRONG_PASSPHRASE', { BONGIN_PASSPHRASE: 'another' })
  })

  it('makes no key without a passphrase, and none where it cannot be written', async () => {
    const none = { BONGIN_PASSPHRASE: undefined }
    await Promise.all([
      failed(place, 'keys create a.key', 2, 'NO_PASSPHRASE', none),
      failed(place, 'keys create b.key', 2, 'NO_PASSPHRASE', { BONGIN_PASSPHRASE: '' }),
      failed(place, 'keys create c.key', 2, 'FILE_UNREADABLE', {
        ...none,
        BONGIN_PASSPHRASE_FILE: 'missing',
      }),
      failed(place, 'keys create missing/d.key', 2, 'FILE_UNWRITABLE'),
    ])
    expect(await readdir(place.directory)).to.deep.equal(['compiled'])
  })

  it('sends nothing that is not a sealed bid, least of all a note', async () => {
    await writeFile(inside('note'), '{"format":"bongin-opening-note","version":1,"r":"0x0123"}')
    const { stderr } = await failed(place, 'bid submit note', 2, 'INVALID_INPUT')
    expect(stderr).not.to.include('0x0123')
    await writeFile(inside('torn'), '{"format":"bongin-opening-note","r":"0x0123')
    const torn = await readBid(inside('torn')).catch((error: BonginError) => error)
    expect(torn).to.include({ code: 'FILE_UNREADABLE' })
    expect(String(torn)).not.to.include('0x0123')
  })

  it('tells wrong usage, silence and faults apart', async () => {
    await Promise.all([
      failed(place, 'tender list', 3, 'GATEWAY_UNREACHABLE'),
      failed(place, 'tender show 0x12', 2, 'USAGE'),
      failed(place, 'tender list --url nowhere', 2, 'USAGE'),
      failed(place, 'bid', 2, 'USAGE'),
    ])
  })

  it('explains itself: help is a result, an error is one sentence on standard error', async () => {
    const [help, korean] = await Promise.all([
      bongin(place, 'bid seal --help'),
      bongin(place, 'tender list', { LANG: 'ko_KR.UTF-8' }),
    ])
    expect(help).to.include({ code: 0, stderr: '' })
    expect(help.stdout).to.include('--picks <a,b>').and.include('BONGIN_RPC_URL')
    expect(korean).to.include({ code: 3, stdout: '' })
    expect(korean.stderr).to.match(
      /^게이트웨이가 응답하지 않습니다\. No gateway answers at .* \[GATEWAY_UNREACHABLE\]\n$/,
    )
  })
})
