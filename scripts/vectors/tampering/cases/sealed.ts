import { secp256k1 } from '@noble/curves/secp256k1.js'
import { fromHex } from '../../../../src/protocol/bytes.ts'
import { alteredAlone, type Drafts, forged, type TrustJson } from '../case.ts'
import { setField, setTime, timeOf } from '../edit.ts'
import { type BlockJson, blockOf, type EvidenceJson, lastBlock, logBy, logOf } from '../file.ts'
import { extraOf, type Seals, STRANGER, seal, sealAgain, setExtra, VALIDATORS } from '../sealing.ts'

/** The last block: no other names it as its parent. */
function setSeals(file: EvidenceJson, change: (seals: Seals) => Seals): void {
  const block = lastBlock(file)
  const extra = extraOf(block)
  setExtra(block, { ...extra, seals: change(extra.seals) })
}

const ADDRESSES = VALIDATORS.map(({ address }) => address)

/** The same signature with the other `s`. */
function twin(bytes: Uint8Array): Uint8Array {
  const { r, s } = secp256k1.Signature.fromBytes(bytes.subarray(0, 64))
  const high = new secp256k1.Signature(r, secp256k1.Point.Fn.neg(s))
  return Uint8Array.of(...high.toBytes(), 1 - (bytes[64] ?? 0))
}

function blockOfBids(file: EvidenceJson): BlockJson {
  return blockOf(file, logOf(file, 'BidAccepted'))
}

/** Blocks of a chain with validators are final by their seals. */
export const SEALED_CASES: Drafts = {
  'two seals of four validators': alteredAlone('qbft', file => setSeals(file, seals => seals.slice(0, 2)), [
    'P8.2 missing FINALITY_MISSING',
  ]),
  'no seal at all': alteredAlone('qbft', file => setSeals(file, () => []), ['P8.2 missing FINALITY_MISSING']),
  'one seal twice': alteredAlone(
    'qbft',
    file => setSeals(file, ([first, second]) => [first, second, second].flatMap(each => each ?? [])),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a seal of a stranger': alteredAlone(
    'qbft',
    file => sealAgain(lastBlock(file), [...VALIDATORS.slice(0, 2), STRANGER]),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a stranger beside enough validators': alteredAlone(
    'qbft',
    file => sealAgain(lastBlock(file), [...VALIDATORS, STRANGER]),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a seal with the twin of its signature': alteredAlone(
    'qbft',
    file => setSeals(file, ([first, ...others]) => [...(first ? [twin(first)] : []), ...others]),
    ['P8.2 fail NOT_FINAL'],
  ),
  'the seals of another block': alteredAlone(
    'qbft',
    file => setSeals(file, () => extraOf(blockOfBids(file)).seals),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a round altered after the seals were made': alteredAlone(
    'qbft',
    file => setExtra(lastBlock(file), { ...extraOf(lastBlock(file)), round: 1 }),
    ['P8.2 fail NOT_FINAL'],
  ),
  'the time of a sealed block altered': alteredAlone(
    'qbft',
    file => setTime(lastBlock(file), timeOf(lastBlock(file)) + 1),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a block that a stranger proposed': alteredAlone(
    'qbft',
    file => {
      setField(lastBlock(file), 'miner', fromHex(STRANGER.address))
      sealAgain(lastBlock(file))
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a list of validators with a stranger in it': alteredAlone(
    'qbft',
    file => {
      const validators = [...ADDRESSES, STRANGER.address].sort()
      seal(lastBlock(file), { ...extraOf(lastBlock(file)), validators }, [...VALIDATORS, STRANGER])
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'a list of validators of which one was dropped': alteredAlone(
    'qbft',
    file => {
      seal(lastBlock(file), { ...extraOf(lastBlock(file)), validators: ADDRESSES.slice(0, 3) })
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'extra data that are none of a sealed chain': alteredAlone(
    'qbft',
    file => setField(lastBlock(file), 'extraData', new Uint8Array(32)),
    ['P8.2 fail NOT_FINAL'],
  ),
  'a block that names another parent': alteredAlone(
    'qbft',
    file => {
      setField(lastBlock(file), 'parentHash', new Uint8Array(32))
      sealAgain(lastBlock(file))
    },
    ['P8.2 fail NOT_FINAL'],
  ),
  'sealed blocks where the auditor trusts other validators': alteredAlone(
    'qbft',
    () => {},
    ['P8.2 fail NOT_FINAL'],
    {
      trust: ({ finality }: TrustJson) => {
        finality.validators = [...ADDRESSES.slice(0, 3), STRANGER.address].sort()
      },
    },
  ),
  'sealed evidence that claims to be witnessed': alteredAlone(
    'qbft',
    file => {
      file.finality = { kind: 'witness', checkpoint: '' }
      for (const block of file.blocks) block.path = []
    },
    ['P8.2 fail OTHER_FINALITY'],
  ),
  'a price that three of four validators sealed': forged(
    'qbft',
    file => {
      const log = logBy(file, 'BidOpened', 1004)
      log.price = String(BigInt(String(log.price)) - 1n)
    },
    ['P5.1 fail OTHER_OUTCOME'],
  ),
}
