import { ed25519 } from '@noble/curves/ed25519.js'
import { checkConsistency, type TreeHead, treeHead } from '../verify/finality/merkle.ts'
import { type NoteKey, type NoteSignature, SIGNATURE_TYPES } from '../verify/finality/note.ts'
import { cosign, parseCheckpoint } from '../verify/finality/witness.ts'
import { evidenceError } from './error.ts'

/*
 * A witness (https://c2sp.org/tlog-witness). It looks at no block: it makes sure that the chain whose checkpoints it signs has one history
 * only, by remembering the last head that it signed and signing nothing that does not begin with it. One in the operator's own process
 * keeps honest software honest, and shows every later forgery to who has an older checkpoint; only one in other hands binds the operator.
 */

/** What a witness is asked to sign. */
export interface CosignRequest {
  /** A checkpoint's text, as `formatCheckpoint` gives it. */
  readonly checkpoint: string
  /** The size that it signed last, as far as the asker knows, and the proof that the new tree begins with that one. */
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
}

export interface Witness {
  /** By which its signatures are known: what an auditor trusts. */
  readonly key: NoteKey
  /**
   * Signs a checkpoint that continues the last one.
   * @throws WITNESS_ELSEWHERE with the size that it signed last, WITNESS_REFUSED if the checkpoint does not continue that
   */
  cosign(request: CosignRequest): Promise<NoteSignature>
}

/** Where a witness remembers. Whoever can set it back can make the witness sign a second history. */
export interface WitnessMemory {
  load(): Promise<TreeHead | undefined>
  /** Returns when the head would survive a crash. */
  save(head: TreeHead): Promise<void>
}

export interface WitnessOptions {
  readonly name: string
  /** Ed25519: 32 random bytes that serve this name alone. */
  readonly secretKey: Uint8Array
  /** Of the one chain that it watches. */
  readonly origin: string
  readonly memory: WitnessMemory
  /** Seconds since 1970. */
  readonly clock: () => number
}

/** A witness in this process. */
export function createWitness({ name, secretKey, origin, memory, clock }: WitnessOptions): Witness {
  const key = { name, type: SIGNATURE_TYPES.cosignature, publicKey: ed25519.getPublicKey(secretKey) }
  let last: Promise<unknown> = Promise.resolve()
  const sign = async ({ checkpoint, oldSize, proof }: CosignRequest): Promise<NoteSignature> => {
    const newer = parseCheckpoint(checkpoint)
    if (newer?.origin !== origin) throw refusal(`This witness signs checkpoints of ${origin} only.`)
    const older = (await memory.load()) ?? treeHead([])
    if (older.size !== oldSize) {
      const message = `The witness ${name} signed the size ${older.size} last, not ${oldSize}.`
      throw evidenceError('WITNESS_ELSEWHERE', message, { details: { size: older.size } })
    }
    if (!checkConsistency(older, newer, proof)) {
      throw refusal(
        `The chain of ${newer.size} blocks does not continue the one of ${older.size} that ${name} signed.`,
      )
    }
    // Before it signs: a signature that it forgets would allow another one.
    await memory.save({ size: newer.size, root: newer.root })
    return cosign(checkpoint, name, secretKey, clock())
  }
  return {
    key,
    cosign: request => {
      // One after the other: two at once could both continue the same head in different ways.
      const answer = last.then(() => sign(request))
      last = answer.catch(() => undefined)
      return answer
    },
  }
}

function refusal(message: string) {
  return evidenceError('WITNESS_REFUSED', message)
}
