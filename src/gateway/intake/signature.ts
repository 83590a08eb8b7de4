import type { Ledger } from '../../chain/contracts.ts'
import { reach } from '../../chain/reach.ts'
import { CHECK_SENTENCES } from '../../chain/sentences.ts'
import { BonginError } from '../../protocol/error.ts'
import { type Deployment, recoverSigner, type SignedStatement } from '../../protocol/statement.ts'

/** `0x` and the 40 digits of an address: a signer whose signature can mostly be checked without the ledger. */
const ADDRESS_DIGITS = 42

/** Whether a signer is a plain key; all others are a contract's to check. */
export const isAddress = ({ signer }: SignedStatement): boolean => signer.length === ADDRESS_DIGITS

/**
 * Turns away a statement that its named signer did not sign, before it costs a transaction. What a contract has to check is let
 * through to the ledger.
 * @throws BonginError `BAD_SIGNATURE`, `LEDGER_UNREACHABLE`
 */
export const assertSignature = async (
  signed: SignedStatement,
  { deployment, provider }: Ledger,
): Promise<void> => {
  if (!isAddress(signed) || recovered(signed, deployment) === signed.signer) return
  // An account with code answers for itself (ERC-1271).
  if ((await reach(provider.getCode(signed.signer))) !== '0x') return
  throw new BonginError('BAD_SIGNATURE', CHECK_SENTENCES.BadSignature, { details: { signer: signed.signer } })
}

const recovered = (signed: SignedStatement, deployment: Deployment): string | undefined => {
  try {
    return recoverSigner(signed, deployment)
  } catch (error) {
    if (error instanceof BonginError && error.code === 'INVALID_SIGNATURE') return undefined
    throw error
  }
}
