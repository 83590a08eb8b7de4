import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import {
  type Deployment,
  type SignedStatement,
  STATEMENTS,
  type Statement,
  type StatementType,
} from '../protocol/statement.ts'
import { INTERFACES } from './contracts.ts'
import type { Call } from './relay.ts'

/** The function that carries a statement, by the statement; the names of its parameters are those of the statement's fields. */
export const FUNCTIONS: Readonly<Record<StatementType, string>> = {
  RegisterParticipant: 'register',
  SetRoles: 'setRoles',
  AddSigner: 'addSigner',
  RemoveSigner: 'removeSigner',
  SuspendParticipant: 'suspend',
  OfferRegistrar: 'offerRegistrar',
  AcceptRegistrar: 'acceptRegistrar',
  FormGuardianSet: 'formGuardianSet',
  StartCeremony: 'startCeremony',
  PostPackage: 'postPackage',
  ConfirmKeys: 'confirmKeys',
  AccuseGuardian: 'accuseGuardian',
  RetireGuardianSet: 'retireGuardianSet',
  RehearseKey: 'rehearseKey',
  Heartbeat: 'heartbeat',
  ReleaseShare: 'releaseShare',
  Announce: 'announce',
  Amend: 'amend',
  Postpone: 'postpone',
  Cancel: 'cancel',
  SubmitBid: 'submitBids',
  ConfirmBid: 'confirmBid',
  RequestWithdrawal: 'requestWithdrawal',
  GrantWithdrawal: 'grantWithdrawal',
  Qualify: 'qualify',
  Disqualify: 'disqualify',
  Award: 'award',
  Object: 'object',
  DecideObjection: 'decideObjection',
  Conclude: 'conclude',
  Forfeit: 'forfeit',
}

const { registry, keys, ledger } = INTERFACES

type Authorization = { readonly signer: Hex; readonly signature: Hex }
type Encode<Type extends StatementType> = (
  statement: Extract<Statement, { type: Type }>,
  by: Authorization,
  signed: SignedStatement,
) => string

