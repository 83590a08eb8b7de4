import type { Hex } from '../../protocol/bytes.ts'
import { documentError } from '../error.ts'

/**
 * Where sealed chunks and profiles lie. It is not trusted: whoever can change it can lose documents, and be seen doing it,
 * because everything in it is named by hashes that stand on the ledger; reading them takes both keys.
 */
export interface DocumentStore {
  /**
   * Keeps bytes under a name, whole or not at all. What is there already is replaced; by its hash it is the same.
   * @throws BonginError `STORE_UNAVAILABLE`
   */
  put(folder: Hex, name: string, bytes: Uint8Array): Promise<void>
  /** @returns undefined if there is nothing of that name. @throws BonginError `STORE_UNAVAILABLE` */
  get(folder: Hex, name: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** The names in a folder, in no order. @throws BonginError `STORE_UNAVAILABLE` */
  list(folder: Hex): Promise<string[]>
  /** Removes a folder with all that is in it. @throws BonginError `STORE_UNAVAILABLE` */
  remove(folder: Hex): Promise<void>
  close(): void
}

const FOLDER = /^0x[0-9a-f]{64}$/
const NAME = /^(?:[a-z]{1,16}|\d{1,4})$/

/**
 * Names come from addresses that anybody can ask for: none may lead out of the store, whoever forgot to check before.
 * @throws RangeError
 */
export function assertPlace(folder: string, name?: string): void {
  if (!FOLDER.test(folder) || (name !== undefined && !NAME.test(name)))
    throw new RangeError(`no such place in a store: ${folder}/${name}`)
}

/** Whatever a disk or a service fails with, as the one error of a store. */
export async function reach<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof RangeError) throw cause
    throw documentError('STORE_UNAVAILABLE', 'The documents cannot be stored or read at the moment.', {
      cause,
    })
  }
}
