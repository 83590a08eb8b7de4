import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import { AGENCY, removeBlock, restate, setTime, sign, unsign } from '../edit.ts'
import { blockOf, logBy, logOf, overwrite, parse, readValid, statementOf } from '../file.ts'
import { termsOf } from '../replay.ts'

/** What a supplier leaves with. */
export const RECEIPT_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P9.1
  'a receipt of somebody who did not bid': alteredAlone(
    'receipt',
    file => {
      unsign(file, logBy(file, 'BidAccepted', 1002))
      file.bidder = '1008'
    },
    ['P9.1 missing NO_SUCH_BID'],
  ),
  'a receipt that shows the bid of somebody else': alteredAlone(
    'receipt',
    file => {
      unsign(file, logBy(file, 'BidAccepted', 1002))
      const whole = logBy(readValid('multiple'), 'BidAccepted', 1003)
      overwrite(logBy(file, 'BidAccepted', 1003), parse(file, whole))
      file.bidder = '1003'
    },
    ['P4.2 missing UNKNOWN_AUTHOR'],
  ),
  'a receipt without its bid': altered(
    'receipt',
    file => removeBlock(file, blockOf(file, logOf(file, 'BidAccepted'))),
    'P9.1 missing NO_SUCH_BID',
  ),
  'a receipt without the signature of its bid': alteredAlone(
    'receipt',
    file => unsign(file, logBy(file, 'BidAccepted', 1002)),
    ['P4.2 missing UNSIGNED', 'P4.3 missing UNSIGNED', 'P4.4 missing UNSIGNED', 'P9.1 missing UNSIGNED'],
  ),
  'a receipt whose bid was refused': forged(
    'receipt',
    file => {
      const log = logBy(file, 'BidAccepted', 1002)
      const { tender, bidder } = statementOf(log)
      for (const key of Object.keys(log)) delete log[key]
      const answer = { result: 'TooLate', check: 'Ok', statement: `0x${'5a'.repeat(32)}` } as const
      Object.assign(log, { event: 'BidRefused', tender, bidder, ...answer })
    },
    ['P9.1 missing NO_SUCH_BID'],
  ),
  'a receipt for another price': altered(
    'receipt',
    file => {
      const foreign = statementOf(logBy(readValid('multiple'), 'BidAccepted', 1003)).seal
      statementOf(logBy(file, 'BidAccepted', 1002)).seal = foreign
    },
    'P4.2 fail BAD_SIGNATURE',
  ),
  'a receipt whose bid somebody else signed': forged(
    'receipt',
    file => sign(file, logBy(file, 'BidAccepted', 1002), 1003),
    ['P4.2 fail UNKNOWN_SIGNER'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P9.2
  'a receipt of a late bid': forged(
    'receipt',
    file => setTime(blockOf(file, logOf(file, 'BidAccepted')), termsOf(file).schedule.closingAt),
    ['P4.3 fail TOO_LATE', 'P9.2 fail TOO_LATE'],
  ),
  'a receipt without the announcement': altered(
    'receipt',
    file => removeBlock(file, blockOf(file, logOf(file, 'Announced'))),
    'P9.2 missing NOT_THERE',
  ),
  'a receipt whose closing time was moved': altered(
    'receipt',
    file => {
      const { terms } = statementOf(logOf(file, 'Announced')) as unknown as {
        terms: { schedule: { closingAt: number } }
      }
      terms.schedule.closingAt = 1
    },
    'P9.2 fail TOO_LATE',
  ),
  'a receipt that was made for an announcement of another agency': forged(
    'receipt',
    file => restate(file, logOf(file, 'Announced'), AGENCY, { agency: '1003' }),
    ['P4.1 fail OTHER_TENDER'],
  ),
  'a receipt for a bid of the agency itself': forged(
    'receipt',
    file => restate(file, logOf(file, 'Announced'), AGENCY, { agency: '1002' }),
    ['P4.1 fail OTHER_TENDER', 'P4.4 fail OWN_TENDER'],
  ),
}
