import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import type { Ledger } from '../../../src/chain/contracts.ts'
import type { Database } from '../../../src/db/database.ts'
import { ledgerHead } from '../../../src/db/queries/ledger.ts'
import { queueDepth, readQueue } from '../../../src/db/queries/queue.ts'
import { follow } from '../../../src/indexer/follow.ts'
import { rebuild } from '../../../src/indexer/rebuild.ts'
import type { Account, Errand, Load, Told } from './load.ts'
import { type LedgerRecord, type Place, readRecord } from './record.ts'
import type { Site } from './site.ts'

/** What a round may have done that no other may. */
export interface Allowance {
  /** Codes with which a good statement may be refused; then it must not be on the ledger. */
  readonly refusals: readonly string[]
}

const log = pino({ level: 'silent' })
const LOOK = 200
/** Looks after which a queue that is not empty, or an index that is behind, counts as stuck. */
const MOST_LOOKS = 300
/** How often an embedded gateway is given so many milliseconds more to finish what waits. */
const MOST_LIVES = 6
const A_LIFE = 4_000

/** @returns a sentence for each promise that was not kept; empty: all were */
export async function findFaults(site: Site, load: Load, allowance: Allowance): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const faults = await site.inspect(async (contracts, database) => {
      const waiting = await drained(site, database)
      // What a gateway that was stopped left in the queue, its successor brings to the ledger.
      if (waiting > 0 && look < MOST_LIVES) return undefined
      return [
        ...(waiting > 0 ? [`${waiting} statements stay in the queue`] : []),
        ...(await compare(site, load, { contracts, database, allowance })),
      ]
    })
    if (faults !== undefined) return faults
    await site.whole()
    await sleep(A_LIFE)
  }
}

interface Truth {
  readonly contracts: Ledger
  readonly database: Database
  readonly allowance: Allowance
}

async function compare(site: Site, load: Load, { contracts, database, allowance }: Truth): Promise<string[]> {
  const record = await readRecord(contracts)
  return [
    ...load.accounts.flatMap(account => faultsOf(account, record, allowance)),
    ...doubles(record),
    ...unanswered(load),
    ...falseReasons(load),
    ...(await indexFaults(site, contracts, database)),
    ...(await queueFaults(load, database, record)),
  ]
}

/** Waits, while somebody carries it, until nothing waits. @returns how many statements wait for ever */
async function drained({ database: server }: Site, database: Database): Promise<number> {
  for (let look = 0; ; look += 1) {
    const { waiting } = await queueDepth(database)
    if (waiting === 0 || server === undefined || look === MOST_LOOKS) return waiting
    await sleep(LOOK)
  }
}

const isEnd = ({ what }: Told): boolean => what === 'included' || what === 'refused'

function unanswered({ accounts }: Load): string[] {
  const silent = accounts.filter(({ told }) => !told.some(isEnd))
  return silent.map(({ errand, told }) => `${nameOf(errand)}: no end was ever told (${JSON.stringify(told)})`)
}

/** An answer that says nothing of the statement may say why: busy or away (503), not in a block yet (504), or nothing at all (0). */
function falseReasons({ trouble }: Load): string[] {
  const reasons = [...trouble.keys()].filter(reason => !/^(0|503 .*|504 .*)$/.test(reason))
  return reasons.map(reason => `answered ${reason} while something was away`)
}

function faultsOf({ errand, told }: Account, record: LedgerRecord, { refusals }: Allowance): string[] {
  const places = record.get(errand.mark) ?? []
  const mine = places.filter(({ statement }) => statement === undefined || statement === errand.digest)
  const name = nameOf(errand)
  return told.flatMap((each): string[] => {
    if (each.what === 'forgotten') return [`${name}: was queued, and then no gateway knew of it`]
    if (each.what === 'included' && !stands(each, mine))
      return [`${name}: told included in block ${each.block}, but the ledger has ${JSON.stringify(mine)}`]
    if (each.what !== 'refused') return []
    const { code, detail } = each
    if (mine.length > 0) return [`${name}: told refused (${code}: ${detail}), but it stands on the ledger`]
    return refusals.includes(code) ? [] : [`${name}: refused without a reason (${code}: ${detail})`]
  })
}

const stands = (
  { block, transaction }: Extract<Told, { what: 'included' }>,
  places: readonly Place[],
): boolean => places.some(place => place.block === block && place.transaction === transaction)

function doubles(record: LedgerRecord): string[] {
  return [...record].filter(([, places]) => places.length > 1).map(([mark]) => `twice on the ledger: ${mark}`)
}

/** Every row as a rebuilding from block 0 makes it, up to the chain's head. */
async function indexFaults(site: Site, contracts: Ledger, database: Database): Promise<string[]> {
  const head = await contracts.provider.getBlockNumber()
  // In the embedded database nobody else indexes now.
  const indexer = site.indexer === undefined ? follow({ contracts, database, log }) : undefined
  try {
    for (let look = 0; ((await ledgerHead(database))?.block ?? -1) < head; look += 1) {
      if (look === MOST_LOOKS) return [`the index stays behind block ${head}`]
      await sleep(LOOK)
    }
  } finally {
    await indexer?.close()
  }
  const { tables } = await rebuild({ contracts, database, log })
  return tables
    .filter(({ same }) => !same)
    .map(({ name, differences }) => `table ${name} differs: ${JSON.stringify(differences[0])}`)
}

/** What the queue says for later askers. */
async function queueFaults({ accounts }: Load, database: Database, record: LedgerRecord): Promise<string[]> {
  const errands = new Map(accounts.map(({ errand }) => [errand.digest, errand]))
  const rows = await database.query<{ sending: `0x${string}` }>('SELECT sending FROM queue')
  const queue = await readQueue(
    database,
    rows.map(({ sending }) => sending),
  )
  return queue.flatMap(({ digest, state, block, transaction, refusal, closingAt, doneAt }) => {
    const errand = errands.get(digest)
    if (errand === undefined) return []
    if (state === 'refused' && refusal?.code === 'TOO_LATE' && (closingAt === null || doneAt === null))
      return [`${nameOf(errand)}: the queue does not say when it was too late`]
    if (state !== 'included') return []
    const places = record.get(errand.mark) ?? []
    const isThere = places.some(place => place.block === block && place.transaction === transaction)
    return isThere ? [] : [`${nameOf(errand)}: the queue says block ${block}, the ledger does not`]
  })
}

const nameOf = ({ signed, mark }: Errand): string => `${signed.statement.type} (${mark})`
