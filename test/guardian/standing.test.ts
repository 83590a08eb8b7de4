import { expect } from 'chai'
import type { Ceremony } from '../../src/guardian/ceremony.ts'
import { isJust, standingOf } from '../../src/guardian/standing.ts'
import { type Attended, emptyView, endCeremony, prune, trailOf, type View } from '../../src/guardian/view.ts'
import { CEREMONY_TIME } from '../../src/protocol/limits.ts'
import { act, identityOf, openBoard, START, seedOf, setOf } from './support/board.ts'

const SET = setOf(5, 3)
const [ONE, TWO, THREE, FOUR, FIVE] = SET.guardians as [bigint, bigint, bigint, bigint, bigint]
const PLACE = identityOf(ONE)

describe('how a set stands', function () {
  this.timeout(20_000)

  let view: View
  beforeEach(() => {
    view = emptyView(1)
    view.sets.set(SET.set, SET)
  })

  /** The next ceremony of the set, a thousand blocks and two rounds' time after the one before; `posters` post round 1. */
  const add = async (without: number, posters: readonly bigint[]): Promise<number> => {
    const number = view.ceremonies.size + 1
    const board = openBoard(SET, 1, { ceremony: number, without })
    for (const guardian of posters) await act(board, guardian, seedOf(guardian), {})
    put(number, board.ceremony())
    return number
  }
  const put = (number: number, ceremony: Ceremony) => {
    const startedIn = { block: 1_000 * number, logIndex: 0 }
    const startedAt = START + 2 * CEREMONY_TIME * number
    const events = ceremony.events.map(event => ({
      ...event,
      block: startedIn.block + event.block,
      timestamp: startedAt,
    }))
    const moved = { ...ceremony, startedAt, events }
    view.ceremonies.set(number, { ceremony: moved, startedIn, place: number, isOver: false })
  }
  const ready = (number: number) => {
    const { ceremony } = entry(number)
    view.ceremonies.set(number, { ...entry(number), ceremony: { ...ceremony, ready: true } })
  }
  const entry = (number: number): Attended =>
    view.ceremonies.get(number) ?? expect.fail(`no ceremony ${number}`)
  const now = () => START + 2 * CEREMONY_TIME * (view.ceremonies.size + 1)
  const standing = async (time = now()) =>
    (await standingOf(PLACE, view, SET.set, time)) ?? expect.fail('no set')
  const isJustAt = (number: number) => isJust(PLACE, view, entry(number))

  it('leaves nobody out at the beginning', async () => {
    expect(await standing()).to.deep.equal({
      without: 0,
      isLastResort: false,
      attempts: 0,
      isUnderWay: false,
      spoiled: [],
    })
  })

  it('waits for a ceremony that is under way', async () => {
    await add(0, [ONE, TWO])
    const { isUnderWay, without } = await standing(entry(1).ceremony.startedAt + CEREMONY_TIME - 1)
    expect({ isUnderWay, without }).to.deep.equal({ isUnderWay: true, without: 0 })
  })

  it('leaves out who stopped the last ceremony, and who was left out there', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    expect((await standing()).without).to.equal(0b10000)
    await add(0b10000, [TWO, THREE, FOUR])
    const found = await standing()
    expect(found.without).to.equal(0b10001)
    expect(found.spoiled).to.deep.equal([
      { ceremony: 1, faults: [{ guardian: FIVE, wrong: 'Round1Missing' }] },
      { ceremony: 2, faults: [{ guardian: ONE, wrong: 'Round1Missing' }] },
    ])
  })

  it('keeps out who was left out of a ceremony that made keys', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    await add(0b10000, [])
    ready(2)
    expect((await standing()).without).to.equal(0b10000)
  })

  it('takes everybody back who took part in a ceremony that made keys', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    await add(0, [])
    ready(2)
    expect((await standing()).without).to.equal(0)
  })

  it('takes nobody back for beginning one ceremony after the other, and does not wait for those', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    for (let spam = 0; spam < 3; spam += 1) await add(0, [ONE, TWO, THREE, FOUR])
    const { startedAt } = entry(4).ceremony
    expect(await standing(startedAt + 1)).to.include({ without: 0b10000, attempts: 0, isUnderWay: false })
    await add(0b10000, [ONE])
    expect(await isJustAt(5)).to.equal(true)
    expect(await standing(entry(5).ceremony.startedAt + 1)).to.include({
      without: 0b10000,
      attempts: 1,
      isUnderWay: true,
    })
  })

  it('counts how often it was tried with the same members', async () => {
    await add(0, [ONE])
    await add(0, [TWO])
    expect(await standing()).to.include({ without: 0, isLastResort: true, attempts: 2, isUnderWay: false })
  })

  it('asks all again when too few would be left', async () => {
    await add(0, [ONE, TWO])
    expect(await standing()).to.include({ without: 0, isLastResort: true, isUnderWay: false })
  })

  describe('finds a ceremony just', () => {
    it('that leaves nobody out, whatever was before', async () => {
      await add(0, [ONE])
      await add(0, [])
      expect(await isJustAt(2)).to.equal(true)
    })

    it('that leaves out those who were out when it began, or some of them', async () => {
      await add(0, [ONE, TWO, THREE])
      await add(0b11000, [])
      await add(0b01000, [])
      expect([await isJustAt(2), await isJustAt(3)]).to.deep.equal([true, true])
    })
  })

  describe('finds a ceremony unjust', () => {
    it('that leaves out anybody else', async () => {
      await add(0, [ONE, TWO, THREE, FOUR])
      await add(0b10001, [])
      expect(await isJustAt(2)).to.equal(false)
    })

    it('that is the first of its set and leaves somebody out', async () => {
      await add(0b10000, [])
      expect(await isJustAt(1)).to.equal(false)
    })

    it('that leaves out somebody who still had time', async () => {
      await add(0, [ONE, TWO, THREE, FOUR])
      await add(0b10000, [])
      const hasty = entry(2)
      const startedAt = entry(1).ceremony.startedAt + CEREMONY_TIME - 1
      view.ceremonies.set(2, { ...hasty, ceremony: { ...hasty.ceremony, startedAt } })
      expect(await isJustAt(2)).to.equal(false)
    })

    it('even if whom it left out is silent afterwards', async () => {
      const first = await add(0, SET.guardians)
      ready(first)
      await add(0b10000, [])
      expect(await isJustAt(2)).to.equal(false)
    })
  })

  it('blames nobody for staying away from an unjust ceremony, and does not leave its victim out', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    await add(0b00010, [FIVE])
    expect(await standing()).to.include({ without: 0b10000, isUnderWay: false })
    expect((await standing()).spoiled.map(({ ceremony }) => ceremony)).to.deep.equal([1])
    await add(0b00010, [])
    await add(0b10000, [])
    expect([await isJustAt(3), await isJustAt(4)]).to.deep.equal([false, true])
  })

  it('lets nobody undo its silence later', async () => {
    await add(0, [ONE, TWO, THREE, FOUR])
    await add(0b10000, [])
    // The fifth posts after all, when the next ceremony has begun without it: that stays just, and nobody else is late by that.
    const late = openBoard(SET, 1, { ceremony: 1 })
    for (const guardian of SET.guardians) await act(late, guardian, seedOf(guardian), {})
    const { ceremony } = entry(1)
    const last = late.ceremony().events.at(-1) ?? expect.fail()
    const event = { ...last, block: 2_500, timestamp: now() }
    view.ceremonies.set(1, {
      ...entry(1),
      ceremony: { ...late.ceremony(), startedAt: ceremony.startedAt, events: [...ceremony.events, event] },
    })
    expect(await isJustAt(2)).to.equal(true)
    expect((await standing()).spoiled[0]?.faults).to.deep.equal([{ guardian: FIVE, wrong: 'Round1Missing' }])
  })

  it('remembers ceremonies only as far as the next one is judged by them', async () => {
    for (let round = 0; round < 3; round += 1) await add(0, [])
    ready(2)
    for (const number of view.ceremonies.keys()) endCeremony(view, number)
    prune(view)
    expect([...view.ceremonies.keys()]).to.deep.equal([2, 3])
    for (let number = 4; number <= 20; number += 1) put(number, entry(3).ceremony)
    for (const number of view.ceremonies.keys()) endCeremony(view, number)
    prune(view)
    expect([...view.ceremonies.keys()]).to.deep.equal([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
    expect(trailOf(view, 99)).to.deep.equal([])
  })

  it('is nothing for who is not in it', async () => {
    expect(await standingOf(PLACE, view, 99, 0)).to.equal(undefined)
  })
})
