import { AGENCY, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { tenderId } from '../../../src/protocol/terms.ts'
import { ANNOUNCEMENT_CHECKS } from '../../../src/verify/checks/announcement.ts'
import { type Alteration, describeCheck, restate } from '../support/alteration.ts'
import {
  type EvidenceJson,
  logOf,
  logsOf,
  readVector,
  remove,
  repeat,
  signAgain,
  statementOf,
  unsign,
} from '../support/evidence.ts'

interface TermsJson {
  schedule: Record<string, number>
  reserve: object
  award: object
  [field: string]: unknown
}

const original = statementOf(logOf(readVector('multiple'), 'Announced')).terms as TermsJson
const tender = readVector('multiple').tender

/** The agency announced these terms instead. */
function announce(json: EvidenceJson, terms: object, others: object = {}): void {
  const log = logOf(json, 'Announced')
  restate(json, log, AGENCY.secretKey, { terms: { ...original, ...terms }, ...others })
}

const badTerms: Record<string, object> = {
  document: { document: ZERO_WORD },
  schedule: { schedule: { ...original.schedule, openingAt: original.schedule.closingAt } },
  objectionPeriod: { objectionPeriod: 366 * 24 * 3_600 },
  minimumBids: { minimumBids: 0 },
  bidPolicy: { bidPolicy: 2 },
  award: { award: { ...original.award, floorRate: 0 } },
  reserve: { reserve: { ...original.reserve, spread: 0 } },
}

const unacceptable = Object.fromEntries(
  Object.entries(badTerms).map(([field, terms]): [string, Alteration] => [
    `terms that the ledger does not take: ${field}`,
    {
      file: 'multiple',
      alter: json => announce(json, terms),
      finding: { status: 'false', code: 'BAD_TERMS', field },
    },
  ]),
)

const seal = { x: ZERO_WORD, y: ZERO_WORD, price: ZERO_WORD, choices: ZERO_WORD, tag: `0x${'11'.repeat(32)}` }

describeCheck(
  ANNOUNCEMENT_CHECKS,
  'P4.1',
  { failed: 'pass', fallback: 'pass', multiple: 'pass', receipt: 'pass', single: 'pass' },
  {
    ...unacceptable,
    'that there is none': {
      file: 'receipt',
      alter: json => remove(json, logOf(json, 'Announced')),
      finding: { status: 'missing', code: 'NOT_THERE', field: 'Announced' },
    },
    'a second one': {
      file: 'multiple',
      alter: json => repeat(json, logOf(json, 'Announced')),
      finding: { status: 'false', code: 'THERE_TWICE', field: 'Announced' },
    },
    'a notice whose tender is another one': {
      file: 'multiple',
      alter: json => announce(json, { notice: 'OTHER' }),
      finding: {
        status: 'false',
        code: 'OTHER_TENDER',
        expected: tenderId(AGENCY.id, 'OTHER'),
        found: tender,
      },
    },
    'an announcement without its signature': {
      file: 'multiple',
      alter: json => unsign(json, logOf(json, 'Announced')),
      finding: { status: 'missing', code: 'UNSIGNED', participant: AGENCY.id },
    },
    'terms that were altered after the agency had signed them': {
      file: 'multiple',
      alter: json => {
        statementOf(logOf(json, 'Announced')).terms = { ...original, minimumBids: 1 }
      },
      finding: { status: 'false', code: 'BAD_SIGNATURE', participant: AGENCY.id, expected: AGENCY.signer },
    },
    'the signature of somebody else': {
      file: 'multiple',
      alter: json => signAgain(json, logOf(json, 'Announced'), supplier(1).secretKey),
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', found: supplier(1).signer },
    },
    'an author who is no agency': {
      file: 'multiple',
      alter: json => {
        const registered = logsOf(json, 'Registered').filter(({ signed }) => signed !== undefined)
        const agency = registered.find(log => statementOf(log).participant === AGENCY.id.toString())
        Object.assign(agency?.signed?.statement ?? {}, { roles: 4 })
      },
      finding: { status: 'false', code: 'MISSING_ROLE', participant: AGENCY.id, expected: 'agency' },
    },
    'a sealed reserve price where the terms have none': {
      file: 'multiple',
      alter: json => announce(json, {}, { reserveSeal: seal }),
      finding: { status: 'false', code: 'BAD_TERMS', field: 'reserveSeal' },
    },
    'a sealed reserve price that nobody could open': {
      file: 'single',
      alter: json => restate(json, logOf(json, 'Announced'), AGENCY.secretKey, { reserveSeal: seal }),
      finding: { status: 'false', code: 'BAD_TERMS', field: 'reserveSeal' },
    },
  },
)
