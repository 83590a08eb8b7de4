import { databaseError } from './error.ts'

/** What Node says when nobody answers at the other end. A Unix socket is a file that a stopped server takes away. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
const NAMES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENOENT'])
/**
 * What a server says that cannot work at the moment, by the first digits of SQLSTATE: connection lost (08), resources used up, among them
 * the disk (53), going down or coming up (57P), input or output failed (58).
 */
const STATES = /^(08|53|57P|58)/
/** The driver gives these no code. */
const SENTENCES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

/**
 * Passes a result on; a database that is away becomes an error of ours, whatever its driver calls it.
 * @throws BonginError `DATABASE_UNREACHABLE`; every other error as it came
 */
export const reachDatabase = async <Result>(result: Promise<Result>): Promise<Result> => {
  try {
    return await result
  } catch (error) {
    if (!isAway(error)) throw error
    throw databaseError(
      'DATABASE_UNREACHABLE',
      'The database does not answer at the moment. Try again soon.',
      {
        cause: error,
      },
    )
  }
}

const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return NETWORK.has(code) || NAMES.has(code) || STATES.test(code) || SENTENCES.test(error.message)
}
