import { CHECK_SENTENCES } from '../../chain/sentences.ts'
import { BonginError } from '../../protocol/error.ts'
import { type Deployment, recoverSigner, type SignedStatement } from '../../protocol/statement.ts'

/** A statement with one of its signatures. */
type Signature = Pick<SignedStatement, 'statement' | 'signer' | 'signature'>

/** `0x` and the 40 digits of an address: a signer whose signature can be checked without the ledger. */
const ADDRESS_DIGITS = 42

/** Whether a signer is a plain key; all others are a verifier's to check. */
export const isAddress = ({ signer }: Pick<Signature, 'signer'>): boolean => signer.length === ADDRESS_DIGITS

/**
 * Turns away a statement that a named signer did not sign, before it costs a transaction. What a verifier has to check is let
 * through to the ledger.
 * @throws BonginError `BAD_SIGNATURE`
 */
export const assertSignatures = (signed: SignedStatement, deployment: Deployment): void => {
  for (const signature of signaturesOf(signed)) {
    const { signer } = signature
    if (!isAddress(signature) || recovered(signature, deployment) === signer) continue
    throw new BonginError('BAD_SIGNATURE', CHECK_SENTENCES.BadSignature, { details: { signer } })
  }
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

const recovered = (signature: Signature, deployment: Deployment): string | undefined => {
  try {
    return recoverSigner(signature, deployment)
  } catch (error) {
    if (error instanceof BonginError && error.code === 'INVALID_SIGNATURE') return undefined
    throw error
  }
}
