import type { Terms } from '../../../../src/protocol/terms.ts'
import { altered, alteredAlone, type Drafts, forged } from '../case.ts'
import { flip, removeBlock } from '../edit.ts'
import { blockOf, found, logOf, readValid, statementOf } from '../file.ts'

const OTHER_ADDRESS = `0x${'07'.repeat(20)}` as const
const OTHER_HASH = `0x${'07'.repeat(32)}` as const
/** Half an hour around the closing. */
const OUTAGE_OF_MULTIPLE = { from: closingOf('multiple') - 1_200, until: closingOf('multiple') + 600 }

function closingOf(base: string): number {
  const { schedule } = statementOf(logOf(readValid(base), 'Announced')).terms as Terms
  return schedule.closingAt
}

/** Contracts and code are those that the auditor knows, and outages that it names were heeded. */
export const CHAIN_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P8.1
  'evidence of another chain': altered(
    'failed',
    file => {
      file.deployment.chainId = '1'
    },
    'P8.1 fail OTHER_DEPLOYMENT',
  ),
  'evidence of another ledger': altered(
    'failed',
    file => {
      file.deployment.ledger = OTHER_ADDRESS
    },
    'P8.1 fail OTHER_DEPLOYMENT',
  ),
  'the registry and the keys exchanged': altered(
    'failed',
    ({ deployment }) => {
      ;[deployment.registry, deployment.keys] = [deployment.keys, deployment.registry]
    },
    'P8.1 fail OTHER_DEPLOYMENT',
  ),
  'keys that answer to another ledger': forged(
    'failed',
    file => {
      logOf(file, 'LedgerBound').ledger = OTHER_ADDRESS
    },
    ['P8.1 fail OTHER_DEPLOYMENT'],
  ),
  'keys of which nobody knows to what ledger they answer': alteredAlone(
    'failed',
    file => removeBlock(file, blockOf(file, logOf(file, 'LedgerBound'))),
    ['P8.1 missing NOT_THERE'],
  ),
  'a deployment that the auditor does not know': alteredAlone(
    'failed',
    () => {},
    ['P8.1 fail OTHER_DEPLOYMENT'],
    {
      trust: ({ deployment }) => {
        deployment.registry = OTHER_ADDRESS
      },
    },
  ),

  // ------------------------------------------------------------------------------------------------------------- P8.4
  'other code than the auditor knows': alteredAlone('failed', () => {}, ['P8.4 fail OTHER_CODE'], {
    trust: ({ code }) => {
      code.ledger = OTHER_HASH
    },
  }),
  'the code of another contract at the address of the ledger': forged(
    'failed',
    () => {},
    ['P8.4 fail OTHER_CODE'],
    { code: { ledger: OTHER_HASH } },
  ),
  'the state of another block': alteredAlone(
    'failed',
    file => {
      file.state = readValid('single').state
    },
    ['P4.7 fail STATE_NOT_PROVEN', 'P8.4 fail STATE_NOT_PROVEN'],
  ),
  'no state at all': alteredAlone(
    'failed',
    file => {
      file.state = { accounts: [], storage: [] }
    },
    ['P4.7 missing STATE_NOT_PROVEN', 'P8.4 missing STATE_NOT_PROVEN'],
  ),
  'an account altered in the file': alteredAlone(
    'failed',
    file => {
      const { accounts } = file.state
      accounts[accounts.length - 1] = flip(accounts.at(-1) ?? '')
    },
    ['P4.7 fail STATE_NOT_PROVEN', 'P8.4 fail STATE_NOT_PROVEN'],
  ),
  'a node of the state that belongs to no path': alteredAlone(
    'failed',
    file => {
      file.state.accounts.push(found(file.state.storage[0], 'node'))
    },
    ['P4.7 fail STATE_NOT_PROVEN', 'P8.4 fail STATE_NOT_PROVEN'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P8.7
  'a postponement for an outage that nobody knows': alteredAlone('life', () => {}, ['P8.7 fail NO_OUTAGE'], {
    policy: { outages: [{ from: 1_798_000_000, until: 1_798_000_600 }] },
  }),
  'an outage at the closing that was ignored': alteredAlone(
    'multiple',
    () => {},
    ['P8.7 fail OUTAGE_IGNORED'],
    { policy: { outages: [OUTAGE_OF_MULTIPLE] } },
  ),
}
