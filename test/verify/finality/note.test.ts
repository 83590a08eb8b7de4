import { ed25519 } from '@noble/curves/ed25519.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { fromBase64 } from '../../../src/verify/base64.ts'
import {
  claims,
  formatKey,
  formatNote,
  isSignedBy,
  keyId,
  type Note,
  type NoteKey,
  parseKey,
  parseNote,
  SIGNATURE_TYPES,
  signText,
} from '../../../src/verify/finality/note.ts'
import { caught } from '../../protocol/support.ts'

/** From the tests of Go's `sumdb/note`, where the format comes from. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETERS_SECRET = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')?.subarray(1) as Uint8Array
const TEXT =
  'If you think cryptography is the answer to your problem,\n' + "then you don't know what your problem is.\n"
const PETERS_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const ENOCHS_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'
const NOTE = `${TEXT}\n${PETERS_LINE}`

/** The example of the specification. */
const SALVATORE = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`

describe('note', () => {
  describe('signText', () => {
    it('makes the known signature', () => {
      const signature = signText(TEXT, 'PeterNeumann', PETERS_SECRET)
      expect(formatNote({ text: TEXT, signatures: [signature] })).to.equal(NOTE)
    })

    it('signs nothing that a note cannot hold', () => {
      for (const [text, name] of [
        ['no newline', 'a'],
        ['a\ttab\n', 'a'],
        ['a lone surrogate \ud800\n', 'a'],
        [TEXT, ''],
        [TEXT, 'a b'],
        [TEXT, 'a+b'],
        [TEXT, 'a\u2003b'],
        [TEXT, 'a\nb'],
      ] as const) {
        expect(caught(() => signText(text, name, PETERS_SECRET)).code).to.equal('INVALID_INPUT')
      }
    })
  })

  describe('isSignedBy', () => {
    const peter = keyOf(PETER)
    const enoch = keyOf(ENOCH)

    it('tells whose signature each is', () => {
      const { text, signatures } = noteOf(NOTE + ENOCHS_LINE)
      expect(signatures.map(signature => [peter, enoch].map(key => claims(signature, key)))).to.deep.equal([
        [true, false],
        [false, true],
      ])
      expect(
        signatures.map(signature => [peter, enoch].map(key => isSignedBy(text, signature, key))),
      ).to.deep.equal([
        [true, false],
        [false, true],
      ])
    })

    it('refuses any changed character of the text', () => {
      const { signatures } = noteOf(NOTE)
      fc.assert(
        fc.property(
          fc.nat({ max: TEXT.length - 1 }),
          fc.string({ minLength: 1, maxLength: 1 }),
          (at, character) => {
            const text = TEXT.slice(0, at) + character + TEXT.slice(at + 1)
            expect(signatures.some(signature => isSignedBy(text, signature, peter))).to.equal(text === TEXT)
          },
        ),
      )
    })

    it('refuses any changed byte of the signature, and other lengths', () => {
      const [signature] = noteOf(NOTE).signatures as [Note['signatures'][0]]
      for (let at = 0; at < 64; at++) {
        const changed = signature.signature.with(at, (signature.signature[at] ?? 0) ^ 1)
        expect(isSignedBy(TEXT, { ...signature, signature: changed }, peter)).to.equal(false)
      }
      for (const other of [signature.signature.subarray(1), new Uint8Array(65), new Uint8Array()]) {
        expect(isSignedBy(TEXT, { ...signature, signature: other }, peter)).to.equal(false)
      }
    })

    it('takes no key of small order, with which anything would be signed', () => {
      const publicKey = Uint8Array.of(1, ...new Uint8Array(31))
      const key = { name: 'nobody', type: SIGNATURE_TYPES.plain, publicKey }
      const signature = {
        name: 'nobody',
        keyId: keyId(key),
        signature: Uint8Array.of(1, ...new Uint8Array(63)),
      }
      expect(ed25519.verify(signature.signature, new Uint8Array(), publicKey)).to.equal(true)
      expect(isSignedBy('', signature, key)).to.equal(false)
    })

    it('takes no key that is no point', () => {
      const key = { ...peter, publicKey: new Uint8Array(32).fill(0xff) }
      expect(noteOf(NOTE).signatures.map(signature => isSignedBy(TEXT, signature, key))).to.deep.equal([
        false,
      ])
    })

    it('takes no cosigner’s key', () => {
      const key = { ...peter, type: SIGNATURE_TYPES.cosignature }
      expect(noteOf(NOTE).signatures.map(signature => isSignedBy(TEXT, signature, key))).to.deep.equal([
        false,
      ])
    })
  })

  describe('parseNote', () => {
    it('reads the example of the specification', () => {
      const note = noteOf(SALVATORE)
      expect(note.text).to.match(/^Ognuno[\s\S]*sera\.\n$/)
      expect(note.signatures.map(({ name, keyId }) => ({ name, keyId }))).to.deep.equal([
        { name: 'quasimodo.example/salvatore', keyId: '367ba04b' },
      ])
      expect(formatNote(note)).to.equal(SALVATORE)
    })

    it('gives back what was written', () => {
      const lines = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '—', '\n', '한') })
      const names = fc.string({ unit: fc.constantFrom('a', 'é', '/', '.'), minLength: 1 })
      const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 })
      const ids = fc.uint8Array({ minLength: 4, maxLength: 4 }).map(id => Buffer.from(id).toString('hex'))
      const signatures = fc.array(fc.record({ name: names, keyId: ids, signature: bytes }), {
        minLength: 1,
        maxLength: 100,
      })
      fc.assert(
        fc.property(lines, signatures, (text, signatures) => {
          const note = { text: `${text}\n`, signatures }
          expect(parseNote(formatNote(note))).to.deep.equal(note)
        }),
      )
    })

    const faults: Record<string, string> = {
      'no signature': TEXT,
      'an empty line only': `${TEXT}\n`,
      'no newline at the end': NOTE.slice(0, -1),
      'no empty line': `${TEXT}${PETERS_LINE}`,
      'a control character': `\u0001${NOTE}`,
      'a carriage return': NOTE.replaceAll('\n', '\r\n'),
      'a lone surrogate': `\udfff${NOTE}`,
      'a line that is no signature': `${NOTE}Unexpected line.\n`,
      'a name with a space': NOTE.replace('PeterNeumann', 'Bad Name'),
      'a name with a plus': NOTE.replace('PeterNeumann', 'Bad+Name'),
      'a name with another space': NOTE.replace('PeterNeumann', 'Bad\u00a0Name'),
      'another dash': NOTE.replace('—', '-'),
      'two spaces': NOTE.replace('— ', '—  '),
      'base64 without padding': NOTE.replace('=\n', '\n'),
      'base64 with other trailing bits': NOTE.replace('AM=\n', 'AN=\n'),
      'a key id only': NOTE.replace(/x08\S*/, 'x08gow=='),
      'an empty line among the signatures': `${NOTE}\n`,
      'too many signatures': `${NOTE}${PETERS_LINE.repeat(100)}`,
      'more text than can be meant': `${'a'.repeat(1_000_000)}\n\n${PETERS_LINE}`,
    }
    for (const [what, note] of Object.entries(faults)) {
      it(`refuses ${what}`, () => expect(parseNote(note)).to.equal(undefined))
    }

    it('takes the last empty line for the end of the text', () => {
      const forged = `Another text.\n\n${PETERS_LINE}\n${PETERS_LINE}`
      expect(noteOf(forged).text).to.equal(`Another text.\n\n${PETERS_LINE}`)
    })
  })

  describe('parseKey', () => {
    it('reads keys as other implementations write them', () => {
      const keys = [
        PETER,
        ENOCH,
        'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G',
        'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
      ]
      expect(keys.map(key => formatKey(keyOf(key)))).to.deep.equal(keys)
      expect(keys.map(key => keyOf(key).type)).to.deep.equal([1, 1, 4, 4])
    })

    it('refuses any part of one', () => {
      for (let from = 0; from < PETER.length; from++) {
        for (let to = from; to <= PETER.length; to++) {
          if (to - from < PETER.length) expect(parseKey(PETER.slice(from, to))).to.equal(undefined)
        }
      }
    })

    it('refuses any changed character', () => {
      for (let at = 0; at < PETER.length; at++) {
        const other = String.fromCharCode(PETER.charCodeAt(at) + 1)
        expect(parseKey(PETER.slice(0, at) + other + PETER.slice(at + 1))).to.equal(undefined)
      }
    })

    it('refuses other lengths and types, although their ids are right', () => {
      expect(parseKey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==')).to.equal(
        undefined,
      )
      expect(parseKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).to.equal(
        undefined,
      )
      expect(parseKey(formatKey({ ...keyOf(PETER), name: 'Peter Neumann' }))).to.equal(undefined)
    })
  })
})

function keyOf(text: string): NoteKey {
  const key = parseKey(text)
  if (key === undefined) throw new Error(`This is no key: ${text}`)
  return key
}

function noteOf(text: string): Note {
  const note = parseNote(text)
  if (note === undefined) throw new Error('This is no note')
  return note
}
