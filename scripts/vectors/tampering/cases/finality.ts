import { ed25519 } from '@noble/curves/ed25519.js'
import { fromHex, word } from '../../../../src/protocol/bytes.ts'
import { formatKey, SIGNATURE_TYPES } from '../../../../src/verify/finality/note.ts'
import { scalar } from '../../evidence/cast.ts'
import { altered, alteredAlone, type Drafts, forged, type TrustJson } from '../case.ts'
import { flip, setTime, timeOf } from '../edit.ts'
import { blockOf, type EvidenceJson, found, lastBlock, logOf, readValid } from '../file.ts'
import { vouchAgain } from '../forge.ts'

/** A second witness, and somebody whom nobody trusts. */
const SECOND_KEY = fromHex(word(scalar('second witness')))
const SECOND_NAME = 'second.example/witness'
const STRANGER_KEY = fromHex(word(scalar('no witness')))

/** The auditor asks for two witnesses. */
function trustTwo({ finality }: TrustJson): void {
  const publicKey = ed25519.getPublicKey(SECOND_KEY)
  const second = formatKey({ name: SECOND_NAME, type: SIGNATURE_TYPES.cosignature, publicKey })
  finality.witnesses = [...(finality.witnesses as string[]), second]
  finality.quorum = 2
}

function checkpointOf(file: EvidenceJson): string {
  return found(file.finality.checkpoint, 'checkpoint')
}

/** The block with the first bids. */
function blockOfBids(file: EvidenceJson) {
  return blockOf(file, logOf(file, 'BidAccepted'))
}

/** Order and time are the chain's, and witnesses vouch for one history only. */
export const FINALITY_CASES: Drafts = {
  'the time of a block altered in the file': altered(
    'multiple',
    file => setTime(blockOfBids(file), timeOf(blockOfBids(file)) - 1),
    'P8.2 fail NOT_FINAL',
  ),
  'a block that nobody vouched for': altered(
    'failed',
    file => {
      blockOfBids(file).header = blockOfBids(readValid('fallback')).header
    },
    'P8.2 fail NOT_FINAL',
  ),
  'an audit path of another block': alteredAlone(
    'failed',
    file => {
      const path = blockOf(file, logOf(file, 'Announced')).path
      if (path) blockOfBids(file).path = path
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'an audit path altered in the file': alteredAlone(
    'failed',
    file => {
      const { path = [] } = blockOfBids(file)
      path[0] = flip(path[0] ?? '')
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a hash too many in an audit path': alteredAlone(
    'failed',
    file => {
      blockOfBids(file).path?.push(word(0n))
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a block with an empty audit path': alteredAlone(
    'failed',
    file => {
      blockOfBids(file).path = []
    },
    ['P8.2 missing FINALITY_MISSING'],
  ),
  'an older checkpoint': altered(
    'multiple',
    file => {
      file.finality = readValid('receipt').finality
    },
    'P8.2 fail NOT_FINAL',
  ),
  'the checkpoint of another chain': alteredAlone(
    'failed',
    file => vouchAgain(file, { origin: 'elsewhere.example/chain' }),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a checkpoint altered in the file': alteredAlone(
    'failed',
    file => {
      file.finality.checkpoint = checkpointOf(file).replace(
        /\n([0-9]+)\n/,
        (_, size) => `\n${Number(size) + 1}\n`,
      )
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a checkpoint whose signature was altered': alteredAlone(
    'failed',
    file => {
      file.finality.checkpoint = checkpointOf(file).replace(/(.)(.{7})\n$/, (_, digit, rest) => {
        return `${digit === 'A' ? 'B' : 'A'}${rest}\n`
      })
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a checkpoint that a stranger signed in the name of the witness': alteredAlone(
    'failed',
    file => vouchAgain(file, { secretKey: STRANGER_KEY }),
    ['P8.2 missing FINALITY_MISSING'],
  ),
  'a checkpoint that the witness signed under another name': alteredAlone(
    'failed',
    file => vouchAgain(file, { name: 'other.example/witness' }),
    ['P8.2 missing FINALITY_MISSING'],
  ),
  'a checkpoint without a signature': alteredAlone(
    'failed',
    file => {
      file.finality.checkpoint = checkpointOf(file).replace(/— .*\n$/, '')
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'one witness where two are asked for': alteredAlone('failed', () => {}, ['P8.2 missing FINALITY_MISSING'], {
    trust: trustTwo,
  }),
  'one witness that signed twice where two are asked for': alteredAlone(
    'failed',
    file => vouchAgain(file, { times: 2 }),
    ['P8.2 missing FINALITY_MISSING'],
    { trust: trustTwo },
  ),
  'a history that the auditor does not know': alteredAlone('failed', () => {}, ['P8.2 fail NOT_FINAL'], {
    trust: ({ finality }) => {
      finality.origin = 'elsewhere.example/chain'
    },
  }),
  'evidence that claims to be sealed by validators': alteredAlone(
    'failed',
    file => {
      file.finality = { kind: 'qbft' }
      for (const block of file.blocks) delete block.path
    },
    ['P8.2 fail OTHER_FINALITY'],
  ),
  'two blocks exchanged in the file': alteredAlone(
    'failed',
    file => {
      const { blocks } = file
      ;[blocks[11], blocks[12]] = [found(blocks[12], 'block'), found(blocks[11], 'block')]
    },
    ['P8.2 fail BLOCKS_OUT_OF_ORDER'],
  ),
  'a block that is there twice': altered(
    'failed',
    file => {
      file.blocks.splice(12, 0, structuredClone(blockOfBids(file)))
    },
    'P8.2 fail BLOCKS_OUT_OF_ORDER',
  ),
  'two blocks of one number': altered(
    'failed',
    file => {
      const copy = structuredClone(blockOfBids(file))
      setTime(copy, timeOf(copy) + 1)
      file.blocks.splice(12, 0, copy)
    },
    'P8.2 fail BLOCKS_OUT_OF_ORDER',
  ),
  'a chain whose time falls': forged(
    'failed',
    file => setTime(lastBlock(file), timeOf(blockOfBids(file)) - 1),
    ['P8.2 fail BLOCKS_OUT_OF_ORDER'],
  ),
}
