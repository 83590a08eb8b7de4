import { hashText } from '../../../src/protocol/bytes.ts'
import type { Statement } from '../../../src/protocol/statement.ts'
import type { Phase } from '../../../src/protocol/tender.ts'
import { AGENCY, type Author, at, authorOf, OTHER_AGENCY, REGISTRAR, STRANGER, sign } from './author.ts'
import { KEY_IDS } from './keys.ts'
import { type Station, tenderAt } from './life.ts'
import { time } from './network.ts'
import type { TestTender } from './tender.ts'
import { verifyRefusal, verifyUnauthorized, verifyWrongPhase } from './verify.ts'
import { act, relay, type World } from './world.ts'

/** A statement that the ledger would take now. */
export interface Due<Kind extends Statement = Statement> {
  world: World
  tender: TestTender
  statement: Kind
}

type Act = Extract<Statement, { act: number }>
type OfBidder = Extract<Statement, { type: 'ConfirmBid' | 'RequestWithdrawal' }>

interface Guard<Kind extends Statement> {
  due: () => Due<Kind>
  /** In which phases it is possible. */
  phases: readonly [Phase, ...Phase[]]
  /** Where the tender stands after it, if it is not possible there. */
  after?: Phase
  /** Where it is refused. */
  elsewhere: readonly Station[]
}

/** What every act of an agency refuses, as tests of the suite that calls this. */
export function guardsAct({ due, phases, after, elsewhere }: Guard<Act>): void {
  refusesUnknownTender(due, () => AGENCY)

  it('refuses another number than that of the next act', async () => {
    const { world, tender, statement } = due()
    const wrong = { ...statement, act: statement.act + 1 }
    await verifyRefusal(
      act(world, AGENCY, wrong),
      world.ledger,
      'WrongAct',
      tender.id,
      statement.act,
      wrong.act,
    )
  })

  it('refuses the same statement a second time', async () => {
    const { world, tender, statement } = due()
    const signed = sign(world, AGENCY, statement)
    await relay(world, signed)
    const again = relay(world, signed)
    if (after !== undefined) return verifyWrongPhase(world, again, tender, after, ...phases)
    const { act: number } = statement
    await verifyRefusal(again, world.ledger, 'WrongAct', tender.id, number + 1, number)
  })

  it('refuses another agency', async () => {
    const { world, statement } = due()
    await verifyUnauthorized(world, act(world, OTHER_AGENCY, statement), AGENCY.participant, 'UnknownSigner')
  })

  it('refuses an agency that is suspended', async () => {
    const { world, statement } = due()
    await suspend(world, AGENCY)
    await verifyUnauthorized(world, act(world, AGENCY, statement), AGENCY.participant, 'Suspended')
  })

  for (const station of elsewhere) {
    it(`refuses while the tender is ${station}`, async () => {
      const { world, statement } = due()
      const { tender } = await tenderAt(world, station, { key: at(KEY_IDS, 4) })
      const { acts } = await world.ledger.tenderOf(tender.id)
      const moved = { ...statement, tender: tender.id, act: Number(acts) }
      await verifyWrongPhase(world, act(world, AGENCY, moved), tender, phaseAt(station), ...phases)
    })
  }
}

/** What every statement of a bidder about its bid refuses, as tests of the suite that calls this. */
export function guardsStatementOfBidder({ due, phases, elsewhere }: Guard<OfBidder>): void {
  refusesUnknownTender(due, ({ bidder }) => authorOf(bidder))

  it('refuses a bidder that has no bid in this tender', async () => {
    const { world, tender, statement } = due()
    const other = authorOf(109)
    const sent = act(world, other, { ...statement, bidder: other.participant })
    await verifyRefusal(sent, world.ledger, 'NoSealedBid', tender.id, other.participant)
  })

  it('refuses another number than that of the bid', async () => {
    const { world, tender, statement } = due()
    const { bidder, sequence } = statement
    const sent = act(world, authorOf(bidder), { ...statement, sequence: sequence + 1 })
    await verifyRefusal(sent, world.ledger, 'WrongSequence', tender.id, bidder, sequence, sequence + 1)
  })

  it('refuses another signer than the bidder', async () => {
    const { world, statement } = due()
    const { bidder } = statement
    await verifyUnauthorized(world, act(world, STRANGER, statement), bidder, 'UnknownSigner')
  })

  it('refuses a bidder that is suspended', async () => {
    const { world, statement } = due()
    const bidder = authorOf(statement.bidder)
    await suspend(world, bidder)
    await verifyUnauthorized(world, act(world, bidder, statement), bidder.participant, 'Suspended')
  })

  for (const station of elsewhere) {
    it(`refuses while the tender is ${station}`, async () => {
      const { world, statement } = due()
      const { tender } = await tenderAt(world, station, { key: at(KEY_IDS, 4) })
      const sent = act(world, authorOf(statement.bidder), { ...statement, tender: tender.id })
      await verifyWrongPhase(world, sent, tender, phaseAt(station), ...phases)
    })
  }
}

export async function suspend(world: World, { participant }: Author, seconds = 1_000_000): Promise<void> {
  const until = (await time.latest()) + seconds
  const reason = hashText('reason')
  await act(world, REGISTRAR, { type: 'SuspendParticipant', participant, until, reason, revision: 1 })
}

function refusesUnknownTender<Kind extends Act | OfBidder>(
  due: () => Due<Kind>,
  author: (statement: Kind) => Author,
): void {
  it('refuses a tender that is not announced', async () => {
    const { world, statement } = due()
    const tender = hashText('nothing')
    const sent = act(world, author(statement), { ...statement, tender })
    await verifyRefusal(sent, world.ledger, 'UnknownTender', tender)
  })
}

/** Stations between two phases belong to the first. */
function phaseAt(station: Station): Phase {
  if (station === 'Opened') return 'Opening'
  return station === 'Qualified' ? 'Review' : station
}
