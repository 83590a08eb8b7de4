import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromHex, type Hex, toHex } from '../../protocol/bytes.ts'
import { fromBase64, toBase64 } from '../base64.ts'
import { verifyError } from '../error.ts'
import { type Block, type Header, hashHeader } from '../header.ts'
import { missing, type Outcome, proven, refuted } from '../outcome.ts'
import { checkLeaf, type TreeHead } from './merkle.ts'
import {
  assertSignable,
  claims,
  keyId,
  type NoteKey,
  type NoteSignature,
  parseNote,
  SIGNATURE_TYPES,
  verifyEd25519,
} from './note.ts'

/*
 * A chain as a transparency log. An embedded chain has no validators whose seals would make a block final; whoever runs it could show one
 * history to the bidders and another to the auditor. So witnesses, independent of it, sign checkpoints (https://c2sp.org/tlog-checkpoint,
 * https://c2sp.org/tlog-cosignature) of the Merkle tree whose leaf number n is the 32-byte hash of block n. One checkpoint makes every
 * block below its size final, by an audit path each. A witness signs a checkpoint only if it is consistent with the last that it signed
 * (`checkConsistency`), so that it can vouch for one history only.
 * Witnesses are trusted: a quorum of them together with the chain's operator can vouch for two histories, and for nothing more:
 * what a block says is proven by its hash and by the bidders' own signatures.
 */

const TIME_BYTES = 8

/** A head of the tree of block hashes. */
export interface Checkpoint extends TreeHead {
  /** The name of the chain: any one line of text, by convention a URL without scheme, as `tender.example/chain1`. */
  readonly origin: string
}

export interface WitnessTrust {
  readonly origin: string
  /** Of type {@link SIGNATURE_TYPES.cosignature}, each public key once. */
  readonly witnesses: readonly NoteKey[]
  /** How many of them must have signed: 1 to all. */
  readonly quorum: number
}

/** A checkpoint that enough witnesses have signed, with the time that each gave: seconds since 1970, by its own clock. */
export interface WitnessedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly witnesses: readonly { readonly name: string; readonly time: number }[]
}

export type CheckpointFalsehood =
  | 'MALFORMED_NOTE'
  | 'MALFORMED_CHECKPOINT'
  | 'OTHER_ORIGIN'
  /** A signature says that it is a trusted witness's, and is not. */
  | 'BAD_SIGNATURE'

/**
 * Reads a checkpoint and counts the trusted witnesses that signed it, each key once. Other signatures, as the log's own, are ignored.
 * @param note the checkpoint as a signed note
 * @throws INVALID_TRUST
 */
export function checkCheckpoint(
  note: string,
  { origin, witnesses, quorum }: WitnessTrust,
): Outcome<WitnessedCheckpoint, CheckpointFalsehood, 'TOO_FEW_WITNESSES'> {
  assertTrust(witnesses, quorum)
  const parsed = parseNote(note)
  if (parsed === undefined) return refuted('MALFORMED_NOTE')
  const checkpoint = parseCheckpoint(parsed.text)
  if (checkpoint === undefined) return refuted('MALFORMED_CHECKPOINT')
  if (checkpoint.origin !== origin)
    return refuted('OTHER_ORIGIN', { expected: origin, found: checkpoint.origin })
  const times = new Map<NoteKey, number>()
  for (const signature of parsed.signatures) {
    const key = witnesses.find(witness => claims(signature, witness))
    if (key === undefined) continue
    const time = cosignedAt(parsed.text, signature, key)
    if (time === undefined) return refuted('BAD_SIGNATURE', { name: key.name, keyId: signature.keyId })
    times.set(key, Math.min(time, times.get(key) ?? time))
  }
  if (times.size < quorum) return missing('TOO_FEW_WITNESSES', { required: quorum, found: times.size })
  return proven({ checkpoint, witnesses: [...times].map(([{ name }, time]) => ({ name, time })) })
}

/**
 * Checks that a block belongs to the history that a checkpoint stands for.
 * @param path of the block's hash in the tree, from `proveLeaf`
 */
