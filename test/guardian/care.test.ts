import { expect } from 'chai'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { ALIVE_TIME, HEARTBEAT_TIME } from '../../src/protocol/limits.ts'
import { type Author, at, GUARDIANS, REGISTRAR } from '../support/ledger/author.ts'
import {
  closedTender,
  eventsOf,
  readyKey,
  releasesOf,
  stateOf,
  verifyOpen,
  verifyRehearsed,
} from './support/tender.ts'
import { formSet, makeKeyfiles, memoryOf, openTown, settle, start, type Town, until } from './support/town.ts'

const FIRST = GUARDIANS.slice(0, 4)
/** The second member is replaced by one that was not there before. */
const SECOND = [0, 2, 3, 4].map(place => at(GUARDIANS, place))

describe('guardians that are looked after', () => {
  let town: Town
  let guardians: Map<bigint, Guardian>

  beforeEach(async () => {
    town = await openTown()
    await settle(town)
    await formSet(town, FIRST, 3)
    await makeKeyfiles(town)
    guardians = new Map()
    await Promise.all(FIRST.map(employ))
  })

  afterEach(async () => {
    await Promise.all([...guardians.values()].map(guardian => guardian.stop()))
    await town.close()
  })

  const employ = async (author: Author) => {
    guardians.set(author.participant, await start(town, author))
  }
  const dismiss = async ({ participant }: Author) => guardians.get(participant)?.stop()
  const numbers = (authors: readonly Author[]) => authors.map(({ participant }) => participant)
  const rehearse = (key: bigint) =>
    town.act(REGISTRAR, { type: 'RehearseKey', key, participant: REGISTRAR.participant })
  const beatsIn = async (set: number) =>
    (await eventsOf(town)).flatMap(event =>
      event.name === 'GuardianAlive' && event.args.set === set ? [event.args.guardian] : [],
    )

  describe('show that they are alive', () => {
    it('once their set has a key, and again when their time has come', async () => {
      const readyIn = await until(async () =>
        (await eventsOf(town)).find(event => event.name === 'KeysReady'),
      )
      await until(async () => (await beatsIn(1)).length === 4)
      expect(await beatsIn(1)).to.have.members(numbers(FIRST))
      const first = (await eventsOf(town)).find(event => event.name === 'GuardianAlive')
      expect(first?.block).to.be.greaterThan(readyIn.block)

      town.setClock(town.now() + HEARTBEAT_TIME - 1)
      await town.mine()
      expect(await beatsIn(1)).to.have.length(4)
      town.setClock(town.now() + 1)
      await until(async () => (await beatsIn(1)).length === 8)
      expect(HEARTBEAT_TIME).to.be.lessThan(ALIVE_TIME)
    })

    it('each for itself: one that is gone is missed', async () => {
      await until(async () => (await beatsIn(1)).length === 4)
      await dismiss(at(FIRST, 1))
      town.setClock(town.now() + HEARTBEAT_TIME)
      const others = FIRST.filter((_, place) => place !== 1)
      await until(async () => (await beatsIn(1)).length === 7)
      expect((await beatsIn(1)).slice(4)).to.have.members(numbers(others))
    })
  })

  describe('rehearse', () => {
    it('with everyone at once, and forget what they gave', async () => {
      const key = await readyKey(town)
      await rehearse(key)
      await verifyRehearsed(town, key, numbers(FIRST))
      await Promise.all(FIRST.map(dismiss))
      for (const guardian of numbers(FIRST)) {
        const keys = (await memoryOf(town, guardian)).shares.map(share => share.key)
        expect(keys)
          .to.include(key ^ 1n)
          .and.not.to.include(key)
      }
    })

    it('with those who are there: the others are those who did not answer', async () => {
      const key = await readyKey(town)
      await dismiss(at(FIRST, 0))
      await rehearse(key)
      await verifyRehearsed(town, key, numbers(FIRST.slice(1)))
      await employ(at(FIRST, 0))
      await until(async () => (guardians.get(at(FIRST, 0).participant)?.status().block ?? 0) > 0)
      expect(await releasesOf(town, key)).to.have.length(3)
    })

    it('without a word about the keys beside it', async () => {
      const key = await readyKey(town)
      const { id } = await closedTender(town, key)
      const other = await readyKey(town)
      await rehearse(other)
      await verifyRehearsed(town, other, numbers(FIRST))
      expect(await releasesOf(town, key)).to.deep.equal([])
      expect([await stateOf(town, key), await town.ledger.keys.tenderOf(key)]).to.deep.equal(['Assigned', id])
    })
  })

  it('are replaced by a new set, while the old one opens what it has promised to open', async () => {
    const old = await readyKey(town)
    const { schedule } = await closedTender(town, old)
    await dismiss(at(FIRST, 1))
    await formSet(town, SECOND, 3, 2)
    await town.act(REGISTRAR, { type: 'RetireGuardianSet', set: 1 })
    await employ(at(GUARDIANS, 4))

    const key = await until(async () => {
      const ready = (await eventsOf(town)).find(event => event.name === 'KeysReady' && event.args.set === 2)
      return ready && readyKeyOf(ready.args as { ceremony: number })
    })
    await rehearse(key)
    await verifyRehearsed(town, key, numbers(SECOND))

    town.setClock(schedule.openingAt)
    await verifyOpen(town, old)
    expect(await releasesOf(town, old)).to.have.members([11n, 13n, 14n])
    const starts = (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted')
    const retiredIn = (await eventsOf(town)).find(event => event.name === 'GuardianSetRetired')?.block ?? 0
    const afterwards = starts.filter(({ block }) => block > retiredIn)
    expect(afterwards.every(event => event.name === 'CeremonyStarted' && event.args.set === 2)).to.equal(true)
    expect(town.logged.join('')).not.to.include('SET_RETIRED')
  })

  const readyKeyOf = ({ ceremony }: { ceremony: number }) => BigInt(ceremony) << 16n
})
