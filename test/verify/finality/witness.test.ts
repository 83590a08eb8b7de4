import { ed25519 } from '@noble/curves/ed25519.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { fromHex, type Hex } from '../../../src/protocol/bytes.ts'
import { toBase64 } from '../../../src/verify/base64.ts'
import {
  appendLeaf,
  checkConsistency,
  type HashTree,
  proveConsistency,
  proveLeaf,
  treeHead,
} from '../../../src/verify/finality/merkle.ts'
import {
  formatNote,
  type NoteKey,
  type NoteSignature,
  parseKey,
  SIGNATURE_TYPES,
  signText,
} from '../../../src/verify/finality/note.ts'
import {
  type Checkpoint,
  checkBlock,
  checkCheckpoint,
  cosign,
  formatCheckpoint,
  parseCheckpoint,
  type WitnessTrust,
} from '../../../src/verify/finality/witness.ts'
import { type Header, hashHeader } from '../../../src/verify/header.ts'
import { caught } from '../../protocol/support.ts'
import { headerOf, quantity } from '../support/blocks.ts'
import { detailsOf, unwrap, verdict } from '../support/outcome.ts'
import { flipsOfOne } from '../support/tamper.ts'

const ORIGIN = 'tender.example/chain1'
const NOW = 1_750_000_000