export function checkBlock(
  header: Header,
  path: readonly Uint8Array[],
  { checkpoint }: WitnessedCheckpoint,
): Outcome<Block, 'NOT_IN_CHECKPOINT', 'NOT_COVERED' | 'PATH_MISSING'> {
  const { number } = header
  const details = { number, size: checkpoint.size }
  if (number >= checkpoint.size) return missing('NOT_COVERED', details)
  if (path.length === 0 && checkpoint.size > 1) return missing('PATH_MISSING', details)
  const hash = hashHeader(header)
  const isThere = checkLeaf(checkpoint, number, fromHex(hash), path)
  return isThere ? proven({ header, hash }) : refuted('NOT_IN_CHECKPOINT', details)
}

/** @throws INVALID_INPUT if {@link parseCheckpoint} would not give it back */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  if (parseCheckpoint(text)?.origin !== origin) {
    throw verifyError('INVALID_INPUT', 'A checkpoint has one line of origin, a size and a root of 32 bytes')
  }
  return text
}

/**
 * Reads a checkpoint's text. Nobody has vouched for it yet.
 * @returns undefined if it is none. Lines after the third are allowed and say nothing (tlog-checkpoint, "extension lines").
 */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, sizeText = '', rootText = '', ...others] = text.split('\n')
  const size = Number(sizeText)
  const root = fromBase64(rootText)
  if (!origin || !/^(0|[1-9][0-9]{0,15})$/.test(sizeText) || !Number.isSafeInteger(size)) return undefined
  if (root?.length !== 32 || others.pop() !== '' || others.includes('')) return undefined
  return { origin, size, root }
}

/**
 * Signs a checkpoint as a witness (cosignature/v1). The caller makes sure that the checkpoint is consistent with all that it signed before.
 * @param text from {@link formatCheckpoint}
 * @param name of the witness's key
 * @param secretKey the key's 32 random bytes; a key serves one witness name only, which the signature does not contain
 * @param time seconds since 1970, now
 * @throws INVALID_INPUT
 */
export function cosign(text: string, name: string, secretKey: Uint8Array, time: number): NoteSignature {
  assertSignable(text, name)
  if (parseCheckpoint(text) === undefined || !isTime(time)) {
    throw verifyError(
      'INVALID_INPUT',
      'A witness signs checkpoints only, at a time in whole seconds since 1970',
    )
  }
  const key = { name, type: SIGNATURE_TYPES.cosignature, publicKey: ed25519.getPublicKey(secretKey) }
  const signature = concatBytes(
    numberToBytesBE(time, TIME_BYTES),
    ed25519.sign(cosigned(text, time), secretKey),
  )
  return { name, keyId: keyId(key), signature }
}

/** @returns the time that the witness gave, or undefined if this is not its cosignature of the text */
function cosignedAt(text: string, { signature }: NoteSignature, { publicKey }: NoteKey): number | undefined {
  const time = Number(bytesToNumberBE(signature.subarray(0, TIME_BYTES)))
  const bare = signature.subarray(TIME_BYTES)
  return isTime(time) && verifyEd25519(bare, cosigned(text, time), publicKey) ? time : undefined
}

function cosigned(text: string, time: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${time}\n${text}`)
}

function isTime(time: number): boolean {
  return Number.isSafeInteger(time) && time >= 0
}

function assertTrust(witnesses: readonly NoteKey[], quorum: number): void {
  const distinct = new Set<Hex>(witnesses.map(({ publicKey }) => toHex(publicKey)))
  const areCosigners = witnesses.every(({ type }) => type === SIGNATURE_TYPES.cosignature)
  const isQuorum = Number.isSafeInteger(quorum) && quorum >= 1 && quorum <= witnesses.length
  if (distinct.size < witnesses.length || !areCosigners || !isQuorum) {
    throw verifyError(
      'INVALID_TRUST',
      'Trust in witnesses needs distinct cosigning keys, and a quorum from one to all of them',
    )
  }
}
