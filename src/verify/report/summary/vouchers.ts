import type { Hex } from '../../../protocol/bytes.ts'
import type { Evidence } from '../../evidence.ts'
import { decodeExtraData } from '../../finality/qbftExtraData.ts'
import { checkCheckpoint } from '../../finality/witness.ts'
import type { Trust } from '../../trust.ts'

/** Who vouches for order and time of the blocks. */
export type Vouchers =
  | {
      readonly kind: 'qbft'
      /** The validators that the last block names, and how many of them sealed it. */
      readonly validators: readonly Hex[]
      readonly seals: number
    }
  | {
      readonly kind: 'witness'
      readonly origin: string
      /** How many blocks the checkpoint covers. */
      readonly size: number
      readonly quorum: number
      /** Times in seconds since 1970, each by the witness's own clock. */
      readonly witnesses: readonly { readonly name: string; readonly time: number }[]
    }

/** @returns undefined if nobody whom the auditor trusts does; for a chain of validators P8.2 says whether the seals are theirs */
export function vouchersOf({ finality, blocks }: Evidence, trust: Trust['finality']): Vouchers | undefined {
  if (finality.kind === 'witness' && trust.kind === 'witness') {
    const checked = checkCheckpoint(finality.checkpoint, trust)
    if (checked.status !== 'proven') return undefined
    const { checkpoint, witnesses } = checked.value
    const { origin, size } = checkpoint
    return { kind: 'witness', origin, size, quorum: trust.quorum, witnesses }
  }
  const last = blocks.at(-1)
  const extra = last && decodeExtraData(last.header.extraData)
  if (finality.kind !== 'qbft' || trust.kind !== 'qbft' || extra === undefined) return undefined
  return { kind: 'qbft', validators: extra.validators, seals: extra.seals.length }
}
