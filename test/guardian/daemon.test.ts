import { expect } from 'chai'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { word } from '../../src/protocol/bytes.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import {
  announce,
  closedTender,
  phaseOf,
  readyKey,
  releasesOf,
  stateOf,
  verifyOpen,
} from './support/tender.ts'
import { formSet, makeKeyfiles, memoryOf, openTown, settle, start, type Town, until } from './support/town.ts'

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
