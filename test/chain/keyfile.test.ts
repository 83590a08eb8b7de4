import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { createKeyfile, openKeyfile, saveKeyfile } from '../../src/chain/keyfile.ts'
import { BonginError } from '../../src/protocol/error.ts'

const PASSPHRASE = 'correct horse 배터리'
const CHEAP = { cost: 14 }
const PAYLOAD = { signingKey: `0x${'5a'.repeat(32)}`, note: '비밀' }

describe('keyfile', () => {
  let directory: string
  let path: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-keyfile-'))
    path = join(directory, 'guardian.keyfile')
  })

  afterEach(() => rm(directory, { recursive: true }))

  const rejection = async (attempt: Promise<unknown>): Promise<string> => {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof BonginError)) throw new Error('expected a BonginError', { cause: error })
    return error.code
  }
  const codeOfOpening = (passphrase = PASSPHRASE) => rejection(openKeyfile(path, passphrase))

  describe('a good file', () => {
    it('gives back what was put in', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      expect((await openKeyfile(path, PASSPHRASE)).payload).to.deep.equal(PAYLOAD)
    })

    it('gives back what was saved last, under the same passphrase', async () => {
      const created = await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      await saveKeyfile(created, { count: 1 })
      const { keyfile } = await openKeyfile(path, PASSPHRASE)
      await saveKeyfile(keyfile, { count: 2 })
      expect((await openKeyfile(path, PASSPHRASE)).payload).to.deep.equal({ count: 2 })
    })

    it('holds a payload of several megabytes', async () => {
      const payload = { shares: 'ab'.repeat(2_000_000) }
      await createKeyfile(path, PASSPHRASE, payload, CHEAP)
      expect((await openKeyfile(path, PASSPHRASE)).payload).to.deep.equal(payload)
    })

    it('takes the passphrase in any Unicode form', async () => {
      await createKeyfile(path, PASSPHRASE.normalize('NFD'), PAYLOAD, CHEAP)
      expect((await openKeyfile(path, PASSPHRASE.normalize('NFC'))).payload).to.deep.equal(PAYLOAD)
    })

    it('shows nothing of the payload, and never the same bytes twice', async () => {
      const keyfile = await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      const first = await readFile(path, 'utf8')
      await saveKeyfile(keyfile, PAYLOAD)
      const second = await readFile(path, 'utf8')
      expect(first).not.to.include('5a5a5a5a')
      expect(JSON.parse(second).nonce).not.to.equal(JSON.parse(first).nonce)
      expect(JSON.parse(second).ciphertext).not.to.equal(JSON.parse(first).ciphertext)
    })

    it('leaves no other file behind, not even after a crash in between', async () => {
      await writeFile(`${path}.tmp`, 'torn', { mode: 0o644 })
      const keyfile = await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      await saveKeyfile(keyfile, PAYLOAD)
      expect(await readdir(directory)).to.deep.equal(['guardian.keyfile'])
    })
  })

  describe('a file that cannot be opened', () => {
    it('WRONG_PASSPHRASE for another passphrase', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      expect(await codeOfOpening('Correct horse 배터리')).to.equal('WRONG_PASSPHRASE')
    })

    it('KEYFILE_DAMAGED for a change of any single character', async () => {
      await createKeyfile(path, PASSPHRASE, { k: 1 }, CHEAP)
      const text = await readFile(path, 'utf8')
      for (let at = 0; at < text.length; at += 1) {
        const flipped = String.fromCharCode(text.charCodeAt(at) ^ 1)
        await writeFile(path, text.slice(0, at) + flipped + text.slice(at + 1))
        expect(await codeOfOpening(), `position ${at}`).to.equal('KEYFILE_DAMAGED')
      }
    })

    it('KEYFILE_DAMAGED for an empty, cut or lengthened file', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      const text = await readFile(path, 'utf8')
      for (const content of [
        '',
        text.slice(0, -1),
        text.slice(0, text.length / 2),
        `${text}\n`,
        text + text,
      ]) {
        await writeFile(path, content)
        expect(await codeOfOpening()).to.equal('KEYFILE_DAMAGED')
      }
    })

    it('WRONG_PASSPHRASE when somebody repaired the checksum after a change', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      const other = join(directory, 'other')
      await createKeyfile(other, PASSPHRASE, PAYLOAD, CHEAP)
      const content = JSON.parse(await readFile(path, 'utf8'))
      content.kdf = JSON.parse(await readFile(other, 'utf8')).kdf
      delete content.checksum
      content.checksum = createHash('sha256').update(JSON.stringify(content)).digest('hex')
      await writeFile(path, `${JSON.stringify(content, undefined, 2)}\n`)
      expect(await codeOfOpening()).to.equal('WRONG_PASSPHRASE')
    })

    it('KEYFILE_MISSING where there is none', async () => {
      expect(await codeOfOpening()).to.equal('KEYFILE_MISSING')
    })

    for (const mode of [0o640, 0o604, 0o620, 0o644]) {
      it(`KEYFILE_PERMISSIONS for mode ${mode.toString(8)}`, async () => {
        await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
        await chmod(path, mode)
        expect(await codeOfOpening()).to.equal('KEYFILE_PERMISSIONS')
      })
    }
  })

  describe('creating', () => {
    it('makes a file for its owner alone', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      expect((await stat(path)).mode & 0o777).to.equal(0o600)
    })

    it('KEYFILE_EXISTS where there is one, which stays as it is', async () => {
      await createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP)
      expect(await rejection(createKeyfile(path, 'other', { k: 2 }, CHEAP))).to.equal('KEYFILE_EXISTS')
      expect((await openKeyfile(path, PASSPHRASE)).payload).to.deep.equal(PAYLOAD)
    })

    it('KEYFILE_EXISTS where a link points nowhere', async () => {
      await symlink(join(directory, 'nowhere'), path)
      expect(await rejection(createKeyfile(path, PASSPHRASE, PAYLOAD, CHEAP))).to.equal('KEYFILE_EXISTS')
    })
  })

  describe('killed while saving', () => {
    let child: ChildProcess | undefined

    afterEach(() => child?.kill('SIGKILL'))

    it('leaves a whole file, not older than the last save that returned', async () => {
      await createKeyfile(path, PASSPHRASE, { count: 0 }, CHEAP)
      for (let round = 0; round < 5; round += 1) {
        const acknowledged = await saveUntilKilled(5 + round * 7)
        const { payload } = await openKeyfile(path, PASSPHRASE)
        expect(payload).to.have.property('count').that.is.at.least(acknowledged)
      }
    })

    const saveUntilKilled = async (saves: number): Promise<number> => {
      const writer = spawn(
        process.execPath,
        ['--input-type=module-typescript', '-e', WRITER, path, PASSPHRASE],
        {
          cwd: join(import.meta.dirname, '../..'),
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      child = writer
      let acknowledged = 0
      let lines = 0
      for await (const line of createInterface({ input: writer.stdout })) {
        acknowledged = Number(line)
        lines += 1
        if (lines === saves) writer.kill('SIGKILL')
      }
      if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit')
      return acknowledged
    }
  })
})

/** Counts up in the file as fast as it can, and says each number once it is saved. */
const WRITER = `
  import { openKeyfile, saveKeyfile } from './src/chain/keyfile.ts'
  const { keyfile, payload } = await openKeyfile(process.argv[1]!, process.argv[2]!)
  for (let count = (payload as { count: number }).count + 1; ; count += 1) {
    await saveKeyfile(keyfile, { count, filler: 'x'.repeat((count * 7_919) % 50_000) })
    process.stdout.write(count + '\\n')
  }
`
