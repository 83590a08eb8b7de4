import { type BidMaker, createBidMaker } from '../../../scripts/bench/load/bids.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { ROLES } from '../../../src/protocol/participant.ts'
import { announcement, jointOf, secretOf, supplier } from '../../gateway/support/play.ts'
import { AGENCY, authorOf, REGISTRAR, sign } from '../../support/ledger/author.ts'
import { type Errand, errandOf } from './load.ts'
import { bidMark, participantMark, tenderMark } from './record.ts'
import type { Site } from './site.ts'

/** A tender that is announced now and takes bids at once. */
export interface OpenTender {
  readonly announcement: Errand
  /** Seconds since 1970. */
  readonly closingAt: number
  /** Bids of the first so many suppliers. */
  bids(count: number): readonly Errand[]
}

/** @param now the ledger's time */
export async function openTender(site: Site, now: number): Promise<OpenTender> {
  const { world } = site
  // The ledger's clock may have gone on meanwhile; it never stands before this.
  world.clock.time = now
  const place = site.nextKey()
  const { tender, statement } = announcement(world, place)
  const maker = await createBidMaker(world.deployment, 'shared')
  return {
    announcement: errandOf(site, sign(world, AGENCY, statement), tenderMark(tender.id)),
    closingAt: tender.terms.schedule.closingAt,
    bids: count => Array.from({ length: count }, (_, each) => bidOf(site, maker, tender, each)),
  }
}

function bidOf(
  site: Site,
  maker: BidMaker,
  { id, terms, key }: ReturnType<typeof announcement>['tender'],
  place: number,
): Errand {
  const { participant, secretKey, signer } = supplier(place)
  const tender = { id, terms, key, secret: secretOf(key), joint: jointFor(key) }
  const signed = maker.make({ bidder: { id: participant, secretKey, signer }, tender })
  return errandOf(site, signed, bidMark(id, participant))
}

const joints = new Map<bigint, ReturnType<typeof jointOf>>()

/** Remembered: each costs four multiplications. */
function jointFor(key: bigint): ReturnType<typeof jointOf> {
  const joint = joints.get(key) ?? jointOf(key)
  joints.set(key, joint)
  return joint
}

const FIRST_NEWCOMER = 50_000

/** Registrations of people whom the ledger does not know yet: unlike bids they leave no digest there. */
export function registrations(site: Site, from: number, count: number): Errand[] {
  return Array.from({ length: count }, (_, place) => {
    const { participant, signer } = authorOf(FIRST_NEWCOMER + from + place)
    const statement = {
      type: 'RegisterParticipant',
      participant,
      roles: ROLES.supplier,
      signer,
      profile: word(participant),
    } as const
    return errandOf(site, sign(site.world, REGISTRAR, statement), participantMark(participant))
  })
}
