import type { QueueRow } from '../../db/queries/queue.ts'
import type { RecordedStatement } from '../../db/queries/statements.ts'
import type { Hex } from '../../protocol/bytes.ts'

/** How far a statement has come. Times in milliseconds since 1970 by the gateway's clock, `closingAt` in seconds. */
export type Status = {
  readonly digest: Hex
  readonly type: string
  readonly state: QueueRow['state']
  readonly times: {
    readonly received: number | null
    readonly sent: number | null
    readonly done: number | null
  }
  readonly closingAt: number | null
  readonly inclusion: { readonly block: number; readonly transaction: Hex } | null
  readonly refusal: { readonly code: string; readonly detail: string } | null
}

/** What the queue says of a statement. */
export const statusOf = (row: QueueRow): Status => {
  const { digest, type, state, closingAt, block, transaction, refusal } = row
  return {
    digest,
    type,
    state,
    times: { received: row.receivedAt, sent: row.sentAt, done: row.doneAt },
    closingAt,
    inclusion: block === null || transaction === null ? null : { block, transaction },
    refusal: refusal && { code: refusal.code, detail: refusal.detail },
  }
}

/** Of a statement that stands on the ledger and that the queue does not know, or not any more. */
export const recordedStatus = ({ digest, type, block, transaction }: RecordedStatement): Status => ({
  digest,
  type,
  state: 'included',
  times: { received: null, sent: null, done: null },
  closingAt: null,
  inclusion: { block, transaction },
  refusal: null,
})
