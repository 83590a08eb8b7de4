import { secp256k1 } from '@noble/curves/secp256k1.js'
import { fromHex, type Hex, word } from '../../../src/protocol/bytes.ts'
import { addressOfKey } from '../../../src/protocol/statement.ts'
import { commitHash, qbftHash, quorumOf } from '../../../src/verify/finality/qbft.ts'
import {
  decodeExtraData,
  encodeExtraData,
  type QbftExtraData,
} from '../../../src/verify/finality/qbftExtraData.ts'
import { scalar } from '../evidence/cast.ts'
import { setField } from './edit.ts'
import { type BlockJson, type EvidenceJson, found, headerOf } from './file.ts'

/** A validator of the QBFT chain on which the tender is played a second time. */
export interface Validator {
  readonly secretKey: Hex
  readonly address: Hex
}

function validator(number: number): Validator {
  const secretKey = word(scalar(`validator ${number}`))
  return { secretKey, address: addressOfKey(secretKey) }
}

/** In ascending order of their addresses, as headers list them. */
export const VALIDATORS: readonly Validator[] = [1, 2, 3, 4]
  .map(validator)
  .sort((a, b) => (a.address < b.address ? -1 : 1))

/** Has the key of a validator, and is none. */
export const STRANGER = validator(5)

export const EPOCH_LENGTH = 30_000

/** The same blocks as a QBFT chain of four validators would have them: each sealed by three, proposed in turn. */
export function sealAll(file: EvidenceJson): void {
  for (const [place, block] of file.blocks.entries()) {
    delete block.path
    const before = file.blocks[place - 1]
    if (before !== undefined) link(block, before)
    const proposer = found(VALIDATORS[headerOf(block).number % VALIDATORS.length], 'validator')
    setField(block, 'miner', fromHex(proposer.address))
    const validators = VALIDATORS.map(({ address }) => address)
    seal(block, { vanity: new Uint8Array(32), validators, vote: undefined, round: 0, seals: [] })
  }
  file.finality = { kind: 'qbft' }
}

/** Three of the four validators seal what was altered, and what names it as its parent. */
export function sealAltered(base: EvidenceJson, file: EvidenceJson): void {
  const known = new Set(base.blocks.map(({ header }) => header))
  for (const [place, block] of file.blocks.entries()) {
    const before = file.blocks[place - 1]
    if (before !== undefined) link(block, before)
    if (!known.has(block.header)) sealAgain(block)
  }
}

/** A block names the one before it. */
function link(block: BlockJson, before: BlockJson): void {
  const [header, parent] = [headerOf(block), headerOf(before)]
  if (header.number !== parent.number + 1) return
  setField(block, 'parentHash', fromHex(found(qbftHash(parent), 'hash')))
}

/** Writes extra data into a header, with the seals of these over it. */
export function seal(
  block: BlockJson,
  extra: QbftExtraData,
  sealers: readonly Validator[] = VALIDATORS.slice(0, quorumOf(VALIDATORS.length)),
): void {
  const hash = fromHex(commitHash(headerOf(block), extra))
  const seals = sealers.map(({ secretKey }) => {
    const options = { prehash: false, format: 'recovered' } as const
    const [parity = 0, ...rs] = secp256k1.sign(hash, fromHex(secretKey), options)
    return Uint8Array.from([...rs, parity])
  })
  setExtra(block, { ...extra, seals })
}

/** Has a block sealed again as it now stands. */
export function sealAgain(block: BlockJson, sealers?: readonly Validator[]): void {
  seal(block, extraOf(block), sealers)
}

export type Seals = QbftExtraData['seals']

export function setExtra(block: BlockJson, extra: QbftExtraData): void {
  setField(block, 'extraData', encodeExtraData(extra))
}

export function extraOf(block: BlockJson): QbftExtraData {
  return found(decodeExtraData(headerOf(block).extraData), 'extra data of QBFT')
}

/** The trust that belongs to it. */
export function sealedTrust(trust: object): object {
  const validators = VALIDATORS.map(({ address }) => address)
  return { ...trust, finality: { kind: 'qbft', validators, epochLength: EPOCH_LENGTH } }
}
