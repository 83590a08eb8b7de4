import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import S3rver from 's3rver'
import { openDocumentStore } from '../../src/documents/store/open.ts'
import type { DocumentStore } from '../../src/documents/store/store.ts'
import { hashText } from '../../src/protocol/bytes.ts'
import type { BonginError } from '../../src/protocol/error.ts'

const [FOLDER, OTHER] = [hashText('one'), hashText('other')]
const BUCKET = 'documents'

/** The same for every kind of store. */
const behaves = (open: () => DocumentStore): void => {
  const bytes = new Uint8Array(100_000).fill(7)

  it('gives back what was put', async () => {
    await open().put(FOLDER, '0', bytes)
    expect(Buffer.compare((await open().get(FOLDER, '0')) ?? bytes.subarray(1), bytes)).to.equal(0)
  })

  it('has nothing where nothing was put', async () => {
    expect(await open().get(FOLDER, '77')).to.equal(undefined)
    expect(await open().list(hashText('empty'))).to.deep.equal([])
  })

  it('puts a second time what is there already', async () => {
    await open().put(FOLDER, '1', bytes)
    await open().put(FOLDER, '1', Uint8Array.of(1, 2))
    expect(await open().get(FOLDER, '1')).to.deep.equal(Uint8Array.of(1, 2))
  })

  it('lists and removes one folder and leaves the others', async () => {
    await Promise.all(['0', '1', 'manifest'].map(name => open().put(OTHER, name, bytes)))
    expect((await open().list(OTHER)).toSorted()).to.deep.equal(['0', '1', 'manifest'])
    await open().remove(OTHER)
    expect(await open().list(OTHER)).to.deep.equal([])
    expect(await open().list(FOLDER)).to.include('0')
    await open().remove(OTHER)
  })

  it('leads nowhere else, whatever name it is asked for', async () => {
    for (const name of ['../0', '..', '', 'a/b', '0\0', '%2e%2e', '00000', 'Manifest']) {
      const failure = await open()
        .get(FOLDER, name)
        .catch((error: unknown) => error)
      expect(failure, name).to.be.instanceOf(RangeError)
    }
    for (const folder of ['0x', '0x../..', `0x${'A'.repeat(64)}`, `0x${'a'.repeat(64)}/..`]) {
      const failure = await open()
        .list(folder as `0x${string}`)
        .catch((error: unknown) => error)
      expect(failure, folder).to.be.instanceOf(RangeError)
    }
  })
}

describe('documents > a store in a directory', () => {
  let directory: string
  let store: DocumentStore
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-store-'))
    store = await openDocumentStore(join(directory, 'store'))
  })
  after(() => rm(directory, { recursive: true, force: true }))

  behaves(() => store)

  it('leaves nothing half-written, neither under a name nor beside it', async () => {
    await store.put(FOLDER, '5', Uint8Array.of(5))
    expect(await readdir(join(directory, 'store', 'arriving'))).to.deep.equal([])
    const path = join(directory, 'store', FOLDER.slice(2, 4), FOLDER, '5')
    expect([...(await readFile(path))]).to.deep.equal([5])
  })

  it('sweeps out, when it is opened again, what a crash left on its way long ago', async () => {
    const arriving = join(directory, 'store', 'arriving')
    await writeFile(join(arriving, 'old'), 'half')
    await utimes(join(arriving, 'old'), 1, 1)
    await writeFile(join(arriving, 'new'), 'half')
    await openDocumentStore(join(directory, 'store'))
    expect(await readdir(arriving)).to.deep.equal(['new'])
  })

  it('says that it cannot be reached, if its directory is none', async () => {
    const path = join(directory, 'file')
    await writeFile(path, '')
    const failure = await openDocumentStore(join(path, 'store')).catch((error: BonginError) => error.code)
    expect(failure).to.equal('STORE_UNAVAILABLE')
  })
})

describe('documents > a store that speaks S3', () => {
  let directory: string
  let server: S3rver
  let store: DocumentStore
  const keys = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }
  const before_ = { ...process.env }

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-s3-'))
    await mkdir(join(directory, 'data'))
    server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(directory, 'data'),
      configureBuckets: [{ name: BUCKET, configs: [] }],
    })
    const { port } = await server.run()
    Object.assign(process.env, keys)
    const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`)
    store = await openDocumentStore(`s3://${BUCKET}/tenders?endpoint=${endpoint}&region=us-east-1`)
  })
  after(async () => {
    store?.close()
    for (const name of Object.keys(keys)) {
      if (before_[name] === undefined) delete process.env[name]
      else process.env[name] = before_[name]
    }
    await server?.close()
    await rm(directory, { recursive: true, force: true })
  })

  behaves(() => store)

  it('says that it cannot be reached, if there is no such bucket', async () => {
    const endpoint = encodeURIComponent(`http://127.0.0.1:1`)
    const away = await openDocumentStore(`s3://nothing?endpoint=${endpoint}&region=us-east-1`)
    const failure = await away.get(FOLDER, '0').catch((error: BonginError) => error.code)
    away.close()
    expect(failure).to.equal('STORE_UNAVAILABLE')
  })
})
