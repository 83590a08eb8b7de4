const WORD_DIGITS = 64

/**
 * A number or 32 bytes in hex as the 64 digits of one ABI word.
 * @throws TypeError for anything else
 */
export const wordOf = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'bigint')
    return value.toString(16).padStart(WORD_DIGITS, '0')
  if (typeof value === 'string' && value.length === 2 + WORD_DIGITS) return value.slice(2)
  throw new TypeError('This is no word.')
}
