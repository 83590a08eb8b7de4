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
  endCeremony,
  type Holder,
  isOutdated,
  OUTLINE,
  openKey,
  prune,
  rehearseKey,
  type View,
} from './view.ts'

type Name = (typeof OUTLINE | typeof DETAILS)[number] | 'KeysProposed'

/** Nodes limit the blocks of one question, and we the questions at one time. */
const BLOCKS_AT_ONCE = 5_000
const QUESTIONS_AT_ONCE = 50

/**
 * Reads all that matters to a guardian at its start: sets and ceremonies in outline, the packages of the ceremonies that are not over
 * or by which others are judged, and the state of each key of its sets that is not open.
 * @param fromBlock the block before which the contracts were not there
 */
export async function readView(ledger: Ledger, holder: Holder, fromBlock: number): Promise<View> {
  const view = emptyView(await reach(ledger.provider.getBlockNumber()))
  for await (const event of readEvents(ledger, fromBlock, view.block, OUTLINE)) apply(view, holder, event)
  dropOver(view, holder)
  await readBeginnings(ledger, view)
  const telling = [...view.ceremonies.values()].filter(({ ceremony, isOver }) => !(ceremony.ready && isOver))
  if (telling.length > 0) {
    const since = Math.min(...telling.map(({ startedIn }) => startedIn.block))
    const numbers = telling.map(({ ceremony }) => ceremony.ceremony)
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
    const events = await readRange(ledger, view.block + 1, last, [])
    for (const event of await withTimes(ledger, events)) apply(view, holder, event)
    view.block = last
  }
  prune(view)
}

/** Events of some names in the ledger's order; of some ceremonies or of all. Those of DETAILS have the times of their blocks. */
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
    const events = await readRange(ledger, first, Math.min(first + BLOCKS_AT_ONCE - 1, toBlock), topics)
    yield* names === DETAILS ? await withTimes(ledger, events) : events
  }
}

async function readRange(
  { provider, deployment }: Ledger,
  fromBlock: number,
  toBlock: number,
  topics: string[][],
): Promise<LedgerEvent[]> {
  const logs = await reach(provider.getLogs({ address: deployment.keys, topics, fromBlock, toBlock }))
  return logs
    .toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
    .flatMap(log => decodeLog(log, 0) ?? [])
}

/** By what happened when guardians are judged; of other events nobody asks the time. */
const TIMED: ReadonlySet<string> = new Set(['CeremonyStarted', ...DETAILS])

async function withTimes(ledger: Ledger, events: readonly LedgerEvent[]): Promise<LedgerEvent[]> {
  const blocks = events.filter(({ name }) => TIMED.has(name)).map(({ block }) => block)
  const times = await readTimes(ledger, new Set(blocks))
  return events.map(event => ({ ...event, timestamp: times.get(event.block) ?? 0 }))
}

async function readTimes({ provider }: Ledger, blocks: ReadonlySet<number>): Promise<Map<number, number>> {
  const times = await each([...blocks], async (number): Promise<[number, number]> => {
    const block = await reach(provider.getBlock(number))
    if (block === null)
      throw guardianError(
        'LEDGER_INCONSISTENT',
        `The node gave events of block ${number}, but not the block.`,
      )
    return [number, block.timestamp]
  })
  return new Map(times)
}

/**
 * Ceremonies that made keys are history, except where this guardian has still to tidy up after one; and so are, without a share here,
 * those that it has given up, or in which it has no part and would give up.
 */
function dropOver(view: View, { isRunning, gaveUp, holds }: Holder): void {
  for (const [number, attended] of view.ceremonies) {
    const isPointless = gaveUp(number) || (isOutdated(view, attended) && !isRunning(number))
    const isOver = attended.ceremony.ready ? !isRunning(number) : isPointless && !holds(keyId(number, 0))
    if (isOver) endCeremony(view, number)
  }
  prune(view)
}

/** Of the ceremonies that are left. */
async function readBeginnings(ledger: Ledger, view: View): Promise<void> {
  const all = [...view.ceremonies]
  const times = await readTimes(ledger, new Set(all.map(([, { startedIn }]) => startedIn.block)))
  for (const [number, attended] of all) {
    const ceremony = { ...attended.ceremony, startedAt: times.get(attended.startedIn.block) ?? 0 }
    view.ceremonies.set(number, { ...attended, ceremony })
  }
}

async function readKeyStates({ keys }: Ledger, view: View): Promise<void> {
  await each([...view.keys.keys()], async key => {
    const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
    if (state === 'Assigned') assignKey(view, key, (await reach(keys.tenderOf(key))) as Hex)
    if (state === 'Rehearsing') rehearseKey(view, key)
    if (state === 'Open') openKey(view, key)
  })
}

async function each<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let i = 0; i < items.length; i += QUESTIONS_AT_ONCE)
    results.push(...(await Promise.all(items.slice(i, i + QUESTIONS_AT_ONCE).map(ask))))
  return results
}
