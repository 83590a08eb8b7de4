import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that `src/db` raises. */
export const DATABASE_CODES = [
  'DATABASE_IN_USE',
  'DATABASE_NEWER',
  'MIGRATION_CHANGED',
  'INDEX_INCONSISTENT',
  'INVALID_CURSOR',
  'INVALID_SCHEMA',
  'DATABASE_UNREACHABLE',
] as const

export type DatabaseCode = (typeof DATABASE_CODES)[number]

export const databaseError = (code: DatabaseCode, message: string, options?: ErrorOptions): BonginError =>
  new BonginError(code, message, options)
