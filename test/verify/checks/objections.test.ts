import { AGENCY, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { OBJECTION_CHECKS } from '../../../src/verify/checks/objections.ts'
import { describeCheck, restate } from '../support/alteration.ts'
import { logOf, moveBefore, remove, repeat, signAgain, unsign } from '../support/evidence.ts'

const NOBODY_OBJECTED = {
  failed: 'notApplicable',
  fallback: 'notApplicable',
  life: 'pass',
  multiple: 'notApplicable',
  receipt: 'notApplicable',
  single: 'notApplicable',
} as const

/** Who objects to the second award of `life.json`. */
const OBJECTOR = supplier(1)

describeCheck(OBJECTION_CHECKS, 'P7.7', NOBODY_OBJECTED, {
  'that nobody knows whose turn it was': {
    file: 'life',
    alter: json => remove(json, logOf(json, 'ReserveSettled')),
    finding: { status: 'missing', code: 'NOT_THERE', field: 'ReserveSettled' },
  },
  'an objection without its signature': {
    file: 'life',
    alter: json => unsign(json, logOf(json, 'Objected', 1)),
    finding: { status: 'missing', code: 'UNSIGNED', participant: OBJECTOR.id },
  },
  'an objection that the agency signed': {
    file: 'life',
    alter: json => signAgain(json, logOf(json, 'Objected', 1), AGENCY.secretKey),
    finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: OBJECTOR.id, found: AGENCY.signer },
  },
  'an objection without grounds': {
    file: 'life',
    alter: json => restate(json, logOf(json, 'Objected', 1), OBJECTOR.secretKey, { document: ZERO_WORD }),
    finding: { status: 'false', code: 'NO_REASON', field: 'document', participant: OBJECTOR.id },
  },
  'an objection before the award': {
    file: 'life',
    // It names a result that there is not yet, and so nothing waits for the decision.
    found: 3,
    alter: json => moveBefore(json, logOf(json, 'Objected', 1), logOf(json, 'Awarded', 1)),
    finding: {
      status: 'false',
      code: 'WRONG_PHASE',
      field: 'Objected',
      expected: 'Standstill',
      found: 'Review',
    },
  },
  'a decision without reasons': {
    file: 'life',
    alter: json =>
      restate(json, logOf(json, 'ObjectionDecided', 1), AGENCY.secretKey, { document: ZERO_WORD }),
    finding: { status: 'false', code: 'NO_REASON', field: 'document' },
  },
  'a decision that was made twice': {
    file: 'life',
    alter: json => repeat(json, logOf(json, 'ObjectionDecided', 1)),
    finding: { status: 'false', code: 'NO_OPEN_OBJECTION', field: 'objection', found: 1 },
  },
})
