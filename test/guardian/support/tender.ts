import { expect } from 'chai'
import { fetchEvents, type LedgerEvent } from '../../../src/chain/events.ts'
import { type Hex, hashText, word, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { MIN_AMENDMENT_TIME, MIN_OBJECTION_PERIOD } from '../../../src/protocol/limits.ts'
import { assertSecret, jointKeyHash, keyId } from '../../../src/protocol/openingKey.ts'
import { EMPTY_SEAL, seal } from '../../../src/protocol/seal.ts'
import { KEY_STATES, type KeyState, nameAt, PHASES, type Phase } from '../../../src/protocol/tender.ts'
import { type Schedule, type Terms, tenderId } from '../../../src/protocol/terms.ts'
import { AGENCY, SUPPLIERS, scalarOf } from '../../support/ledger/author.ts'
import { type Town, until } from './town.ts'

const HOUR = 3_600

export const stateOf = async ({ ledger }: Town, key: bigint): Promise<KeyState> =>
  nameAt(KEY_STATES, await ledger.keys.keyStateOf(key))

export const phaseOf = async ({ ledger }: Town, tender: Hex): Promise<Phase> =>
  nameAt(PHASES, await ledger.ledger.phaseOf(tender))

export const eventsOf = async ({ ledger }: Town): Promise<LedgerEvent[]> =>
  fetchEvents(ledger, 0, await ledger.provider.getBlockNumber())

/** Announces a tender for a key; bidding begins in an hour and lasts one, and the opening is an hour later. */
export async function announce(town: Town, key: bigint): Promise<{ id: Hex; terms: Terms }> {
  const biddingAt = town.now() + HOUR
  const at = (hours: number) => biddingAt + hours * HOUR
  const notice = `NOTICE-${key}`
  const terms: Terms = {
    notice,
    document: hashText('documents'),
    predecessor: ZERO_WORD,
    schedule: { biddingAt, closingAt: at(1), openingAt: at(2), fallbackAt: at(26), fallbackEndAt: at(50) },
    objectionPeriod: MIN_OBJECTION_PERIOD,
    amendmentTime: MIN_AMENDMENT_TIME,
    minimumBids: 2,
    bidPolicy: 0,
    retender: 0,
    tieRule: 0,
    reserve: { kind: 0, spread: 0, cellsAbove: 0 },
    award: {
      rule: 0,
      baseAmount: 100_000_000n,
      aValue: 0n,
      netCostBase: 0n,
      floorRate: 0,
      netCostRate: 0,
      qualification: 0,
    },
  }
  await town.act(AGENCY, {
    type: 'Announce',
    agency: AGENCY.participant,
    terms,
    key,
    reserveSeal: EMPTY_SEAL,
  })
  return { id: tenderId(AGENCY.participant, notice), terms }
}

/** Both suppliers bid, sealed to the key that the guardians made. */
export async function bid(town: Town, tender: Hex, key: bigint, closingAt: number): Promise<void> {
  const joint = await jointKeyOf(town, key)
  for (const supplier of SUPPLIERS.slice(0, 2)) {
    const bidder = supplier.participant
    const { chainId, ledger } = town.deployed
    const context = { kind: 'bid' as const, chainId, ledger, tender, author: bidder }
    const sealed = seal(
      { price: 90_000_000n + bidder },
      context,
      joint.publicKey,
      scalarOf(`r ${tender} ${bidder}`),
    )
    const attachments = word(0n)
    await town.act(supplier, {
      type: 'SubmitBid',
      tender,
      termsVersion: 1,
      bidder,
      sequence: 0,
      keyHash: jointKeyHash({ publicKey: joint.publicKey, shares: [...joint.shares] }),
      seal: sealed,
      attachments,
      validUntil: closingAt,
    })
  }
}

/** The agency's first act: closing, opening and fallback move to later. @returns the new times */
export async function postpone(town: Town, tender: Hex, old: Schedule, seconds: number): Promise<Schedule> {
  const schedule = {
    biddingAt: old.biddingAt,
    closingAt: old.closingAt + seconds,
    openingAt: old.openingAt + seconds,
    fallbackAt: old.fallbackAt + seconds,
    fallbackEndAt: old.fallbackEndAt + seconds,
  }
  const document = hashText('outage')
  await town.act(AGENCY, { type: 'Postpone', tender, act: 0, schedule, reason: 1, document })
  return schedule
}

/** The agency's first act. */
export async function cancel(town: Town, tender: Hex): Promise<void> {
  const phase = Number(await town.ledger.ledger.phaseOf(tender))
  const document = hashText('no need')
  await town.act(AGENCY, { type: 'Cancel', tender, act: 0, phase, reason: 1, document })
}

/** A tender with two bids whose bidding has closed. */
export async function closedTender(town: Town, key: bigint): Promise<{ id: Hex; schedule: Schedule }> {
  const { id, terms } = await announce(town, key)
  town.setClock(terms.schedule.biddingAt)
  await bid(town, id, key, terms.schedule.closingAt)
  town.setClock(terms.schedule.closingAt)
  await town.mine()
  return { id, schedule: terms.schedule }
}

/** A key that is ready and serves no tender, as soon as there is one. */
export const readyKey = (town: Town): Promise<bigint> =>
  until(async () => {
    const events = await eventsOf(town)
    const assigned = new Set(
      events.flatMap(event =>
        event.name === 'KeyAssigned' || event.name === 'KeyRehearsed' ? [event.args.key] : [],
      ),
    )
    const made = events.flatMap(event => {
      if (event.name !== 'KeysReady') return []
      return Array.from({ length: event.args.keys }, (_, position) => keyId(event.args.ceremony, position))
    })
    return made.find(key => !assigned.has(key))
  })

/** Who has released a share of a key. */
export const releasesOf = async (town: Town, key: bigint): Promise<bigint[]> =>
  (await eventsOf(town)).flatMap(event =>
    event.name === 'ShareReleased' && event.args.key === key ? [event.args.guardian] : [],
  )

/** Waits for the secret, which must be the public key's, given by exactly three guardians. */
export async function verifyOpen(town: Town, key: bigint): Promise<bigint> {
  await until(async () => (await stateOf(town, key)) === 'Open')
  const { secret } = await town.ledger.keys.secretOf(key)
  assertSecret((await jointKeyOf(town, key)).publicKey, secret)
  expect(await releasesOf(town, key)).to.have.length(3)
  return secret
}

/** Waits until all these guardians have answered a rehearsal; the secret is then the public key's. */
export async function verifyRehearsed(town: Town, key: bigint, guardians: readonly bigint[]): Promise<void> {
  await until(async () => (await releasesOf(town, key)).length === guardians.length)
  expect(await releasesOf(town, key)).to.have.members(guardians)
  expect(await stateOf(town, key)).to.equal('Open')
  expect(await town.ledger.keys.tenderOf(key)).to.equal(ZERO_WORD)
  const { secret } = await town.ledger.keys.secretOf(key)
  assertSecret((await jointKeyOf(town, key)).publicKey, secret)
}

/** The points of a key, from the events of its ceremony. */
export async function jointKeyOf(town: Town, key: bigint) {
  const ceremony = Number(key >> 16n)
  for (const event of await eventsOf(town)) {
    if (event.name !== 'KeysProposed' || event.args.ceremony !== ceremony) continue
    const joint = event.args.keys[Number(key & 0xffffn)]
    if (joint !== undefined) return joint
  }
  throw new Error(`no key ${key}`)
}