/** For each statement the function that carries it, its arguments in the contract's order. */
const ENCODERS: { readonly [Type in StatementType]: Encode<Type> } = {
  RegisterParticipant: (s, by) =>
    registry.encodeFunctionData('register', [s.participant, s.roles, s.signer, s.profile, by]),
  SetRoles: (s, by) => registry.encodeFunctionData('setRoles', [s.participant, s.roles, s.revision, by]),
  AddSigner: (s, by) => registry.encodeFunctionData('addSigner', [s.participant, s.signer, s.revision, by]),
  RemoveSigner: (s, by) =>
    registry.encodeFunctionData('removeSigner', [s.participant, s.signer, s.revision, s.author, by]),
  SuspendParticipant: (s, by) =>
    registry.encodeFunctionData('suspend', [s.participant, s.until, s.reason, s.revision, by]),
  OfferRegistrar: (s, by) => registry.encodeFunctionData('offerRegistrar', [s.successor, s.revision, by]),
  AcceptRegistrar: (s, by) => registry.encodeFunctionData('acceptRegistrar', [s.successor, s.revision, by]),

  FormGuardianSet: (s, by) =>
    keys.encodeFunctionData('formGuardianSet', [s.guardians, s.threshold, s.set, by]),
  StartCeremony: (s, by) =>
    keys.encodeFunctionData('startCeremony', [s.set, s.keys, s.without, s.ceremony, s.guardian, by]),
  PostPackage: (s, by) =>
    keys.encodeFunctionData('postPackage', [s.ceremony, s.round, s.guardian, s.package, by]),
  ConfirmKeys: (s, by, signed) =>
    keys.encodeFunctionData('confirmKeys', [s.ceremony, s.guardian, present(signed.keys, 'keys'), by]),
  AccuseGuardian: (s, by) =>
    keys.encodeFunctionData('accuseGuardian', [s.ceremony, s.accused, s.key, s.guardian, by]),
  RetireGuardianSet: (s, by) => keys.encodeFunctionData('retireGuardianSet', [s.set, by]),
  RehearseKey: (s, by) => keys.encodeFunctionData('rehearseKey', [s.key, s.participant, by]),
  Heartbeat: (s, by) => keys.encodeFunctionData('heartbeat', [s.set, s.guardian, s.height, s.blockHash, by]),
  ReleaseShare: (s, by, signed) =>
    keys.encodeFunctionData('releaseShare', [s.key, s.guardian, s.share, present(signed.joint, 'joint'), by]),

  Announce: (s, by) => ledger.encodeFunctionData('announce', [s.agency, s.terms, s.key, s.reserveSeal, by]),
  Amend: (s, by) => ledger.encodeFunctionData('amend', [s.tender, s.act, s.terms, s.reserveSeal, by]),
  Postpone: (s, by) =>
    ledger.encodeFunctionData('postpone', [s.tender, s.act, s.schedule, s.reason, s.document, by]),
  Cancel: (s, by) =>
    ledger.encodeFunctionData('cancel', [s.tender, s.act, s.phase, s.reason, s.document, by]),
  SubmitBid: (bid, authorization) => ledger.encodeFunctionData('submitBids', [[{ bid, authorization }]]),
  ConfirmBid: (s, by) =>
    ledger.encodeFunctionData('confirmBid', [s.tender, s.termsVersion, s.bidder, s.sequence, by]),
  RequestWithdrawal: (s, by) =>
    ledger.encodeFunctionData('requestWithdrawal', [
      s.tender,
      s.termsVersion,
      s.bidder,
      s.sequence,
      s.document,
      by,
    ]),
  GrantWithdrawal: (s, by) =>
    ledger.encodeFunctionData('grantWithdrawal', [
      s.tender,
      s.act,
      s.bidder,
      s.sequence,
      s.document,
      s.author,
      by,
    ]),
  Qualify: (s, by) =>
    ledger.encodeFunctionData('qualify', [s.tender, s.act, s.bidder, s.otherScore, s.document, by]),
  Disqualify: (s, by) =>
    ledger.encodeFunctionData('disqualify', [
      s.tender,
      s.act,
      s.bidder,
      s.reason,
      s.otherScore,
      s.document,
      by,
    ]),
  Award: (s, by) => ledger.encodeFunctionData('award', [s.tender, s.act, s.bidder, s.amount, by]),
  Object: (s, by) => ledger.encodeFunctionData('object', [s.tender, s.bidder, s.award, s.document, by]),
  DecideObjection: (s, by) =>
    ledger.encodeFunctionData('decideObjection', [s.tender, s.act, s.objection, s.upheld, s.document, by]),
  Conclude: (s, by, signed) => {
    const second = present(signed.countersignature, 'countersignature')
    const fields = [s.tender, s.act, s.bidder, s.amount, s.contractHash] as const
    return ledger.encodeFunctionData('conclude', [...fields, by, second])
  },
  Forfeit: (s, by) =>
    ledger.encodeFunctionData('forfeit', [s.tender, s.act, s.bidder, s.reason, s.document, by]),
}

/**
 * The contract call that carries a signed statement.
 * @throws BonginError `INVALID_INPUT` if the points that the statement's hash commits to are not with it, or a countersignature
 */
export const callOf = (signed: SignedStatement, deployment: Deployment): Call => {
  const { statement, signer, signature } = signed
  const encode = ENCODERS[statement.type] as Encode<StatementType>
  const data = encode(statement, { signer, signature }, signed) as Hex
  return { to: deployment[STATEMENTS[statement.type].room], data }
}

const present = <T>(companion: T | undefined, field: string): T => {
  if (companion !== undefined) return companion
  throw new BonginError('INVALID_INPUT', `${field}: is needed for this statement`, {
    details: { issues: [{ path: field, message: 'is needed for this statement' }] },
  })
}
