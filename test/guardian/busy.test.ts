import { expect } from 'chai'
import { INTERFACES } from '../../src/chain/contracts.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import { openSlowNode, type SlowNode } from './support/slowNode.ts'
import { closedTender, eventsOf, readyKey, releasesOf } from './support/tender.ts'
import { formSet, makeKeyfiles, openTown, settle, start, type Town, until } from './support/town.ts'

/** Together more ceremonies than a guardian attends at once. */
const SETS = [2, 3, 4, 5, 6, 7, 8, 9, 10]
const EACH = 4
const AT_ONCE = 32

describe('a guardian with more ceremonies on its hands than it can attend', () => {
  const { participant } = at(GUARDIANS, 0)
  const cheat = at(GUARDIANS, 4)
  let town: Town
  let slow: SlowNode

  beforeEach(async () => {
    town = await openTown()
    const selector = INTERFACES.keys.getFunction('postPackage').selector
    slow = await openSlowNode(town.rpcUrl, selector)
    await settle(town)
    await formSet(town)
    await makeKeyfiles(town)
  })

  afterEach(async () => {
    await slow.close()
    await town.close()
  })

  const beginCeremonies = async () => {
    for (const set of SETS) await formSet(town, GUARDIANS, 3, set)
    let ceremony = (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted').length
    for (let times = 0; times < EACH; times += 1) {
      town.setClock(town.now() + CEREMONY_TIME)
      for (const set of SETS) {
        ceremony += 1
        await town.act(cheat, {
          type: 'StartCeremony',
          set,
          keys: 1,
          without: 0,
          ceremony,
          guardian: cheat.participant,
        })
      }
    }
  }

  it('releases its share all the same', async () => {
    const makers = await Promise.all(GUARDIANS.map(guardian => start(town, guardian)))
    const key = await readyKey(town)
    await Promise.all(makers.map(maker => maker.stop()))
    await beginCeremonies()
    const { schedule } = await closedTender(town, key)

    const before = (await eventsOf(town)).length
    const guardian = await start(town, at(GUARDIANS, 0), { rpcUrl: slow.url, stock: 0 })
    try {
      await until(async () => {
        const posted = (await eventsOf(town)).slice(before).filter(event => event.name === 'PackagePosted')
        return posted.length >= AT_ONCE
      })
      town.setClock(schedule.openingAt)
      await until(async () => (await releasesOf(town, key)).includes(participant))
      // All ceremonies still hang: not one place of theirs was free.
      expect(town.logged.join('')).not.to.include('NOT_INCLUDED')
    } finally {
      await guardian.stop()
    }
  })
})
