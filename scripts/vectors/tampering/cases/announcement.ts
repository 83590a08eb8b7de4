import { word } from '../../../../src/protocol/bytes.ts'
import { altered, type Drafts, forged } from '../case.ts'
import { AGENCY, FIRST_REGISTRAR, removeBlock, repeat, restate, sign, suspend, timeOf } from '../edit.ts'
import { blockOf, logBy, logOf, statementOf } from '../file.ts'

/** What was announced, by whom, and whether a ledger may take it. */
export const ANNOUNCEMENT_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P4.1
  'a base amount altered in the file': altered(
    'multiple',
    file => {
      const terms = statementOf(logOf(file, 'Announced')).terms as { award: { baseAmount: string } }
      terms.award.baseAmount = '100000001'
    },
    'P4.1 fail BAD_SIGNATURE',
  ),
  'a closing time moved in the file': altered(
    'multiple',
    file => {
      const terms = statementOf(logOf(file, 'Announced')).terms as { schedule: { closingAt: number } }
      terms.schedule.closingAt += 60
    },
    'P4.1 fail BAD_SIGNATURE',
  ),
  'an announcement that somebody else signed': forged(
    'multiple',
    file => sign(file, logOf(file, 'Announced'), 1001),
    ['P4.1 fail UNKNOWN_SIGNER'],
  ),
  'an announcement by a suspended agency': forged(
    'multiple',
    file =>
      suspend(
        file,
        logOf(file, 'GuardianSetFormed'),
        AGENCY,
        timeOf(blockOf(file, logOf(file, 'BidAccepted'))),
      ),
    ['P4.1 fail SUSPENDED_AUTHOR'],
  ),
  'an announcement by somebody who is no agency': forged(
    'failed',
    file => restate(file, logBy(file, 'Registered', AGENCY), FIRST_REGISTRAR, { roles: 32 }),
    ['P4.1 fail MISSING_ROLE'],
  ),
  'terms that no ledger takes': forged(
    'multiple',
    file => {
      const { terms } = statementOf(logOf(file, 'Announced'))
      restate(file, logOf(file, 'Announced'), AGENCY, { terms: { ...(terms as object), document: word(0n) } })
    },
    ['P4.1 fail BAD_TERMS'],
  ),
  'a notice under the number of another tender': forged(
    'multiple',
    file => {
      const { terms } = statementOf(logOf(file, 'Announced'))
      restate(file, logOf(file, 'Announced'), AGENCY, { terms: { ...(terms as object), notice: 'ANOTHER' } })
    },
    ['P4.1 fail OTHER_TENDER'],
  ),
  'a tender that was announced twice': forged('failed', file => repeat(file, logOf(file, 'Announced')), [
    'P4.1 fail THERE_TWICE',
  ]),
  'an announcement that was left out': altered(
    'multiple',
    file => removeBlock(file, blockOf(file, logOf(file, 'Announced'))),
    'P4.1 missing NOT_THERE',
  ),
}
