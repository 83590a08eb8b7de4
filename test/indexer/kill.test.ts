import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { relayStatement } from '../../src/chain/statements.ts'
import { openDatabase } from '../../src/db/open.ts'
import { rebuild } from '../../src/indexer/rebuild.ts'
import { type LedgerWorld, openLedger } from '../gateway/support/ledger.ts'
import { announce, prepare, register, signedBid, supplier } from '../gateway/support/play.ts'
import { authorOf } from '../support/ledger/author.ts'
import { indexAll, rememberingLog } from './support.ts'

const INDEXING = fileURLToPath(new URL('./indexing.ts', import.meta.url))
const KILLS = 4
/** Milliseconds after its first blocks within which an indexer is killed. */
const LONGEST_LIFE = 300

describe('an indexer that is killed', function () {
  this.timeout(300_000)
  let world: LedgerWorld
  const children: ChildProcess[] = []

  before(async () => {
    world = await openLedger()
    await prepare(world, 40)
  })
  after(async () => {
    for (const child of children) child.kill('SIGKILL')
    await world.close()
  })

  it('at random moments, while the chain goes on, leaves no gap and no double', async () => {
    const { log } = rememberingLog()
    const directory = join(world.directory, 'index')
    const heads: number[] = []
    const busy = { over: false }
    const bidding = keepBidding(world, busy)
    for (let round = 0; round < KILLS; round += 1) {
      const child = spawn(process.execPath, [INDEXING, world.node.url, world.directory, directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      const [begin] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
      heads.push(Number(begin))
      await sleep(Math.random() * LONGEST_LIFE)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    busy.over = true
    await bidding

    expect(heads).to.deep.equal(heads.toSorted((a, b) => a - b))
    expect(new Set(heads).size, 'each life made some progress, or the kills came too early').to.be.above(2)
    const database = await openDatabase({ directory })
    try {
      await indexAll({ contracts: world.contracts, database, log })
      const { tables } = await rebuild({ contracts: world.contracts, database, log })
      expect(tables.filter(({ same }) => !same)).to.deep.equal([])
      expect(tables.find(({ name }) => name === 'bids')?.rows).to.be.above(10)
    } finally {
      await database.close()
    }
  })
})

/** Registers, announces and bids, one block after the other. */
const keepBidding = async (world: LedgerWorld, busy: { over: boolean }): Promise<void> => {
  const tender = await announce(world, 0)
  for (let place = 0; !busy.over || place < 20; place += 1) {
    const newcomer = authorOf(5_000 + place)
    await register(world, [newcomer], 4)
    if (place < 40)
      await relayStatement(signedBid(world, tender, supplier(place), 900_000n), world.contracts, world.relay)
  }
}
