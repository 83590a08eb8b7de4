import { expect } from 'chai'
import { FIRST_REGISTRAR, REGISTRAR, secretKeyOf, supplier } from '../../../scripts/vectors/evidence/cast.ts'
import { REGISTRY_CHECKS } from '../../../src/verify/checks/registry.ts'
import { describeCheck, restate } from '../support/alteration.ts'
import { logOf, remove, repeat, runAltered, statementOf, unsign } from '../support/evidence.ts'

const bidder = supplier(2)

describeCheck(
  REGISTRY_CHECKS,
  'P8.5',
  { failed: 'pass', fallback: 'pass', multiple: 'pass', receipt: 'pass', single: 'pass' },
  {
    'an entry that nobody signed': {
      file: 'single',
      alter: json => unsign(json, logOf(json, 'RolesSet')),
      finding: { status: 'missing', code: 'UNSIGNED', participant: REGISTRAR.id },
    },
    'an entry that the participant signed in place of the registrar': {
      file: 'single',
      alter: json => restate(json, logOf(json, 'RolesSet'), supplier(3).secretKey, {}),
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: REGISTRAR.id },
    },
    'an entry that the former registrar signed': {
      file: 'single',
      alter: json => restate(json, logOf(json, 'RolesSet'), FIRST_REGISTRAR.secretKey, {}),
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: REGISTRAR.id },
    },
    'an entry that was altered after it was signed': {
      file: 'single',
      alter: json => {
        const log = logOf(json, 'Suspended')
        statementOf(log).reason = `0x${'99'.repeat(32)}`
      },
      finding: { status: 'false', code: 'BAD_SIGNATURE', participant: REGISTRAR.id },
    },
    'a signer that the registrar added to a participant': {
      file: 'single',
      alter: json => restate(json, logOf(json, 'SignerAdded'), REGISTRAR.secretKey, {}),
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: bidder.id },
    },
    'a signer that another participant removed': {
      file: 'single',
      alter: json =>
        restate(json, logOf(json, 'SignerRemoved'), supplier(3).secretKey, {
          author: supplier(3).id.toString(),
        }),
      finding: { status: 'false', code: 'MISSING_ROLE', participant: supplier(3).id, expected: 'registrar' },
    },
    'an entry that is left out': {
      file: 'single',
      alter: json => remove(json, logOf(json, 'SignerAdded')),
      finding: { status: 'missing', code: 'REVISION_GAP', participant: bidder.id, expected: 2, found: 3 },
    },
    'a participant that is registered twice': {
      file: 'multiple',
      alter: json => repeat(json, logOf(json, 'Registered', -1)),
      finding: { status: 'false', code: 'REGISTERED_TWICE' },
    },
    'a revision that does not follow from the statement': {
      file: 'single',
      alter: json => restate(json, logOf(json, 'RolesSet'), REGISTRAR.secretKey, { revision: 7 }),
      finding: { status: 'false', code: 'STATEMENT_DIFFERS', field: 'revision', expected: 8, found: 2 },
    },
    'a suspension that is longer than the registrar said': {
      file: 'single',
      alter: json => {
        const log = logOf(json, 'Suspended')
        log.until = Number(log.until) + 1
      },
      finding: { status: 'false', code: 'STATEMENT_DIFFERS', field: 'until' },
    },
    'a suspension that began before its act': {
      file: 'single',
      alter: json => {
        const log = logOf(json, 'Suspended')
        log.from = Number(log.from) - 1
      },
      finding: { status: 'false', code: 'STATEMENT_DIFFERS', field: 'from' },
    },
    'a first registrar with other roles': {
      file: 'single',
      alter: json => {
        logOf(json, 'Registered').roles = 3
      },
      finding: { status: 'false', code: 'OTHER_REGISTRAR', field: 'roles', expected: 1n, found: 3n },
    },
    'roles that the registrar did not give': {
      file: 'single',
      alter: json => {
        logOf(json, 'RolesSet').roles = 22
      },
      finding: { status: 'false', code: 'STATEMENT_DIFFERS', field: 'roles', expected: 20, found: 22 },
    },
    'a registrar that signed for somebody else': {
      file: 'single',
      alter: json => {
        const log = logOf(json, 'RegistrarChanged', 1)
        restate(json, log, REGISTRAR.secretKey, { successor: '1002' })
      },
      finding: { status: 'false', code: 'STATEMENT_DIFFERS', field: 'registrar', expected: 1002n, found: 2n },
    },
    'a registrar to whom the office was not offered': {
      file: 'single',
      alter: json =>
        restate(json, logOf(json, 'RegistrarOffered'), FIRST_REGISTRAR.secretKey, { successor: '1002' }),
      finding: { status: 'missing', code: 'NOT_THERE', field: 'RegistrarOffered', participant: REGISTRAR.id },
    },
    'a registrar that follows somebody who was none': {
      file: 'single',
      alter: json => {
        logOf(json, 'RegistrarChanged', 1).predecessor = '101'
      },
      finding: { status: 'false', code: 'OTHER_REGISTRAR', expected: 1n, found: 101n },
    },
    'a second beginning': {
      file: 'single',
      alter: json => {
        const log = logOf(json, 'Registered', 1)
        restate(json, log, secretKeyOf(101n), {})
      },
      finding: { status: 'false', code: 'UNKNOWN_SIGNER', participant: FIRST_REGISTRAR.id },
    },
  },
)

describe('P8.5', () => {
  it('finds a first registrar whom the auditor does not know: whoever makes the chain could have made the register', async () => {
    const { status, findings } = await runAltered(REGISTRY_CHECKS, 'P8.5', 'single', json => {
      logOf(json, 'Registered').signer = supplier(1).signer
    })
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({
      status: 'false',
      code: 'OTHER_REGISTRAR',
      field: 'signer',
      expected: FIRST_REGISTRAR.signer,
      found: supplier(1).signer,
    })
  })
})
