/** What the sender of signed transactions is to do. */
export interface PlainPlan {
  /** JSON-RPC address of the node. */
  readonly url: string
  /** Raw transactions, one a line, in the order of their nonces. */
  readonly file: string
  /** How many may be under way at once. */
  readonly window: number
}

export interface PlainReport {
  readonly seconds: number
  /** Milliseconds from sending to seeing the block, ascending. */
  readonly latencies: readonly number[]
  readonly refused: number
}
