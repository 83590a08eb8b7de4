import type { Parameter } from './database.ts'

/** What the embedded database's thread is asked. `transaction` 0: outside of any. */
export type Question =
  | {
      readonly kind: 'query'
      readonly id: number
      readonly transaction: number
      readonly text: string
      readonly parameters: readonly Parameter[]
    }
  | { readonly kind: 'script'; readonly id: number; readonly transaction: number; readonly text: string }
  | {
      readonly kind: 'begin' | 'commit' | 'rollback' | 'close'
      readonly id: number
      readonly transaction: number
    }

/** What it answers; the first, with the id 0, says that it is open. */
export type Answer =
  | { readonly id: number; readonly rows: Record<string, unknown>[]; readonly error?: never }
  | {
      readonly id: number
      readonly error: { readonly message: string; readonly code?: string }
      readonly rows?: never
    }
