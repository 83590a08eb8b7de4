import type { EventNamed } from '../../chain/events.ts'
import type { Change } from '../../db/tables.ts'
import { RESERVE_KINDS } from '../../protocol/tender.ts'
import { sealBytes } from './bids.ts'
import { originOf } from './projection.ts'

type TermsEvent = EventNamed<'Announced' | 'Amended'>

const SINGLE = RESERVE_KINDS.indexOf('Single')

/** The columns of a tender that follow from its terms. */
export const termsColumns = ({ args }: TermsEvent) => {
  const { terms } = args
  const { minimumBids, objectionPeriod, schedule, reserve } = terms
  const facts = { terms, ...schedule, minimumBids, objectionPeriod }
  return { ...facts, reserveKind: reserve.kind, reserveSeal: reserveSealOf(args) }
}

/** The terms as they were signed. */
export const termsRow = (event: TermsEvent, termsVersion: number): Change => {
  const { tender, terms, statement } = event.args
  const row = { tender, termsVersion, terms, reserveSeal: reserveSealOf(event.args), statement }
  return { table: 'termsVersions', put: { ...row, ...originOf(event) } }
}

const reserveSealOf = ({ terms, reserveSeal }: TermsEvent['args']) =>
  terms.reserve.kind === SINGLE ? sealBytes(reserveSeal) : null
