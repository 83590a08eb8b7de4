import { hashText } from '../../../src/protocol/bytes.ts'
import { supplier } from './cast.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'
import { act, document } from './steps.ts'
import type { Announced } from './tender.ts'

interface Removal {
  readonly bidder: number
  readonly reason: number
  readonly otherScore?: number
}

/** @param bidder of whom, as `supplier` counts  @param reason code  @param otherScore where the score is the reason */
export async function disqualify(
  stage: Stage,
  tender: Announced,
  number: number,
  { bidder, reason, otherScore = 0 }: Removal,
): Promise<void> {
  const fields = { bidder: supplier(bidder).id, reason, otherScore, document: document(tender, number) }
  await act(stage, tender, number, { type: 'Disqualify', ...fields })
}

/** The winner does not conclude: the award is lost. */
export async function forfeit(
  stage: Stage,
  tender: Announced,
  number: number,
  bidder: number,
): Promise<void> {
  const fields = { bidder: supplier(bidder).id, reason: 1, document: document(tender, number) }
  await act(stage, tender, number, { type: 'Forfeit', ...fields })
}

export interface Dispute {
  readonly objection: number
  /** Against which result, counted from 1. */
  readonly award: number
  /** Who objects, as `supplier` counts. */
  readonly by: number
  /** Of the agency's act that decides it. */
  readonly number: number
  readonly upheld: boolean
}

export async function objectAndDecide(stage: Stage, tender: Announced, dispute: Dispute): Promise<void> {
  const { objection, award, by, number, upheld } = dispute
  const author = supplier(by)
  const grounds = hashText(`objection ${objection} of ${by}`)
  const fields = { tender: tender.id, bidder: author.id, award, document: grounds } as const
  await stage.send(stage.by(signerOf(author), { type: 'Object', ...fields }))
  const answer = { objection, upheld, document: document(tender, number) }
  await act(stage, tender, number, { type: 'DecideObjection', ...answer })
}

/** Waits until nobody can object to the award any more. */
export function endObjections(stage: Stage, { terms }: Announced): void {
  stage.moveTo(stage.now() + terms.objectionPeriod)
}
