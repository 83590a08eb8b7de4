import { expect } from 'chai'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { readView } from '../../src/guardian/reading.ts'
import { toHex } from '../../src/protocol/bytes.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import { eventsOf, readyKey } from './support/tender.ts'
import { formSet, makeKeyfiles, memoryOf, openTown, settle, start, type Town, until } from './support/town.ts'

describe('a cheat among five guardians on a real ledger', () => {
  const CHEAT = at(GUARDIANS, 4)
  let town: Town
  let guardians: Guardian[]

  beforeEach(async () => {
    town = await openTown()
    await settle(town)
    await formSet(town)
    await makeKeyfiles(town)
    // A new ceremony is begun soon after one that came to nothing.
    guardians = await Promise.all(
      GUARDIANS.slice(0, 4).map(guardian => start(town, guardian, { patience: 1_500 })),
    )
  })

  afterEach(async () => {
    await Promise.all(guardians.map(guardian => guardian.stop()))
    await town.close()
  })

  const namedByAll = () =>
    guardians.every(guardian => guardian.status().faults.some(fault => fault.guardian === CHEAT.participant))

  it('is named, its ceremony makes no keys, and the next one does', async () => {
    const started = await until(async () =>
      (await eventsOf(town)).find(event => event.name === 'CeremonyStarted'),
    )
    const { ceremony } = started.args as { ceremony: number }
    const garbage = toHex(new Uint8Array(400).fill(7))
    await town.act(CHEAT, {
      type: 'PostPackage',
      ceremony,
      round: 1,
      guardian: CHEAT.participant,
      package: garbage,
    })
    await until(async () => namedByAll())
    for (const guardian of guardians) {
      expect(guardian.status().faults).to.deep.equal([
        { guardian: CHEAT.participant, wrong: 'Round1Package' },
      ])
    }
    expect(
      town.logged.filter(
        line => line.includes('"CEREMONY_FAULT"') && line.includes(`"${CHEAT.participant}"`),
      ),
    ).to.have.length(4)

    town.setClock(town.now() + CEREMONY_TIME)
    guardians.push(await start(town, CHEAT))
    const key = await readyKey(town)
    expect(Number(key >> 16n)).to.be.greaterThan(ceremony)

    await Promise.all(guardians.map(guardian => guardian.stop()))
    const { ceremonies } = await memoryOf(town, at(GUARDIANS, 0).participant)
    expect(ceremonies.find(known => known.ceremony === ceremony)).to.deep.equal({
      state: 'failed',
      ceremony,
      reason: 'fault',
      faults: [{ guardian: CHEAT.participant, wrong: 'Round1Package' }],
    })
    // The cheat's own daemon cannot go on with a package that it did not make.
    expect((await memoryOf(town, CHEAT.participant)).ceremonies).to.deep.include({
      state: 'failed',
      ceremony,
      reason: 'lost',
      faults: [],
    })
  })

  it('who begins ceremony after ceremony makes the others give the oldest up, not the newest', async () => {
    const { ceremony: first } = (
      await until(async () => (await eventsOf(town)).find(event => event.name === 'CeremonyStarted'))
    ).args as { ceremony: number }
    const started = async () =>
      (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted').length
    for (let begun = 0; begun < 6; ) {
      town.setClock(town.now() + CEREMONY_TIME)
      const statement = {
        type: 'StartCeremony',
        set: 1,
        keys: 1,
        without: 0,
        ceremony: (await started()) + 1,
        guardian: CHEAT.participant,
      } as const
      // Another guardian may have been faster.
      begun += await town.act(CHEAT, statement).then(
        () => 1,
        () => 0,
      )
    }
    await until(
      async () =>
        town.logged.filter(line => line.includes('given up') && line.includes(`"ceremony":${first},`))
          .length === 4,
    )

    town.setClock(town.now() + CEREMONY_TIME)
    guardians.push(await start(town, CHEAT))
    expect(Number((await readyKey(town)) >> 16n)).to.be.greaterThan(first)
  })

  it('who has begun ceremony after ceremony in their absence costs them nothing', async () => {
    await Promise.all(guardians.map(guardian => guardian.stop()))
    const before = (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted').length
    for (let ceremony = before + 1; ceremony <= before + 20; ceremony += 1) {
      town.setClock(town.now() + CEREMONY_TIME)
      const guardian = CHEAT.participant
      await town.act(CHEAT, { type: 'StartCeremony', set: 1, keys: 1, without: 0, ceremony, guardian })
    }
    const numbers = (first: number) => Array.from({ length: 21 - first }, (_, i) => before + first + i)
    const newest = numbers(17)
    const holder = { guardian: 11n, holds: () => false, isRunning: () => false, gaveUp: () => false }
    const { ceremonies: seen } = await readView(town.ledger, holder, 0)
    expect([...seen].filter(([, { isOver }]) => !isOver).map(([number]) => number)).to.deep.equal(newest)
    expect([...seen.keys()]).to.deep.equal(numbers(9))

    const { participant } = at(GUARDIANS, 0)
    const known = (await memoryOf(town, participant)).ceremonies.map(({ ceremony }) => ceremony)
    const again = await start(town, at(GUARDIANS, 0), { patience: 60_000 })
    guardians.push(again)
    const posted = async () =>
      (await eventsOf(town)).filter(
        event =>
          event.name === 'PackagePosted' &&
          event.args.guardian === participant &&
          event.args.ceremony > before,
      )
    await until(async () => (await posted()).length === newest.length)
    await again.stop()
    const { ceremonies } = await memoryOf(town, participant)
    expect(ceremonies.map(({ ceremony }) => ceremony)).to.have.members([...known, ...newest])
  })
})
