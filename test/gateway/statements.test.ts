import { expect } from 'chai'
import { relayStatement } from '../../src/chain/statements.ts'
import { noteTransactions } from '../../src/db/queries/relayed.ts'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import { digest, type SignedStatement, type Statement } from '../../src/protocol/statement.ts'
import { AGENCY, type Author, at, authorOf, REGISTRAR, STRANGER, sign } from '../support/ledger/author.ts'
import { act, START } from './support/ledger.ts'
import {
  announce,
  announcement,
  bidStatement,
  GUARDIANS,
  HOUR,
  jointOf,
  openKey,
  prepare,
  register,
  signedBid,
  supplier,
  type TestTender,
} from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  postSigned,
  shown,
  submit,
  type World,
} from './support/world.ts'

const PRICE = 900_000n

/** Longer than any test moves the clock. */
const FAR = START + 360 * 24 * HOUR
const LONG = {
  biddingAt: START,
  closingAt: FAR,
  openingAt: FAR + HOUR,
  fallbackAt: FAR + 2 * HOUR,
  fallbackEndAt: FAR + 26 * HOUR,
}

describe('gateway > signed statements', () => {
  let world: World
  let tender: TestTender
  before(async () => {
    world = await openWorld()
    await prepare(world, 110, 12)
    tender = await announce(world, 0, { schedule: LONG })
    await shown(world)
  })
  after(() => world?.close())

  let position = 1
  const newTender = (changes: Partial<TestTender['terms']> = {}) => announce(world, position++, changes)
  const newcomer = (number: number): Author => authorOf(50_000 + number)
  const registration = (author: Author) => {
    const { participant, signer } = author
    return { type: 'RegisterParticipant', participant, roles: 4, signer, profile: word(1n) } as const
  }
  const blockNumber = () => world.contracts.provider.getBlockNumber()
  const digestOf = (statement: Statement) => digest(statement, world.deployment)

  describe('an accepted one', () => {
    it('is answered with where it stands, and is there to be read', async () => {
      const bid = bidStatement(world, tender, supplier(0), PRICE)
      const receipt = expectDone(await submit(world, supplier(0), bid))
      expect(receipt).to.deep.include({
        type: 'SubmitBid',
        digest: digestOf(bid),
        timestamp: world.clock.time,
      })
      const { body } = await get(world, `/v1/tenders/${tender.id}/bids/${supplier(0).participant}`)
      expect(body).to.include({
        statement: receipt.digest,
        transaction: receipt.transaction,
        block: receipt.block,
      })
      expect(receipt.result).to.include({
        tender: tender.id,
        bidder: '1000',
        number: 0,
        record: body.record,
      })
    })

    it('has the same answer when it is sent again, byte for byte', async () => {
      const signed = signedBid(world, tender, supplier(1), PRICE)
      const first = await postSigned(world, signed)
      const before = await blockNumber()
      const second = await postSigned(world, signed)
      expect(JSON.stringify(expectDone(second))).to.equal(JSON.stringify(expectDone(first)))
      expect(await blockNumber()).to.equal(before)
    })

    it('has the same answer when it is sent several times at once', async () => {
      const signed = signedBid(world, tender, supplier(2), PRICE)
      const answers = await Promise.all(Array.from({ length: 8 }, () => postSigned(world, signed)))
      expect(new Set(answers.map(answer => JSON.stringify(expectDone(answer)))).size).to.equal(1)
      const { body } = await get(world, `/v1/tenders/${tender.id}/bids?limit=500`)
      const mine = (body.items as { bidder: string }[]).filter(({ bidder }) => bidder === '1002')
      expect(mine).to.have.length(1)
    })

    it('of the registry has the same answer again, also from another gateway', async () => {
      const signed = sign(world, REGISTRAR, registration(newcomer(1)))
      const first = expectDone(await postSigned(world, signed))
      expect(first.result).to.deep.equal({ participant: '50001', roles: 4 })
      expect(expectDone(await postSigned(world, signed))).to.deep.equal(first)
      const gateway = await openGateway(world)
      expect(expectDone(await postSigned({ ...world, gateway }, signed))).to.deep.equal(first)
    })

    it('that others brought to the ledger is answered as what stands there', async () => {
      const { tender: another, statement } = announcement(world, position++)
      const outcome = await act(world, AGENCY, statement)
      const announced = expectDone(await submit(world, AGENCY, statement))
      expect(announced).to.include({ transaction: outcome.transaction, block: outcome.block })
      const bid = bidStatement(world, another, supplier(3), PRICE)
      const { transaction } = await act(world, supplier(3), bid)
      expect(expectDone(await submit(world, supplier(3), bid))).to.include({ transaction })
    })

    it('whose gateway died before it could answer is answered by the next', async () => {
      const signed = sign(world, REGISTRAR, registration(newcomer(2)))
      const name = digestOf(signed.statement)
      const note = (transaction: Hex) => noteTransactions(world.database, [{ digest: name, transaction }])
      const { transaction } = await relayStatement(signed, world.contracts, world.relay, note)
      expect(expectDone(await postSigned(world, signed))).to.include({ transaction })
    })

    it('whose gateway died before it was sent is sent by the next', async () => {
      const signed = sign(world, REGISTRAR, registration(newcomer(3)))
      await noteTransactions(world.database, [
        { digest: digestOf(signed.statement), transaction: word(0xdeadn) },
      ])
      expectDone(await postSigned(world, signed))
      expectDone(await get(world, '/v1/participants/50003'))
    })
  })

  describe('one whose author may not', () => {
    it('a changed statement is BAD_SIGNATURE and costs no transaction', async () => {
      const signed = signedBid(world, tender, supplier(4), PRICE)
      const altered = {
        ...signed,
        statement: { ...signed.statement, attachments: word(1n) },
      } as SignedStatement
      const before = await blockNumber()
      expectProblem(await postSigned(world, altered), 'BAD_SIGNATURE')
      expect(await blockNumber()).to.equal(before)
    })

    it('a signature that is none is BAD_SIGNATURE', async () => {
      const signed = signedBid(world, tender, supplier(4), PRICE)
      for (const signature of ['0x00', `0x${'00'.repeat(65)}`, `0x${'ff'.repeat(65)}`] as Hex[])
        expectProblem(await postSigned(world, { ...signed, signature }), 'BAD_SIGNATURE')
    })

    it("another's key is UNKNOWN_SIGNER and costs no transaction", async () => {
      const bid = bidStatement(world, tender, supplier(4), PRICE)
      const before = await blockNumber()
      expectProblem(await submit(world, STRANGER, bid), 'UNKNOWN_SIGNER')
      expectProblem(await submit(world, STRANGER, registration(newcomer(4))), 'UNKNOWN_SIGNER')
      expect(await blockNumber()).to.equal(before)
    })

    it('a stranger is UNKNOWN_PARTICIPANT and costs no transaction', async () => {
      const before = await blockNumber()
      const problem = expectProblem(
        await postSigned(world, signedBid(world, tender, STRANGER, PRICE)),
        'UNKNOWN_PARTICIPANT',
      )
      expect(problem).to.include({ tender: tender.id, bidder: STRANGER.participant.toString() })
      expect(await blockNumber()).to.equal(before)
    })

    it("a stranger who signs the author's very words at the same moment does not get in the author's way", async () => {
      const busy = await newTender()
      const gateway = await openGateway(world, { batchWindow: 200 })
      const here = { ...world, gateway }
      const bid = bidStatement(world, busy, supplier(9), PRICE)
      // The stranger may be told that the statement stands, if it does by then.
      const [, author] = await Promise.all([submit(here, STRANGER, bid), submit(here, supplier(9), bid)])
      expectDone(author)
      const { statement } = announcement(world, position++)
      const [, agency] = await Promise.all([
        submit(here, STRANGER, statement),
        submit(here, AGENCY, statement),
      ])
      expectDone(agency)
    })

    it('an agency that bids in its own tender is OWN_TENDER, whatever its roles', async () => {
      expectProblem(await postSigned(world, signedBid(world, tender, AGENCY, PRICE)), 'OWN_TENDER')
    })

    it('a participant in another role is MISSING_ROLE', async () => {
      expectProblem(
        await postSigned(world, signedBid(world, tender, at(GUARDIANS, 0), PRICE)),
        'MISSING_ROLE',
      )
      const { statement } = announcement(world, 11)
      expectProblem(
        await submit(world, supplier(4), { ...statement, agency: supplier(4).participant }),
        'MISSING_ROLE',
      )
    })

    it('a suspended participant is SUSPENDED', async () => {
      const author = newcomer(5)
      await register(world, [author], roleBits(['supplier']))
      const { participant } = author
      const until = world.clock.time + HOUR
      expectDone(
        await submit(world, REGISTRAR, {
          type: 'SuspendParticipant',
          participant,
          until,
          reason: word(1n),
          revision: 1,
        }),
      )
      expectProblem(await postSigned(world, signedBid(world, tender, author, PRICE)), 'SUSPENDED')
    })
  })

  describe('a bid that the ledger does not take', () => {
    const refused = async (
      changes: Parameters<typeof bidStatement>[4],
      code: Parameters<typeof expectProblem>[1],
    ) =>
      expectProblem(
        await submit(world, supplier(5), bidStatement(world, tender, supplier(5), PRICE, changes)),
        code,
      )

    it('for a tender that is not there is UNKNOWN_TENDER', () =>
      refused({ tender: word(5n) }, 'UNKNOWN_TENDER'))
    it('for other terms is WRONG_TERMS_VERSION', () => refused({ termsVersion: 2 }, 'WRONG_TERMS_VERSION'))
    it('with a passed time limit is EXPIRED', () => refused({ validUntil: world.clock.time - 1 }, 'EXPIRED'))
    it('with a wrong number is WRONG_SEQUENCE', () => refused({ sequence: 1 }, 'WRONG_SEQUENCE'))
    it('with a point that is none is BAD_POINT', () => {
      const { seal } = bidStatement(world, tender, supplier(5), PRICE)
      return refused({ seal: { ...seal, y: seal.y + 1n } }, 'BAD_POINT')
    })

    it('sealed to another key than the tender has is WRONG_KEY', () =>
      refused({ keyHash: word(5n) }, 'WRONG_KEY'))

    it('and after all of these the bidder can still bid', async () => {
      expectDone(await postSigned(world, signedBid(world, tender, supplier(5), PRICE)))
    })

    it('the second one of a bidder is ALREADY_BID, and the first stands', async () => {
      const first = expectDone(await postSigned(world, signedBid(world, tender, supplier(6), PRICE)))
      expectProblem(await postSigned(world, signedBid(world, tender, supplier(6), PRICE - 1n)), 'ALREADY_BID')
      const { body } = await get(world, `/v1/tenders/${tender.id}/bids/1006`)
      expect(body).to.include({ statement: first.digest })
    })

    it('before bidding begins is NOT_YET_OPEN, one second after it closes TOO_LATE', async () => {
      const schedule = {
        ...tender.terms.schedule,
        biddingAt: world.clock.time + 10,
        closingAt: world.clock.time + 20,
      }
      const short = await newTender({ schedule })
      expectProblem(await postSigned(world, signedBid(world, short, supplier(7), PRICE)), 'NOT_YET_OPEN')
      world.clock.time += 19
      expectDone(await postSigned(world, signedBid(world, short, supplier(7), PRICE)))
      world.clock.time += 1
      expectProblem(await postSigned(world, signedBid(world, short, supplier(8), PRICE)), 'TOO_LATE')
      expect((await get(world, `/v1/tenders/${short.id}`)).body).to.include({ bids: 1, phase: 'Failed' })
    })
  })

  describe('a statement in the wrong place', () => {
    it('an act before its phase is WRONG_PHASE with both phases', async () => {
      const statement = {
        type: 'Qualify',
        tender: tender.id,
        act: 0,
        bidder: 1_000n,
        otherScore: 0,
        document: word(1n),
      } as const
      const problem = expectProblem(await submit(world, AGENCY, statement), 'WRONG_PHASE')
      expect(problem).to.include({ tender: tender.id, current: 'Bidding', expected: 'Review' })
    })

    it('an act on a tender that is not there is UNKNOWN_TENDER', async () => {
      const statement = { type: 'Award', tender: word(5n), act: 0, bidder: 1_000n, amount: 1n } as const
      expectProblem(await submit(world, AGENCY, statement), 'UNKNOWN_TENDER')
    })

    it('terms that break a rule are INVALID_TERMS with the field', async () => {
      const { statement } = announcement(world, 11, { minimumBids: 0 })
      expect(expectProblem(await submit(world, AGENCY, statement), 'INVALID_TERMS')).to.have.property('field')
    })

    it('a notice number that is taken is ALREADY_ANNOUNCED', async () => {
      const { statement } = announcement(world, 11, { notice: tender.terms.notice })
      expectProblem(await submit(world, AGENCY, statement), 'ALREADY_ANNOUNCED')
    })

    it('a participant that is there is ALREADY_REGISTERED, an old revision WRONG_REVISION', async () => {
      expectProblem(await submit(world, REGISTRAR, registration(supplier(0))), 'ALREADY_REGISTERED')
      const statement = { type: 'SetRoles', participant: 1_000n, roles: 4, revision: 7 } as const
      const problem = expectProblem(await submit(world, REGISTRAR, statement), 'WRONG_REVISION')
      expect(problem).to.include({ participant: '1000', current: 1, named: 7 })
    })

    it('a share before the opening is TOO_EARLY; a false one is SHARE_REFUSED and recorded with its author', async () => {
      const early = await newTender()
      const guardian = at(GUARDIANS, 0)
      const statement = {
        type: 'ReleaseShare',
        key: early.key,
        tender: early.id,
        guardian: guardian.participant,
        share: 5n,
      } as const
      const signed = sign(world, guardian, statement, { joint: jointOf(early.key) })
      expectProblem(await postSigned(world, signed), 'TOO_EARLY')
      for (const place of [0, 1])
        await act(world, supplier(place), bidStatement(world, early, supplier(place), PRICE))
      world.clock.time = early.terms.schedule.openingAt
      expectProblem(await postSigned(world, signed), 'SHARE_REFUSED')
      const before = await blockNumber()
      expectProblem(await postSigned(world, signed), 'SHARE_REFUSED')
      expect(await blockNumber()).to.equal(before)
      const { body } = await get(world, `/v1/keys/${early.key}`)
      expect(body).to.have.nested.property('refused[0].guardian', '11')
      await openKey(world, early)
    })
  })

  describe('many bids at once', () => {
    it('share few transactions, and a bad one takes no other down', async () => {
      const busy = await newTender()
      const places = Array.from({ length: 30 }, (_, place) => place)
      const signed = places.map(place => signedBid(world, busy, supplier(place), PRICE))
      signed[10] = signedBid(world, busy, supplier(10), PRICE, { termsVersion: 9 })
      signed[20] = signedBid(world, busy, STRANGER, PRICE)
      const gateway = await openGateway(world, { batchWindow: 1_000, batchSize: 30 })
      const answers = await Promise.all(signed.map(bid => postSigned({ ...world, gateway }, bid)))

      expectProblem(at(answers, 10), 'WRONG_TERMS_VERSION')
      expectProblem(at(answers, 20), 'UNKNOWN_PARTICIPANT')
      const receipts = answers.filter((_, place) => place !== 10 && place !== 20).map(expectDone)
      expect(new Set(receipts.map(({ transaction }) => transaction)).size).to.equal(1)
      const numbers = receipts.map(({ result }) => (result as { number: number }).number)
      expect(numbers.toSorted((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 28 }, (_, number) => number),
      )
    })

    it('to two tenders are all accepted, each once', async () => {
      const tenders = [await newTender(), await newTender()]
      const bids = Array.from({ length: 100 }, (_, place) =>
        signedBid(world, at(tenders, place % 2), supplier(place), PRICE + BigInt(place)),
      )
      const answers = await Promise.all(bids.map(bid => postSigned(world, bid)))
      const digests = answers.map(answer => expectDone(answer).digest)
      expect(digests).to.deep.equal(bids.map(({ statement }) => digestOf(statement)))
      for (const { id } of tenders) {
        const items = await listAll(world, `/v1/tenders/${id}/bids`)
        expect(items.map(({ number }) => number)).to.deep.equal(
          Array.from({ length: 50 }, (_, number) => number),
        )
        expect(new Set(items.map(({ bidder }) => bidder)).size).to.equal(50)
      }
    })
  })
})

/** Reads a list page by page, by small pages. */
const listAll = async (world: World, route: string): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = []
  let cursor = ''
  do {
    const { body } = await get(world, `${route}?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)
    items.push(...(body.items as Record<string, unknown>[]))
    cursor = (body.next as string | null) ?? ''
  } while (cursor !== '')
  return items
}
