import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { StatementType } from '../protocol/statement.ts'
import type { EventName, LedgerEvent } from './events.ts'
import type { Included, Inclusion } from './inclusion.ts'

/** What became of an accepted statement: where it stands, and what the ledger made of it. */
export type Outcome = Inclusion & {
  readonly type: StatementType
  readonly digest: Hex
  /** The event's values that identify what was done; ids and amounts as bigint. */
  readonly result: Readonly<Record<string, unknown>>
}

/** For each statement the event that says that it took effect, and which of its values the answer shows. */
const EFFECTS: { readonly [Type in StatementType]: readonly [EventName, ...string[]] } = {
  RegisterParticipant: ['Registered', 'participant', 'roles'],
  SetRoles: ['RolesSet', 'participant', 'roles', 'revision'],
  AddSigner: ['SignerAdded', 'participant', 'revision'],
  RemoveSigner: ['SignerRemoved', 'participant', 'revision'],
  SuspendParticipant: ['Suspended', 'participant', 'from', 'until', 'revision'],
  OfferRegistrar: ['RegistrarOffered', 'registrar', 'successor', 'revision'],
  AcceptRegistrar: ['RegistrarChanged', 'registrar', 'predecessor'],
  FormGuardianSet: ['GuardianSetFormed', 'set', 'threshold'],
  StartCeremony: ['CeremonyStarted', 'ceremony', 'set', 'keys', 'without'],
  PostPackage: ['PackagePosted', 'ceremony', 'round', 'guardian', 'packages'],
  ConfirmKeys: ['KeysConfirmed', 'ceremony', 'guardian', 'transcript'],
  AccuseGuardian: ['GuardianAccused', 'ceremony', 'guardian', 'accused'],
  RetireGuardianSet: ['GuardianSetRetired', 'set'],
  RehearseKey: ['KeyRehearsed', 'key', 'participant'],
  Heartbeat: ['GuardianAlive', 'set', 'guardian', 'height'],
  ReleaseShare: ['ShareReleased', 'key', 'tender', 'guardian'],
  Announce: ['Announced', 'tender', 'agency', 'key', 'record'],
  Amend: ['Amended', 'tender', 'act', 'termsVersion', 'record'],
  Postpone: ['Postponed', 'tender', 'act', 'record'],
  Cancel: ['Cancelled', 'tender', 'act', 'record'],
  SubmitBid: ['BidAccepted', 'tender', 'bidder', 'number', 'sequence', 'record'],
  ConfirmBid: ['BidConfirmed', 'tender', 'bidder', 'termsVersion', 'sequence', 'record'],
  RequestWithdrawal: ['WithdrawalRequested', 'tender', 'bidder', 'termsVersion', 'sequence', 'record'],
  GrantWithdrawal: ['BidWithdrawn', 'tender', 'bidder', 'act', 'sequence', 'record'],
  Qualify: ['Qualified', 'tender', 'bidder', 'act', 'otherScore', 'priceScore', 'record'],
  Disqualify: ['Disqualified', 'tender', 'bidder', 'act', 'next', 'record'],
  Award: ['Awarded', 'tender', 'bidder', 'act', 'amount', 'record'],
  Object: ['Objected', 'tender', 'bidder', 'objection', 'award', 'record'],
  DecideObjection: ['ObjectionDecided', 'tender', 'objection', 'upheld', 'act', 'first', 'record'],
  Forfeit: ['Forfeited', 'tender', 'bidder', 'act', 'next', 'record'],
  Conclude: ['Concluded', 'tender', 'bidder', 'act', 'amount', 'record'],
}

/** What else a statement may bring about, named in the answer when it did. */
const CONSEQUENCES: Partial<Record<StatementType, readonly [field: string, event: EventName]>> = {
  ConfirmKeys: ['ready', 'KeysReady'],
  ReleaseShare: ['opened', 'KeyOpened'],
}

/**
 * Reads the outcome of one statement from what the contracts said.
 * @throws BonginError `SHARE_REFUSED`, `LEDGER_REFUSED`
 */
export const outcomeOf = (type: StatementType, statement: Hex, included: Included): Outcome => {
  const [name, ...fields] = EFFECTS[type]
  const { events, transaction, block, timestamp } = included
  const event = events.find(known => known.name === name && speaksOf(known, statement))
  if (event === undefined) throw withoutEffect(events)
  const consequence = CONSEQUENCES[type]
  const result = {
    ...pick(event.args, fields),
    ...(consequence && { [consequence[0]]: events.some(known => known.name === consequence[1]) }),
  }
  return { type, digest: statement, transaction, block, timestamp, result }
}

/** The events of tenders name their statement; a block's transaction may hold many bids. The others come alone. */
const speaksOf = ({ args }: LedgerEvent, statement: Hex): boolean =>
  !('statement' in args) || args.statement === statement

const pick = (values: object, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)))

const withoutEffect = (events: readonly LedgerEvent[]): BonginError => {
  const refused = events.find(event => event.name === 'ShareRefused')
  if (refused === undefined)
    return new BonginError('LEDGER_REFUSED', 'The ledger took the statement without any effect.')
  return new BonginError(
    'SHARE_REFUSED',
    'The share does not belong to its public share. The ledger refused it and recorded who signed it.',
    { details: { key: refused.args.key, guardian: refused.args.guardian, transaction: refused.transaction } },
  )
}
