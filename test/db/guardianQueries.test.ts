import { expect } from 'chai'
import { connect } from '../../src/chain/contracts.ts'
import { listKeyGroups } from '../../src/db/queries/care.ts'
import { findCeremony, listCeremonies, listLastCeremonies } from '../../src/db/queries/ceremonies.ts'
import { findGuardianSet, findGuardianSets, listGuardianSets } from '../../src/db/queries/guardianSets.ts'
import { findKey } from '../../src/db/queries/keys.ts'

import { word } from '../../src/protocol/bytes.ts'
import { guardianKeys, REHEARSING, tellGuardians } from '../indexer/guardians.ts'
import { indexAll, rememberingLog } from '../indexer/support.ts'
import {
  announceTender,
  at,
  connection,
  deployLedger,
  ethers,
  GUARDIANS,
  KEY_IDS,
  loadFixture,
  REGISTRAR,
  scalarOf,
  type TestTender,
  type World,
} from '../support/ledger.ts'
import { readEveryWay } from './pages.ts'
import { onEachDatabase } from './support.ts'

/** The first of the fixture's is ready before. */
const CEREMONY = 2
const { rehearsed, withoutOne } = guardianKeys(CEREMONY)
const NUMBERS = GUARDIANS.map(({ participant }) => participant)

