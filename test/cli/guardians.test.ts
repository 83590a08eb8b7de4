import { expect } from 'chai'
import { bongin, MEMBERS, type Running, readyKey, THRESHOLD } from '../support/running.ts'
import { done, failed, HOUR, type Json, openTown, writeTerms } from './support.ts'

const NUMBERS = MEMBERS.map(({ participant }) => participant.toString())
const LAST = NUMBERS.length - 1

describe('bongin guardians', () => {
  let town: Running

  before(async () => {
    town = await openTown()
    await readyKey(town)
  })

  after(() => town?.close())

  const careOf = () => done(town, 'guardians care')

  it('care: who is alive, and nothing to worry about', async () => {
    expect(await careOf()).to.deep.include({ state: 'Healthy', alarms: [] })
    const { stdout } = await bongin(town, 'guardians care')
    for (const number of NUMBERS) expect(stdout).to.match(new RegExp(`^ *1 +${number} +yes +.*ago`, 'm'))
    expect(stdout).to.match(
      new RegExp(`^ *1 +ready +\\d+ +${NUMBERS.length}/${NUMBERS.length} +${THRESHOLD} +healthy`, 'm'),
    )
    expect(stdout).to.match(/\n\nNothing to worry about\.\n$/)
  })

  it('rehearse: all answer, whoever they are', async () => {
    await failed(town, 'guardians rehearse 2 --key 1.key', 1, 'NO_READY_KEY')
    await failed(town, 'guardians rehearse --key 2.key', 1, 'UNKNOWN_SIGNER')
    const { answers, ...rehearsal } = await done(town, 'guardians rehearse 1 --key 1.key')
    expect(rehearsal).to.include({
      set: 1,
      threshold: THRESHOLD,
      answered: NUMBERS.length,
      complete: true,
      opened: true,
    })
    expect((answers as Json[]).map(({ guardian }) => guardian)).to.deep.equal(NUMBERS)
    for (const { seconds } of answers as Json[]) expect(seconds).to.be.at.least(0)
    const found = await done(town, 'keys list --state Open')
    expect((found.items as Json[]).map(({ key, tender }) => [key, tender])).to.deep.equal([
      [rehearsal.key, null],
    ])
  })

  it('rehearse: names who does not answer, and says so by the exit code', async () => {
    await readyKey(town)
    await town.stopGuardians([LAST])
    const { code, stdout, stderr } = await bongin(town, 'guardians rehearse --key 1.key --wait 6')
    expect(code, stderr).to.equal(1)
    expect(stdout).to.match(new RegExp(`^ *${NUMBERS[0]} +after `, 'm'))
    expect(stdout).to.match(new RegExp(`^ *${NUMBERS[LAST]} +no answer$`, 'm'))
    expect(stdout).to.include(
      `${LAST} of ${NUMBERS.length} answered; ${THRESHOLD} open a key. A tender would open,`,
    )
  })

  it('care: the alarm is raised when too few are left', async () => {
    await town.stopGuardians()
    await town.moveTo(town.now() + 2 * HOUR)
    const { state, alarms } = await careOf()
    expect(state).to.equal('Alarm')
    expect((alarms as Json[])[0]).to.deep.include({ kind: 'GuardiansAway', alive: 0, away: NUMBERS })
    const { stdout } = await bongin(town, 'guardians care --lang ko')
    expect(stdout).to.match(/^경보: 집합 1: .*번 무응답; .*; 개찰 불가$/m)
    const listed = await bongin(town, 'guardians list')
    expect(listed.stdout).to.match(new RegExp(` 0/${NUMBERS.length}\\s*$`, 'm'))
  })

  it('retire: the set serves no new tender', async () => {
    await failed(town, 'guardians retire 1 --key 2.key', 1, 'UNKNOWN_SIGNER')
    expect(await done(town, 'guardians retire 1 --key 1.key')).to.include({
      type: 'RetireGuardianSet',
      set: 1,
    })
    await failed(town, 'guardians rehearse --key 1.key', 1, 'NO_READY_KEY')
    const terms = await writeTerms(town, 'NOBODY', 'None')
    await failed(town, `tender announce ${terms} --agency 2 --key 2.key`, 1, 'NO_READY_KEY')
    const { items } = await done(town, 'guardians list')
    expect((items as Json[])[0])
      .to.include({ set: 1 })
      .and.not.to.include({ retiredAt: null })
  })
})
