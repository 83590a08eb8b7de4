import { expect } from 'chai'
import type { ContractTransactionResponse, Interface } from 'ethers'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { CHECKS, type Check } from '../../../src/protocol/participant.ts'
import { EMPTY_RECORD, extendRecord } from '../../../src/protocol/record.ts'
import { sealHash } from '../../../src/protocol/seal.ts'
import { digest, type Statement } from '../../../src/protocol/statement.ts'
import {
  BID_STATUSES,
  type BidStatus,
  INVALIDITIES,
  type Invalidity,
  nameAt,
  PHASES,
  type Phase,
  SUBMIT_RESULTS,
  type SubmitResult,
  VERDICTS,
  type Verdict,
} from '../../../src/protocol/tender.ts'
import { dealtKey } from './keys.ts'
import type { TestBid, TestTender } from './tender.ts'
import type { World } from './world.ts'

/** The place of a name in its enum: what an event or an error carries. */
export function ordinal<Name extends string>(names: readonly Name[], name: Name): number {
  return names.indexOf(name)
}

/** The contract refused, with this error and these values. */
export async function verifyRefusal(
  sent: Promise<unknown>,
  contract: { interface: Interface },
  error: string,
  ...values: unknown[]
): Promise<void> {
  const refusal = expect(sent).to.be.revertedWithCustomError(contract, error)
  await (values.length === 0 ? refusal : refusal.withArgs(...values))
}

/** The contract refused the author, for this reason. */
export function verifyUnauthorized(
  world: World,
  sent: Promise<unknown>,
  participant: bigint,
  check: Check,
): Promise<void> {
  return verifyRefusal(sent, world.registry, 'Unauthorized', participant, ordinal(CHECKS, check))
}

export function verifyWrongPhase(
  world: World,
  sent: Promise<unknown>,
  { id }: TestTender,
  current: Phase,
  ...expected: Phase[]
): Promise<void> {
  return verifyRefusal(
    sent,
    world.ledger,
    'WrongPhase',
    id,
    ordinal(PHASES, current),
    expected.reduce((bits, phase) => bits | (1 << ordinal(PHASES, phase)), 0),
  )
}

export async function verifyPhase(world: World, { id }: TestTender, expected: Phase): Promise<void> {
  expect(nameAt(PHASES, await world.ledger.phaseOf(id))).to.equal(expected)
}

/** The running hash of these statements in this order. */
export function recordOf({ deployment }: World, statements: readonly Statement[]): Hex {
  return statements.reduce<Hex>((record, one) => extendRecord(record, digest(one, deployment)), EMPTY_RECORD)
}

/** The tender's record is the running hash of exactly these statements, in this order. */
export async function verifyRecord(
  world: World,
  { id }: TestTender,
  statements: readonly Statement[],
): Promise<void> {
  expect((await world.ledger.tenderOf(id)).record).to.equal(recordOf(world, statements))
}

export interface ExpectedBid {
  status: BidStatus
  invalidity?: Invalidity
  verdict?: Verdict
  price?: bigint
  next?: bigint
  /** The version under which it counts, if it was confirmed for one. */
  termsVersion?: number
  withdrawalRequested?: boolean
  /** In hundredths of a point. */
  score?: bigint
}

/** Everything that the ledger keeps of one bid; what is not named must be zero. */
export async function verifyBid(world: World, bid: TestBid, expected: ExpectedBid): Promise<void> {
  const { tender, bidder, termsVersion, sequence, seal } = bid.statement
  const found = await world.ledger.bidOf(tender, bidder)
  expect({
    status: nameAt(BID_STATUSES, found.status),
    invalidity: nameAt(INVALIDITIES, found.invalidity),
    verdict: nameAt(VERDICTS, found.verdict),
    price: found.price,
    next: found.next,
    score: found.score,
    withdrawalRequested: found.withdrawalRequested,
    termsVersion: Number(found.termsVersion),
    sequence: Number(found.sequence),
    sealHash: found.sealHash,
  }).to.deep.equal({
    invalidity: 'None',
    verdict: 'Acceptable',
    price: 0n,
    next: 0n,
    score: 0n,
    withdrawalRequested: false,
    termsVersion,
    sequence,
    sealHash: expected.status === 'Sealed' ? sealHash(seal) : `0x${'00'.repeat(27)}`,
    ...expected,
  })
}

/** The bid was recorded as the `number`-th of its tender, and stands sealed. */
export async function verifyBidAccepted(
  world: World,
  sent: ContractTransactionResponse,
  bid: TestBid,
  number = 0,
): Promise<void> {
  const { tender, bidder, termsVersion, sequence, seal, attachments } = bid.statement
  const { record } = await world.ledger.tenderOf(tender)
  const statement = digest(bid.statement, world.deployment)
  const sealed = Object.values(seal)
  await expect(sent)
    .to.emit(world.ledger, 'BidAccepted')
    .withArgs(tender, bidder, number, termsVersion, sequence, sealed, attachments, statement, record)
  await verifyBid(world, bid, { status: 'Sealed' })
}

/** The bid got its result code, and the tender is as before: the same bids, the same record. */
export async function verifyBidRefused(
  world: World,
  send: () => Promise<ContractTransactionResponse>,
  { statement }: TestBid,
  result: SubmitResult,
  check: Check = 'Ok',
): Promise<void> {
  const before = await stateOf(world, statement.tender)
  await expect(send())
    .to.emit(world.ledger, 'BidRefused')
    .withArgs(
      statement.tender,
      statement.bidder,
      ordinal(SUBMIT_RESULTS, result),
      ordinal(CHECKS, check),
      digest(statement, world.deployment),
    )
  expect(await stateOf(world, statement.tender)).to.deep.equal(before)
}

/** All facts of a tender, to compare before and after; undefined if it is unknown. */
export async function stateOf(world: World, id: Hex): Promise<unknown> {
  const facts = await world.ledger.tenderOf(id).catch(() => undefined)
  return facts === undefined ? undefined : [...facts]
}

/** The line from the head to its end. */
export async function lineOf(world: World, { id }: TestTender): Promise<bigint[]> {
  const line: bigint[] = []
  let { first: bidder } = await world.ledger.tenderOf(id)
  while (bidder !== 0n) {
    line.push(bidder)
    ;({ next: bidder } = await world.ledger.bidOf(id, bidder))
  }
  return line
}

/** The key's secret stands on the ledger, or nothing does. */
export async function verifyKey(world: World, key: bigint, open: boolean): Promise<void> {
  const { secret, openedAt } = await world.keys.secretOf(key)
  expect(secret).to.equal(open ? dealtKey(key).secret : 0n)
  expect(openedAt !== 0n).to.equal(open)
}

/** What ethers gives for a struct: its values in order, integers as bigint. */
export function deepValues(value: unknown): unknown {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.values(value).map(deepValues)
}
