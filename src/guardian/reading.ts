import { INTERFACES, type Ledger } from '../chain/contracts.ts'
import { decodeLog, type LedgerEvent } from '../chain/events.ts'
import { reach } from '../chain/reach.ts'
import { type Hex, word } from '../protocol/bytes.ts'
import { keyId } from '../protocol/openingKey.ts'
import { KEY_STATES, nameAt } from '../protocol/tender.ts'
import { guardianError } from './error.ts'
import {
  apply,
  assignKey,
  DETAILS,
  emptyView,
  type Holder,
  isOutdated,
  OUTLINE,
  openKey,
  type View,
} from './view.ts'

type Name = (typeof OUTLINE | typeof DETAILS)[number] | 'KeysProposed'

/** Nodes limit the blocks of one question, and we the questions at one time. */
const BLOCKS_AT_ONCE = 5_000
const KEYS_AT_ONCE = 50

/**
 * Reads all that matters to a guardian at its start: sets and ceremonies in outline, the packages of the ceremonies that are not over,
 * and the state of each key that it holds a share of.
 * @param fromBlock the block before which the contracts were not there
 */
export async function readView(ledger: Ledger, holder: Holder, fromBlock: number): Promise<View> {
  const view = emptyView(await reach(ledger.provider.getBlockNumber()))
  for await (const event of readEvents(ledger, fromBlock, view.block, OUTLINE)) apply(view, holder, event)
  dropOver(view, holder)
  const running = [...view.ceremonies.values()].filter(({ ceremony }) => !holder.gaveUp(ceremony.ceremony))
  if (running.length > 0) {
    const since = Math.min(...running.map(({ startedIn }) => startedIn))
    const numbers = running.map(({ ceremony }) => ceremony.ceremony)
    for await (const event of readEvents(ledger, since, view.block, DETAILS, numbers))
      apply(view, holder, event)
  }
  await readKeyStates(ledger, view)
  return view
}

/**
 * Brings the view up to the newest block.
 * @throws LEDGER_INCONSISTENT if the chain has become shorter, or its events do not fit together
 */
export async function followView(ledger: Ledger, holder: Holder, view: View, head: number): Promise<void> {
  if (head < view.block) {
    throw guardianError(
      'LEDGER_INCONSISTENT',
      `The chain ended at block ${view.block} before, and at block ${head} now.`,
    )
  }
  while (view.block < head) {
    const last = Math.min(view.block + BLOCKS_AT_ONCE, head)
    for (const event of await readRange(ledger, view.block + 1, last, [])) apply(view, holder, event)
    view.block = last
  }
}

/** Events of some names in the ledger's order; of some ceremonies or of all. */
export async function* readEvents(
  ledger: Ledger,
  fromBlock: number,
  toBlock: number,
  names: readonly Name[],
  ceremonies?: readonly number[],
): AsyncGenerator<LedgerEvent> {
  const topics = [names.map(name => INTERFACES.keys.getEvent(name).topicHash)]
  if (ceremonies !== undefined) topics.push(ceremonies.map(ceremony => word(BigInt(ceremony))))
  for (let first = fromBlock; first <= toBlock; first += BLOCKS_AT_ONCE) {
    yield* await readRange(ledger, first, Math.min(first + BLOCKS_AT_ONCE - 1, toBlock), topics)
  }
}

async function readRange(
  { provider, deployment }: Ledger,
  fromBlock: number,
  toBlock: number,
  topics: string[][],
): Promise<LedgerEvent[]> {
  const logs = await reach(provider.getLogs({ address: deployment.keys, topics, fromBlock, toBlock }))
  return (
    logs
      .toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
      // The time of the block is of no interest here.
      .flatMap(log => decodeLog(log, 0) ?? [])
  )
}

/**
 * Ceremonies that made keys are history, except where this guardian has still to tidy up after one; and so are, without a share here,
 * those that it has given up, or in which it has no part and would give up.
 */
function dropOver(view: View, { isRunning, gaveUp, holds }: Holder): void {
  for (const [number, attended] of view.ceremonies) {
    const isPointless = gaveUp(number) || (isOutdated(view, attended) && !isRunning(number))
    const isOver = attended.ceremony.ready ? !isRunning(number) : isPointless && !holds(keyId(number, 0))
    if (isOver) view.ceremonies.delete(number)
  }
}

async function readKeyStates({ keys }: Ledger, view: View): Promise<void> {
  const held = [...view.keys.keys()]
  for (let i = 0; i < held.length; i += KEYS_AT_ONCE) {
    await Promise.all(
      held.slice(i, i + KEYS_AT_ONCE).map(async key => {
        const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
        if (state === 'Assigned') assignKey(view, key, (await reach(keys.tenderOf(key))) as Hex)
        if (state === 'Open') openKey(view, key)
      }),
    )
  }
}
