import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { toHex } from '../../src/protocol/bytes.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import { closedTender, eventsOf, readyKey, releasesOf, verifyOpen } from './support/tender.ts'
import {
  formSet,
  keyfileOf,
  makeKeyfiles,
  memoryOf,
  openTown,
  PASSPHRASE,
  settle,
  start,
  type Town,
  until,
} from './support/town.ts'

const MAIN = join(import.meta.dirname, '../../src/guardian/main.ts')
const KILLS = 8

describe('a guardian in a process of its own', () => {
  const { participant } = at(GUARDIANS, 4)
  let town: Town
  let others: Guardian[]
  let child: ChildProcess | undefined

  beforeEach(async () => {
    town = await openTown()
    await settle(town)
    await formSet(town)
    await makeKeyfiles(town)
    await writeFile(join(town.directory, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
    await writeFile(join(town.directory, 'relay'), toHex(randomBytes(32)), { mode: 0o600 })
    others = await Promise.all(GUARDIANS.slice(0, 4).map(guardian => start(town, guardian)))
  })

  afterEach(async () => {
    if (child !== undefined) await end(child, 'SIGKILL')
    await Promise.all(others.map(guardian => guardian.stop()))
    await town.close()
  })

  const environment = (changes: Record<string, string> = {}) => ({
    PATH: process.env.PATH,
    BONGIN_RPC_URL: town.rpcUrl,
    BONGIN_DEPLOYMENT: town.directory,
    BONGIN_GUARDIAN: participant.toString(),
    BONGIN_KEYFILE: keyfileOf(town, participant),
    BONGIN_PASSPHRASE_FILE: join(town.directory, 'passphrase'),
    BONGIN_RELAY_KEY_FILE: join(town.directory, 'relay'),
    BONGIN_STOCK: '1',
    BONGIN_BATCH: '2',
    BONGIN_INTERVAL: '20',
    ...changes,
  })
  const launch = (changes?: Record<string, string>): ChildProcess => {
    child = spawn(process.execPath, [MAIN], {
      env: environment(changes),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return child
  }
  const end = async (running: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }

  it('killed at any moment of a ceremony goes on where it was, and its share is good', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const running = launch()
      await sleep(300 + Math.random() * 900)
      await end(running, 'SIGKILL')
    }
    launch()
    const key = await readyKey(town)

    // No package of this guardian was refused or posted twice, and no other guardian found a fault.
    const posted = (await eventsOf(town)).filter(
      event => event.name === 'PackagePosted' && event.args.guardian === participant,
    )
    const ceremonies = new Set(
      posted.map(event => (event.name === 'PackagePosted' ? event.args.ceremony : 0)),
    )
    expect(posted).to.have.length(2 * ceremonies.size)
    for (const guardian of others) expect(guardian.status().faults).to.deep.equal([])

    const { schedule } = await closedTender(town, key)
    await Promise.all(others.slice(0, 2).map(guardian => guardian.stop()))
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
    expect(await releasesOf(town, key)).to.include(participant)
  })

  it('ends in order when asked to, and gives its keyfile back', async () => {
    const running = launch()
    await readyKey(town)
    await until(async () => (await eventsOf(town)).some(event => event.name === 'KeysReady'))
    running.kill('SIGTERM')
    const [code] = (await once(running, 'exit')) as [number | null]
    expect(code).to.equal(0)
    expect((await memoryOf(town, participant)).shares).to.have.length.at.least(2)
  })

  describe('says why it does not start', () => {
    const complaint = async (
      changes: Record<string, string>,
    ): Promise<{ code: number | null; text: string }> => {
      const running = launch(changes)
      let text = ''
      running.stderr?.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      const [code] = (await once(running, 'close')) as [number | null]
      return { code, text }
    }

    it('in one sentence with a code, and without a secret', async () => {
      const wrong = join(town.directory, 'wrong')
      await writeFile(wrong, 'not the passphrase, but a secret too')
      const cases: [Record<string, string>, RegExp][] = [
        [{ BONGIN_PASSPHRASE_FILE: wrong }, /^WRONG_PASSPHRASE: /],
        [
          { BONGIN_PASSPHRASE_FILE: join(town.directory, 'none') },
          /^INVALID_CONFIGURATION: .*BONGIN_PASSPHRASE_FILE/,
        ],
        [{ BONGIN_RELAY_KEY_FILE: wrong }, /^INVALID_CONFIGURATION: .*BONGIN_RELAY_KEY_FILE/],
        [{ BONGIN_KEYFILE: wrong }, /^KEYFILE_PERMISSIONS: /],
        [{ BONGIN_GUARDIAN: '0' }, /^INVALID_CONFIGURATION: .*BONGIN_GUARDIAN/],
        [{ BONGIN_DEPLOYMENT: join(town.directory, 'chain') }, /^INVALID_CONFIGURATION: .*BONGIN_DEPLOYMENT/],
        [{ BONGIN_KEYFILE: keyfileOf(town, at(GUARDIANS, 0).participant) }, /^GUARDIAN_RUNNING: /],
      ]
      for (const [changes, expected] of cases) {
        const { code, text } = await complaint(changes)
        expect(text).to.match(expected)
        expect(text.trimEnd().split('\n'), text).to.have.length(1)
        expect(text).not.to.include('a secret too')
        expect(code).to.equal(1)
      }
    })
  })
})
