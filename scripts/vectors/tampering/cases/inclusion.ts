import { encodeLog } from '../../../../src/verify/log.ts'
import { altered, alteredAlone, type Drafts } from '../case.ts'
import { exchange, flip, insertAfter, moveAfter, remove, removeReceipt, repeat } from '../edit.ts'
import { blockOf, deploymentOf, type EvidenceJson, found, logBy, logOf, parse, receiptOf } from '../file.ts'

const OTHER_ADDRESS = `0x${'07'.repeat(20)}` as const
const OTHER_HASH = `0x${'07'.repeat(32)}` as const

/** A log of a contract that is none of the three. */
const FOREIGN_LOG = { address: OTHER_ADDRESS, topics: [OTHER_HASH], data: '0x' } as const

/** An event of ours under an address that is not, as raw as the chain has it: it hides what happened. */
function hide(file: EvidenceJson, event: 'BidRefused' | 'Disqualified'): void {
  const log = logOf(file, event)
  const { topics, data } = encodeLog(parse(file, log), deploymentOf(file))
  for (const key of Object.keys(log)) delete log[key]
  Object.assign(log, { address: OTHER_ADDRESS, topics, data })
}

/** What the contracts said stands in the blocks, byte by byte. */
export const INCLUSION_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P8.3
  'the gas of a transaction altered in the file': alteredAlone(
    'failed',
    file => {
      receiptOf(file, logOf(file, 'BidAccepted')).cumulativeGasUsed++
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'the type of a transaction altered in the file': alteredAlone(
    'failed',
    file => {
      receiptOf(file, logOf(file, 'BidAccepted')).type = 0
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'the place of a transaction altered in the file': alteredAlone(
    'multiple',
    file => {
      receiptOf(file, logOf(file, 'BidAccepted', -1)).index = 3
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'receipts in the wrong block': altered(
    'failed',
    file => {
      const [one, other] = [0, 1].map(place => blockOf(file, logOf(file, 'BidAccepted', place)))
      if (one === undefined || other === undefined) return
      ;[one.receipts, other.receipts] = [other.receipts, one.receipts]
    },
    'P8.3 fail NOT_IN_BLOCK',
  ),
  'a proof from another block': alteredAlone(
    'multiple',
    file => {
      const foreign = blockOf(file, logOf(file, 'KeyOpened')).nodes
      blockOf(file, logOf(file, 'BidAccepted')).nodes = [...foreign]
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a proof without one of its nodes': alteredAlone(
    'multiple',
    file => {
      blockOf(file, logOf(file, 'KeyOpened')).nodes.pop()
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a proof altered in the file': alteredAlone(
    'multiple',
    file => {
      const { nodes } = blockOf(file, logOf(file, 'KeyOpened'))
      nodes[0] = flip(nodes[0] ?? '')
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a node that belongs to no path': alteredAlone(
    'multiple',
    file => {
      const foreign = found(blockOf(file, logOf(file, 'KeyOpened')).nodes[0], 'node')
      blockOf(file, logOf(file, 'BidAccepted')).nodes.push(foreign)
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a node that is there twice': alteredAlone(
    'multiple',
    file => {
      const { nodes } = blockOf(file, logOf(file, 'KeyOpened'))
      nodes.push(found(nodes[0], 'node'))
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'an event left out of its transaction': altered(
    'multiple',
    file => remove(file, logBy(file, 'BidAccepted', 1003)),
    'P8.3 fail NOT_IN_BLOCK',
  ),
  'an event that is there twice': altered(
    'multiple',
    file => repeat(file, logBy(file, 'BidRanked', 1004)),
    'P8.3 fail NOT_IN_BLOCK',
  ),
  'an event moved to another transaction': alteredAlone(
    'multiple',
    file => moveAfter(file, logOf(file, 'BidRefused'), logBy(file, 'BidAccepted', 1003)),
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'two events exchanged': alteredAlone(
    'multiple',
    file => exchange(file, logOf(file, 'OpeningRefused'), logOf(file, 'OpeningRefused', 1)),
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'an event of another contract added': alteredAlone(
    'failed',
    file => insertAfter(file, logOf(file, 'BidAccepted'), { ...FOREIGN_LOG }),
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'an event hidden under the address of another contract': alteredAlone(
    'multiple',
    file => hide(file, 'BidRefused'),
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a refused bid with another answer': alteredAlone(
    'multiple',
    file => {
      logOf(file, 'BidRefused', 1).result = 'Unauthorized'
    },
    ['P8.3 fail NOT_IN_BLOCK'],
  ),
  'a receipt that was left out': altered(
    'multiple',
    file => removeReceipt(file, logOf(file, 'BidAccepted', -1)),
    'P4.7 fail OTHER_STATE',
  ),
}
