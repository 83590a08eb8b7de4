import { expect } from 'chai'
import fc from 'fast-check'
import {
  type CeremonyProgress,
  careOf,
  isAlive,
  isJustified,
  outAfter,
  reserveOf,
  silentIn,
  withoutNext,
} from '../../src/protocol/care.ts'
import { membersOf } from '../../src/protocol/ceremonyPackage.ts'
import { ALIVE_TIME, CEREMONY_TIME } from '../../src/protocol/limits.ts'

const START = 1_000
const MEMBERS = [11n, 12n, 13n]

describe('care', () => {
  describe('of keys', () => {
    it('a guardian is alive for an hour after its last sign, to the second', () => {
      expect(isAlive(START, START)).to.equal(true)
      expect(isAlive(START, START + ALIVE_TIME)).to.equal(true)
      expect(isAlive(START, START + ALIVE_TIME + 1)).to.equal(false)
      expect(isAlive(undefined, START)).to.equal(false)
    })

    for (const [alive, care] of [
      [5, 'Healthy'],
      [4, 'Weak'],
      [3, 'Weak'],
      [2, 'Alarm'],
      [0, 'Alarm'],
    ] as const) {
      it(`three of five with ${alive} alive: ${care}`, () => {
        expect(careOf({ alive, members: 5, threshold: 3 })).to.equal(care)
      })
    }

    it('where all are needed there is nothing between Healthy and Alarm', () => {
      expect(careOf({ alive: 3, members: 3, threshold: 3 })).to.equal('Healthy')
      expect(careOf({ alive: 2, members: 3, threshold: 3 })).to.equal('Alarm')
    })
  })

  describe('of a set', () => {
    for (const [members, reserve] of [
      [5, 'Ample'],
      [4, 'Ample'],
      [3, 'Last'],
      [2, 'None'],
    ] as const) {
      it(`three open a key and ${members} take part: ${reserve}`, () => {
        expect(reserveOf({ members, threshold: 3 })).to.equal(reserve)
      })
    }

    it('leaves out those at fault as long as enough remain, and then asks all again', () => {
      const set = { guardians: 5, threshold: 3 }
      expect(withoutNext(set, 0)).to.equal(0)
      expect(withoutNext(set, 0b10001)).to.equal(0b10001)
      expect(withoutNext(set, 0b10011)).to.equal(0)
    })

    it('never begins a ceremony that its contract would refuse', () => {
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(511), fc.nat(), (guardians, bits, k) => {
          const threshold = 2 + (k % (guardians - 1))
          const without = withoutNext({ guardians, threshold }, bits & (2 ** guardians - 1))
          expect(membersOf({ guardians, without }).length).to.be.at.least(threshold)
          expect(without).to.be.lessThan(2 ** guardians)
        }),
      )
    })

    it('adds those at fault to those who are out already', () => {
      expect(outAfter(0, [])).to.equal(0)
      expect(outAfter(0b00100, [1, 5])).to.equal(0b10101)
    })

    it('a ceremony may leave out those who are out, some of them or nobody, and no one else', () => {
      for (const without of [0, 0b001, 0b100, 0b101]) expect(isJustified(without, 0b101)).to.equal(true)
      for (const without of [0b010, 0b111, 0b011]) expect(isJustified(without, 0b101)).to.equal(false)
    })
  })

  describe('of a ceremony names', () => {
    /** Everybody posts one second after the other; `change` takes away. */
    const progress = (change: Partial<CeremonyProgress> = {}): CeremonyProgress => ({
      startedAt: START,
      members: MEMBERS,
      firstBy: at(1),
      secondBy: at(11),
      confirmedBy: at(21),
      isAccused: false,
      ...change,
    })
    const at = (first: number, guardians = MEMBERS) =>
      new Map(guardians.map((guardian, i) => [guardian, START + first + i]))

    it('nobody when all have done all', () => {
      expect(silentIn(progress(), START + 10 * CEREMONY_TIME)).to.deep.equal([])
    })

    for (const [stage, change, since] of [
      ['Round1', { firstBy: at(1, [11n, 13n]), secondBy: at(0, []), confirmedBy: at(0, []) }, 0],
      ['Round2', { secondBy: at(11, [11n, 13n]), confirmedBy: at(0, []) }, 3],
      ['Confirmation', { confirmedBy: at(21, [11n, 13n]) }, 13],
    ] as const) {
      it(`who keeps it waiting (${stage}), a minute after the stage began, not a second before`, () => {
        const due = START + since + CEREMONY_TIME
        expect(silentIn(progress(change), due - 1)).to.deep.equal([])
        expect(silentIn(progress(change), due)).to.deep.equal([{ guardian: 12n, stage }])
      })
    }

    it('nobody for silence after an accusation', () => {
      const change = { confirmedBy: at(0, []), isAccused: true }
      expect(silentIn(progress(change), START + 10 * CEREMONY_TIME)).to.deep.equal([])
    })

    it('only those who take part', () => {
      const members = [11n, 13n]
      const change = { members, secondBy: at(11, [11n]), firstBy: at(1, members), confirmedBy: at(0, []) }
      expect(silentIn(progress(change), START + 10 * CEREMONY_TIME)).to.deep.equal([
        { guardian: 13n, stage: 'Round2' },
      ])
    })
  })
})
