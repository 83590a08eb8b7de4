import { expect } from 'chai'
import fc from 'fast-check'
import { padme, typeOf } from '../../src/documents/bundle.ts'
import { CHUNK_BYTES, CHUNK_CONTENT, MAX_FILES, TYPES } from '../../src/documents/limits.ts'
import {
  chunkHash,
  type Manifest,
  manifestToJson,
  parseManifest,
  rootOf,
} from '../../src/documents/manifest.ts'
import { hashText, ZERO_WORD } from '../../src/protocol/bytes.ts'
import type { BonginError } from '../../src/protocol/error.ts'
import { at } from '../support/ledger/author.ts'
import { CONTEXT, fileOf, noise, openFiles, type Sealed, sealFiles } from './support.ts'

const TWO_CHUNKS = [fileOf('제안서.pdf', noise(CHUNK_CONTENT + 5_000)), fileOf('summary.txt', 'short')]

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: BonginError) => error.code,
  )

describe('documents > sealing and opening', () => {
  let sealed: Sealed
  before(async () => {
    sealed = await sealFiles(TWO_CHUNKS)
  })

  it('gives the agency back what the bidder handed in', async () => {
    const opened = await openFiles(sealed)
    expect(opened.map(({ name }) => name)).to.deep.equal(['제안서.pdf', 'summary.txt'])
    expect(Buffer.compare(at(opened, 0).content, noise(CHUNK_CONTENT + 5_000))).to.equal(0)
    expect(Buffer.from(at(opened, 1).content).toString()).to.equal('short')
  })

  it('does so for files of any lengths, none of them too', async () => {
    const edge = CHUNK_CONTENT - 110
    for (const sizes of [[0], [0, 1, 0], [65_536], [edge, 1], [edge + 40], [2 * CHUNK_CONTENT, 3]]) {
      const files = sizes.map((size, place) => fileOf(`${place}.pdf`, noise(size)))
      const lengths = (await openFiles(await sealFiles(files))).map(({ content }) => content.length)
      expect(lengths).to.deep.equal(sizes)
    }
  })

  it('shows neither names nor how many files there are, and blurs how long they are', async () => {
    const text = Buffer.concat(sealed.chunks).toString('latin1') + JSON.stringify(sealed.manifest)
    expect(text).to.not.include('summary').and.not.include('bongin-documents')
    const sizeOf = async (length: number): Promise<number> =>
      (await sealFiles([fileOf('a.pdf', noise(length))])).manifest.size
    expect(await sizeOf(1)).to.equal(await sizeOf(60_000))
    expect(await sizeOf(500_100)).to.equal(await sizeOf(503_000))
  })

  it('never makes the same bytes twice', async () => {
    const again = await sealFiles(TWO_CHUNKS)
    expect(rootOf(again.manifest)).to.not.equal(rootOf(sealed.manifest))
    expect(Buffer.compare(at(again.chunks, 1), at(sealed.chunks, 1))).to.not.equal(0)
  })

  describe('nobody opens them', () => {
    it('before the bid is open: the agency alone cannot', async () => {
      for (const outer of [ZERO_WORD, hashText('a guess')])
        expect(await codeOf(openFiles(sealed, { outer }))).to.equal('DOCUMENTS_DAMAGED')
    })

    it('but the agency afterwards: a rival cannot', async () => {
      const signingKey = hashText('a rival’s signing key')
      expect(await codeOf(openFiles(sealed, { signingKey }))).to.equal('DOCUMENTS_DAMAGED')
    })

    it('as those of another bidder, tender, ledger or agency, whoever copied them', async () => {
      const others = [
        { ...CONTEXT, bidder: 102n },
        { ...CONTEXT, tender: hashText('another tender') },
        { ...CONTEXT, chainId: 2n },
        { ...CONTEXT, agency: 3n },
      ]
      for (const context of others)
        expect(await codeOf(openFiles(sealed, { context }))).to.equal('DOCUMENTS_DAMAGED')
    })
  })

  describe('a change is found', () => {
    /** The same with other chunks, and with a manifest that says so: as if its bidder had sealed them. */
    const rehashed = async (chunks: Uint8Array<ArrayBuffer>[]): Promise<Sealed> => {
      const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      const hashes = await Promise.all(chunks.map(chunkHash))
      return { chunks, manifest: { ...sealed.manifest, size, chunks: hashes } }
    }

    it('in any byte of a chunk', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(1),
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          async (which, where, change) => {
            const chunks = sealed.chunks.map(chunk => chunk.slice())
            const chunk = at(chunks, which)
            const place = where % chunk.length
            chunk[place] = (chunk[place] ?? 0) ^ change
            expect(await codeOf(openFiles({ ...sealed, chunks }))).to.equal('DOCUMENTS_DAMAGED')
            expect(await codeOf(openFiles(await rehashed(chunks)))).to.equal('DOCUMENTS_DAMAGED')
          },
        ),
        { numRuns: 20 },
      )
    })

    it('if chunks change places, lack, or come twice', async () => {
      const [first, last] = [at(sealed.chunks, 0), at(sealed.chunks, 1)]
      for (const chunks of [[last, first], [first], [last], [first, first, last]])
        expect(await codeOf(openFiles(await rehashed(chunks)))).to.equal('DOCUMENTS_DAMAGED')
    })

    it('in the wrapped key and in its commitment', async () => {
      const { envelope } = sealed.manifest
      const flipped = (envelope.slice(0, -1) + (envelope.endsWith('0') ? '1' : '0')) as `0x${string}`
      for (const change of [{ envelope: flipped }, { keyHash: ZERO_WORD }]) {
        const manifest = { ...sealed.manifest, ...change }
        expect(rootOf(manifest)).to.not.equal(rootOf(sealed.manifest))
        expect(await codeOf(openFiles({ ...sealed, manifest }))).to.equal('DOCUMENTS_DAMAGED')
      }
    })

    it('in every field of the manifest, by the root', () => {
      const { envelope, keyHash, size, chunks } = sealed.manifest
      const changes: Partial<Manifest>[] = [
        { envelope: `0x${'00'.repeat(envelope.length / 2 - 1)}` },
        { keyHash: ZERO_WORD },
        { size: size - 1 },
        { chunks: chunks.toReversed() },
        { chunks: [...chunks, ZERO_WORD] },
      ]
      const roots = changes.map(change => rootOf({ ...sealed.manifest, ...change }))
      expect(new Set([rootOf(sealed.manifest), ...roots]).size).to.equal(changes.length + 1)
      expect(keyHash).to.have.length(66)
    })
  })

  describe('what may be handed in', () => {
    const refused = async (...files: Parameters<typeof fileOf>[]): Promise<void> => {
      const code = await codeOf(sealFiles(files.map(file => fileOf(...file))))
      expect(code, files.join()).to.equal('UNFIT_DOCUMENTS')
    }

    it('are files whose names are safe wherever the agency opens them', async () => {
      const names = [
        '../a.pdf',
        '/a.pdf',
        'a/b.pdf',
        'a\\b.pdf',
        '.pdf',
        'a.pdf.',
        ' a.pdf',
        'a\0.pdf',
        'con.pdf',
        'a\u202efdp.pdf',
        'C:a.pdf',
      ]
      for (const name of names) await refused([name, 'x'])
      await refused(['a.pdf', 'x'], ['A.PDF', 'y'])
      await refused([`${'가'.repeat(80)}.pdf`, 'x'])
    })

    it('are files of the types that agencies read', async () => {
      for (const name of ['a.exe', 'a', 'a.pdf.js', 'a.html', 'a.constructor']) await refused([name, 'x'])
      expect(Object.keys(TYPES)).to.include.members(['pdf', 'hwp', 'hwpx', 'zip'])
      expect(typeOf('A.HWPX')).to.equal('application/hwp+zip')
    })

    it('are so many and so long', async () => {
      await refused()
      await refused(
        ...Array.from({ length: MAX_FILES + 1 }, (_, place) => [`${place}.pdf`, ''] as [string, string]),
      )
      const endless = { name: 'a.pdf', size: 513 * CHUNK_BYTES, read: () => fileOf('a.pdf', '').read() }
      expect(await codeOf(sealFiles([endless]))).to.equal('UNFIT_DOCUMENTS')
    })

    it('are files that stay as they are while they are read', async () => {
      for (const size of [4, 6]) {
        const changing = { ...fileOf('a.pdf', 'bytes'), size }
        expect(await codeOf(sealFiles([changing]))).to.equal('FILE_CHANGED')
      }
    })
  })

  describe('a manifest', () => {
    it('is the same after a journey as JSON', () => {
      const copy = parseManifest(JSON.parse(JSON.stringify(manifestToJson(sealed.manifest))))
      expect(rootOf(copy)).to.equal(rootOf(sealed.manifest))
    })

    it('is refused if its size and its chunks do not agree', () => {
      for (const size of [CHUNK_BYTES, 2 * CHUNK_BYTES + 1, 0])
        expect(() => parseManifest({ ...sealed.manifest, size }))
          .to.throw()
          .with.property('code', 'INVALID_INPUT')
    })
  })

  it('pads to lengths that tell little', () => {
    fc.assert(
      fc.property(fc.integer({ min: 65_536, max: 2 ** 29 }), length => {
        const padded = padme(length)
        expect(padded).to.be.within(length, length * 1.12)
        expect(padme(padded)).to.equal(padded)
      }),
    )
  })
})
