import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { parseBlock } from '../../../src/chain/embedded/client.ts'
import { Journal } from '../../../src/chain/embedded/journal.ts'
import type { JournalRecord } from '../../../src/chain/embedded/record.ts'
import { Sequencer } from '../../../src/chain/embedded/sequencer.ts'
import { useBareAnvil } from './support/bareAnvil.ts'
import { failureOf } from './support/failure.ts'
import { BEGINNING } from './support/scene.ts'

describe('A block', function () {
  this.timeout(60_000)
  const bare = useBareAnvil()
  const failures: string[] = []

  beforeEach(() => {
    failures.length = 0
  })

  const height = async () => Number(await bare().client.call('eth_blockNumber', []))

  /** A real journal and a real sequencer; `before` is told of each record before it is written. */
  async function openSequencer(
    before: (record: JournalRecord) => Promise<void>,
  ): Promise<{ sequencer: Sequencer; journal: Journal }> {
    class WatchedJournal extends Journal {
      override async append(record: JournalRecord): Promise<void> {
        await before(record)
        await super.append(record)
      }
    }
    const { client, directory } = bare()
    const path = join(directory, 'journal.jsonl')
    const journal = new WatchedJournal(await open(path, 'a+'), path, 0)
    const head = parseBlock(await client.call('eth_getBlockByNumber', ['0x0', false]))
    const onFailure = (error: { code: string }) => failures.push(error.code)
    return { sequencer: new Sequencer({ client, journal, clock: () => BEGINNING, head, onFailure }), journal }
  }

  it('is not on the chain before it is in the journal', async () => {
    const seen: [number, number][] = []
    const { sequencer, journal } = await openSequencer(async record => {
      if (record.type === 'block') seen.push([record.number, await height()])
    })
    for (let i = 0; i < 3; i++) {
      await sequencer.send(await bare().account.sign())
      await sequencer.mine()
    }
    await sequencer.close()
    await journal.close()
    expect(seen.length).to.be.greaterThan(2)
    for (const [number, before] of seen) expect(before).to.equal(number - 1)
  })

  it('that cannot be written is not mined, and the sequencer ends', async () => {
    const { sequencer, journal } = await openSequencer(async record => {
      if (record.type === 'block' && record.number === 2) throw new Error('no space left on device')
    })
    await sequencer.mine()
    const refused = failureOf(sequencer.mine(), 'NODE_STOPPED')
    await sequencer.send(await bare().account.sign()).catch(() => {})
    await refused
    expect(await height()).to.equal(1)
    await failureOf(sequencer.send(await bare().account.sign()), 'NODE_STOPPED')
    expect(failures).to.deep.equal(['NODE_STOPPED'])
    await sequencer.close()
    await journal.close()
  })

  it('that somebody mined behind our back is noticed', async () => {
    const { sequencer, journal } = await openSequencer(async () => {})
    await sequencer.mine()
    await bare().client.call('evm_mine', [])
    const error = await failureOf(sequencer.mine(), 'CHAIN_MISMATCH')
    expect(error.details.block).to.equal(2)
    expect(failures).to.deep.equal(['CHAIN_MISMATCH'])
    await sequencer.close()
    await journal.close()
  })

  it('never takes a transaction that somebody put into anvil’s pool', async () => {
    const { sequencer, journal } = await openSequencer(async () => {})
    await bare().client.call('eth_sendRawTransaction', [await bare().account.sign()])
    await failureOf(sequencer.mine(), 'CHAIN_MISMATCH')
    expect(await height()).to.equal(0)
    await sequencer.close()
    await journal.close()
  })
})
