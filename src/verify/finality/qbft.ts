import { secp256k1 } from '@noble/curves/secp256k1.js'
import { fromHex, type Hex, keccak256 } from '../../protocol/bytes.ts'
import { addressOf } from '../../protocol/point.ts'
import { verifyError } from '../error.ts'
import { type Block, encodeWithExtraData, type Header, hashHeader } from '../header.ts'
import { missing, type Outcome, proven, refuted } from '../outcome.ts'
import { decodeExtraData, encodeExtraData, type QbftExtraData } from './qbftExtraData.ts'
import { beginTally, changeValidators, type Tally, tallyBlock } from './qbftVotes.ts'

/**
 * What an auditor knows of a QBFT chain whose validators stand in its headers. Validators are trusted: more than two thirds of them can
 * seal any history, also with keys of a time when they still were validators.
 */
export interface QbftTrust {
  /** Who seals the first of the headers. */
  readonly validators: readonly Hex[]
  /** After how many blocks votes are discarded: `epochlength` of the chain's genesis file. */
  readonly epochLength: number
}

/** `details.number` is the block at fault. */
export type QbftFalsehood =
  | 'NOT_ASCENDING'
  | 'MALFORMED_EXTRA_DATA'
  /** The parent hash is not the hash of the block before. */
  | 'BROKEN_CHAIN'
  /** The header lists other validators than the trust, the blocks before it and their votes allow. */
  | 'OTHER_VALIDATORS'
  | 'FOREIGN_PROPOSER'
  | 'MALFORMED_SEAL'
  | 'FOREIGN_SEAL'
  | 'DUPLICATE_SEAL'

export type QbftGap =
  | 'TOO_FEW_SEALS'
  /** The set changed by votes that are not among the headers. */
  | 'VOTES_MISSING'

type QbftOutcome<Value> = Outcome<Value, QbftFalsehood, QbftGap>

/**
 * Checks that headers of a Besu (or GoQuorum) QBFT chain are final: each sealed by a quorum of the validators that its predecessors made.
 * Headers may be left out: each is final by its own seals. Only where the set of validators changes are the blocks needed whose votes
 * changed it, back to where they suffice for it. Seals on secp256k1; not for chains whose validators a contract names.
 * @param headers in ascending order
 * @returns an outcome for each header; after one that is not proven the next ones are judged as if it were not there
 * @throws INVALID_TRUST
 */
export function checkQbft(headers: readonly Header[], trust: QbftTrust): QbftOutcome<Block>[] {
  assertTrust(trust)
  let last: Step | undefined
  return headers.map(header => {
    const step = checkStep(header, trust, last)
    if (step.status !== 'proven') return { ...step, details: { number: header.number, ...step.details } }
    last = step.value
    return proven(step.value.block)
  })
}

/**
 * The hash by which a QBFT chain knows the block: with the round put back to 0 and without seals, since both are only known when the
 * block is agreed. Block 0 is hashed as it stands (Besu's `BftBlockHashing`).
 * @returns undefined if the extra data are not QBFT's
 */
export function qbftHash(header: Header): Hex | undefined {
  const extra = decodeExtraData(header.extraData)
  return extra === undefined ? undefined : chainHash(header, extra)
}

/** What a validator seals: the header with the round in which it was agreed, and without seals. */
export function commitHash(header: Header, extra: QbftExtraData): Hex {
  return hashWith(header, { ...extra, seals: [] })
}

/** ⌈2N/3⌉: any two quorums then share an honest validator while fewer than a third are not. */
export function quorumOf(validators: number): number {
  return Math.ceil((2 * validators) / 3)
}

/** A header that has been checked, and what follows from it for the next. */
interface Step {
  readonly block: Block
  readonly extra: QbftExtraData
  readonly tally: Tally
}

