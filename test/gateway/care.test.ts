import { expect } from 'chai'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { ALIVE_TIME, CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import { AGENCY, at, REGISTRAR, sign } from '../support/ledger/author.ts'
import { act } from './support/ledger.ts'
import {
  announce,
  announcement,
  GUARDIANS,
  HOUR,
  jointOf,
  prepare,
  shareOf,
  type TestTender,
} from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openWorld,
  postSigned,
  shown,
  submit,
  type World,
} from './support/world.ts'

type Json = Record<string, unknown>

const NUMBERS = GUARDIANS.map(({ participant }) => participant.toString())
const READY_KEYS = 3

describe('gateway > care for the guardians', () => {
  let world: World
  let tender: TestTender

  before(async () => {
    world = await openWorld()
    await prepare(world, 0, READY_KEYS + 1)
    tender = await announce(world, 0)
    await shown(world)
  })
  after(() => world?.close())

  const careOf = async () => expectDone(await get(world, '/v1/care'))
  const alarmsOf = async () => (await careOf()).alarms as Json[]
  const keyOf = async (key: bigint) => expectDone(await get(world, `/v1/keys/${key}`))
  const beat = async (place: number): Promise<void> => {
    const { provider } = world.contracts
    // A call beforehand runs in the newest block, which does not know its own hash.
    const height = (await provider.getBlockNumber()) - 1
    const guardian = at(GUARDIANS, place).participant
    const block = { height, blockHash: (await provider.getBlock(height))?.hash as Hex }
    expectDone(await submit(world, at(GUARDIANS, place), { type: 'Heartbeat', set: 1, guardian, ...block }))
  }

  it('sees nothing to care for while all guardians were heard of within the hour', async () => {
    expect(await careOf()).to.deep.include({ state: 'Healthy', alarms: [] })
    const { members, retiredAt } = expectDone(await get(world, '/v1/guardian-sets/1'))
    expect(retiredAt).to.equal(null)
    expect(
      (members as Json[]).map(({ guardian, alive, lastSignBy }) => [guardian, alive, lastSignBy]),
    ).to.deep.equal(NUMBERS.map(number => [number, true, 'KeysConfirmed']))
    expect(await keyOf(tender.key)).to.deep.include({
      heldBy: NUMBERS,
      retired: false,
      care: { state: 'Healthy', alive: 3, holders: 3, threshold: 2 },
    })
    const [set] = (await careOf()).sets as { keys: Json[] }[]
    expect(set?.keys.map(({ use, keys, nextOpeningAt }) => [use, keys, nextOpeningAt])).to.deep.equal([
      ['InUse', 1, tender.terms.schedule.openingAt],
      ['Ready', READY_KEYS, null],
    ])
  })

  it('raises the alarm for keys that would not open, and calms down as guardians come back', async () => {
    world.clock.time += ALIVE_TIME + 1
    const away = { kind: 'GuardiansAway', set: 1, holders: 3, threshold: 2 }
    const [inUse, ready] = await alarmsOf()
    const nobody = { ...away, state: 'Alarm', alive: 0, away: NUMBERS }
    expect(inUse).to.deep.include({ ...nobody, use: 'InUse', nextOpeningAt: tender.terms.schedule.openingAt })
    expect(ready).to.deep.include({ ...nobody, use: 'Ready', keys: READY_KEYS })
    expect((await careOf()).state).to.equal('Alarm')
    expect(await keyOf(tender.key)).to.have.nested.include({ 'care.state': 'Alarm', 'care.alive': 0 })
    const listed = expectDone(await get(world, '/v1/keys?state=Assigned')).items as Json[]
    expect(listed[0]).to.have.nested.include({ 'care.state': 'Alarm', 'care.alive': 0 })

    await beat(0)
    expect((await careOf()).state).to.equal('Alarm')
    await beat(2)
    expect(await alarmsOf()).to.have.length(2)
    for (const alarm of await alarmsOf())
      expect(alarm).to.deep.include({ ...away, state: 'Weak', alive: 2, away: [NUMBERS[1]] })
    await beat(1)
    expect(await careOf()).to.deep.include({ state: 'Healthy', alarms: [] })
    const { members } = expectDone(await get(world, '/v1/guardian-sets/1'))
    expect((members as Json[])[1]).to.include({ alive: true, lastSignBy: 'GuardianAlive' })
  })

  it('tells monitoring, and is ready itself all the same', async () => {
    world.clock.time += ALIVE_TIME + 1
    await beat(0)
    const ready = await get(world, '/health/ready')
    expect(ready.status).to.equal(200)
    expect(ready.body).to.deep.include({
      ready: true,
      guardians: { state: 'Alarm', alarms: ['GuardiansAway'] },
    })
    const response = await fetch(`${world.gateway.url}/metrics`)
    expect(response.headers.get('content-type')).to.match(/^text\/plain; version=0\.0\.4/)
    const lines = (await response.text()).split('\n')
    expect(lines).to.include.members([
      '# TYPE bongin_guardian_alive gauge',
      'bongin_care 2',
      `bongin_guardian_alive{set="1",guardian="${NUMBERS[0]}"} 1`,
      `bongin_guardian_alive{set="1",guardian="${NUMBERS[1]}"} 0`,
      `bongin_guardian_last_sign_seconds{set="1",guardian="${NUMBERS[0]}"} ${world.clock.time}`,
      'bongin_keys{set="1",use="InUse",care="Alarm"} 1',
      `bongin_keys{set="1",use="Ready",care="Alarm"} ${READY_KEYS}`,
      'bongin_keys_alive_spare{set="1"} -1',
    ])
    for (const line of lines.filter(text => /^bongin_(care|guardian|keys)/.test(text)))
      expect(line).to.match(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+$/)
    await beat(1)
    await beat(2)
  })

  it('shows of a rehearsed key who answered, and when', async () => {
    const key = keyId(1, 1)
    const rehearsal = { type: 'RehearseKey', key, participant: REGISTRAR.participant } as const
    expectProblem(
      await submit(world, AGENCY, { ...rehearsal, participant: AGENCY.participant }),
      'MISSING_ROLE',
    )
    const receipt = expectDone(await submit(world, REGISTRAR, rehearsal))
    expect(await keyOf(key)).to.deep.include({ state: 'Rehearsing', tender: null, shares: [] })
    world.clock.time += HOUR / 60
    for (const place of [2, 0]) await release(key, place)
    const found = await keyOf(key)
    expect(found).to.deep.include({ state: 'Open', tender: null, care: null })
    expect(found.rehearsal).to.include({
      participant: REGISTRAR.participant.toString(),
      block: receipt.block,
    })
    expect((found.shares as Json[]).map(({ guardian }) => guardian)).to.deep.equal([NUMBERS[2], NUMBERS[0]])
    expect(expectDone(await submit(world, REGISTRAR, rehearsal))).to.deep.equal(receipt)
    const { statement } = announcement(world, 9)
    expectProblem(await submit(world, AGENCY, { ...statement, key }), 'WRONG_KEY_STATE')
  })

  const release = async (key: bigint, place: number): Promise<void> => {
    const author = at(GUARDIANS, place)
    const guardian = author.participant
    const statement = {
      type: 'ReleaseShare',
      key,
      tender: word(0n),
      guardian,
      share: shareOf(key, place),
    } as const
    expectDone(await postSigned(world, sign(world, author, statement, { joint: jointOf(key) })))
  }

  it('names who kept a ceremony waiting, and whom the next one leaves out', async () => {
    const [first, second, third] = GUARDIANS
    const starting = {
      type: 'StartCeremony',
      set: 1,
      keys: 1,
      guardian: at(GUARDIANS, 0).participant,
    } as const
    await act(world, at(GUARDIANS, 0), { ...starting, without: 0, ceremony: 2 })
    for (const author of [first, second])
      if (author !== undefined)
        await act(world, author, {
          type: 'PostPackage',
          ceremony: 2,
          round: 1,
          guardian: author.participant,
          package: '0x01',
        })
    await shown(world)
    expect(await careOf()).to.deep.include({ state: 'Healthy', alarms: [] })
    world.clock.time += CEREMONY_TIME
    const silent = [{ guardian: third?.participant.toString(), stage: 'Round1' }]
    expect(await alarmsOf()).to.deep.equal([
      { kind: 'CeremonyFailed', state: 'Weak', set: 1, ceremony: 2, silent, accusations: [] },
    ])
    const failed = expectDone(await get(world, '/v1/ceremonies/2'))
    expect(failed).to.deep.include({ members: NUMBERS, without: [], silent })

    await act(world, at(GUARDIANS, 0), { ...starting, without: 4, ceremony: 3 })
    await shown(world)
    const [next, before] = expectDone(await get(world, '/v1/ceremonies')).items as Json[]
    expect(before).to.deep.include({ ceremony: 2, silent, leftOutNext: [NUMBERS[2]] })
    expect(next).to.deep.include({
      ceremony: 3,
      members: NUMBERS.slice(0, 2),
      without: [NUMBERS[2]],
      silent: [],
    })
    const leftOut = { kind: 'GuardiansLeftOut', state: 'Alarm', set: 1, ceremony: 3, without: [NUMBERS[2]] }
    expect(await alarmsOf()).to.deep.equal([{ ...leftOut, reserve: 'Last' }])
  })

  it('says of a retired set that it serves no new tender, and looks after its keys in use', async () => {
    const retirement = { type: 'RetireGuardianSet', set: 1 } as const
    expectDone(await submit(world, REGISTRAR, retirement))
    expect(expectDone(await get(world, '/v1/guardian-sets/1')).retiredAt).to.equal(world.clock.time)
    expect(await keyOf(keyId(1, 2))).to.include({ state: 'Ready', retired: true })
    const { statement } = announcement(world, 2)
    expect(expectProblem(await postSigned(world, sign(world, AGENCY, statement)), 'SET_RETIRED')).to.include({
      set: 1,
    })
    const { sets, alarms } = await careOf()
    expect((sets as { keys: Json[] }[])[0]?.keys.map(({ use }) => use)).to.deep.equal(['InUse'])
    expect(alarms).to.deep.equal([])
  })
})
