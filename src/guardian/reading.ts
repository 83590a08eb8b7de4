import { toBeHex, zeroPadValue } from 'ethers'
import { INTERFACES, type Ledger } from '../chain/contracts.ts'
import { decodeLog, type LedgerEvent } from '../chain/events.ts'
import { reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { nameAt, KEY_STATES } from '../protocol/tender.ts'
import { guardianError } from './error.ts'
import { apply, assignKey, DETAILS, emptyView, type Holder, OUTLINE, openKey, type View } from './view.ts'

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
  const running = [...view.ceremonies.values()].filter(
    ({ ceremony: { ceremony, ready } }) => !ready && !holder.gaveUp(ceremony),
  )
  if (running.length > 0) {
    const since = Math.min(...running.map(({ startedIn }) => startedIn))
    const numbers = running.map(({ ceremony }) => ceremony.ceremony)
    for await (const event of readEvents(ledger, since, view.block, DETAILS, numbers)) apply(view, holder, event)
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
    throw guardianError('LEDGER_INCONSISTENT', `The chain ended at block ${view.block} before, and at block ${head} now.`)
  }
  for await (const event of readEvents(ledger, view.block + 1, head)) apply(view, holder, event)
  view.block = head
}

/**
 * Events of OpeningKeys in the ledger's order.
 * @param names all if left out
 * @param ceremonies all if left out
 */
export async function* readEvents(
  { provider, deployment }: Ledger,
  fromBlock: number,
  toBlock: number,
  names?: readonly Name[],
  ceremonies?: readonly number[],
): AsyncGenerator<LedgerEvent> {
  const topics = [topicsOf(names), ceremonies?.map((ceremony) => zeroPadValue(toBeHex(ceremony), 32)) ?? null]
  for (let first = fromBlock; first <= toBlock; first += BLOCKS_AT_ONCE) {
    const last = Math.min(first + BLOCKS_AT_ONCE - 1, toBlock)
    const filter = { address: deployment.keys, topics, fromBlock: first, toBlock: last }
    const logs = await reach(provider.getLogs(filter))
    for (const log of logs.toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)) {
      // The time of the block is of no interest here.
      const event = decodeLog(log, 0)
      if (event !== undefined) yield event
    }
  }
}

async function readKeyStates({ keys }: Ledger, view: View): Promise<void> {
  const held = [...view.keys.keys()]
  for (let i = 0; i < held.length; i += KEYS_AT_ONCE) {
    await Promise.all(
      held.slice(i, i + KEYS_AT_ONCE).map(async (key) => {
        const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
        if (state === 'Assigned') assignKey(view, key, (await reach(keys.tenderOf(key))) as Hex)
        if (state === 'Open') openKey(view, key)
      }),
    )
  }
}

function topicsOf(names: readonly Name[] | undefined): string[] | null {
  return names?.map((name) => INTERFACES.keys.getEvent(name).topicHash) ?? null
}