/** A checkpoint of a public log as four public witnesses signed it, and their keys as they publish them. */
const REAL_NOTE = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`
const REAL_WITNESSES = [
  'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
].map(text => parseKey(text) as NoteKey)

const SECRETS = [1, 2, 3].map(byte => new Uint8Array(32).fill(byte))
const NAMES = SECRETS.map((_, index) => `witness.example/w${index + 1}`)
const WITNESSES = SECRETS.map((secretKey, index): NoteKey => {
  const publicKey = ed25519.getPublicKey(secretKey)
  return { name: NAMES[index] ?? '', type: SIGNATURE_TYPES.cosignature, publicKey }
})
const trust: WitnessTrust = { origin: ORIGIN, witnesses: WITNESSES, quorum: 2 }

const checkpoint: Checkpoint = { origin: ORIGIN, size: 7, root: new Uint8Array(32).fill(0xab) }
const TEXT = formatCheckpoint(checkpoint)
const signedBy = (witness: number, text = TEXT, time = NOW) =>
  cosign(text, NAMES[witness] ?? '', SECRETS[witness] ?? new Uint8Array(), time)
const noteWith = (...signatures: NoteSignature[]) => formatNote({ text: TEXT, signatures })

describe('witness', function () {
  this.timeout(30_000)

  describe('a checkpoint that public witnesses signed', () => {
    const realTrust = {
      origin: 'arche2025h1.staging.ct.transparency.dev',
      witnesses: REAL_WITNESSES,
      quorum: 4,
    }

    it('has four cosignatures', () => {
      const { checkpoint, witnesses } = unwrap(checkCheckpoint(REAL_NOTE, realTrust))
      expect(checkpoint.size).to.equal(1_432_088_532)
      expect(witnesses.map(({ time }) => time)).to.deep.equal([
        0x6a122120, 0x6a122120, 0x6a122120, 0x6a122120,
      ])
    })

    it('has none for another size', () => {
      const outcome = checkCheckpoint(REAL_NOTE.replace('1432088532', '1432088533'), realTrust)
      expect(verdict(outcome)).to.equal('false: BAD_SIGNATURE')
    })
  })

  describe('checkCheckpoint', () => {
    it('takes the signatures of a quorum, and gives their times', () => {
      const value = unwrap(checkCheckpoint(noteWith(signedBy(2, TEXT, NOW + 5), signedBy(0)), trust))
      expect(value.checkpoint).to.deep.equal(checkpoint)
      expect(value.witnesses).to.deep.equal([
        { name: NAMES[2], time: NOW + 5 },
        { name: NAMES[0], time: NOW },
      ])
    })

    it('misses signatures below the quorum', () => {
      const outcome = checkCheckpoint(noteWith(signedBy(1)), trust)
      expect(verdict(outcome)).to.equal('missing: TOO_FEW_WITNESSES')
      expect(detailsOf(outcome)).to.deep.equal({ required: 2, found: 1 })
    })

    it('counts a witness once, with its earliest time', () => {
      const twice = noteWith(signedBy(1, TEXT, NOW + 9), signedBy(1), signedBy(1, TEXT, NOW + 3))
      expect(verdict(checkCheckpoint(twice, trust))).to.equal('missing: TOO_FEW_WITNESSES')
      expect(unwrap(checkCheckpoint(twice, { ...trust, quorum: 1 })).witnesses).to.deep.equal([
        { name: NAMES[1], time: NOW },
      ])
    })

    it('ignores signatures of unknown keys', () => {
      const log = signText(TEXT, ORIGIN, new Uint8Array(32).fill(9))
      const stranger = cosign(TEXT, 'witness.example/w4', new Uint8Array(32).fill(8), NOW)
      const namesake = cosign(TEXT, NAMES[0] ?? '', new Uint8Array(32).fill(8), NOW)
      const plain = signText(TEXT, NAMES[2] ?? '', SECRETS[2] ?? new Uint8Array())
      const others = [log, stranger, namesake, plain]
      expect(verdict(checkCheckpoint(noteWith(...others, signedBy(0)), trust))).to.equal(
        'missing: TOO_FEW_WITNESSES',
      )
      expect(verdict(checkCheckpoint(noteWith(...others, signedBy(0), signedBy(1)), trust))).to.equal(
        'proven',
      )
    })

    it('refuses the note if one trusted witness’s signature is false, although others suffice', () => {
      const { signature, ...line } = signedBy(2)
      const false1 = { ...line, signature: signature.with(20, (signature[20] ?? 0) ^ 1) }
      const outcome = checkCheckpoint(noteWith(signedBy(0), signedBy(1), false1), trust)
      expect(verdict(outcome)).to.equal('false: BAD_SIGNATURE')
      expect(detailsOf(outcome).name).to.equal(NAMES[2])
    })

    it('refuses a changed time, and a signature that is too short or too long for one', () => {
      const { signature, ...line } = signedBy(0)
      const changes = [
        signature.with(7, (signature[7] ?? 0) ^ 1),
        signature.with(0, 0x80),
        signature.subarray(8),
        signature.subarray(0, 7),
        Uint8Array.from([...signature, 0]),
      ]
      for (const changed of changes) {
        const outcome = checkCheckpoint(noteWith({ ...line, signature: changed }, signedBy(1)), trust)
        expect(verdict(outcome)).to.equal('false: BAD_SIGNATURE')
      }
    })

    it('refuses the signature of one witness under another’s name', () => {
      const { keyId } = signedBy(1)
      const outcome = checkCheckpoint(
        noteWith({ name: NAMES[1] ?? '', keyId, signature: signedBy(0).signature }),
        trust,
      )
      expect(verdict(outcome)).to.equal('false: BAD_SIGNATURE')
    })

    it('refuses any changed character', () => {
      const note = noteWith(signedBy(0), signedBy(1))
      fc.assert(
        fc.property(fc.nat({ max: note.length - 1 }), fc.constantFrom(...'aZ0/+=—\n 1'), (at, character) => {
          const changed = note.slice(0, at) + character + note.slice(at + 1)
          const isSame = changed === note
          expect(checkCheckpoint(changed, trust).status === 'proven').to.equal(isSame)
        }),
        { numRuns: 300 },
      )
    })

    it('refuses another chain’s checkpoint', () => {
      const text = formatCheckpoint({ ...checkpoint, origin: 'tender.example/chain2' })
      const note = formatNote({ text, signatures: [signedBy(0, text), signedBy(1, text)] })
      expect(verdict(checkCheckpoint(note, trust))).to.equal('false: OTHER_ORIGIN')
    })

    it('refuses what is no note, and a note that is no checkpoint', () => {
      expect(verdict(checkCheckpoint(TEXT, trust))).to.equal('false: MALFORMED_NOTE')
      expect(verdict(checkCheckpoint('', trust))).to.equal('false: MALFORMED_NOTE')
      const note = formatNote({ text: 'hello\n', signatures: [signedBy(0)] })
      expect(verdict(checkCheckpoint(note, trust))).to.equal('false: MALFORMED_CHECKPOINT')
    })

    it('needs a trust that means something', () => {
      const [first] = WITNESSES as [NoteKey]
      const faults: WitnessTrust[] = [
        ...[0, -1, 1.5, 4, Number.NaN].map(quorum => ({ ...trust, quorum })),
        { ...trust, witnesses: [], quorum: 0 },
        { ...trust, witnesses: [first, { ...first, name: 'witness.example/again' }] },
        {
          ...trust,
          witnesses: [first, { ...first, publicKey: ed25519.getPublicKey(new Uint8Array(32)), type: 1 }],
        },
      ]
      for (const fault of faults) {
        expect(caught(() => checkCheckpoint(noteWith(signedBy(0)), fault)).code).to.equal('INVALID_TRUST')
      }
    })
  })

  describe('parseCheckpoint', () => {
    it('reads what was written', () => {
      const roots = fc.uint8Array({ minLength: 32, maxLength: 32 })
      fc.assert(
        fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), roots, (size, root) => {
          expect(parseCheckpoint(formatCheckpoint({ origin: ORIGIN, size, root }))).to.deep.equal({
            origin: ORIGIN,
            size,
            root,
          })
        }),
      )
    })

    it('allows lines after the third', () => {
      expect(parseCheckpoint(`${TEXT}more\nand more\n`)).to.deep.equal(checkpoint)
    })

    const root = toBase64(checkpoint.root)
    const faults: Record<string, string> = {
      'no origin': `\n7\n${root}\n`,
      'no size': `${ORIGIN}\n\n${root}\n`,
      'a size with a leading zero': `${ORIGIN}\n07\n${root}\n`,
      'a negative size': `${ORIGIN}\n-7\n${root}\n`,
      'a size in another notation': `${ORIGIN}\n7e1\n${root}\n`,
      'a size beyond 2^53 - 1': `${ORIGIN}\n9007199254740992\n${root}\n`,
      'a short root': `${ORIGIN}\n7\n${toBase64(new Uint8Array(31))}\n`,
      'no newline at the end': TEXT.slice(0, -1),
      'an empty line': `${TEXT}\nmore\n`,
      'two lines': `${ORIGIN}\n7\n`,
    }
    for (const [what, text] of Object.entries(faults)) {
      it(`refuses ${what}`, () => expect(parseCheckpoint(text)).to.equal(undefined))
    }

    it('cannot be had from anything else', () => {
      for (const change of [
        { origin: '' },
        { origin: 'a\nb' },
        { size: 0.5 },
        { size: -1 },
        { root: new Uint8Array(31) },
      ]) {
        expect(caught(() => formatCheckpoint({ ...checkpoint, ...change })).code).to.equal('INVALID_INPUT')
      }
    })
  })

  describe('cosign', () => {
    it('signs checkpoints only, at a time', () => {
      const [secretKey, name] = [new Uint8Array(32).fill(1), 'witness.example/w1']
      const attempts = [
        () => cosign('hello\n', name, secretKey, NOW),
        () => cosign(TEXT, 'a b', secretKey, NOW),
        ...[-1, 0.5, Number.NaN, 2 ** 53].map(time => () => cosign(TEXT, name, secretKey, time)),
      ]
      for (const attempt of attempts) expect(caught(attempt).code).to.equal('INVALID_INPUT')
    })
  })

  describe('checkBlock', () => {
    const headers = chainOf(13)
    const tree = treeOf(headers)
    const witnessed = witnessedAt(tree, 13)
    const target = headers[5] as Header
    const path = proveLeaf(tree, 5)

    it('shows every block below the checkpoint', () => {
      for (const [number, header] of headers.entries()) {
        const block = unwrap(checkBlock(header, proveLeaf(tree, number), witnessed))
        expect(block).to.deep.equal({ header, hash: hashHeader(header) })
      }
    })

    it('shows the only block', () => {
      const first = headers[0] as Header
      expect(verdict(checkBlock(first, [], witnessedAt(tree, 1)))).to.equal('proven')
    })

    it('refuses another block of the same number', () => {
      const other = headerOf({ number: '0x5', timestamp: '0x1' })
      expect(verdict(checkBlock(other, path, witnessed))).to.equal('false: NOT_IN_CHECKPOINT')
    })

    it('refuses another block’s path, and any changed byte of its own', () => {
      const outcome = checkBlock(target, proveLeaf(tree, 4), witnessed)
      expect(verdict(outcome)).to.equal('false: NOT_IN_CHECKPOINT')
      expect(detailsOf(outcome)).to.deep.equal({ number: 5, size: 13 })
      fc.assert(
        fc.property(flipsOfOne(path), changed => {
          return verdict(checkBlock(target, changed, witnessed)) === 'false: NOT_IN_CHECKPOINT'
        }),
      )
    })

    it('misses a newer checkpoint, or the path', () => {
      expect(verdict(checkBlock(target, path, witnessedAt(tree, 5)))).to.equal('missing: NOT_COVERED')
      expect(verdict(checkBlock(target, [], witnessed))).to.equal('missing: PATH_MISSING')
    })

    it('lets a witness see that a chain was rewritten', () => {
      const rewritten = treeOf(
        headers.map(header => (header === target ? headerOf({ number: '0x5' }) : header)),
      )
      const last = treeHead(tree, 9)
      expect(checkConsistency(last, treeHead(tree, 13), proveConsistency(tree, 9, 13))).to.equal(true)
      expect(checkConsistency(last, treeHead(rewritten, 13), proveConsistency(rewritten, 9, 13))).to.equal(
        false,
      )
    })
  })

  function witnessedAt(tree: HashTree, size: number) {
    const text = formatCheckpoint({ origin: ORIGIN, ...treeHead(tree, size) })
    const note = formatNote({ text, signatures: [signedBy(0, text), signedBy(2, text)] })
    return unwrap(checkCheckpoint(note, trust))
  }
})

function chainOf(count: number): Header[] {
  const headers: Header[] = []
  for (let number = 0; number < count; number++) {
    const parent = headers.at(-1)
    const parentHash: Hex = parent === undefined ? `0x${'00'.repeat(32)}` : hashHeader(parent)
    headers.push(headerOf({ parentHash, number: quantity(number), timestamp: quantity(NOW + number) }))
  }
  return headers
}

function treeOf(headers: readonly Header[]): HashTree {
  const tree: HashTree = []
  for (const header of headers) appendLeaf(tree, fromHex(hashHeader(header)))
  return tree
}
