import { expect } from 'chai'
import { type Notices, type StockOptions, setsToStock } from '../../src/guardian/stock.ts'
import { emptyView, type View } from '../../src/guardian/view.ts'
import { keyId } from '../../src/protocol/openingKey.ts'

const SET = { set: 1, guardians: [11n, 12n, 13n], threshold: 2 }
const OPTIONS: StockOptions = { stock: 4, batch: 2, stagger: 100, patience: 1_000 }

describe("a set's stock of keys", () => {
  let view: View
  let notices: Notices

  beforeEach(() => {
    view = emptyView(1)
    view.sets.set(SET.set, SET)
    notices = new Map()
  })

  const addReady = (ceremony: number, count: number, assigned = 0) => {
    const origin = { ceremony, set: SET.set, startedIn: 1, readyIn: 2 }
    for (let position = 0; position < count; position += 1) {
      view.keys.set(keyId(ceremony, position), position < assigned ? { origin, tender: '0xaa' } : { origin })
    }
    view.begun.set(SET.set, ceremony)
    view.lastReady.set(SET.set, ceremony)
    view.lastCeremony = ceremony
  }
  const addRunning = (number: number) => {
    view.begun.set(SET.set, number)
    view.lastCeremony = number
  }
  /** Which guardians would begin a ceremony if nobody else did, looking every 50 ms up to a time. */
  const startersUpTo = (end: number): bigint[] => {
    const all = new Map(SET.guardians.map(guardian => [guardian, new Map<string, number>()]))
    const starters = new Set<bigint>()
    for (let now = 0; now <= end; now += 50) {
      for (const [guardian, own] of all)
        if (setsToStock(view, guardian, OPTIONS, own, now).length > 0) starters.add(guardian)
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
    expect(setsToStock(view, 11n, OPTIONS, notices, 0)).to.deep.equal([])
  })
})
