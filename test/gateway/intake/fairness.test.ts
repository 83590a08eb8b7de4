import { expect } from 'chai'
import { DEFAULTS } from '../../../src/gateway/config/config.ts'
import type { Entry } from '../../../src/gateway/intake/entry.ts'
import { createFairQueue } from '../../../src/gateway/intake/fairQueue.ts'
import { createLanes } from '../../../src/gateway/intake/lanes.ts'
import { createRoom } from '../../../src/gateway/intake/room.ts'
import { type Hex, word } from '../../../src/protocol/bytes.ts'
import type { BonginError } from '../../../src/protocol/error.ts'
import type { SignedStatement, Statement } from '../../../src/protocol/statement.ts'

let made = 0

/** Nobody looks at the signatures here. */
const signedOf = (statement: object): SignedStatement => ({
  statement: statement as Statement,
  signer: `0x${'11'.repeat(20)}`,
  signature: '0x00',
})

const entryOf = (statement: object): Entry => {
  made += 1
  const name: Hex = word(BigInt(made))
  const times = { receivedAt: made, closingAt: null, tries: 0 }
  return { sending: name, digest: name, signed: signedOf(statement), ...times }
}

const bidOf = (tender: number, bidder: number) => ({
  type: 'SubmitBid',
  tender: word(BigInt(tender)),
  bidder: BigInt(bidder),
})

/** Which tenders and bidders, in short: `7:1` is bidder 1 of tender 7. */
const shortly = (entries: readonly Entry[]): string[] =>
  entries.map(({ signed }) => {
    const { tender, bidder } = signed.statement as Extract<Statement, { type: 'SubmitBid' }>
    return `${BigInt(tender)}:${bidder}`
  })

describe('gateway > intake > fairness', () => {
  describe('of bids', () => {
    const filled = (...bids: [tender: number, bidder: number][]) => {
      const queue = createFairQueue()
      for (const [tender, bidder] of bids) queue.add(entryOf(bidOf(tender, bidder)))
      return queue
    }

    it('bids of one tender share a transaction, in the order of their coming', () => {
      const queue = filled([1, 1], [2, 1], [1, 2], [2, 2], [1, 3])
      expect(shortly(queue.take(3))).to.deep.equal(['1:1', '1:2', '1:3'])
      expect(shortly(queue.take(3))).to.deep.equal(['2:1', '2:2'])
      expect(queue.size()).to.equal(0)
    })

    it('what one tender leaves free is filled with others', () => {
      const queue = filled([1, 1], [2, 1], [3, 1])
      expect(shortly(queue.take(50))).to.deep.equal(['1:1', '2:1', '3:1'])
    })

    it("a tender's flood keeps no other tender waiting for more than a turn", () => {
      const flood = Array.from({ length: 1_000 }, (_, bidder): [number, number] => [1, bidder])
      const queue = filled(...flood, [2, 1], [3, 1])
      queue.take(50)
      expect(shortly(queue.take(50)).slice(0, 3)).to.deep.equal(['2:1', '3:1', '1:50'])
      expect(queue.size()).to.equal(902)
    })

    it("a bidder's flood keeps no other bidder of its tender waiting for more than a turn", () => {
      const flood = Array.from({ length: 200 }, (): [number, number] => [1, 7])
      const queue = filled(...flood, [1, 8], [1, 9])
      expect(shortly(queue.take(4))).to.deep.equal(['1:7', '1:8', '1:9', '1:7'])
    })
  })

  describe('of other statements', () => {
    const act = (tender: number, place: number) => ({
      type: 'Award',
      tender: word(BigInt(tender)),
      act: place,
    })

    it('those of one tender go one after the other, those of others meanwhile', () => {
      const lanes = createLanes()
      const entries = [entryOf(act(1, 0)), entryOf(act(1, 1)), entryOf(act(2, 0))]
      for (const entry of entries) lanes.add(entry)
      const [first, second, third] = entries as [Entry, Entry, Entry]
      expect([lanes.next(), lanes.next(), lanes.next()]).to.deep.equal([first, third, undefined])
      lanes.leave(first, undefined)
      expect(lanes.next()).to.equal(second)
    })

    it('one that has to be tried again comes before those behind it', () => {
      const lanes = createLanes()
      const entries = [entryOf(act(1, 0)), entryOf(act(1, 1))] as [Entry, Entry]
      for (const entry of entries) lanes.add(entry)
      const taken = lanes.next() as Entry
      lanes.leave(taken, taken)
      expect([lanes.size(), lanes.next()]).to.deep.equal([2, entries[0]])
    })
  })

  describe('of room', () => {
    const roomOf = (queueRows: number, queueBytes = 1_000_000) =>
      createRoom({ ...DEFAULTS, queueRows, queueBytes })
    const codeOf = (work: () => unknown): string => {
      try {
        work()
        return 'taken'
      } catch (error) {
        return (error as BonginError).code
      }
    }

    it('a full queue takes no more, by number or by bytes, until something leaves it', () => {
      const room = roomOf(20, 1_000)
      const leave = room.enter(signedOf(bidOf(1, 1)), 900)
      expect(codeOf(() => room.enter(signedOf(bidOf(2, 2)), 101))).to.equal('QUEUE_FULL')
      leave()
      expect(codeOf(() => room.enter(signedOf(bidOf(2, 2)), 101))).to.equal('taken')
      const small = roomOf(2)
      expect([1, 2, 3].map(each => codeOf(() => small.enter(signedOf(bidOf(each, each)), 1)))).to.deep.equal([
        'taken',
        'taken',
        'QUEUE_FULL',
      ])
    })

    it('one tender may fill half of it, one author a twentieth', () => {
      const room = roomOf(100)
      const sixty = Array.from({ length: 60 }, (_, bidder) =>
        codeOf(() => room.enter(signedOf(bidOf(1, bidder)), 1)),
      )
      expect(sixty.filter(code => code === 'taken')).to.have.length(50)
      const ten = Array.from({ length: 10 }, (_, tender) =>
        codeOf(() => room.enter(signedOf(bidOf(tender + 2, 99)), 1)),
      )
      expect(ten.filter(code => code === 'taken')).to.have.length(5)
      expect(room.size()).to.equal(55)
    })

    it("takes in what was another gateway's even above its bounds", () => {
      const room = roomOf(1)
      room.enter(signedOf(bidOf(1, 1)), 1)
      room.admit(signedOf(bidOf(2, 2)), 1)
      expect([room.size(), room.free()]).to.deep.equal([2, 0])
    })
  })
})
