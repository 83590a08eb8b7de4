import { numberToBytesBE } from '@noble/curves/utils.js'
import { type Hex, toHex } from '../../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../../src/protocol/point.ts'
import { altered, type Drafts, forged } from '../case.ts'
import { flip, setTime } from '../edit.ts'
import { blockOf, logOf } from '../file.ts'
import { termsOf } from '../replay.ts'

/** `N − r`: its point has the same `x`, and so the same address in half of what the ledger compares. */
function opposite(scalarHex: unknown): Hex {
  return toHex(numberToBytesBE(ScalarField.neg(BigInt(String(scalarHex))), 32))
}

/** Bidders opened their bids themselves only when the guardians had not, and the ledger says so. */
export const FALLBACK_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P3
  'notes used before the fallback': forged(
    'fallback',
    file => setTime(blockOf(file, logOf(file, 'BidOpened')), termsOf(file).schedule.fallbackAt - 1),
    ['P3.1 fail TOO_EARLY'],
  ),
  'a note used after the fallback': forged(
    'fallback',
    file => setTime(blockOf(file, logOf(file, 'BidOpened', 2)), termsOf(file).schedule.fallbackEndAt),
    ['P3.1 fail TOO_LATE'],
  ),
  'a note altered in the file': altered(
    'fallback',
    file => {
      const log = logOf(file, 'BidOpened')
      log.note = flip(String(log.note))
    },
    'P3.2 fail BAD_NOTE',
  ),
  'a note with its sign changed': forged(
    'fallback',
    file => {
      const log = logOf(file, 'BidOpened')
      log.note = opposite(log.note)
    },
    ['P3.2 fail BAD_NOTE', 'P5.1 fail OTHER_OUTCOME', 'P6.1 fail OTHER_SEED'],
  ),
  'notes of two bidders exchanged': forged(
    'fallback',
    file => {
      const [one, other] = [logOf(file, 'BidOpened'), logOf(file, 'BidOpened', 1)]
      ;[one.note, other.note] = [other.note, one.note]
    },
    ['P3.2 fail BAD_NOTE', 'P5.1 fail OTHER_OUTCOME', 'P6.1 fail OTHER_SEED'],
  ),
  'a degraded opening that is called regular': forged(
    'fallback',
    file => {
      logOf(file, 'ReserveSettled').degraded = false
    },
    ['P3.3 fail OTHER_SETTLEMENT'],
  ),
  'a regular opening that is called degraded': forged(
    'multiple',
    file => {
      logOf(file, 'ReserveSettled').degraded = true
    },
    ['P3.3 fail OTHER_SETTLEMENT'],
  ),
  'the record of the degraded opening altered in the file': altered(
    'fallback',
    file => {
      logOf(file, 'ReserveSettled').degraded = false
    },
    'P3.3 fail OTHER_SETTLEMENT',
  ),
}
