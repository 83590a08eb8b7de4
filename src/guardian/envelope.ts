import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromHex, type Hex, hashLabelled } from '../protocol/bytes.ts'

/** Which shares travel from whom to whom; an envelope opens in no other place. */
export interface EnvelopeContext {
  readonly chainId: bigint
  /** Address of the OpeningKeys contract. */
  readonly keys: Hex
  readonly ceremony: number
  readonly sender: bigint
  readonly receiver: bigint
}

/** A guardian's encryption key for one ceremony. Both parts have 32 bytes. */
export interface EnvelopeKey {
  readonly publicKey: Uint8Array
  readonly privateKey: Uint8Array
}

const LABEL = 'Bongin ceremony shares 1'
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** @param seed 32 secret bytes used for nothing else */
export async function envelopeKey(seed: Uint8Array): Promise<EnvelopeKey> {
  const pair = await suite.kem.deriveKeyPair(seed)
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)),
  }
}

/**
 * HPKE (RFC 9180) in base mode: the sender is authenticated by its signed statement, not here.
 * @returns the encapsulated key (32 bytes), then the ciphertext with its tag
 * @throws whatever the suite throws for a receiver's key of small order or wrong length
 */
export async function sealEnvelope(
  context: EnvelopeContext,
  receiver: Uint8Array,
  content: Uint8Array,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(receiver)
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: infoOf(context) }, content)
  return new Uint8Array(Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]))
}

/** @throws whatever the suite throws for an envelope that was not sealed for this key and context */
export async function openEnvelope(
  context: EnvelopeContext,
  privateKey: Uint8Array,
  envelope: Uint8Array,
): Promise<Uint8Array> {
  const recipientKey = await suite.kem.deserializePrivateKey(privateKey)
  const { encSize } = suite.kem
  const params = { recipientKey, enc: envelope.slice(0, encSize), info: infoOf(context) }
  return new Uint8Array(await suite.open(params, envelope.slice(encSize)))
}

function infoOf({ chainId, keys, ceremony, sender, receiver }: EnvelopeContext): Uint8Array {
  return fromHex(hashLabelled(LABEL, chainId, keys, ceremony, sender, receiver))
}
