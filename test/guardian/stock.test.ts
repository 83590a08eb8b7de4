import { expect } from 'chai'
import type { SetStanding } from '../../src/guardian/standing.ts'
import {
  type Beginning,
  ceremoniesToBegin,
  type Notices,
  type StockOptions,
} from '../../src/guardian/stock.ts'
import { emptyView, rehearseKey, type View } from '../../src/guardian/view.ts'
import { keyId } from '../../src/protocol/openingKey.ts'

const SET = { set: 1, guardians: [11n, 12n, 13n], threshold: 2 }
const OPTIONS: StockOptions = { stock: 4, batch: 2, stagger: 100, patience: 1_000, rejoin: false }
const GOOD: SetStanding = { without: 0, isLastResort: false, attempts: 0, isUnderWay: false, spoiled: [] }

describe("a set's stock of keys", () => {
  let view: View
  let notices: Notices
  let standing: SetStanding

  beforeEach(() => {
    view = emptyView(1)
    view.sets.set(SET.set, SET)
    notices = new Map()
    standing = GOOD
  })

  const addReady = (ceremony: number, count: number, assigned = 0) => {
    const origin = { ceremony, set: SET.set, startedIn: 1, readyIn: 2 }
    for (let position = 0; position < count; position += 1) {
      const key = { origin, isHeld: true }
      view.keys.set(keyId(ceremony, position), position < assigned ? { ...key, tender: '0xaa' } : key)
    }
    standing = GOOD
    view.lastCeremony = ceremony
  }
  const addRunning = (number: number) => {
    standing = { ...standing, attempts: standing.attempts + 1, isUnderWay: true }
    view.lastCeremony = number
  }
  const due = (
    guardian: bigint,
    own: Notices,
    now: number,
    change: Partial<StockOptions> = {},
  ): Beginning[] => {
    const standings = new Map([[SET.set, standing]])
    return ceremoniesToBegin(view, guardian, { ...OPTIONS, ...change }, standings, { notices: own, now })
  }
  /** Which guardians would begin a ceremony if nobody else did, looking every 50 ms up to a time. */
  const startersUpTo = (end: number): bigint[] => {
    const all = new Map(SET.guardians.map(guardian => [guardian, new Map<string, number>()]))
    const starters = new Set<bigint>()
    for (let now = 0; now <= end; now += 50) {
      for (const [guardian, own] of all) if (due(guardian, own, now).length > 0) starters.add(guardian)
    }
    return [...starters]
  }

  it('is refilled when too few keys are ready; assigned ones do not count', () => {
    addReady(1, 4)
    expect(startersUpTo(10_000)).to.deep.equal([])
    addReady(1, 5, 2)
    expect(startersUpTo(10_000)).to.have.length(3)
  })

  it('is refilled by one guardian at a time, each in its turn', () => {
    expect(startersUpTo(0)).to.have.length(1)
    expect(startersUpTo(100)).to.have.length(2)
    expect(startersUpTo(200)).to.have.length(3)
  })

  it('is refilled first by another guardian after each ceremony', () => {
    const firsts = [1, 2, 3].map(ceremony => {
      addReady(ceremony, 1)
      return startersUpTo(0)[0]
    })
    expect(new Set(firsts).size).to.equal(3)
  })

  it('waits for a ceremony that is under way, and begins a new one when that takes too long', () => {
    addRunning(1)
    expect(startersUpTo(950)).to.deep.equal([])
    expect(startersUpTo(2_000)).to.have.length(3)
  })

  it('waits twice as long after each ceremony that came to nothing, and no longer than 64 times', () => {
    addRunning(1)
    addRunning(2)
    addRunning(3)
    expect(startersUpTo(3_950)).to.deep.equal([])
    expect(startersUpTo(5_000)).to.have.length(3)
    for (let number = 4; number < 20; number += 1) addRunning(number)
    expect(startersUpTo(63_950)).to.deep.equal([])
    expect(startersUpTo(65_000)).to.have.length(3)
  })

  it('forgets old failures once a ceremony has made keys', () => {
    addRunning(1)
    addRunning(2)
    addReady(3, 1)
    expect(startersUpTo(0)).to.have.length(1)
  })

  it('is none of the business of who is not in the set', () => {
    view.sets.clear()
    expect(due(11n, notices, 0)).to.deep.equal([])
  })

  it('is not refilled in a set that is retired, nor before the set is judged', () => {
    view.retired.add(SET.set)
    expect(startersUpTo(10_000)).to.deep.equal([])
    view.retired.clear()
    expect(ceremoniesToBegin(view, 11n, OPTIONS, new Map(), { notices, now: 0 })).to.deep.equal([])
  })

  it('does not count keys that are rehearsed', () => {
    addReady(1, 4)
    const [key = 0n] = view.keys.keys()
    rehearseKey(view, key)
    expect(startersUpTo(10_000)).to.have.length(3)
  })

  describe('when somebody stopped the last ceremony', () => {
    const WITHOUT = 0b010

    beforeEach(() => {
      addRunning(1)
      standing = { ...GOOD, without: WITHOUT }
    })

    it('is refilled at once without it, by the others in their turn', () => {
      expect(startersUpTo(0)).to.have.length(1)
      expect(startersUpTo(200)).to.have.members([11n, 13n])
      expect(due(11n, notices, 0)).to.have.length.at.most(1)
      expect(due(11n, notices, 200)).to.deep.equal([{ set: SET.set, without: WITHOUT }])
    })

    it('has a rest when the others came to nothing too', () => {
      standing = { ...standing, attempts: 3 }
      expect(startersUpTo(3_950)).to.deep.equal([])
      expect(startersUpTo(5_000)).to.have.members([11n, 13n])
    })

    it('has a rest when all are asked again because too few are left', () => {
      standing = { ...standing, without: 0, isLastResort: true, attempts: 1 }
      expect(startersUpTo(950)).to.deep.equal([])
      expect(startersUpTo(2_000)).to.have.length(3)
    })

    it('does not wait longer because others begin ceremony after ceremony', () => {
      standing = { ...standing, attempts: 1 }
      expect(due(11n, notices, 0)).to.deep.equal([])
      view.lastCeremony += 6
      due(11n, notices, 1_000)
      expect(due(11n, notices, 1_200)).to.have.length(1)
    })

    it('is refilled by who was left out only if its operator wishes, and then with everybody', () => {
      expect(due(12n, notices, 100_000)).to.deep.equal([])
      expect(due(12n, notices, 0, { rejoin: true })).to.deep.equal([{ set: SET.set, without: 0 }])
    })
  })
})
