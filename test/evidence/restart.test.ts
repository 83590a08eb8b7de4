import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { type RunningLedger, startLedger } from '../../scripts/ledger/start.ts'
import { REGISTRAR } from '../support/ledger/author.ts'
import { expectCode } from './support/texts.ts'

const START = 1_800_000_000

describe('evidence > the witness of a ledger on one machine', () => {
  let directory: string
  const running = new Set<RunningLedger>()

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-restart-'))
  })

  after(async () => {
    for (const ledger of running) await ledger.close()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })

  async function start(): Promise<RunningLedger> {
    const ledger = await startLedger({
      directory,
      port: 0,
      clock: () => START,
      registrar: { participant: REGISTRAR.participant, signer: REGISTRAR.signer },
      log: pino({ level: 'silent' }),
    })
    running.add(ledger)
    return ledger
  }

  async function close(ledger: RunningLedger): Promise<void> {
    running.delete(ledger)
    await ledger.close()
  }

  const trustOf = async ({ url }: RunningLedger): Promise<unknown> => (await fetch(`${url}/v1/trust`)).json()

  it('is the same after a restart, and does not go along with another chain', async () => {
    const first = await start()
    const before = await trustOf(first)
    await first.mine()
    await close(first)
    const second = await start()
    await second.mine()
    expect(await trustOf(second)).to.deep.equal(before)
    await close(second)
    // Somebody throws the chain away and begins anew, under the eyes of the same witness.
    for (const part of ['chain', 'index', 'ignition', 'deployment.json'])
      await rm(join(directory, part), { recursive: true })
    await expectCode('WITNESS_REFUSED', start())
  })
})
