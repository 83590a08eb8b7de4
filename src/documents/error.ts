import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that `src/documents` itself raises. */
export type DocumentCode =
  /** Files that may not be handed in: too many, too long, of another type, or with a name that is none. */
  | 'UNFIT_DOCUMENTS'
  /** A file changed while it was read. */
  | 'FILE_CHANGED'
  /** The documents are not those that the bid names, or do not open with these keys. */
  | 'DOCUMENTS_DAMAGED'
  /** Something is not there that the bid names. */
  | 'DOCUMENTS_MISSING'
  /** The opening key is not on the ledger yet. */
  | 'KEY_NOT_OPEN'
  /** A profile is not the one that the registry names, or holds no encryption key. */
  | 'UNFIT_PROFILE'
  /** The store does not take or give anything at the moment. */
  | 'STORE_UNAVAILABLE'

export function documentError(code: DocumentCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
