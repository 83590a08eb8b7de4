import { expect } from 'chai'
import { STATE_CHECKS } from '../../../src/verify/checks/state.ts'
import { describeCheck } from '../support/alteration.ts'
import { type EvidenceJson, logOf, readVector, remove, runAltered } from '../support/evidence.ts'

interface State {
  accounts: string[]
  storage: string[]
}

describeCheck(
  STATE_CHECKS,
  'P4.7',
  { failed: 'pass', fallback: 'pass', multiple: 'pass', receipt: 'notApplicable', single: 'pass' },
  {
    'proofs that lack': {
      file: 'multiple',
      alter: json => {
        ;(json.state as State).storage = []
      },
      finding: { status: 'missing', code: 'STATE_NOT_PROVEN', found: 'PROOF_MISSING' },
    },
    'the proofs of another tender': {
      file: 'multiple',
      alter: json => {
        json.state = { ...(json.state as State), storage: (readVector('single').state as State).storage }
      },
      finding: { status: 'false', code: 'STATE_NOT_PROVEN', found: 'OTHER_ROOT' },
    },
  },
)

describe('P4.7', () => {
  const fieldsOf = async (file: string, alter: (json: EvidenceJson) => void) => {
    const { status, findings } = await runAltered(STATE_CHECKS, 'P4.7', file, alter)
    expect(status).to.equal('fail')
    return findings.map(({ field }) => field)
  }

  it('finds that the last acts are left out', async () => {
    const fields = await fieldsOf('multiple', json => remove(json, logOf(json, 'Concluded')))
    expect(fields).to.deep.equal(['record', 'acts'])
  })

  it('finds a valid bid whose opening is left out', async () => {
    const fields = await fieldsOf('fallback', json => remove(json, logOf(json, 'BidOpened')))
    expect(fields).to.deep.equal(['opened', 'valid'])
  })

  it('finds a bid that is left out, even the last', async () => {
    const fields = await fieldsOf('failed', json => remove(json, logOf(json, 'BidAccepted', -1)))
    expect(fields).to.deep.equal(['record', 'bids', 'accepted'])
  })
})