onEachDatabase('queries of what the guardians do', database => {
  let world: World
  let tender: TestTender
  let now: number

  before(async () => {
    world = await loadFixture(deployLedger)
    tender = await announceTender(world, { key: at(KEY_IDS, 0) })
    await tellGuardians(world, CEREMONY)
    const contracts = connect(ethers.provider, world.deployment)
    await indexAll({ contracts, database: database(), log: rememberingLog().log })
    now = await connection.networkHelpers.time.latest()
  })

  it('sets are as the contract says', async () => {
    const all = await readEveryWay(request => listGuardianSets(database(), request))
    expect(all.map(({ set }) => set)).to.deep.equal([2, 1])
    for (const { set, threshold, members, retiredAt } of all) {
      const [numbers, needed] = await world.keys.guardianSetOf(set)
      expect(members.map(({ guardian }) => guardian)).to.deep.equal([...numbers])
      expect(threshold).to.equal(Number(needed))
      expect(retiredAt !== null).to.equal(await world.keys.isRetired(set))
    }
    expect(await findGuardianSet(database(), 1)).to.deep.equal(all[1])
    expect(await findGuardianSet(database(), 3)).to.equal(undefined)
  })

  it('sets have the last sign of life that each guardian gave to them', async () => {
    const signs = async (set: number) =>
      (await findGuardianSet(database(), set))?.members.map(({ lastSign }) => lastSign?.name)
    const answered = 'ShareReleased'
    expect(await signs(1)).to.deep.equal([answered, answered, answered, 'GuardianAlive', answered])
    // The third takes no part in the ceremony that was confirmed, but in the one after it.
    expect(await signs(2)).to.deep.equal(Array(4).fill('PackagePosted'))
    const filter = world.keys.filters.GuardianAlive(1, at(NUMBERS, 3))
    const block = await (await world.keys.queryFilter(filter)).at(-1)?.getBlock()
    const { members } = (await findGuardianSet(database(), 1)) ?? { members: [] }
    expect(members[3]?.lastSign?.at).to.equal(block?.timestamp)
  })

  it('sets that serve, and retired ones only by their number', async () => {
    const numbers = async (sets: number[], serving: boolean) =>
      [...(await findGuardianSets(database(), sets, { serving }))].map(([set, { retiredAt }]) => [
        set,
        retiredAt !== null,
      ])
    expect(await numbers([], true)).to.deep.equal([[1, false]])
    expect(await numbers([2], true)).to.deep.equal([
      [1, false],
      [2, true],
    ])
    expect(await numbers([2], false)).to.deep.equal([[2, true]])
    expect(await world.keys.isRetired(2)).to.equal(true)
  })

  it('ceremonies are as the contract says, with all packages in order', async () => {
    const all = await readEveryWay(request => listCeremonies(database(), request))
    expect(all.map(({ ceremony }) => ceremony)).to.deep.equal([4, 3, 2, 1])
    expect((await listCeremonies(database(), { set: 3 })).items).to.deep.equal([])
    const facts = await world.keys.ceremonyOf(1)
    const [set, keys] = [facts[0], facts[1]].map(Number)
    const { packages, transcript } = facts
    const found = await findCeremony(database(), 1)
    const counts = { postedFirst: 5, postedSecond: 5, confirmed: 5, ready: true }
    expect(found).to.deep.include({ ceremony: 1, set, keys, packages, transcript, ...counts })
    expect(found?.posted.map(({ round, guardian }) => [round, guardian])).to.deep.equal(
      [1, 2].flatMap(round => NUMBERS.map(guardian => [round, guardian])),
    )
    expect(found?.posted.at(-1)?.packages).to.equal(packages)
    const transcripts = found?.confirmations.map(confirmation => confirmation.transcript)
    expect(transcripts).to.deep.equal(Array(5).fill(transcript))
    expect(await findCeremony(database(), 5)).to.equal(undefined)
  })

  it('ceremonies tell who takes part, and who did what when', async () => {
    const [first, second, third, fourth] = NUMBERS
    const ready = await findCeremony(database(), CEREMONY + 1)
    expect(ready).to.deep.include({ members: [first, second, fourth], without: [third], ready: true })
    expect([...(ready?.confirmedBy.keys() ?? [])]).to.deep.equal([first, second, fourth])
    const times = [...(ready?.firstBy.values() ?? []), ...(ready?.confirmedBy.values() ?? [])]
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b))
    expect(times[0]).to.be.at.least(ready?.startedAt ?? Number.NaN)
  })

  it('ceremonies tell who accuses whom', async () => {
    const accused = await findCeremony(database(), CEREMONY + 2)
    expect(accused).to.deep.include({ without: [], ready: false })
    expect([...(accused?.secondBy.keys() ?? [])]).to.deep.equal(NUMBERS.slice(0, 4))
    expect(accused?.confirmedBy.size).to.equal(0)
    const accusation = { guardian: at(NUMBERS, 1), accused: at(NUMBERS, 3), key: word(scalarOf('envelope')) }
    expect(accused?.accusations).to.deep.equal([accusation])
  })

  it('the last ceremony of each set that serves', async () => {
    expect((await listLastCeremonies(database())).map(({ ceremony }) => ceremony)).to.deep.equal([CEREMONY])
  })

  it('keys tell who holds no share, whether their set is retired, and what was rehearsed', async () => {
    const without = await findKey(database(), withoutOne)
    expect(without).to.include({ state: 'Ready', without: 4, retired: true, rehearsal: null })
    const found = await findKey(database(), rehearsed)
    expect(found).to.include({ state: 'Open', without: 0, retired: false, tender: null })
    expect(found?.rehearsal?.participant).to.equal(REGISTRAR.participant)
    expect(found?.shares.map(({ guardian }) => guardian)).to.deep.equal(
      REHEARSING.map(place => NUMBERS[place]),
    )
  })

  it('the keys that need guardians are those of tenders to be opened, and those of the next ones', async () => {
    const { closingAt, openingAt } = tender.terms.schedule
    const ready = { set: 1, without: 0, use: 'Ready', keys: KEY_IDS.length - 1, nextOpeningAt: null }
    const inUse = { set: 1, without: 0, use: 'InUse', keys: 1, nextOpeningAt: openingAt }
    expect(await listKeyGroups(database(), now)).to.deep.equal([inUse, ready])
    expect(await listKeyGroups(database(), closingAt - 1)).to.deep.equal([inUse, ready])
    // Nobody has bid: the tender fails at the closing, and nobody needs its key.
    expect(await listKeyGroups(database(), closingAt)).to.deep.equal([ready])
  })
})
