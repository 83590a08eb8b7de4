import { expect } from 'chai'
import { hashText } from '../../src/protocol/bytes.ts'
import { at } from '../support/ledger/author.ts'
import { bongin, type Running } from '../support/running.ts'
import {
  announce,
  BIDDERS,
  bid,
  DAY,
  done,
  failed,
  HOUR,
  type Json,
  openTown,
  writeTerms,
} from './support.ts'

const HASH = hashText('a document')
const SCORED = {
  tieRule: 'ReviewScore',
  award: { rule: 'ReserveFloor', baseAmount: '100,000,000', floorRate: '87.745%', qualification: 4 },
}

describe('bongin where scores decide', () => {
  let town: Running
  let tender: string
  /** By their places in line. */
  let bidders: [string, string]

  before(async () => {
    town = await openTown()
    const began = town.now()
    tender = await announce(
      town,
      await writeTerms(town, 'SCORED', 'Single', SCORED),
      ' --reserve 100,000,000',
    )
    for (const bidder of BIDDERS) await bid(town, tender, bidder, '--price 90,000,000')
    await town.moveTo(began + 49 * HOUR)
    const { first } = await done(town, `open ${tender}`)
    const others = BIDDERS.map(({ participant }) => participant.toString()).filter(number => number !== first)
    bidders = [String(first), at(others, 0)]
  })

  after(() => town?.close())

  const acting = (verb: string, rest = ''): string => `award ${verb} ${tender} --key 2.key${rest}`
  const reasoned = (verb: string, rest = ''): string => acting(verb, ` --document ${HASH}${rest}`)
  const shown = async (): Promise<string> => (await bongin(town, `tender show ${tender}`)).stdout

  it('the terms, and what is still to be reviewed, are shown', async () => {
    const text = await shown()
    expect(text).to.match(/^qualification +scale 4, below 0.3 billion won$/m)
    expect(text).to.match(/^equal prices +the higher review score, then by lot$/m)
    expect(text).to.match(new RegExp(`^next +the agency reviews bidder ${bidders[0]}$`, 'm'))
    expect(text).to.match(new RegExp(`^still open +review of ${bidders.join(', ')}$`, 'm'))
  })

  it('a review gives points for all but the price, and the ledger adds those for the price', async () => {
    await failed(town, reasoned('qualify'), 2, 'INVALID_INPUT')
    await failed(town, reasoned('qualify', ' --score 4.123'), 2, 'USAGE')
    await failed(town, reasoned('qualify', ' --score 10.01'), 1, 'INVALID_SCORE')
    await failed(town, reasoned('qualify', ' --score 4.99'), 1, 'SCORE_TOO_LOW')
    const first = await done(town, reasoned('qualify', ' --score 5'))
    expect(first).to.include({ bidder: bidders[0], priceScore: 9_000, score: 9_500, phase: 'Review' })
    // The other bid has the same price: it could be the better one.
    await failed(town, acting('grant'), 1, 'REVIEW_INCOMPLETE')
    const second = await bongin(town, reasoned('qualify', ' --score 6.5'))
    expect(second.stdout).to.match(new RegExp(`^bidder +${bidders[1]}$`, 'm'))
    expect(second.stdout).to.match(/^score for the price +90.00 points$/m)
    expect(second.stdout).to.match(/^total score +96.50 points$/m)
    expect(await shown()).to.match(new RegExp(`^next +the agency awards to bidder ${bidders[1]}$`, 'm'))
  })

  it('the best of equal bids is awarded; an upheld objection has it reviewed anew', async () => {
    expect(await done(town, acting('grant'))).to.include({ bidder: bidders[1], winner: bidders[1] })
    const objecting = `award object ${tender} --bidder ${bidders[0]} --key ${bidders[0]}.key --document ${HASH}`
    expect(await done(town, objecting)).to.include({ objection: 0, awards: 1 })
    const upheld = await done(town, reasoned('decide', ' --objection 0 --upheld'))
    expect(upheld).to.deep.include({ phase: 'Review', winner: '0', toReview: [bidders[1]] })

    await failed(town, reasoned('disqualify', ' --reason 2'), 2, 'INVALID_INPUT')
    await failed(town, reasoned('disqualify', ' --reason 1 --score 4'), 2, 'INVALID_INPUT')
    await failed(town, reasoned('disqualify', ' --reason 2 --score 8'), 1, 'SCORE_SUFFICES')
    const low = await done(town, reasoned('disqualify', ' --reason 2 --score 4.5'))
    expect(low).to.include({ bidder: bidders[1], score: null, first: bidders[0] })
    expect(await done(town, acting('grant'))).to.include({ bidder: bidders[0], winner: bidders[0] })
  })

  it('when the last one refuses, nobody is left, and that can be disputed before the tender has failed', async () => {
    await town.moveTo(town.now() + DAY)
    const refusal = await done(town, reasoned('forfeit', ' --reason 1'))
    expect(refusal).to.include({ bidder: bidders[0], winner: '0', first: '0', phase: 'Standstill' })
    expect(await shown()).to.match(/^next +nobody is left in line: the tender has failed when/m)
    await failed(town, reasoned('qualify', ' --score 5'), 1, 'NOBODY_IN_LINE')
    await failed(town, acting('conclude', ` --contract ${HASH}`), 1, 'NOBODY_IN_LINE')
    const objecting = `award object ${tender} --bidder ${bidders[1]} --key ${bidders[1]}.key --document ${HASH}`
    expect(await done(town, objecting)).to.include({ objection: 1, awards: 3 })
    await town.moveTo(town.now() + DAY)
    expect(await done(town, `tender show ${tender}`)).to.include({ phase: 'Standstill' })
    const rejected: Json = await done(town, reasoned('decide', ' --objection 1 --rejected'))
    expect(rejected).to.include({ phase: 'Failed', next: null })
  })
})
