import type { MinedBlock, RpcClient } from './client.ts'
import { RpcError } from './error.ts'
import { assertSameBlock, assertSameHash, mineAt, readLatest } from './mine.ts'
import type { BlockRecord, JournalRecord } from './record.ts'

export interface Replayed {
  readonly head: MinedBlock
  /** The journal ends with the head's hash: nothing happened between the last block and the end of the run before. */
  readonly headIsJournalled: boolean
}

/** A block on its way through anvil. */
interface Mining {
  readonly record: BlockRecord
  /** The transactions' hashes, or why anvil refused one. */
  readonly hashes: Promise<PromiseSettledResult<unknown>[]>
  readonly block: Promise<MinedBlock>
}

/** Calls under way at most: enough that anvil never waits for us, and what they carry fits into the memory. */
const WINDOW = 400

/**
 * Mines every block of a journal again, in an anvil that has block 0 only, and compares each with its record.
 * @param onProgress told how many blocks are done
 * @throws BonginError `CHAIN_MISMATCH` with the first block that is not the same
 */
export async function replay(
  client: RpcClient,
  records: AsyncIterable<JournalRecord>,
  onProgress: (blocks: number) => void,
): Promise<Replayed> {
  const mining: Mining[] = []
  let underWay = 0
  let last: JournalRecord | undefined
  const finishFirst = async () => {
    const first = mining.shift()
    if (first === undefined) return
    await compare(first)
    underWay -= callsFor(first.record)
    onProgress(first.record.number)
  }
  for await (const record of records) {
    last = record
    if (record.type !== 'block') continue
    mining.push(mineAgain(client, record))
    underWay += callsFor(record)
    while (underWay > WINDOW) await finishFirst()
  }
  while (mining.length > 0) await finishFirst()
  const head = await readLatest(client)
  if (last?.type === 'head') assertSameHash(head, last)
  return { head, headIsJournalled: last?.type === 'head' }
}

function callsFor(record: BlockRecord): number {
  return record.transactions.length + 2
}

/** Sends everything without waiting: the client keeps the order. */
function mineAgain(client: RpcClient, record: BlockRecord): Mining {
  const hashes = Promise.allSettled(
    record.transactions.map(raw => client.call('eth_sendRawTransaction', [raw])),
  )
  const mined = mineAt(client, record.timestamp)
  const read = readLatest(client)
  const block = mined.then(() => read)
  // Of several that fail, the first is the one to name; compare() finds it in its turn.
  read.catch(() => {})
  block.catch(() => {})
  return { record, hashes, block }
}

async function compare({ record, hashes, block }: Mining): Promise<void> {
  assertSameBlock(await block, record, (await hashes).map(hashOrRefusal))
}

/** A refusal stands in the place of the hash, so that the comparison fails and shows it. */
function hashOrRefusal(answer: PromiseSettledResult<unknown>): string {
  if (answer.status === 'fulfilled') return String(answer.value)
  if (answer.reason instanceof RpcError) return `(refused: ${answer.reason.message})`
  throw answer.reason
}
