import { setTimeout as sleep } from 'node:timers/promises'
import { bidSchema, guardianSetSchema, keySchema, participantSchema, type Tender } from '../../src/cli/api.ts'
import { jointKeyOf } from '../../src/cli/bidding.ts'
import type { Gateway } from '../../src/cli/gateway.ts'
import { openBids, openReserve, priceOf, rankBids, waitForSecret } from '../../src/cli/opening.ts'
import { type Progress, withProgress } from '../../src/cli/progress.ts'
import { carry, readLedger, readTender, relay } from '../../src/cli/statements.ts'
import { bidStatement, sealReserve } from '../../src/client/sealing.ts'
import { hashText, keccak256 } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { ROLES } from '../../src/protocol/participant.ts'
import { EMPTY_SEAL } from '../../src/protocol/seal.ts'
import { countersign, type Deployment, type Statement } from '../../src/protocol/statement.ts'
import { tenderId } from '../../src/protocol/terms.ts'
import type { Cast, Member } from './cast.ts'
import type { ReplayClock } from './clock.ts'
import type { Notice } from './notices.ts'
import { agencyProfile, publishAgencyProfile } from './profile.ts'

/** What a play needs: the same gateway that everybody uses, and the clock of the past that it replays. */
export interface Stage {
  readonly gateway: Gateway
  readonly cast: Cast
  readonly clock: ReplayClock
  /** Makes a block, so that the chain's clock shows the time. */
  readonly mine: () => Promise<unknown>
  /** No progress bars. */
  readonly quiet: boolean
}

const GUARDIAN_SET = 1
const THRESHOLD = 3
const CONCURRENCY = 64
const PATIENCE = 120_000
const MINUTE = 60

/**
 * Plays one tender from the notice to the contract. Every step looks first at what the ledger has already: after an interruption
 * at any moment the play goes on where it stopped.
 */
export async function play(stage: Stage, notice: Notice): Promise<Tender> {
  const { deployment } = await readLedger(stage.gateway)
  const acting = { ...stage, deployment }
  await moveTo(stage, notice.announcedAt)
  await enrol(acting, notice)
  const tender = await announce(acting, notice)
  await submit(acting, notice, tender)
  await open(acting, tender)
  await conclude(acting, notice, tender)
  return readTender(stage.gateway, tender.tender)
}

type Acting = Stage & { readonly deployment: Deployment }

async function enrol(stage: Acting, notice: Notice): Promise<void> {
  const { gateway, cast, quiet } = stage
  const known = new Set(
    (await gateway.list('/v1/participants', participantSchema)).map(({ participant }) => participant),
  )
  const suppliers = notice.bids.map((_, place): [Member, number] => [cast.supplier(place), ROLES.supplier])
  const guardians = cast.guardians.map((guardian): [Member, number] => [guardian, ROLES.guardian])
  const all: [Member, number][] = [[cast.agency, ROLES.agency], ...guardians, ...suppliers]
  const missing = all.filter(([{ id }]) => !known.has(id))
  const office = keccak256(await agencyProfile(cast.agency))
  await withProgress('Registering participants', missing.length, quiet, progress =>
    each(missing, progress, ([{ id, signer }, roles]) => {
      const profile = id === cast.agency.id ? office : hashText(`profile of participant ${id}`)
      return send(stage, cast.registrar, {
        type: 'RegisterParticipant',
        participant: id,
        roles,
        signer: signer.address,
        profile,
      })
    }),
  )
  if (missing.some(([{ id }]) => id === cast.agency.id)) await publishAgencyProfile(gateway.url, cast.agency)
  const sets = await gateway.list('/v1/guardian-sets', guardianSetSchema)
  if (sets.length > 0) return
  const members = cast.guardians.map(({ id }) => id)
  await send(stage, cast.registrar, {
    type: 'FormGuardianSet',
    guardians: members,
    threshold: THRESHOLD,
    set: GUARDIAN_SET,
  })
}

async function announce(stage: Acting, { terms, reserve }: Notice): Promise<Tender> {
  const { gateway, cast, deployment } = stage
  const { id: agency } = cast.agency
  const tender = tenderId(agency, terms.notice)
  const known = await readTender(gateway, tender).catch(unknownTender)
  if (known !== undefined) return known
  const key = await readyKey(stage)
  const joint = await jointKeyOf(gateway, key, deployment, undefined)
  const reserveSeal =
    reserve === undefined
      ? EMPTY_SEAL
      : sealReserve(reserve, { tender, agency }, { joint, deployment, r: cast.sealing(tender, agency) })
  await send(stage, cast.agency, { type: 'Announce', agency, terms, key, reserveSeal })
  return readTender(gateway, tender)
}

