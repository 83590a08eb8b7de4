import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromHex, type Hex, hashLabelled, toHex } from '../protocol/bytes.ts'
import type { CipherKey } from './chunks.ts'
import { documentError } from './error.ts'
import { TAG_BYTES } from './limits.ts'

/*
 * The two wrappings of the content key. The inner one is to the agency, so that rivals never read a proposal; the outer one is by
 * a key that only the opening of the bid releases, so that the agency does not read it before.
 */

/** Whose documents, for whom. An envelope opens in no other place: a rival who copies it cannot have it opened as its own. */
export interface EnvelopeContext {
  readonly chainId: bigint
  /** Address of the TenderLedger contract. */
  readonly ledger: Hex
  readonly tender: Hex
  readonly bidder: bigint
  readonly agency: bigint
}

const LABEL = 'Bongin documents 1'
const KEY_LABEL = 'Bongin encryption key 1'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})
const INNER_BYTES = suite.kem.encSize + KEY_BYTES + TAG_BYTES

/** Nonce, wrapped inner envelope (encapsulated key, wrapped content key, tag), tag. */
export const ENVELOPE_BYTES = NONCE_BYTES + INNER_BYTES + TAG_BYTES

/** An encryption key of an organisation. */
export interface EncryptionKey {
  /** Published in the organisation's profile; 32 bytes. */
  readonly publicKey: Hex
  readonly privateKey: CipherKey
}

/**
 * The encryption key that goes with a signing key, so that there is no second secret to be kept. Who changes its signing key
 * keeps the old one as long as there are documents to be read with it.
 * @param signingKey 32 bytes
 */
export async function encryptionKeyOf(signingKey: Hex): Promise<EncryptionKey> {
  const pair = await suite.kem.deriveKeyPair(fromHex(hashLabelled(KEY_LABEL, signingKey)))
  const publicKey = toHex(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)))
  return { publicKey, privateKey: pair.privateKey }
}

/**
 * @param content the content key
 * @param outer what `documentsKey` of src/protocol/seal.ts gives for the bid's seal
 * @param receiver the agency's public key
 * @throws BonginError `UNFIT_PROFILE` if that is no key
 */
export async function wrapKey(
  content: Uint8Array<ArrayBuffer>,
  outer: Hex,
  receiver: Hex,
  context: EnvelopeContext,
): Promise<Hex> {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(fromHex(receiver))
    const { enc, ct } = await suite.seal({ recipientPublicKey, info: infoOf(context) }, content)
    const inner = Uint8Array.of(...new Uint8Array(enc), ...new Uint8Array(ct))
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
    const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await outerKey(outer), inner)
    return toHex(Uint8Array.of(...iv, ...new Uint8Array(wrapped)))
  } catch (cause) {
    throw documentError('UNFIT_PROFILE', 'Nothing can be encrypted to the agency’s key.', { cause })
  }
}

/**
 * @returns the content key
 * @throws BonginError `DOCUMENTS_DAMAGED` if one of the keys does not fit, or the envelope was made for another place
 */
export async function unwrapKey(
  envelope: Hex,
  outer: Hex,
  recipientKey: CipherKey,
  context: EnvelopeContext,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(fromHex(envelope))
    const iv = bytes.slice(0, NONCE_BYTES)
    const wrapped = bytes.slice(NONCE_BYTES)
    const inner = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await outerKey(outer), wrapped)
    const params = { recipientKey, enc: inner.slice(0, suite.kem.encSize), info: infoOf(context) }
    return new Uint8Array(await suite.open(params, inner.slice(suite.kem.encSize)))
  } catch (cause) {
    throw documentError(
      'DOCUMENTS_DAMAGED',
      'The key of these documents does not open: they were sealed to another key, or for another bid.',
      { cause },
    )
  }
}

function outerKey(outer: Hex): Promise<CipherKey> {
  const bytes = new Uint8Array(fromHex(outer))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function infoOf({ chainId, ledger, tender, bidder, agency }: EnvelopeContext): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromHex(hashLabelled(LABEL, chainId, ledger, tender, bidder, agency)))
}