function checkStep(header: Header, trust: QbftTrust, last: Step | undefined): QbftOutcome<Step> {
  if (last !== undefined && header.number <= last.block.header.number) return refuted('NOT_ASCENDING')
  const extra = decodeExtraData(header.extraData)
  if (extra === undefined) return refuted('MALFORMED_EXTRA_DATA')
  const parent = last?.block.header.number === header.number - 1 ? last : undefined
  if (parent !== undefined && header.parentHash !== parent.block.hash) {
    return refuted('BROKEN_CHAIN', { expected: parent.block.hash, found: header.parentHash })
  }
  const before =
    parent?.tally ?? beginTally(last?.tally.validators ?? trust.validators, header.number, trust.epochLength)
  const fault = checkValidators(extra, before, last, parent) ?? checkSeals(header, extra)
  if (fault !== undefined) return fault
  const vote = { number: header.number, proposer: header.miner, vote: extra.vote }
  return proven({
    block: { header, hash: chainHash(header, extra) },
    extra,
    tally: tallyBlock(before, vote, trust.epochLength),
  })
}

function checkValidators(extra: QbftExtraData, { validators, complete }: Tally, last?: Step, parent?: Step) {
  const details = { expected: validators, found: extra.validators }
  if (areSame(extra.validators, validators)) return undefined
  if (last === undefined) return refuted('OTHER_VALIDATORS', details)
  if (parent === undefined) return missing('VOTES_MISSING', details)
  const { vote, validators: former } = parent.extra
  // Each vote changes the set by its recipient at most: whatever was voted before, only this could have come of it.
  const isPossible = vote !== undefined && areSame(extra.validators, changeValidators(former, vote))
  return !complete && isPossible ? missing('VOTES_MISSING', details) : refuted('OTHER_VALIDATORS', details)
}

/** As Besu's `BftCommitSealsValidationRule` and `BftCoinbaseValidationRule`: not one seal may be foreign or double. */
function checkSeals(header: Header, extra: QbftExtraData) {
  const { validators, seals } = extra
  if (!validators.includes(header.miner)) return refuted('FOREIGN_PROPOSER', { proposer: header.miner })
  const hash = fromHex(commitHash(header, extra))
  const sealers = new Set<Hex>()
  for (const [position, seal] of seals.entries()) {
    const sealer = recoverSealer(hash, seal)
    if (sealer === undefined) return refuted('MALFORMED_SEAL', { position })
    if (!validators.includes(sealer)) return refuted('FOREIGN_SEAL', { position, sealer })
    if (sealers.has(sealer)) return refuted('DUPLICATE_SEAL', { position, sealer })
    sealers.add(sealer)
  }
  const required = quorumOf(validators.length)
  return sealers.size < required ? missing('TOO_FEW_SEALS', { required, found: sealers.size }) : undefined
}

/** High `s` is refused: Besu normalises each seal that it makes, and whoever relays it could otherwise give it a second form. */
function recoverSealer(hash: Uint8Array, seal: Uint8Array): Hex | undefined {
  const parity = seal[64]
  if (seal.length !== 65 || (parity !== 0 && parity !== 1)) return undefined
  try {
    const signature = secp256k1.Signature.fromBytes(seal.subarray(0, 64)).addRecoveryBit(parity)
    return signature.hasHighS() ? undefined : addressOf(signature.recoverPublicKey(hash).toAffine())
  } catch {
    return undefined
  }
}

function chainHash(header: Header, extra: QbftExtraData): Hex {
  return header.number === 0 ? hashHeader(header) : hashWith(header, { ...extra, round: 0, seals: [] })
}

function hashWith(header: Header, extra: QbftExtraData): Hex {
  return keccak256(encodeWithExtraData(header, encodeExtraData(extra)))
}

function areSame(a: readonly Hex[], b: readonly Hex[]): boolean {
  return a.length === b.length && a.every((address, position) => address === b[position])
}

/** With no validators, no seals would be a quorum. */
function assertTrust({ validators, epochLength }: QbftTrust): void {
  const areValidators = validators.every(address => /^0x[0-9a-f]{40}$/.test(address))
  const areDistinct = new Set(validators).size === validators.length
  if (
    validators.length === 0 ||
    !areValidators ||
    !areDistinct ||
    !Number.isSafeInteger(epochLength) ||
    epochLength < 1
  ) {
    throw verifyError(
      'INVALID_TRUST',
      'Trust in a QBFT chain needs distinct addresses in lower case and an epoch length',
    )
  }
}