async function submit(stage: Acting, notice: Notice, tender: Tender): Promise<void> {
  const { gateway, cast, deployment, quiet } = stage
  const { schedule } = tender.terms
  if (stage.clock.now() >= schedule.closingAt) return
  await moveTo(stage, schedule.biddingAt + MINUTE)
  const bids = await gateway.list(`/v1/tenders/${tender.tender}/bids`, bidSchema)
  const known = new Set(bids.map(({ bidder }) => bidder))
  const missing = notice.bids
    .map((bid, place) => ({ ...bid, bidder: cast.supplier(place) }))
    .filter(({ bidder }) => !known.has(bidder.id))
  const joint = await jointKeyOf(gateway, tender.key, deployment, undefined)
  await withProgress('Sealing and submitting', missing.length, quiet, progress =>
    each(missing, progress, ({ bidder, ...payload }) => {
      const r = cast.sealing(tender.tender, bidder.id)
      const statement = bidStatement(
        tender,
        { ...payload, bidder: bidder.id, sequence: 0 },
        { joint, deployment, r },
      )
      return send(stage, bidder, statement)
    }),
  )
}

async function open(stage: Acting, tender: Tender): Promise<void> {
  const { gateway, quiet } = stage
  await moveTo(stage, tender.terms.schedule.openingAt)
  const current = await readTender(gateway, tender.tender)
  if (current.phase !== 'Opening' && current.phase !== 'Ranking') return
  const secret = await waitForSecret(gateway, current, PATIENCE)
  await openReserve(gateway, current, secret)
  await withProgress('Opening bids', current.bids, quiet, progress =>
    openBids(gateway, current, secret, progress),
  )
  await withProgress('Putting them in line', current.bids, quiet, progress =>
    rankBids(gateway, current, secret, progress),
  )
}

/** The first in line is found qualified; the award follows, and after the objection period the contract. */
async function conclude(stage: Acting, notice: Notice, { tender }: Tender): Promise<void> {
  const { gateway, cast } = stage
  const document = hashText(`review of ${notice.terms.notice}`)
  const contractHash = hashText(`contract of ${notice.terms.notice}`)
  const acts = [
    { type: 'Qualify', otherScore: 0, document },
    { type: 'Award' },
    { type: 'Conclude', contractHash },
  ] as const
  for (const [act, kind] of acts.entries()) {
    const current = await readTender(gateway, tender)
    if (current.acts !== act) continue
    const bidder = current.first
    const amount = await priceOf(gateway, current, bidder)
    if (kind.type === 'Conclude') await moveTo(stage, notice.concludedAt)
    const common = { tender, act, bidder }
    const statement = kind.type === 'Qualify' ? { ...kind, ...common } : { ...kind, ...common, amount }
    if (statement.type === 'Conclude') await sendByBoth(stage, statement)
    else await send(stage, cast.agency, statement)
  }
}

// ------------------------------------------------------------------------------------------------------------------ steps

async function send(stage: Acting, author: Member, statement: Statement): Promise<void> {
  await relay(stage.gateway, author.signer, stage.deployment, statement)
}

/** A contract takes two: the agency signs, and then the winner. */
async function sendByBoth(
  { gateway, cast, deployment }: Acting,
  statement: Extract<Statement, { type: 'Conclude' }>,
): Promise<void> {
  const signed = cast.agency.signer.sign(statement, deployment)
  await carry(gateway, countersign(signed, deployment, cast.member(statement.bidder).secretKey))
}

/** Does the same for each item, many at once, and tells how many are done. */
async function each<Item>(
  items: readonly Item[],
  progress: Progress,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  let done = 0
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      await act(item)
      done += 1
      progress(done)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

async function moveTo({ clock, mine }: Stage, time: number): Promise<void> {
  if (clock.now() >= time) return
  clock.moveTo(time)
  await mine()
}

async function readyKey({ gateway }: Stage): Promise<bigint> {
  const deadline = Date.now() + PATIENCE
  while (Date.now() < deadline) {
    const [ready] = await gateway.list('/v1/keys?state=Ready', keySchema)
    if (ready !== undefined) return ready.key
    await sleep(100)
  }
  throw new BonginError('TIMED_OUT', 'The guardians have made no key in time.')
}

function unknownTender(error: unknown): undefined {
  if (error instanceof BonginError && error.code === 'UNKNOWN_TENDER') return undefined
  throw error
}
