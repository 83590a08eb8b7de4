import { secretKeyOf } from '../../evidence/cast.ts'
import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import {
  exchange,
  exchangeKeys,
  FIRST_REGISTRAR,
  flip,
  insertAfter,
  moveAfter,
  REGISTRAR,
  remove,
  removeBlock,
  removeReceipt,
  repeat,
  restate,
  sign,
  unsign,
} from '../edit.ts'
import { blockOf, logBy, logOf, type SignedJson, statementOf } from '../file.ts'

const SECOND_KEY = secretKeyOf(1002n, 'second')
const DAY = 24 * 60 * 60

/** The register on which every signature rests. */
export const REGISTRY_CASES: Drafts = {
  'a key exchanged in the register': altered(
    'multiple',
    file => {
      const statement = statementOf(logBy(file, 'Registered', 1001))
      statement.signer = statementOf(logBy(file, 'Registered', 1003)).signer
    },
    'P8.5 fail BAD_SIGNATURE',
  ),
  'an entry whose signature was altered': alteredAlone(
    'multiple',
    file => {
      const { signed } = logBy(file, 'Registered', 1004) as { signed: SignedJson }
      signed.signature = flip(signed.signature)
    },
    ['P8.5 fail BAD_SIGNATURE'],
  ),
  'an entry by a former registrar': forged(
    'multiple',
    file => sign(file, logBy(file, 'Registered', 1001), FIRST_REGISTRAR),
    ['P8.5 fail UNKNOWN_SIGNER'],
  ),
  'a key that the registrar gave to a bidder': forged(
    'multiple',
    file => sign(file, logOf(file, 'SignerAdded'), REGISTRAR),
    ['P8.5 fail UNKNOWN_SIGNER'],
  ),
  'a key that another bidder took away': forged(
    'multiple',
    file => restate(file, logOf(file, 'SignerRemoved'), 1003, { author: '1003' }),
    ['P8.5 fail MISSING_ROLE'],
  ),
  'an added key that was left out': altered(
    'multiple',
    file => removeReceipt(file, logOf(file, 'SignerAdded')),
    'P8.5 missing REVISION_GAP',
  ),
  'a registration that was left out': altered(
    'multiple',
    file => removeReceipt(file, logBy(file, 'Registered', 1002)),
    'P8.5 missing UNKNOWN_AUTHOR',
  ),
  'a participant that was registered twice': forged(
    'multiple',
    file => repeat(file, logBy(file, 'Registered', 1004)),
    ['P8.5 fail REGISTERED_TWICE'],
  ),
  'a revision altered on the chain': forged(
    'multiple',
    file => {
      logOf(file, 'RolesSet').revision = 3
    },
    ['P8.5 fail STATEMENT_DIFFERS'],
  ),
  'roles that the registrar did not sign': forged(
    'multiple',
    file => {
      logOf(file, 'RolesSet').roles = 4 | 8
    },
    ['P8.5 fail STATEMENT_DIFFERS'],
  ),
  'a suspension that ends before the registrar said': forged(
    'single',
    file => {
      const log = logOf(file, 'Suspended')
      log.until = Number(log.until) - DAY
    },
    ['P8.5 fail STATEMENT_DIFFERS'],
  ),
  'a suspension that is said to have begun before': forged(
    'single',
    file => {
      const log = logOf(file, 'Suspended')
      log.from = Number(log.from) - DAY
    },
    ['P8.5 fail STATEMENT_DIFFERS'],
  ),
  'a first registrar with a role that nobody gave it': forged(
    'multiple',
    file => {
      logOf(file, 'Registered').roles = 1 | 2
    },
    ['P8.5 fail OTHER_REGISTRAR'],
  ),
  'an office that was never offered': forged(
    'multiple',
    file => remove(file, logOf(file, 'RegistrarOffered')),
    ['P8.5 missing NOT_THERE'],
  ),
  'an office that was offered to somebody else': forged(
    'multiple',
    file => restate(file, logOf(file, 'RegistrarOffered'), FIRST_REGISTRAR, { successor: '10' }),
    ['P8.5 missing NOT_THERE'],
  ),
  'a registrar that took the office itself': forged(
    'multiple',
    file => {
      const log = logOf(file, 'RegistrarChanged', 1)
      restate(file, log, 10, { successor: '10' })
      log.registrar = '10'
    },
    ['P1.1 fail UNKNOWN_SIGNER', 'P8.5 fail UNKNOWN_SIGNER'],
  ),
  'a registrar that follows somebody else': forged(
    'multiple',
    file => {
      logOf(file, 'RegistrarChanged', 1).predecessor = '10'
    },
    ['P8.5 fail OTHER_REGISTRAR'],
  ),
  'a second beginning of the register': forged(
    'multiple',
    file => {
      const log = insertAfter(
        file,
        logOf(file, 'RegistrarChanged', 1),
        structuredClone(logOf(file, 'RegistrarChanged')),
      )
      log.registrar = '10'
    },
    ['P1.1 fail UNKNOWN_SIGNER', 'P8.5 fail OTHER_REGISTRAR'],
  ),
  'a register of somebody else, with keys of his for everybody': forged(
    'multiple',
    file => exchangeKeys(file),
    ['P8.5 fail OTHER_REGISTRAR'],
  ),
  'a first registrar whom the auditor does not know': alteredAlone(
    'failed',
    () => {},
    ['P8.5 fail OTHER_REGISTRAR'],
    {
      trust: ({ registrar }) => {
        registrar.participant = '2'
      },
    },
  ),
  'a register whose beginning was left out': altered(
    'failed',
    file => removeBlock(file, blockOf(file, logOf(file, 'RegistrarChanged'))),
    'P8.5 fail NOT_THERE',
  ),
  'an entry before there was a registrar': forged(
    'multiple',
    file => moveAfter(file, logBy(file, 'Registered', REGISTRAR), logOf(file, 'Registered')),
    ['P8.5 missing UNKNOWN_AUTHOR'],
  ),
  'a handover written without its signature': alteredAlone(
    'multiple',
    file => unsign(file, logOf(file, 'RegistrarChanged', 1)),
    ['P8.5 missing UNSIGNED'],
  ),
  'changes of a bidder in another order': forged(
    'multiple',
    file => exchange(file, logOf(file, 'SignerAdded'), logOf(file, 'SignerRemoved')),
    ['P8.5 fail UNKNOWN_SIGNER'],
  ),
  'a key that its removed predecessor signed': forged(
    'multiple',
    file => {
      sign(file, logOf(file, 'SignerAdded'), SECOND_KEY)
    },
    ['P8.5 fail UNKNOWN_SIGNER'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P8.6
  'less time for bidding than the auditor asks for': alteredAlone(
    'failed',
    () => {},
    ['P8.6 fail BELOW_POLICY'],
    {
      policy: { minimumBiddingTime: 3 * DAY },
    },
  ),
  'an opening sooner than the auditor asks for': alteredAlone(
    'failed',
    () => {},
    ['P8.6 fail BELOW_POLICY'],
    {
      policy: { minimumOpeningDelay: 2 * 60 * 60 },
    },
  ),
}
