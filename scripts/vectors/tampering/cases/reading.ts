import { encodeLog } from '../../../../src/verify/log.ts'
import { type Drafts, unreadable } from '../case.ts'
import { flip } from '../edit.ts'
import {
  deploymentOf,
  type EvidenceJson,
  found,
  type LogJson,
  logBy,
  logOf,
  overwrite,
  parse,
  readValid,
  statementOf,
} from '../file.ts'

function firstLog(file: EvidenceJson): LogJson {
  return found(file.blocks[0]?.receipts[0]?.logs[0], 'log')
}

/** Where the first log stands. */
const FIRST_LOG = 'blocks[0].receipts[0].logs[0]'

/** Writes an event as if it were another contract's. */
function hide(file: EvidenceJson, log: LogJson): void {
  const { address, topics, data } = encodeLog(parse(file, log), deploymentOf(file))
  overwrite(log, { address, topics, data })
}

/** What is no evidence at all is refused before anything in it is believed. */
export const READING_CASES: Drafts = {
  // --------------------------------------------------------------------------------------------------------- the file
  'a file of another format': unreadable(
    'receipt',
    file => {
      file.format = 'bongin-trust'
    },
    'NOT_EVIDENCE',
  ),
  'a file of a later version': unreadable(
    'receipt',
    file => {
      file.version = 2
    },
    'NOT_EVIDENCE',
  ),
  'a file with a field too many': unreadable(
    'receipt',
    file => {
      Object.assign(file, { note: 'all is well' })
    },
    'MALFORMED_EVIDENCE',
    '',
  ),
  'a key that objects have by themselves': unreadable(
    'receipt',
    file => {
      Object.assign(file, { constructor: {} })
    },
    'MALFORMED_EVIDENCE',
    '',
  ),
  'a receipt without a bidder': unreadable(
    'receipt',
    file => {
      delete file.bidder
    },
    'MALFORMED_EVIDENCE',
    'bidder',
  ),
  'evidence of a tender with a bidder': unreadable(
    'failed',
    file => {
      file.bidder = '1001'
    },
    'MALFORMED_EVIDENCE',
    'bidder',
  ),
  'evidence without blocks': unreadable(
    'receipt',
    file => {
      file.blocks = []
    },
    'MALFORMED_EVIDENCE',
    'blocks',
  ),
  'an address in capital letters': unreadable(
    'receipt',
    ({ deployment }) => {
      deployment.ledger = deployment.ledger.toUpperCase().replace('0X', '0x') as typeof deployment.ledger
    },
    'MALFORMED_EVIDENCE',
    'deployment.ledger',
  ),
  'a chain id with a leading zero': unreadable(
    'receipt',
    ({ deployment }) => {
      deployment.chainId = `0${deployment.chainId}`
    },
    'MALFORMED_EVIDENCE',
    'deployment.chainId',
  ),
  'evidence that calls itself that of another tender': unreadable(
    'failed',
    file => {
      file.tender = readValid('single').tender
    },
    'MALFORMED_EVIDENCE',
    'blocks[10].receipts[0].logs[0].signed',
  ),
  'storage in a receipt': unreadable(
    'receipt',
    file => {
      file.state.storage = readValid('multiple').state.storage
    },
    'MALFORMED_EVIDENCE',
    'state.storage',
  ),
  'finality of a kind that does not exist': unreadable(
    'receipt',
    file => {
      file.finality.kind = 'work'
    },
    'MALFORMED_EVIDENCE',
    'finality.kind',
  ),

  // ------------------------------------------------------------------------------------------------------- the blocks
  'a header with a byte behind it': unreadable(
    'receipt',
    ({ blocks: [block] }) => {
      if (block) block.header = `${block.header}00`
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].header',
  ),
  'a header with a length that is not its own': unreadable(
    'receipt',
    ({ blocks: [block] }) => {
      if (block) block.header = block.header.replace(/^0xf9..../, '0xf90001') as typeof block.header
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].header',
  ),
  'a witnessed block without an audit path': unreadable(
    'receipt',
    ({ blocks: [block] }) => {
      delete block?.path
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].path',
  ),
  'a sealed block with an audit path': unreadable(
    'qbft',
    ({ blocks: [block] }) => {
      if (block) block.path = []
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].path',
  ),
  'a block that says nothing': unreadable(
    'failed',
    ({ blocks: [, block] }) => {
      if (block) Object.assign(block, { receipts: [], nodes: [] })
    },
    'MALFORMED_EVIDENCE',
    'blocks[1].receipts',
  ),
  'nodes in a block without receipts': unreadable(
    'failed',
    ({ blocks }) => {
      const last = found(blocks.at(-1), 'block')
      last.nodes = [...found(blocks[2], 'block').nodes]
    },
    'MALFORMED_EVIDENCE',
    'blocks[13].nodes',
  ),
  'a receipt of a transaction type that does not exist': unreadable(
    'receipt',
    ({ blocks: [block] }) => {
      if (block?.receipts[0]) block.receipts[0].type = 5
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].receipts[0].type',
  ),
  'a transaction without logs': unreadable(
    'receipt',
    ({ blocks: [block] }) => {
      if (block?.receipts[0]) block.receipts[0].logs = []
    },
    'MALFORMED_EVIDENCE',
    'blocks[0].receipts[0].logs',
  ),
  'receipts in another order': unreadable(
    'receipt',
    ({ blocks }) => {
      blocks[1]?.receipts.reverse()
    },
    'MALFORMED_EVIDENCE',
    'blocks[1].receipts[1].index',
  ),
  'a receipt that is there twice': unreadable(
    'failed',
    ({ blocks }) => {
      const receipts = blocks.at(-2)?.receipts
      if (receipts?.[0]) receipts.push(structuredClone(receipts[0]))
    },
    'MALFORMED_EVIDENCE',
    'blocks[12].receipts[1].index',
  ),

  // --------------------------------------------------------------------------------------------------------- the logs
  'an event written so that the checks do not see it': unreadable(
    'failed',
    file => hide(file, logOf(file, 'BidAccepted', 1)),
    'MALFORMED_EVIDENCE',
    'blocks[12].receipts[0].logs[0]',
  ),
  'an event that the contracts do not have': unreadable(
    'receipt',
    file => {
      Object.assign(firstLog(file), { event: 'constructor' })
    },
    'MALFORMED_EVIDENCE',
    `${FIRST_LOG}.event`,
  ),
  'an event with a field too many': unreadable(
    'receipt',
    file => {
      firstLog(file).note = ''
    },
    'MALFORMED_EVIDENCE',
    FIRST_LOG,
  ),
  'an argument that the statement says already': unreadable(
    'failed',
    file => {
      logOf(file, 'BidAccepted').bidder = '1001'
    },
    'MALFORMED_EVIDENCE',
    'blocks[11].receipts[0].logs[0]',
  ),
  'a statement of another bidder in a receipt': unreadable(
    'receipt',
    file => {
      const bids = file.blocks.at(-1)?.receipts[0]?.logs
      if (bids) bids[0] = logBy(readValid('multiple'), 'BidAccepted', 1001)
    },
    'MALFORMED_EVIDENCE',
    'blocks[6].receipts[0].logs[0].signed',
  ),
  'a share with a signature that nobody looks at': unreadable(
    'multiple',
    file => {
      const refused = logOf(file, 'ShareRefused').signed
      if (refused) logOf(file, 'ShareReleased').signed = refused
    },
    'MALFORMED_EVIDENCE',
    'blocks[13].receipts[1].logs[0].signed.statement.type',
  ),
  'an event caused by a statement of another kind': unreadable(
    'failed',
    file => {
      const foreign = logOf(file, 'KeysConfirmed').signed
      if (foreign) logOf(file, 'BidAccepted').signed = foreign
    },
    'MALFORMED_EVIDENCE',
    'blocks[11].receipts[0].logs[0].signed.statement.type',
  ),
  'an enumeration by its number': unreadable(
    'multiple',
    file => {
      logOf(file, 'BidOpened').invalidity = 0
    },
    'MALFORMED_EVIDENCE',
    'blocks[14].receipts[0].logs[0].invalidity',
  ),
  'an amount as a number': unreadable(
    'multiple',
    file => {
      logOf(file, 'BidOpened').price = 1
    },
    'MALFORMED_EVIDENCE',
    'blocks[14].receipts[0].logs[0].price',
  ),
  'an amount that no contract can hold': unreadable(
    'multiple',
    file => {
      logOf(file, 'BidOpened').price = String(1n << 96n)
    },
    'MALFORMED_EVIDENCE',
    'blocks[14].receipts[0].logs[0].price',
  ),
  'a time that no contract can hold': unreadable(
    'failed',
    file => {
      statementOf(logOf(file, 'BidAccepted')).validUntil = 2 ** 48
    },
    'MALFORMED_EVIDENCE',
    'blocks[11].receipts[0].logs[0].signed.statement.validUntil',
  ),
  'a hash with a digit missing': unreadable(
    'failed',
    file => {
      const log = logOf(file, 'BidAccepted')
      log.record = flip(String(log.record)).slice(0, -1)
    },
    'MALFORMED_EVIDENCE',
    'blocks[11].receipts[0].logs[0].record',
  ),
  'participant zero': unreadable(
    'failed',
    file => {
      statementOf(logOf(file, 'BidAccepted')).bidder = '0'
    },
    'MALFORMED_EVIDENCE',
    'blocks[11].receipts[0].logs[0].signed.statement.bidder',
  ),
}
