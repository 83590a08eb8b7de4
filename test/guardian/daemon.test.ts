import { expect } from 'chai'
import { INTERFACES } from '../../src/chain/contracts.ts'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { withoutShares } from '../../src/guardian/memory.ts'
import { openStore } from '../../src/guardian/store.ts'
import { word } from '../../src/protocol/bytes.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import {
  announce,
  bid,
  cancel,
  closedTender,
  eventsOf,
  phaseOf,
  postpone,
  readyKey,
  releasesOf,
  stateOf,
  verifyOpen,
} from './support/tender.ts'
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

const HOUR = 3_600

describe('five guardians on a real ledger', () => {
  let town: Town
  let guardians: Guardian[]

  beforeEach(async () => {
    town = await openTown()
    await settle(town)
    await formSet(town)
    await makeKeyfiles(town)
    guardians = await Promise.all(GUARDIANS.map(guardian => start(town, guardian)))
  })

  afterEach(async () => {
    await Promise.all(guardians.map(guardian => guardian.stop()))
    await town.close()
  })

  const stop = (...places: number[]) => Promise.all(places.map(place => at(guardians, place).stop()))
  /** Everybody has read everything that is on the ledger now. */
  const caughtUp = async () => {
    const head = await town.ledger.provider.getBlockNumber()
    await until(async () => guardians.every(guardian => (guardian.status().block ?? 0) >= head))
  }
  const noneAssigned = () =>
    until(async () =>
      guardians.every(guardian => guardian.status().sets.every(({ assigned }) => assigned === 0)),
    )
  const memories = async () => {
    await stop(0, 1, 2, 3, 4)
    return Promise.all(GUARDIANS.map(({ participant }) => memoryOf(town, participant)))
  }

  it('make keys, keep them closed until the opening, and open them then with three shares', async () => {
    const key = await readyKey(town)
    const { id, schedule } = await closedTender(town, key)
    expect(await phaseOf(town, id)).to.equal('Closed')
    town.setClock(schedule.openingAt - 1)
    for (let blocks = 0; blocks < 20; blocks += 1) await town.mine()
    expect(await releasesOf(town, key)).to.deep.equal([])

    // Nobody makes a block now: the guardians see to that themselves.
    town.setClock(schedule.openingAt)
    const secret = await verifyOpen(town, key)
    expect(secret).not.to.equal(0n)
  })

  it('open although two of them are gone', async () => {
    const key = await readyKey(town)
    const { schedule } = await closedTender(town, key)
    await stop(1, 3)
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
    expect(await releasesOf(town, key)).to.have.members([11n, 13n, 15n])
  })

  it('do not open when three are gone, and open when one of them comes back', async () => {
    const key = await readyKey(town)
    const { schedule } = await closedTender(town, key)
    await stop(0, 2, 4)
    town.setClock(schedule.openingAt)
    await until(async () => (await releasesOf(town, key)).length === 2)
    await town.mine()
    expect(await stateOf(town, key)).to.equal('Assigned')

    guardians.push(await start(town, at(GUARDIANS, 2)))
    await verifyOpen(town, key)
  })

  it('open a tender although one without bids, whose time was before, stays failed on a quiet chain', async () => {
    await announce(town, await readyKey(town))
    town.setClock(town.now() + 100)
    const key = await readyKey(town)
    const { schedule } = await closedTender(town, key)
    // The next keys are there, so nobody makes a block any more.
    await readyKey(town)
    await caughtUp()
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
  })

  it('begin no ceremony beside one that the ledger still gives time, and one after that', async () => {
    await readyKey(town)
    await stop(0, 1, 2, 3, 4)
    const started = async () =>
      (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted').length
    const before = await started()
    guardians = [await start(town, at(GUARDIANS, 0), { stock: 100, patience: 1 })]
    await until(async () => town.logged.some(line => line.includes('one is under way')))
    expect(await started()).to.equal(before + 1)
    expect(town.logged.join('')).not.to.include('CEREMONY_RUNNING')
    town.setClock(town.now() + CEREMONY_TIME)
    await until(async () => (await started()) === before + 2)
  })

  it('open nothing by the clock of the ledger alone, and say so once', async () => {
    const key = await readyKey(town)
    const { id, schedule } = await closedTender(town, key)
    await stop(0, 1, 2, 3, 4)
    let own = schedule.openingAt - 61
    guardians = await Promise.all(GUARDIANS.map(guardian => start(town, guardian, { clock: () => own })))
    town.setClock(schedule.openingAt)
    await town.mine()
    expect(await phaseOf(town, id)).to.equal('Opening')
    const alarms = () => town.logged.filter(line => line.includes('"CLOCK_AHEAD"')).length
    await until(async () => alarms() === 5)
    const head = await town.ledger.provider.getBlockNumber()
    await town.mine()
    await caughtUp()
    expect(await releasesOf(town, key)).to.deep.equal([])
    // Not only no event: nothing is sent but signs of life, for even a refused share would be read.
    const heartbeat = INTERFACES.keys.getFunction('heartbeat').selector
    for (let number = await town.ledger.provider.getBlockNumber(); number > head; number -= 1) {
      const block = await town.ledger.provider.getBlock(number, true)
      for (const { data } of block?.prefetchedTransactions ?? [])
        expect(data.slice(0, 10)).to.equal(heartbeat)
    }
    expect(alarms()).to.equal(5)

    own += 1
    await verifyOpen(town, key)
  })

  it('say loudly at their start that shares of keys still to be opened are not there', async () => {
    const opened = await readyKey(town)
    const { schedule } = await closedTender(town, opened)
    town.setClock(schedule.openingAt)
    await verifyOpen(town, opened)
    await caughtUp()
    await noneAssigned()
    const first = await readyKey(town)
    await announce(town, first)
    const second = await readyKey(town)
    await caughtUp()
    await stop(0, 1, 2, 3, 4)
    const guardian = at(GUARDIANS, 0).participant
    const { chainId, keys } = town.deployed
    const store = await openStore(keyfileOf(town, guardian), PASSPHRASE, { guardian, chainId, keys })
    await store.update(memory => withoutShares(memory, new Set([first, second])))
    await store.close()

    guardians = [await start(town, at(GUARDIANS, 0))]
    const alarms = () =>
      town.logged.filter(line => line.includes('"SHARE_MISSING"')).map(line => JSON.parse(line))
    await until(async () => alarms().reduce((sum, { missing }) => sum + missing, 0) === 2)
    for (const { ceremony } of alarms())
      expect([first, second].map(key => Number(key >> 16n))).to.include(ceremony)
  })

  it('open in the fallback too', async () => {
    const key = await readyKey(town)
    const { id, schedule } = await closedTender(town, key)
    await stop(0, 1, 2, 3, 4)
    town.setClock(schedule.fallbackAt)
    expect(await phaseOf(town, id)).to.equal('Fallback')
    guardians = await Promise.all(GUARDIANS.slice(0, 3).map(guardian => start(town, guardian)))
    await verifyOpen(town, key)
  })

  it('never open a tender that has failed, and forget their shares', async () => {
    const key = await readyKey(town)
    const { id, terms } = await announce(town, key)
    await caughtUp()
    town.setClock(terms.schedule.openingAt)
    await town.mine()
    expect(await phaseOf(town, id)).to.equal('Failed')
    await caughtUp()
    await noneAssigned()
    expect(await releasesOf(town, key)).to.deep.equal([])
    for (const memory of await memories()) expect(memory.shares.map(share => share.key)).not.to.include(key)
  })

  it('keep to the times after a postponement, although they had read those before', async () => {
    const key = await readyKey(town)
    const { id, terms } = await announce(town, key)
    const { schedule } = terms
    town.setClock(schedule.biddingAt)
    await bid(town, id, key, schedule.closingAt)
    await caughtUp()
    const { openingAt } = await postpone(town, id, schedule, HOUR)
    town.setClock(schedule.openingAt)
    await town.mine()
    expect(await phaseOf(town, id)).to.equal('Closed')
    await caughtUp()
    town.setClock(openingAt - 1)
    for (let blocks = 0; blocks < 20; blocks += 1) await town.mine()
    await caughtUp()
    expect(await releasesOf(town, key)).to.deep.equal([])

    town.setClock(openingAt)
    await verifyOpen(town, key)
  })

  it('never open a tender that was cancelled, and forget their shares', async () => {
    const key = await readyKey(town)
    const { id, terms } = await announce(town, key)
    const { biddingAt, closingAt, openingAt } = terms.schedule
    town.setClock(biddingAt)
    await bid(town, id, key, closingAt)
    await caughtUp()
    await cancel(town, id)
    town.setClock(openingAt)
    await town.mine()
    expect(await phaseOf(town, id)).to.equal('Cancelled')
    await noneAssigned()
    expect(await releasesOf(town, key)).to.deep.equal([])
    for (const memory of await memories()) expect(memory.shares.map(share => share.key)).not.to.include(key)
  })

  it('forget the shares of open keys and the seeds of finished ceremonies, and keep all others', async () => {
    const key = await readyKey(town)
    const { schedule } = await closedTender(town, key)
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
    await caughtUp()
    await noneAssigned()
    const other = key ^ 1n
    for (const { ceremonies, shares } of await memories()) {
      expect(ceremonies).to.deep.equal([])
      const keys = shares.map(share => share.key)
      expect(keys).to.include(other)
      expect(keys).not.to.include(key)
    }

    const again = await start(town, at(GUARDIANS, 0))
    guardians.push(again)
    await until(async () => again.status().block !== undefined)
    expect(again.status().sets).to.have.length(1)
    expect(town.logged.join('')).not.to.include('SHARE_MISSING')
  })

  it('log no secret', async () => {
    const key = await readyKey(town)
    const { schedule } = await closedTender(town, key)
    const secrets: bigint[] = GUARDIANS.map(({ secretKey }) => BigInt(secretKey))
    for (const memory of await memories()) {
      secrets.push(...memory.shares.map(({ share }) => share))
      secrets.push(
        ...memory.ceremonies.flatMap(known => (known.state === 'running' ? [BigInt(known.seed)] : [])),
      )
    }
    guardians = await Promise.all(GUARDIANS.map(guardian => start(town, guardian)))
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
    const logged = town.logged.join('')
    expect(logged).to.include('keys confirmed').and.to.include('share released')
    for (const secret of secrets) {
      expect(logged).not.to.include(word(secret).slice(2))
      expect(logged).not.to.include(secret.toString())
    }
  })

  it('refill their stock when keys are taken', async () => {
    const first = await readyKey(town)
    await announce(town, first)
    const second = await readyKey(town)
    await announce(town, second)
    const third = await readyKey(town)
    expect([first, second]).not.to.include(third)
  })

  it('go on by themselves after their node was away', async () => {
    const key = await readyKey(town)
    await town.stopNode()
    await until(async () => guardians.every(guardian => guardian.status().error === 'LEDGER_UNREACHABLE'))
    await town.startNode()
    const { schedule } = await closedTender(town, key)
    town.setClock(schedule.openingAt)
    await verifyOpen(town, key)
    expect(guardians.map(guardian => guardian.status().error)).to.include(undefined)
  })
})
