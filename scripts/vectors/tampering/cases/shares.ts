import { numberToBytesBE } from '@noble/curves/utils.js'
import { type Hex, toHex, word } from '../../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../../src/protocol/point.ts'
import { scalar } from '../../evidence/cast.ts'
import { altered, type Drafts, forged } from '../case.ts'
import { flip, insertAfter, remove, repeat, restate, sign } from '../edit.ts'
import { argumentsOf, type EvidenceJson, logBy, logOf, logsOf } from '../file.ts'

const [FIRST, SECOND, THIRD, NOBODY] = [101, 102, 103, 104] as const

/** Of the first guardian, whose share `multiple.json` does not have: the value at 1 of the line through those at 2 and 3. */
function shareOfFirst(file: EvidenceJson): Hex {
  const [second, third] = logsOf(file, 'ShareReleased').map(({ share }) => BigInt(String(share)))
  return word(ScalarField.create(2n * (second ?? 0n) - (third ?? 0n)))
}

/** `N − r`: its point has the same `x`, and so the same address in half of what the ledger compares. */
function opposite(scalarHex: unknown): Hex {
  return toHex(numberToBytesBE(ScalarField.neg(BigInt(String(scalarHex))), 32))
}

function released(file: EvidenceJson, guardian: number, share: Hex) {
  const { key, tender } = argumentsOf(logOf(file, 'ShareReleased'))
  return { event: 'ShareReleased', key, tender, guardian: String(guardian), share } as const
}

/** The guardians' own shares opened the key, and every bid. */
export const SHARE_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P2.1
  'a share altered in the file': altered(
    'multiple',
    file => {
      const log = logOf(file, 'ShareReleased')
      log.share = flip(String(log.share))
    },
    'P2.1 fail BAD_SHARE',
  ),
  'a false share that the ledger took': forged(
    'multiple',
    file => {
      logBy(file, 'ShareReleased', THIRD).share = word(scalar('no share'))
    },
    ['P2.1 fail BAD_SHARE', 'P2.2 fail OTHER_SECRET'],
  ),
  'a share with its sign changed': forged(
    'multiple',
    file => {
      const log = logBy(file, 'ShareReleased', THIRD)
      log.share = opposite(log.share)
    },
    ['P2.1 fail BAD_SHARE', 'P2.2 fail OTHER_SECRET'],
  ),
  'a good share that the ledger refused': forged(
    'multiple',
    file => restate(file, logOf(file, 'ShareRefused'), FIRST, { share: shareOfFirst(file) }),
    ['P2.1 fail GOOD_SHARE_REFUSED'],
  ),
  'a guardian accused of a false share that another signed': forged(
    'multiple',
    file => sign(file, logOf(file, 'ShareRefused'), SECOND),
    ['P2.1 fail UNKNOWN_SIGNER'],
  ),
  'a share of somebody who is no guardian': forged(
    'multiple',
    file => insertAfter(file, logOf(file, 'ShareReleased'), released(file, NOBODY, shareOfFirst(file))),
    ['P2.1 fail OTHER_GUARDIANS'],
  ),
  'one guardian that released two shares': forged(
    'multiple',
    file => repeat(file, logOf(file, 'ShareReleased')),
    ['P2.1 fail THERE_TWICE'],
  ),
  'one share that was counted as two': forged(
    'multiple',
    file => {
      logBy(file, 'ShareReleased', THIRD).guardian = String(SECOND)
      logOf(file, 'ShareReleased', 1).share = logOf(file, 'ShareReleased').share
    },
    ['P2.1 fail THERE_TWICE', 'P2.2 missing TOO_FEW_SHARES', 'P3.3 fail OTHER_SETTLEMENT'],
  ),
  'a share after the key was open': forged(
    'multiple',
    file => insertAfter(file, logOf(file, 'KeyOpened'), released(file, FIRST, shareOfFirst(file))),
    ['P2.1 fail TOO_LATE', 'P3.3 fail OTHER_SETTLEMENT'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P2.2
  'a secret altered in the file': altered(
    'multiple',
    file => {
      const log = logOf(file, 'KeyOpened')
      log.secret = flip(String(log.secret))
    },
    'P2.2 fail OTHER_SECRET',
  ),
  'a secret that the shares do not give': forged(
    'multiple',
    file => {
      logOf(file, 'KeyOpened').secret = word(scalar('no secret'))
    },
    ['P2.2 fail OTHER_SECRET', 'P5.1 fail OTHER_OUTCOME', 'P6.1 fail OTHER_SEED'],
  ),
  'a key that was opened with too few shares': forged(
    'multiple',
    file => remove(file, logBy(file, 'ShareReleased', THIRD)),
    ['P2.2 missing TOO_FEW_SHARES', 'P3.3 fail OTHER_SETTLEMENT'],
  ),
  'a key that nobody opened': forged('multiple', file => remove(file, logOf(file, 'KeyOpened')), [
    'P2.2 missing NOT_THERE',
    'P3.3 fail OTHER_SETTLEMENT',
    'P5.1 missing NOT_THERE',
    'P6.1 fail OTHER_SEED',
  ]),
  'a key that was opened twice': forged('multiple', file => repeat(file, logOf(file, 'KeyOpened')), [
    'P2.2 fail THERE_TWICE',
  ]),

  // ------------------------------------------------------------------------------------------------------------- P2.3
  'a bid without an outcome': forged('multiple', file => remove(file, logBy(file, 'BidOpened', 1007)), [
    'P2.3 missing NOT_OPENED',
    'P3.3 fail OTHER_SETTLEMENT',
    'P6.1 fail WRONG_PHASE',
    'P7.2 fail WRONG_PHASE',
    'P7.4 fail WRONG_PHASE',
    'P7.5 fail WRONG_PHASE',
    'P7.6 fail WRONG_PHASE',
  ]),
  'a bid with two outcomes': forged('multiple', file => repeat(file, logBy(file, 'BidOpened', 1001)), [
    'P2.3 fail OPENED_TWICE',
  ]),
  'an outcome of somebody who did not bid': forged(
    'multiple',
    file => {
      logBy(file, 'BidOpened', 1007).bidder = '1008'
    },
    ['P2.3 fail NO_SUCH_BID', 'P5.1 missing NOT_THERE'],
  ),
}
