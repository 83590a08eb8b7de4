import { secp256k1 } from '@noble/curves/secp256k1.js'
import { fromHex, type Hex, toHex } from '../../../src/protocol/bytes.ts'
import { addressOf } from '../../../src/protocol/point.ts'
import { commitHash, qbftHash, quorumOf } from '../../../src/verify/finality/qbft.ts'
import { encodeExtraData, type QbftExtraData, type Vote } from '../../../src/verify/finality/qbftExtraData.ts'
import { decodeHeader, encodeWithExtraData, type Header } from '../../../src/verify/header.ts'
import { headerOf, quantity } from './blocks.ts'

export interface Validator {
  readonly address: Hex
  readonly secretKey: Uint8Array
}

/** Five keys in ascending order of their addresses: four validators and somebody else. */
const KEYS = [1, 2, 3, 4, 5].map(validatorOf).sort((a, b) => (a.address < b.address ? -1 : 1))
export const VALIDATORS: readonly Validator[] = KEYS.slice(0, 4)
export const STRANGER = KEYS[4] as Validator

export const addressesOf = (validators: readonly Validator[]): Hex[] =>
  validators.map(({ address }) => address)

/** What a test says of a block; the rest is as it should be. */
export interface Draft {
  readonly number?: number
  readonly validators?: readonly Hex[]
  readonly proposer?: Hex
  readonly vote?: Vote
  readonly round?: number
  /** Who seals: a quorum of the four unless something else is said. */
  readonly sealers?: readonly Validator[]
  readonly fields?: Readonly<Record<string, string>>
}

/** A sealed block. */
export function sealBlock(draft: Draft = {}, parent?: Header): Header {
  const { header, extra } = draftBlock(draft, parent)
  const sealers = draft.sealers ?? VALIDATORS.slice(0, quorumOf(VALIDATORS.length))
  const hash = commitHash(header, extra)
  return withExtra(header, { ...extra, seals: sealers.map(({ secretKey }) => sealWith(hash, secretKey)) })
}

/** Blocks that follow each other from block 1 on, or from the first one's number. */
export function sealChain(drafts: readonly Draft[]): Header[] {
  const headers: Header[] = []
  for (const draft of drafts) headers.push(sealBlock(draft, headers.at(-1)))
  return headers
}

/** The same header with other extra data. */
export function withExtra(header: Header, extra: QbftExtraData): Header {
  return withExtraBytes(header, encodeExtraData(extra))
}

export function withExtraBytes(header: Header, extraData: Uint8Array): Header {
  const changed = decodeHeader(encodeWithExtraData(header, extraData))
  if (changed === undefined) throw new Error('This is no header')
  return changed
}

/** `r ‖ s ‖ v`, as a validator seals. */
export function sealWith(hash: Hex, secretKey: Uint8Array): Uint8Array {
  const options = { prehash: false, format: 'recovered' } as const
  const [parity = 0, ...rs] = secp256k1.sign(fromHex(hash), secretKey, options)
  return Uint8Array.from([...rs, parity])
}

/** A header without seals, and its extra data. */
export function draftBlock(draft: Draft, parent?: Header): { header: Header; extra: QbftExtraData } {
  const extra: QbftExtraData = {
    vanity: new Uint8Array(32),
    validators: draft.validators ?? addressesOf(VALIDATORS),
    vote: draft.vote,
    round: draft.round ?? 0,
    seals: [],
  }
  const number = draft.number ?? (parent?.number ?? 0) + 1
  const header = headerOf({
    parentHash: (parent && qbftHash(parent)) ?? `0x${'77'.repeat(32)}`,
    miner: draft.proposer ?? addressesOf(VALIDATORS)[0] ?? '',
    difficulty: '0x1',
    number: quantity(number),
    timestamp: quantity(1_700_000_000 + number),
    extraData: toHex(encodeExtraData(extra)),
    ...draft.fields,
  })
  return { header, extra }
}

function validatorOf(key: number): Validator {
  const secretKey = new Uint8Array(32).fill(key)
  return {
    secretKey,
    address: addressOf(secp256k1.Point.fromBytes(secp256k1.getPublicKey(secretKey)).toAffine()),
  }
}
