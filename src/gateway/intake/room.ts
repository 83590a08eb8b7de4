import type { SignedStatement } from '../../protocol/statement.ts'
import type { GatewayConfig } from '../config/config.ts'
import { gatewayError } from '../error.ts'
import { holderOf } from './entry.ts'

/** How much of the queue one tender's bids may fill, and one author's statements: a flood of either leaves room for the others. */
const TENDER_SHARE = 1 / 2
const HOLDER_SHARE = 1 / 20

/** The bounds of what waits in this gateway, so that it refuses before its memory is full. */
export type Room = {
  /**
   * Takes room for a statement.
   * @returns gives the room back
   * @throws BonginError `QUEUE_FULL`
   */
  enter(signed: SignedStatement, bytes: number): () => void
  /** Room for what was taken over from another gateway, whose word has to be kept. */
  admit(signed: SignedStatement, bytes: number): () => void
  /** How many statements more there is room for. */
  free(): number
  size(): number
}

type Bounds = Pick<GatewayConfig, 'queueRows' | 'queueBytes'>

export const createRoom = ({ queueRows, queueBytes }: Bounds): Room => {
  const held = new Map<string, number>()
  let rows = 0
  let bytesHeld = 0

  const change = (names: readonly string[], bytes: number, by: 1 | -1): void => {
    rows += by
    bytesHeld += by * bytes
    for (const name of names) {
      const count = (held.get(name) ?? 0) + by
      if (count === 0) held.delete(name)
      else held.set(name, count)
    }
  }

  const admit: Room['admit'] = (signed, bytes) => {
    const names = sharesOf(signed).map(({ name }) => name)
    change(names, bytes, 1)
    return () => change(names, bytes, -1)
  }

  const enter: Room['enter'] = (signed, bytes) => {
    if (rows >= queueRows || bytesHeld + bytes > queueBytes) throw full('The queue')
    for (const { name, share, whose } of sharesOf(signed))
      if ((held.get(name) ?? 0) >= Math.max(1, Math.floor(queueRows * share))) throw full(whose)
    return admit(signed, bytes)
  }

  return { enter, admit, free: () => Math.max(0, queueRows - rows), size: () => rows }
}

const sharesOf = (signed: SignedStatement) => {
  const { statement } = signed
  const holder = {
    name: `author ${holderOf(signed)}`,
    share: HOLDER_SHARE,
    whose: "This author's share of the queue",
  }
  if (statement.type !== 'SubmitBid') return [holder]
  const tender = {
    name: `tender ${statement.tender}`,
    share: TENDER_SHARE,
    whose: "This tender's share of the queue",
  }
  return [tender, holder]
}

const full = (whose: string) =>
  gatewayError(
    'QUEUE_FULL',
    `${whose} is full at the moment. Nothing was taken: send the same again in some seconds, here or to another gateway.`,
  )
