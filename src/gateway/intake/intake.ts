import { hash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Ledger } from '../../chain/contracts.ts'
import type { Relay } from '../../chain/relay.ts'
import { type Outcome, readOutcome } from '../../chain/statements.ts'
import type { Database } from '../../db/database.ts'
import { findQueued, type QueueRow } from '../../db/queries/queue.ts'
import { findStatement } from '../../db/queries/statements.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import type { SignedStatement } from '../../protocol/statement.ts'
import type { GatewayConfig } from '../config/config.ts'
import { gatewayError } from '../error.ts'
import type { Index } from '../indexWatch.ts'
import { createAdmission } from './admission.ts'
import { createDesk, type Desk } from './desk.ts'
import { createEntrance } from './entrance.ts'
import { createRoom } from './room.ts'
import { assertSignatures, signaturesOf } from './signature.ts'
import { recordedStatus, type Status, statusOf } from './status.ts'
import type { News, Ticket } from './waiters.ts'

/** What a statement's sender hears: what the ledger made of it, or that it stands safely in the queue. */
export type Answer =
  | { readonly outcome: Outcome; readonly status?: never }
  | { readonly status: Status; readonly outcome?: never }

/** Takes signed statements in and answers with what the ledger made of them. */
export type Intake = {
  /**
   * Takes a statement into the queue and waits until a block holds it and the index shows it. The same statement, however often
   * and whenever it is sent, and whoever brought it to the ledger, has the same outcome.
   * @param patience how long to wait, in milliseconds; 0: only until it is safe in the queue
   * @throws BonginError `BAD_SIGNATURE`, `QUEUE_FULL`, why the ledger refuses it, or why it takes longer (`LEDGER_UNREACHABLE`, ...)
   */
  submit(signed: SignedStatement, patience: number): Promise<Answer>
  /** @returns undefined if neither the queue nor the index knows the statement */
  status(digest: Hex): Promise<Status | undefined>
  /** As `Index.caughtUp`, but waits no longer than configured. */
  caughtUp(block: number): Promise<void>
  /** Begins to carry, first what a predecessor has left. */
  start(): Promise<void>
  /** Finishes what is under way. What still waits is left to the next gateway over the same database. */
  close(): Promise<void>
}

export type IntakeParts = {
  readonly contracts: Ledger
  readonly relay: Relay
  readonly database: Database
  readonly index: Index
  /** The ledger's time, in seconds since 1970. */
  readonly clock: () => number
  readonly config: GatewayConfig
  readonly log: Logger
}

/** Milliseconds between two looks at a statement that another gateway carries. */
const LOOK = 100

export const createIntake = (parts: IntakeParts): Intake => {
  const { contracts, config, database, clock } = parts
  const now = (): number => Math.round(clock() * 1_000)
  const shown = createShown(parts)
  const room = createRoom(config)
  const desk = createDesk({ ...parts, owner: randomUUID(), room, shown, now })
  const enter = createEntrance({ room, desk, admission: createAdmission(parts) })

  const submit = async (signed: SignedStatement, patience: number): Promise<Answer> => {
    const deadline = Date.now() + patience
    const digest = await assertSignatures(signed, contracts.deployment)
    const sending = sendingOf(digest, signed)
    const ticket = desk.join(sending)
    try {
      const standing = await enter({ sending, digest, signed, receivedAt: now(), closingAt: null, tries: 0 })
      if (standing === 'carried') return await answerFrom(ticket, sending, deadline, desk)
      const outcome =
        'outcome' in standing
          ? standing.outcome
          : await outcomeElsewhere(signed, standing.row, deadline, { contracts, desk })
      if (outcome === undefined) return { status: await statusNow(sending, desk) }
      await shown(outcome.block)
      return { outcome }
    } finally {
      ticket.leave()
    }
  }

  return {
    submit,
    status: digest => readStatus(database, digest),
    caughtUp: async block => void (await shown(block)),
    start: desk.start,
    close: desk.close,
  }
}

/** The statement together with its signatures: otherwise a stranger who signs the same words would take its author's answer with him. */
const sendingOf = (digest: Hex, signed: SignedStatement): Hex => {
  const parts = signaturesOf(signed).map(({ signer, signature }) => `${signer} ${signature}`)
  return `0x${hash('sha256', [digest, ...parts].join(' '))}`
}

const answerFrom = async (ticket: Ticket, sending: Hex, deadline: number, desk: Desk): Promise<Answer> => {
  const news = await within(ticket.news, deadline)
  if (news === undefined) return { status: await statusNow(sending, desk) }
  if (news.delay !== undefined) throw news.delay
  if (news.result instanceof BonginError) throw news.result
  return { outcome: news.result }
}

const within = async (news: Promise<News>, deadline: number): Promise<News | undefined> => {
  const milliseconds = deadline - Date.now()
  if (milliseconds <= 0) return undefined
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), milliseconds)
  try {
    return await Promise.race([news, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Follows a statement that another gateway carries, or that was answered for before. */
const outcomeElsewhere = async (
  signed: SignedStatement,
  standing: QueueRow,
  deadline: number,
  { contracts, desk }: Pick<IntakeParts, 'contracts'> & { desk: Desk },
): Promise<Outcome | undefined> => {
  for (let row: QueueRow | undefined = standing; row !== undefined; row = await desk.read(row.sending)) {
    if (row.refusal !== null) throw refusalOf(row.refusal)
    if (row.transaction !== null) return readOutcome(signed, row.transaction, contracts)
    if (Date.now() >= deadline) return undefined
    await sleep(LOOK)
  }
  return undefined
}

const refusalOf = ({ code, detail, details }: NonNullable<QueueRow['refusal']>): BonginError =>
  new BonginError(code, detail, { details: (details ?? {}) as Record<string, unknown> })

const statusNow = async (sending: Hex, desk: Desk): Promise<Status> => {
  const row = await desk.read(sending)
  if (row !== undefined) return statusOf(row)
  throw gatewayError('NOT_INCLUDED', 'The queue does not say where this statement stands. Send it again.')
}

const readStatus = async (database: Database, digest: Hex): Promise<Status | undefined> => {
  const queued = await findQueued(database, digest)
  // What others brought to the ledger stands there, whatever became of it here.
  if (queued !== undefined && queued.state !== 'refused') return statusOf(queued)
  const found = await findStatement(database, digest)
  if (found !== undefined) return recordedStatus(found)
  return queued && statusOf(queued)
}

/**
 * Waits until the index shows a block, but no longer than configured. Whoever asks for the same block at the same time, as all bids of a
 * batch do, waits together.
 */
const createShown = (parts: IntakeParts): ((block: number) => Promise<boolean>) => {
  const asked = new Map<number, Promise<boolean>>()
  return block => {
    const standing = asked.get(block)
    if (standing !== undefined) return standing
    const asking = isShown(block, parts).finally(() => asked.delete(block))
    asked.set(block, asking)
    return asking
  }
}

const isShown = async (block: number, { index, config, log }: IntakeParts): Promise<boolean> => {
  const patience = new AbortController()
  const late = sleep(config.indexPatience, 'late' as const, { signal: patience.signal })
  late.catch(() => undefined)
  try {
    if ((await Promise.race([index.caughtUp(block), late])) !== 'late') return true
    // What is on the ledger stands, whether the index shows it yet or not.
    log.warn({ block }, 'The index has not come as far as an answer that is given now.')
  } catch (error) {
    log.warn({ err: error, block }, 'The index does not say how far it has come.')
  } finally {
    patience.abort()
  }
  return false
}
