import { type FeedPlace, ORIGIN } from '../../db/queries/feed.ts'
import { gatewayError } from '../error.ts'

/** Digits of the block's hash in an id: enough to notice a chain that was taken back, few enough to read. */
const HASH_DIGITS = 8
const PATTERN = /^(\d{1,15})-(\d{1,9})-([0-9a-f]{8})$/
const BEGINNING = '0'

/** A place as clients keep it, the same at every gateway: `1234-5-89abcdef`. */
export const placeId = ({ block, logIndex, hash }: FeedPlace): string =>
  block < 0 ? BEGINNING : `${block}-${logIndex}-${hash.slice(2, 2 + HASH_DIGITS)}`

/**
 * The place that an id names.
 * @throws BonginError `INVALID_CURSOR`
 */
export const placeOf = (id: string): FeedPlace => {
  if (id === BEGINNING) return ORIGIN
  const [, block, logIndex, hash] = PATTERN.exec(id) ?? []
  if (block === undefined)
    throw gatewayError('INVALID_CURSOR', 'This is not the id of an event that a feed gave.', { cursor: id })
  return { block: Number(block), logIndex: Number(logIndex), hash: `0x${hash}` }
}
