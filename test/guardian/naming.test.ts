import { expect } from 'chai'
import type { EventNamed } from '../../src/chain/events.ts'
import type { Guardian } from '../../src/guardian/daemon.ts'
import type { Wrong } from '../../src/guardian/memory.ts'
import { decodeRound2, encodeRound2 } from '../../src/protocol/ceremonyPackage.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { at, GUARDIANS, REGISTRAR } from '../support/ledger/author.ts'
import { type Cheat, cheatIn } from './support/cheat.ts'
import { eventsOf, readyKey, verifyRehearsed } from './support/tender.ts'
import { formSet, makeKeyfiles, openTown, settle, start, type Town, until } from './support/town.ts'

const MEMBERS = GUARDIANS.slice(0, 4)
const HONEST = MEMBERS.slice(0, 3)
const CHEAT = at(MEMBERS, 3)
const CHEAT_BIT = 0b1000
const SIZE = { guardians: 4, threshold: 2, keys: 2, without: 0 }

/** Noise in the place of the second guardian's envelope. */
const spoilOne = (posted: Uint8Array): Uint8Array => {
  const envelopes = decodeRound2(posted, SIZE)
  const noise = (at(envelopes, 1) as Uint8Array).map(byte => byte ^ 1)
  return encodeRound2(envelopes.with(1, noise), SIZE)
}

/** What the fourth guardian does, and as what it is named. `isSeen`: at once, not only after a time of waiting. */
const STORIES: readonly {
  readonly title: string
  readonly play: (cheat: Cheat) => Promise<void>
  readonly wrong: Wrong
  readonly isSeen: boolean
}[] = [
  { title: 'is silent in round 1', play: async () => undefined, wrong: 'Round1Missing', isSeen: false },
  {
    title: 'is silent in round 2',
    play: cheat => cheat.post(1),
    wrong: 'Round2Missing',
    isSeen: false,
  },
  {
    title: 'confirms nothing',
    play: async cheat => {
      await cheat.post(1)
      await cheat.post(2)
    },
    wrong: 'ConfirmationMissing',
    isSeen: false,
  },
  {
    title: 'sends garbage to one of the others',
    play: async cheat => {
      await cheat.post(1)
      await cheat.post(2, spoilOne)
    },
    wrong: 'Envelope',
    isSeen: true,
  },
  {
    title: 'posts a false proof',
    play: cheat => cheat.post(1, posted => posted.with(-1, (posted.at(-1) ?? 0) ^ 1)),
    wrong: 'Proof',
    isSeen: true,
  },
  {
    title: 'accuses an honest guardian',
    play: async cheat => {
      await cheat.post(1)
      await cheat.accuse(at(HONEST, 0).participant)
    },
    wrong: 'Accusation',
    isSeen: true,
  },
]

