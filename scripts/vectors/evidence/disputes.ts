import { hashText } from '../../../src/protocol/bytes.ts'
import { supplier } from './cast.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'
import { act, document } from './steps.ts'
import type { Announced } from './tender.ts'

/** @param bidder of whom, as `supplier` counts  @param reason code */
export async function disqualify(
  stage: Stage,
  tender: Announced,
  number: number,
  { bidder, reason }: { readonly bidder: number; readonly reason: number },
): Promise<void> {
  const fields = { bidder: supplier(bidder).id, reason, document: document(tender, number) }
  await act(stage, tender, number, { type: 'Disqualify', ...fields })
}

/** The winner does not conclude: the award is lost. */
export async function forfeit(
  stage: Stage,
  tender: Announced,
  number: number,
  bidder: number,
): Promise<void> {
  const fields = { bidder: supplier(bidder).id, document: document(tender, number) }
  await act(stage, tender, number, { type: 'Forfeit', ...fields })
}

export interface Dispute {
  readonly objection: number
  /** Who objects, as `supplier` counts. */
  readonly by: number
  /** Of the agency's act that decides it. */
  readonly number: number
  readonly upheld: boolean
}

export async function objectAndDecide(stage: Stage, tender: Announced, dispute: Dispute): Promise<void> {
  const { objection, by, number, upheld } = dispute
  const author = supplier(by)
  const grounds = hashText(`objection ${objection} of ${by}`)
  const fields = { tender: tender.id, bidder: author.id, objection, document: grounds } as const
  await stage.send(stage.by(signerOf(author), { type: 'Object', ...fields }))
  const answer = { objection, upheld, document: document(tender, number) }
  await act(stage, tender, number, { type: 'DecideObjection', ...answer })
}

/** Waits until nobody can object to the award any more. */
export function endObjections(stage: Stage, { terms }: Announced): void {
  stage.moveTo(stage.now() + terms.objectionPeriod)
}
