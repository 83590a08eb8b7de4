import type { Parameter } from './database.ts'
import type { Table } from './pgliteStatements.ts'

/** Where the embedded database is, and the schema in which its tables stand. */
export type Place = { readonly path: string; readonly schema: string }

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

/** An error as it crosses from thread to thread. `isEnd`: the database cannot go on after it. */
export type Fault = { readonly message: string; readonly code?: string; readonly isEnd: boolean }

/** What it answers; the first, with the id 0, says that it is open. */
export type Answer =
  | { readonly id: number; readonly table: Table; readonly fault?: never }
  | { readonly id: number; readonly fault: Fault; readonly table?: never }
