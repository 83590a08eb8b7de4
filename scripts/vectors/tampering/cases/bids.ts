import { fromHex, type Hex, toHex, word } from '../../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../../src/protocol/point.ts'
import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import {
  AGENCY,
  flip,
  REGISTRAR,
  removeReceipt,
  restate,
  setTime,
  sign,
  suspend,
  timeOf,
  unsign,
} from '../edit.ts'
import {
  blockOf,
  type EvidenceJson,
  logBy,
  logOf,
  logsOf,
  readValid,
  type SignedJson,
  statementOf,
} from '../file.ts'
import { termsOf } from '../replay.ts'

/** The same signature with the other `s`: who has no key can make it (the twin that wallets and contracts refuse). */
function twin({ signature }: SignedJson): Hex {
  const bytes = fromHex(signature)
  const s = ScalarField.neg(BigInt(toHex(bytes.subarray(32, 64))))
  return toHex(
    Uint8Array.of(...bytes.subarray(0, 32), ...fromHex(word(s)), (bytes[64] ?? 0) === 27 ? 28 : 27),
  )
}

function sealOf(file: EvidenceJson, bidder: number) {
  return statementOf(logBy(file, 'BidAccepted', bidder)).seal as Record<string, Hex>
}

/** A bid cannot be changed, copied or added late. */
export const BID_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P4.2
  'a sealed price altered in the file': altered(
    'multiple',
    file => {
      sealOf(file, 1001).price = flip(sealOf(file, 1001).price ?? '')
    },
    'P4.2 fail BAD_SIGNATURE',
  ),
  'sealed bytes of two bids exchanged': forged(
    'multiple',
    file => {
      const [one, other] = [logBy(file, 'BidAccepted', 1001), logBy(file, 'BidAccepted', 1003)].map(
        statementOf,
      )
      if (one === undefined || other === undefined) return
      ;[one.seal, other.seal] = [other.seal, one.seal]
    },
    ['P4.2 fail BAD_SIGNATURE', 'P5.1 fail OTHER_OUTCOME'],
  ),
  'a bid that another bidder signed': forged(
    'multiple',
    file => sign(file, logBy(file, 'BidAccepted', 1001), 1003),
    ['P4.2 fail UNKNOWN_SIGNER'],
  ),
  'a bid signed with a key that was removed': forged(
    'multiple',
    file => sign(file, logBy(file, 'BidAccepted', 1002), 1002),
    ['P4.2 fail UNKNOWN_SIGNER'],
  ),
  'a bid under the name of another bidder': altered(
    'multiple',
    file => {
      statementOf(logBy(file, 'BidAccepted', 1001)).bidder = '1004'
    },
    'P4.2 fail UNKNOWN_SIGNER',
  ),
  'a bid whose signature is that of another bid': alteredAlone(
    'multiple',
    file => {
      const [one, other] = [logBy(file, 'BidAccepted', 1001), logBy(file, 'BidAccepted', 1003)]
      if (one.signed && other.signed) one.signed.signature = other.signed.signature
    },
    ['P4.2 fail BAD_SIGNATURE'],
  ),
  'a bid with the twin of its signature': alteredAlone(
    'multiple',
    file => {
      const { signed } = logBy(file, 'BidAccepted', 1001)
      if (signed) signed.signature = twin(signed)
    },
    ['P4.2 fail BAD_SIGNATURE'],
  ),
  'a bid with a byte behind its signature': alteredAlone(
    'multiple',
    file => {
      const { signed } = logBy(file, 'BidAccepted', 1001)
      if (signed) signed.signature = `${signed.signature}00`
    },
    ['P4.2 fail BAD_SIGNATURE'],
  ),
  'bids of a bidder whose entry in the registry was left out': altered(
    'multiple',
    file => removeReceipt(file, logBy(file, 'Registered', 1003)),
    'P4.2 missing UNKNOWN_AUTHOR',
  ),
  'a bid of a suspended bidder': forged(
    'multiple',
    file => suspend(file, logOf(file, 'KeyAssigned'), 1003, termsOf(file).schedule.closingAt),
    ['P4.2 fail SUSPENDED_AUTHOR'],
  ),
  'a bid of somebody who is no supplier': forged(
    'multiple',
    file => {
      restate(file, logOf(file, 'RolesSet'), REGISTRAR, { roles: 16 })
      logOf(file, 'RolesSet').roles = 16
    },
    ['P4.2 fail MISSING_ROLE'],
  ),
  'bids written without their signatures': alteredAlone(
    'failed',
    file => {
      for (const log of logsOf(file, 'BidAccepted')) unsign(file, log)
    },
    ['P1.3 missing UNSIGNED', 'P4.2 missing UNSIGNED', 'P4.3 missing UNSIGNED', 'P4.4 missing UNSIGNED'],
  ),
  'a bid that was sealed to this tender from another': altered(
    'multiple',
    file => {
      const foreign = statementOf(logBy(readValid('single'), 'BidAccepted', 1003))
      Object.assign(statementOf(logBy(file, 'BidAccepted', 1003)), { seal: foreign.seal })
    },
    'P4.2 fail BAD_SIGNATURE',
  ),

  // ------------------------------------------------------------------------------------------------------------- P4.3
  'bids before bidding began': forged(
    'multiple',
    file => setTime(blockOf(file, logOf(file, 'BidAccepted')), termsOf(file).schedule.biddingAt - 1),
    ['P4.3 fail TOO_EARLY'],
  ),
  'bids after bidding closed': forged(
    'multiple',
    file => setTime(blockOf(file, logOf(file, 'BidAccepted')), termsOf(file).schedule.closingAt),
    ['P4.3 fail TOO_LATE'],
  ),
  'a closing time that the agency moved afterwards': forged(
    'failed',
    file => {
      const { terms } = statementOf(logOf(file, 'Announced')) as unknown as {
        terms: { schedule: { biddingAt: number; closingAt: number } }
      }
      terms.schedule.biddingAt -= 60
      terms.schedule.closingAt = timeOf(blockOf(file, logOf(file, 'BidAccepted', 1)))
      sign(file, logOf(file, 'Announced'), AGENCY)
    },
    ['P4.3 fail TOO_LATE'],
  ),
  'a bid that had expired': forged(
    'multiple',
    file => restate(file, logBy(file, 'BidAccepted', 1001), 1001, { validUntil: 1 }),
    ['P4.3 fail TOO_LATE'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P4.4
  'a bid to other terms': forged(
    'multiple',
    file => restate(file, logBy(file, 'BidAccepted', 1007), 1007, { termsVersion: 2 }),
    ['P4.4 fail BAD_TERMS', 'P5.1 fail OTHER_OUTCOME'],
  ),
  'a bid that was sealed to another key': forged(
    'failed',
    file => restate(file, logBy(file, 'BidAccepted', 1001), 1001, { keyHash: word(1n) }),
    ['P1.3 fail OTHER_KEY', 'P4.4 fail OTHER_KEY'],
  ),
  'a bid with a point that is none': forged(
    'failed',
    file => {
      const seal = sealOf(file, 1001)
      restate(file, logBy(file, 'BidAccepted', 1001), 1001, { seal: { ...seal, y: flip(seal.y ?? '') } })
    },
    ['P4.4 fail BAD_POINT'],
  ),
}