describe('three honest guardians on a real ledger', () => {
  let town: Town
  let guardians: Guardian[]

  beforeEach(async () => {
    town = await openTown()
    await settle(town)
    await formSet(town, MEMBERS, 2)
    await makeKeyfiles(town)
    guardians = await Promise.all(HONEST.map(guardian => start(town, guardian)))
  })

  afterEach(async () => {
    await Promise.all(guardians.map(guardian => guardian.stop()))
    await town.close()
  })

  const startsOf = async (): Promise<EventNamed<'CeremonyStarted'>[]> =>
    (await eventsOf(town)).filter(event => event.name === 'CeremonyStarted')
  const nthStart = (place: number) => until(async () => (await startsOf())[place])
  const pass = async (seconds: number) => {
    town.setClock(town.now() + seconds)
    await town.mine()
  }
  const alarms = (ceremony: number) =>
    town.logged
      .map(line => JSON.parse(line))
      .filter(line => line.code === 'CEREMONY_FAULT' && line.ceremony === ceremony)
      .map(({ guardian, wrong }) => ({ guardian, wrong }))

  for (const { title, play, wrong, isSeen } of STORIES) {
    it(`name the fourth, which ${title}, and make keys without it`, async () => {
      const { ceremony } = (await nthStart(0)).args
      await play(cheatIn(town, CHEAT, ceremony))
      const fault = { guardian: CHEAT.participant, wrong }
      const isNamed = async () => guardians.every(guardian => guardian.status().faults.length > 0)
      await (isSeen ? until(isNamed) : settled())
      await pass(CEREMONY_TIME)
      await until(isNamed)
      for (const guardian of guardians) expect(guardian.status().faults).to.deep.equal([fault])
      const alarm = { guardian: `${CHEAT.participant}`, wrong }
      expect(alarms(ceremony)).to.deep.equal([alarm, alarm, alarm])

      // What others can read on the ledger: all who take part in the next ceremony find the same.
      expect((await nthStart(1)).args.without).to.equal(CHEAT_BIT)
      const key = await readyKey(town)
      expect(Number(key >> 16n)).to.equal((await nthStart(1)).args.ceremony)
      await town.act(REGISTRAR, { type: 'RehearseKey', key, participant: REGISTRAR.participant })
      await verifyRehearsed(
        town,
        key,
        HONEST.map(({ participant }) => participant),
      )
      expect((await town.ledger.keys.ceremonyOf(ceremony)).confirmed).not.to.equal(0b1111n)
    })
  }

  /** Nothing more happens on the ledger by itself. */
  const settled = async () => {
    let last = -1
    await until(async () => {
      const head = await town.ledger.provider.getBlockNumber()
      const isQuiet = head === last
      last = head
      if (!isQuiet) await new Promise(resolve => setTimeout(resolve, 1_500))
      return isQuiet
    })
  }

  /** The ceremony that came to nothing because the fourth was away, and the keys of the next one. */
  const withoutFourth = async (): Promise<void> => {
    await nthStart(0)
    await settled()
    await pass(CEREMONY_TIME)
    expect((await nthStart(1)).args.without).to.equal(CHEAT_BIT)
    await readyKey(town)
  }

  it('have no part in a ceremony that leaves out one of them without reason, and blame nobody for it', async () => {
    await withoutFourth()
    const ceremony = (await startsOf()).length + 1
    const { participant: guardian } = CHEAT
    await town.act(CHEAT, { type: 'StartCeremony', set: 1, keys: 1, without: 0b0001, ceremony, guardian })
    const isRefused = (line: string) =>
      line.includes('"CEREMONY_UNJUSTIFIED"') && line.includes(`"ceremony":${ceremony},`)
    await until(async () => town.logged.filter(isRefused).length === 2)
    await pass(CEREMONY_TIME)
    await settled()
    expect((await town.ledger.keys.ceremonyOf(ceremony)).round1Posted).to.equal(0n)
    for (const each of guardians)
      expect(each.status().faults).to.deep.equal([{ guardian, wrong: 'Round1Missing' }])
    expect(alarms(ceremony)).to.deep.equal([])
  })

  it('make keys although the fourth begins one ceremony with everybody after the other, and is silent', async () => {
    const begin = () =>
      until(async () => {
        const ceremony = (await startsOf()).length + 1
        const { participant: guardian } = CHEAT
        const statement = { type: 'StartCeremony', set: 1, keys: 1, without: 0, ceremony, guardian } as const
        // Another guardian may have been faster.
        return town.act(CHEAT, statement).then(
          () => true,
          () => false,
        )
      })
    await nthStart(0)
    for (let times = 0; times < 2; times += 1) {
      await begin()
      await settled()
      await pass(CEREMONY_TIME)
    }
    await begin()
    const ready = Number((await readyKey(town)) >> 16n)
    const { args } = (await startsOf())[ready - 1] ?? expect.fail('no such ceremony')
    expect(args.without).to.equal(CHEAT_BIT)
  })

  it('take the fourth back when its operator asks for that', async () => {
    await withoutFourth()
    const late = await start(town, CHEAT)
    guardians.push(late)
    await until(async () => town.logged.some(line => line.includes('"LEFT_OUT"')))
    expect(await startsOf()).to.have.length(2)
    await late.stop()

    guardians.push(await start(town, CHEAT, { rejoin: true }))
    const { args } = await nthStart(2)
    expect([args.without, args.guardian]).to.deep.equal([0, CHEAT.participant])
    const { ceremony } = args
    await until(async () =>
      (await eventsOf(town)).some(event => event.name === 'KeysReady' && event.args.ceremony === ceremony),
    )
    expect((await town.ledger.keys.ceremonyOf(ceremony)).confirmed).to.equal(0b1111n)
  })

  it('say when no more of them are left than open a key, and still make keys', async () => {
    await withoutFourth()
    await guardians[2]?.stop()
    const { participant } = REGISTRAR
    for (let keys = 0; keys < SIZE.keys; keys += 1)
      await town.act(REGISTRAR, { type: 'RehearseKey', key: await readyKey(town), participant })
    expect((await nthStart(2)).args.without).to.equal(CHEAT_BIT)
    await settled()
    await pass(CEREMONY_TIME)
    expect((await nthStart(3)).args.without).to.equal(0b1100)
    await readyKey(town)
    expect(town.logged.filter(line => line.includes('"LAST_GUARDIANS"'))).to.have.length(2)
  })
})
