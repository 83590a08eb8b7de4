import { readdir } from 'node:fs/promises'
import { expect } from 'chai'
import { hashText } from '../../src/protocol/bytes.ts'
import { at } from '../support/ledger/author.ts'
import { bongin, type Running } from '../support/running.ts'
import { announce, BIDDERS, bid, DAY, done, failed, HOUR, openTown, writeTerms } from './support.ts'

const HASH = hashText('a document')
const [FIRST, SECOND] = [at(BIDDERS, 0), at(BIDDERS, 1)]

describe('bongin where a tender does not go straight', () => {
  let town: Running

  before(async () => {
    town = await openTown()
  })

  after(() => town?.close())

  const acting = (verb: string, tender: string, rest = ''): string => `${verb} ${tender} --key 2.key${rest}`
  const reasoned = (verb: string, tender: string, rest = ''): string =>
    acting(verb, tender, ` --document ${HASH}${rest}`)
  const own = (verb: string, tender: string, bidder: number, rest = ''): string =>
    `${verb} ${tender} --bidder ${bidder} --key ${bidder}.key${rest}`
  const replacing = (tender: string, out: string): string =>
    own('bid seal', tender, 102, ` --price 88,000,000 --out ${out}`)

  /** A tender with two bids, 90 and 91 million won. */
  async function twoBids(notice: string, changes: object = {}): Promise<string> {
    const tender = await announce(town, await writeTerms(town, notice, 'None', changes))
    await bid(town, tender, FIRST, '--price 90,000,000')
    await bid(town, tender, SECOND, '--price 91,000,000')
    return tender
  }

  describe('an amendment', () => {
    const schedule = {
      biddingAt: 'same',
      closingAt: '+72h',
      openingAt: '+73h',
      fallbackAt: '+79h',
      fallbackEndAt: '+103h',
    }

    it('sets bids aside until their bidders confirm or replace them, whatever the bid policy', async () => {
      const tender = await twoBids('AMENDED', { amendmentTime: '60h' })
      const amending = async (changes: object): Promise<string> =>
        acting('tender amend', `${tender} ${await writeTerms(town, 'AMENDED', 'None', changes)}`)
      const changes = { schedule, amendmentTime: '60h', minimumBids: 1 }
      await failed(
        town,
        await amending({ ...changes, schedule: { ...schedule, closingAt: '+49h' } }),
        2,
        'INVALID_CHANGE',
      )
      await failed(town, await amending({ ...changes, retender: 'TimesOnly' }), 2, 'INVALID_CHANGE')
      await failed(town, own('bid confirm', tender, 101), 1, 'BID_STANDS')

      const amended = await done(town, await amending(changes))
      expect(amended).to.deep.include({ type: 'Amend', termsVersion: 2, bids: 2, aside: 2, acts: 1 })
      expect(amended.terms).to.deep.include({ minimumBids: 1 })
      const shown = await bongin(town, `bid show ${tender} 101`)
      expect(shown.stdout).to.match(/^state +sealed: for earlier terms, counts only if /m)

      const confirmed = await done(
        town,
        own(
          'bid confirm',
          tender,
          101,
          ` --rpc ${town.ledger.rpcUrl} --ledger ${town.ledger.deployed.ledger}`,
        ),
      )
      expect(confirmed).to.include({ type: 'ConfirmBid', status: 'Sealed', needsConfirmation: false })
      await done(town, replacing(tender, 'amended-2'))
      await done(town, 'bid submit amended-2')
      expect(await done(town, `bid show ${tender} 102`)).to.include({ sequence: 1, needsConfirmation: false })
      expect(await done(town, `tender show ${tender}`)).to.include({ bids: 2, aside: 0 })
      // Once for these terms is once.
      await failed(town, replacing(tender, 'amended-3'), 1, 'ALREADY_BID')
    })

    it('keeps the sealed reserve price by its note, or seals another one', async () => {
      const soon = { amendmentTime: '24h' }
      const first = await writeTerms(town, 'RESERVED', 'Single', soon)
      const tender = await announce(town, first, ' --reserve 95,000,000')
      const amending = async (changes: object, rest: string): Promise<string> => {
        const terms = await writeTerms(town, 'RESERVED', 'Single', { schedule, ...soon, ...changes })
        return acting('tender amend', `${tender} ${terms}`, rest)
      }
      const { reserveSeal } = await done(town, `tender show ${tender}`)
      await failed(town, await amending({}, ' --note none.note'), 2, 'FILE_UNREADABLE')
      const kept = await done(town, await amending({ minimumBids: 1 }, ''))
      expect(kept).to.deep.include({ termsVersion: 2, reserveSeal, note: null })

      const resealed = await done(town, await amending({}, ' --reserve 96,000,000 --note second.note'))
      expect(resealed).to.include({ termsVersion: 3, note: 'second.note' })
      expect(resealed.reserveSeal).not.to.deep.equal(reserveSeal)
      // The first note is that of a price which no longer stands.
      await failed(town, await amending({}, ''), 2, 'WRONG_NOTE')
      expect(await readdir(town.directory)).to.include('second.note')
    })
  })

  describe('a postponement', () => {
    it('moves the times that are named, and those behind them as far; by the rule, if an outage is named', async () => {
      const began = town.now()
      const tender = await twoBids('POSTPONED')
      const postponing = (rest: string): string => reasoned('tender postpone', tender, ` --reason 1${rest}`)
      await Promise.all([
        failed(town, postponing(' --closing +47h'), 2, 'INVALID_CHANGE'),
        failed(town, postponing(' --reason 5 --closing +50h'), 2, 'USAGE'),
        failed(town, postponing(' --outage now..+2h --closing +50h'), 2, 'USAGE'),
        failed(town, postponing(' --outage now..+2h'), 1, 'OUTAGE_ELSEWHERE'),
        failed(town, postponing(' --outage now'), 2, 'INVALID_INPUT'),
        failed(town, postponing(''), 2, 'INVALID_INPUT'),
      ])
      const moved = await done(town, postponing(' --closing +50h'))
      const { terms } = moved as { terms: { schedule: Record<string, number> } }
      const hours = Object.values(terms.schedule).map(time => Math.round((time - began) / HOUR))
      expect(hours).to.deep.equal([0, 50, 51, 57, 81])
      expect(moved).to.include({ type: 'Postpone', termsVersion: 1, aside: 0, acts: 1 })

      // Two hours from the recovery to the closing, and the opening an hour later.
      const closingAt = terms.schedule.closingAt ?? 0
      const iso = (time: number): string => new Date(time * 1000).toISOString().slice(0, 19)
      const outage = `${iso(closingAt - HOUR)}Z..${iso(closingAt + HOUR / 2)}Z`
      const { terms: later } = await done(town, postponing(` --outage ${outage}`))
      expect((later as typeof terms).schedule).to.include({
        closingAt: closingAt + 2.5 * HOUR,
        openingAt: closingAt + 3.5 * HOUR,
      })
    })
  })

  describe('a withdrawal', () => {
    it('takes request and grant; then the bid is void and its bidder barred', async () => {
      const tender = await twoBids('WITHDRAWN', { amendmentTime: '24h' })
      const granting = reasoned('bid grant-withdrawal', tender, ' --bidder 102')
      await failed(town, granting, 1, 'NOT_REQUESTED')
      const asked = await done(town, own('bid withdraw', tender, 102, ` --document ${HASH}`))
      expect(asked).to.include({ type: 'RequestWithdrawal', status: 'Sealed', withdrawalRequested: true })
      const shown = await bongin(town, `bid show ${tender} 102 --lang ko`)
      expect(shown.stdout).to.match(/^상태 +봉인: 투찰 취소 신청됨$/m)
      expect(await done(town, `tender show ${tender}`)).to.deep.include({ withdrawalsToDecide: ['102'] })
      const pending = await bongin(town, `tender show ${tender}`)
      expect(pending.stdout).to.match(/^still open +amendments until .*; withdrawals asked for by 102$/m)
      expect(pending.stdout).to.match(/^amendment time +1 d$/m)
      expect(await done(town, granting)).to.include({ type: 'GrantWithdrawal', status: 'Withdrawn' })
      await failed(town, replacing(tender, 'withdrawn-2'), 1, 'BARRED')

      // Where the agency does not answer, the registrar may.
      await done(town, own('bid withdraw', tender, 101, ` --document ${HASH}`))
      const instead = `bid grant-withdrawal ${tender} --bidder 101 --author 1 --key 1.key --document ${HASH}`
      expect(await done(town, instead)).to.include({ type: 'GrantWithdrawal', status: 'Withdrawn' })
    })
  })

  describe('a cancellation', () => {
    it('ends the tender, and a re-tender repeats it once, with what it may change', async () => {
      const tender = await twoBids('CANCELLED', { retender: 'TimesOnly' })
      const cancelled = await done(town, reasoned('tender cancel', tender, ' --reason 3'))
      expect(cancelled).to.include({
        phase: 'Cancelled',
        cancelledIn: 'Bidding',
        cancelledFor: 3,
        next: null,
      })
      const shown = await bongin(town, `tender show ${tender}`)
      expect(shown.stdout).to.match(/^phase +Cancelled: no budget$/m)

      const repeating = ` --predecessor ${tender}`
      const other = await writeTerms(town, 'OTHER', 'None', { retender: 'TimesOnly', minimumBids: 1 })
      await failed(town, `tender announce ${other} --agency 2 --key 2.key${repeating}`, 2, 'INVALID_CHANGE')
      const same = await writeTerms(town, 'REPEATED', 'None', { retender: 'TimesOnly' })
      const repeated = await announce(town, same, repeating)
      const before = await bongin(town, `tender show ${tender}`)
      expect(before.stdout).to.match(new RegExp(`^repeated by +${repeated}$`, 'm'))
      const after = await bongin(town, `tender show ${repeated} --lang ko`)
      expect(after.stdout).to.match(new RegExp(`^이전 공고 +${tender}$`, 'm'))
    })
  })

  describe('objections', () => {
    it('hold the contract back; upheld, they bring the award down, and a winner who refuses forfeits', async () => {
      const began = town.now()
      const tender = await twoBids('OBJECTED')
      await town.moveTo(began + 49 * HOUR)
      await done(town, `open ${tender}`)
      await award(tender)

      const objecting = own('award object', tender, 102, ` --document ${HASH}`)
      const deciding = (objection: number, rest: string): string =>
        reasoned('award decide', tender, ` --objection ${objection}${rest}`)
      expect(await done(town, objecting)).to.include({ type: 'Object', objection: 0, openObjections: 1 })
      // The same words again are the same objection; other words are a second one.
      expect(await done(town, objecting)).to.include({ objection: 0, objections: 1 })
      const otherwise = own('award object', tender, 102, ` --document ${hashText('another')}`)
      await failed(town, otherwise, 1, 'ALREADY_OBJECTED')
      await failed(town, deciding(0, ''), 2, 'INVALID_INPUT')
      await failed(town, deciding(1, ' --rejected'), 1, 'NO_OPEN_OBJECTION')
      const shown = await bongin(town, `tender show ${tender}`)
      expect(shown.stdout).to.match(/^objections +1, to be decided: number 0 by 102$/m)
      expect(shown.stdout).to.match(/^next +the agency decides the open objections$/m)
      expect(shown.stdout).to.match(/^winner +101$/m)
      const upheld = await done(town, deciding(0, ' --upheld'))
      expect(upheld).to.include({ phase: 'Review', openObjections: 0, first: '101' })

      await award(tender)
      expect(await done(town, objecting)).to.include({ objection: 1 })
      await town.moveTo(town.now() + DAY)
      await failed(town, reasoned('award forfeit', tender), 2, 'USAGE')
      const forfeiting = reasoned('award forfeit', tender, ' --reason 2')
      await failed(town, forfeiting, 1, 'OBJECTIONS_OPEN')
      await done(town, deciding(1, ' --rejected'))
      expect(await done(town, forfeiting)).to.include({ bidder: '101', phase: 'Review', first: '102' })

      await award(tender)
      await town.moveTo(town.now() + DAY)
      // Both keys on one machine: one step.
      const both = await done(
        town,
        acting('award conclude', tender, ` --contract ${HASH} --winner-key 102.key --bidder 102`),
      )
      expect(both).to.include({ type: 'Conclude', bidder: '102', amount: '91000000', phase: 'Concluded' })
    })

    async function award(tender: string): Promise<void> {
      await done(town, reasoned('award qualify', tender))
      await done(town, acting('award grant', tender))
    }
  })
})
