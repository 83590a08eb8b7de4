import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from '../base64.ts'
import { verifyError } from '../error.ts'

/** Text and who signed it (https://c2sp.org/signed-note). It means nothing before a signature has been verified. */
export interface Note {
  /** Ends in a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  /** Of the key: by convention a URL without scheme, as `example.com/witness1`. */
  readonly name: string
  /** Eight hex digits: tells keys of one name apart, no more. */
  readonly keyId: string
  readonly signature: Uint8Array
}

/** What a verifier must know of a key, and what it is for. */
export interface NoteKey {
  readonly name: string
  readonly type: SignatureType
  /** Ed25519 (RFC 8032), 32 bytes. */
  readonly publicKey: Uint8Array
}

/** Signature types of the specification: a plain signature over the text, and a cosignature with a time (see `witness.ts`). */
export const SIGNATURE_TYPES = { plain: 0x01, cosignature: 0x04 } as const

export type SignatureType = (typeof SIGNATURE_TYPES)[keyof typeof SIGNATURE_TYPES]

/** As in Go's `sumdb/note`; the specification asks for at least 16. */
const MAX_SIGNATURES = 100
const MAX_NOTE_LENGTH = 1_000_000

const KEY_ID_BYTES = 4
const SIGNATURE_LINE = /^— ([^\n ]+) ([^\n ]+)$/
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/

/** @returns undefined unless {@link formatNote} gives this text for some note with a signature at least */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || note.length > MAX_NOTE_LENGTH || !isText(note) || !note.endsWith('\n')) return undefined
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return undefined
  const signatures = lines.map(parseSignature)
  return signatures.every(line => line !== undefined)
    ? { text: note.slice(0, end + 1), signatures }
    : undefined
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`
}

/**
 * Signs the text as it stands (type 0x01).
 * @param secretKey the key's 32 random bytes
 * @throws INVALID_INPUT unless the text ends in a newline and a note can hold it and the name
 */
export function signText(text: string, name: string, secretKey: Uint8Array): NoteSignature {
  assertSignable(text, name)
  const key = { name, type: SIGNATURE_TYPES.plain, publicKey: ed25519.getPublicKey(secretKey) }
  return { name, keyId: keyId(key), signature: ed25519.sign(utf8ToBytes(text), secretKey) }
}

/** Whether the key made this plain signature over the text. */
export function isSignedBy(text: string, { signature }: NoteSignature, key: NoteKey): boolean {
  return key.type === SIGNATURE_TYPES.plain && verifyEd25519(signature, utf8ToBytes(text), key.publicKey)
}

/** Whether the signature says that it is this key's. Names and ids are compared literally, and both must agree. */
export function claims(signature: NoteSignature, key: NoteKey): boolean {
  return signature.name === key.name && signature.keyId === keyId(key)
}

/** The first four bytes of SHA-256 over name, newline, type and public key. */
export function keyId({ name, type, publicKey }: NoteKey): string {
  const hash = sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey))
  return bytesToHex(hash.subarray(0, KEY_ID_BYTES))
}

/** A key as text: name, id and key material with "+" between them. */
export function formatKey(key: NoteKey): string {
  return `${key.name}+${keyId(key)}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`
}

/** @returns undefined unless {@link formatKey} gives this text for some Ed25519 key */
export function parseKey(text: string): NoteKey | undefined {
  const [, name = '', id, material = ''] = VERIFIER_KEY.exec(text) ?? []
  const bytes = fromBase64(material)
  const type = Object.values(SIGNATURE_TYPES).find(value => value === bytes?.[0])
  if (!isName(name) || bytes?.length !== 33 || type === undefined) return undefined
  const key = { name, type, publicKey: bytes.slice(1) }
  return keyId(key) === id ? key : undefined
}

/** Strictly by RFC 8032, so that every verifier agrees: no second encodings, no keys of small order. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false })
}

/** @throws INVALID_INPUT unless a note can hold the text and a signature of this name */
export function assertSignable(text: string, name: string): void {
  if (!text.endsWith('\n') || !isText(text) || !isName(name)) {
    throw verifyError(
      'INVALID_INPUT',
      'A note needs text that ends in a newline, and a key name without spaces and "+"',
    )
  }
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? []
  const bytes = fromBase64(encoded)
  if (!isName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined
  return {
    name,
    keyId: bytesToHex(bytes.subarray(0, KEY_ID_BYTES)),
    signature: bytes.slice(KEY_ID_BYTES),
  }
}

function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concatBytes(hexToBytes(keyId), signature))}\n`
}

/** Valid Unicode, and no control character below U+0020 but newline. */
function isText(text: string): boolean {
  return text.isWellFormed() && [...text].every(character => character >= ' ' || character === '\n')
}

function isName(name: string): boolean {
  return name !== '' && isText(name) && !/[\p{White_Space}+]/u.test(name)
}
