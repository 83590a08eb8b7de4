import { digestOf } from '../../chain/bidDigest.ts'
import { CHECK_SENTENCES } from '../../chain/sentences.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import type { Deployment, SignedStatement } from '../../protocol/statement.ts'
import { loadRecover, type Recover } from './recover.ts'

/** A statement with one of its signatures. */
type Signature = Pick<SignedStatement, 'statement' | 'signer' | 'signature'>

/** `0x` and the 40 digits of an address: a signer whose signature can be checked without the ledger. */
const ADDRESS_DIGITS = 42

/** Whether a signer is a plain key; all others are a verifier's to check. */
export const isAddress = ({ signer }: Pick<Signature, 'signer'>): boolean => signer.length === ADDRESS_DIGITS

/**
 * Turns away a statement that a named signer did not sign, before it costs more than these microseconds. What a verifier has to check
 * is let through to the ledger. On the main thread: to hand a statement to a worker and back would take longer than half of the check.
 * @returns the statement's digest
 * @throws BonginError `BAD_SIGNATURE`
 */
export const assertSignatures = async (signed: SignedStatement, deployment: Deployment): Promise<Hex> => {
  const recover = await loadRecover()
  const name = digestOf(signed.statement, deployment)
  for (const signature of signaturesOf(signed)) assertSignature(signature, name, recover)
  return name
}

const assertSignature = (signature: Signature, name: Hex, recover: Recover): void => {
  const { signer } = signature
  if (!isAddress(signature) || recover(name, signature.signature) === signer) return
  throw new BonginError('BAD_SIGNATURE', CHECK_SENTENCES.BadSignature, { details: { signer } })
}

/** The author's signature, then the second party's if it takes two. */
export const signaturesOf = ({
  statement,
  signer,
  signature,
  countersignature,
}: SignedStatement): Signature[] => {
  const author = { statement, signer, signature }
  return countersignature === undefined ? [author] : [author, { statement, ...countersignature }]
}
