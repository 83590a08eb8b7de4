import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import { bytesOfPackage, packageOf, setPackage, settlePackages } from '../ceremony.ts'
import {
  exchange,
  FIRST_REGISTRAR,
  flip,
  insertAfter,
  REGISTRAR,
  remove,
  repeat,
  restate,
  sign,
  signed,
} from '../edit.ts'
import { logBy, logOf, statementOf } from '../file.ts'

const [FIRST, SECOND, THIRD] = [101, 102, 103] as const

/** Every guardian said its part, and all confirmed the same. */
export const CEREMONY_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P1.1
  'a guardian set whose threshold was lowered': altered(
    'multiple',
    file => {
      statementOf(logOf(file, 'GuardianSetFormed')).threshold = 1
    },
    'P1.1 fail BAD_THRESHOLD',
  ),
  'a guardian set with a supplier in it': altered(
    'multiple',
    file => {
      statementOf(logOf(file, 'GuardianSetFormed')).guardians = ['101', '102', '1001']
    },
    'P1.1 fail MISSING_ROLE',
  ),
  'a guardian set in which one guardian is two': altered(
    'multiple',
    file => {
      statementOf(logOf(file, 'GuardianSetFormed')).guardians = ['101', '101', '103']
    },
    'P1.1 fail NOT_DISTINCT',
  ),
  'a guardian set that a former registrar formed': forged(
    'multiple',
    file => sign(file, logOf(file, 'GuardianSetFormed'), FIRST_REGISTRAR),
    ['P1.1 fail UNKNOWN_SIGNER'],
  ),
  'a guardian that is registered as something else': forged(
    'multiple',
    file => restate(file, logBy(file, 'Registered', THIRD), FIRST_REGISTRAR, { roles: 32 }),
    ['P1.1 fail MISSING_ROLE', 'P1.2 fail MISSING_ROLE'],
  ),
  'a guardian set that was formed twice': forged(
    'multiple',
    file => repeat(file, logOf(file, 'GuardianSetFormed')),
    ['P1.1 fail THERE_TWICE'],
  ),
  'fewer guardians needed than the auditor asks for': alteredAlone(
    'multiple',
    () => {},
    ['P1.1 fail BAD_THRESHOLD'],
    { policy: { minimumThreshold: 3 } },
  ),

  // ------------------------------------------------------------------------------------------------------------- P1.2
  'packages of two guardians exchanged': altered(
    'multiple',
    file => {
      const [one, other] = [packageOf(file, 1, FIRST), packageOf(file, 1, SECOND)].map(statementOf)
      if (one === undefined || other === undefined) return
      ;[one.package, other.package] = [other.package, one.package]
    },
    'P1.2 fail BAD_SIGNATURE',
  ),
  'a package that was exchanged after all had confirmed': forged(
    'multiple',
    file => {
      const bytes = bytesOfPackage(file, 2, THIRD)
      setPackage(file, 2, THIRD, bytes.with(100, (bytes[100] ?? 0) ^ 1))
      settlePackages(file)
    },
    ['P1.2 fail OTHER_HASH'],
  ),
  'a package that nobody posted': forged('multiple', file => remove(file, packageOf(file, 2, SECOND)), [
    'P1.2 missing PACKAGE_MISSING',
    'P1.3 missing PACKAGE_MISSING',
  ]),
  'packages in another order than they came': forged(
    'multiple',
    file => exchange(file, packageOf(file, 1, FIRST), packageOf(file, 1, THIRD)),
    ['P1.2 fail OTHER_HASH'],
  ),
  'a confirmation that was left out': forged(
    'multiple',
    file => remove(file, logBy(file, 'KeysConfirmed', SECOND)),
    ['P1.2 missing NOT_THERE'],
  ),
  'a guardian that confirmed something else': forged(
    'multiple',
    file => restate(file, logBy(file, 'KeysConfirmed', THIRD), THIRD, { transcript: `0x${'5a'.repeat(32)}` }),
    ['P1.2 fail OTHER_HASH'],
  ),
  'a confirmation that another guardian signed': forged(
    'multiple',
    file => sign(file, logBy(file, 'KeysConfirmed', THIRD), FIRST),
    ['P1.2 fail UNKNOWN_SIGNER'],
  ),
  'a ceremony that somebody else started': forged(
    'multiple',
    file => restate(file, logOf(file, 'CeremonyStarted'), REGISTRAR, { guardian: String(REGISTRAR) }),
    ['P1.2 fail OTHER_GUARDIANS'],
  ),
  'keys proposed twice': forged('multiple', file => repeat(file, logOf(file, 'KeysProposed')), [
    'P1.2 fail THERE_TWICE',
  ]),
  'keys that were never ready': forged('multiple', file => remove(file, logOf(file, 'KeysReady')), [
    'P1.2 missing NOT_THERE',
    'P1.4 missing NOT_THERE',
  ]),
  'a transcript of the key altered': altered(
    'multiple',
    file => {
      const statement = statementOf(logOf(file, 'KeysConfirmed'))
      statement.transcript = flip(String(statement.transcript))
    },
    'P1.2 fail OTHER_HASH',
  ),
  'an accusation in the making of the key': forged(
    'multiple',
    file => {
      const { ceremony } = statementOf(logOf(file, 'CeremonyStarted'))
      const accusation = {
        accused: String(SECOND),
        guardian: String(FIRST),
        key: `0x${'7e'.repeat(32)}`,
      } as const
      const statement = { type: 'AccuseGuardian', ceremony, ...accusation } as const
      const log = { event: 'GuardianAccused', signed: signed(file, statement, FIRST) } as const
      insertAfter(file, logOf(file, 'PackagePosted', -1), log)
    },
    ['P1.2 fail ACCUSED'],
  ),
  'a guardian left out that the ceremony did not leave out': forged(
    'scored',
    file => restate(file, logOf(file, 'CeremonyStarted'), FIRST, { without: 0 }),
    ['P1.2 missing PACKAGE_MISSING', 'P1.3 missing PACKAGE_MISSING'],
  ),
  'so many guardians left out that too few remained': forged(
    'scored',
    file => restate(file, logOf(file, 'CeremonyStarted'), FIRST, { without: 0b110 }),
    [
      'P1.2 fail BAD_THRESHOLD',
      'P1.3 fail BAD_PACKAGE',
      'P2.1 fail OTHER_GUARDIANS',
      'P2.2 missing TOO_FEW_SHARES',
    ],
  ),
}
