import type { EventNamed } from '../../chain/events.ts'
import type { Change, Rows } from '../../db/tables.ts'
import { ROLES } from '../../protocol/participant.ts'
import { originOf, type Projections } from './projection.ts'

type RegistryEvent =
  | 'Registered'
  | 'RolesSet'
  | 'SignerAdded'
  | 'SignerRemoved'
  | 'Suspended'
  | 'RegistrarOffered'
  | 'RegistrarChanged'

const changed = (participant: bigint, set: Partial<Rows['participants']>): Change => ({
  table: 'participants',
  key: { participant },
  set,
})

const history = (event: EventNamed<RegistryEvent>, participant: bigint): Change => ({
  table: 'participantEvents',
  put: { ...originOf(event), participant, name: event.name, arguments: event.args },
})

const signerAdded = (event: EventNamed<'Registered' | 'SignerAdded'>): Change => ({
  table: 'signers',
  put: {
    ...originOf(event),
    participant: event.args.participant,
    signer: event.args.signer,
    removedAt: null,
  },
})

const withoutRegistrar = (roles: number): number => roles & ~ROLES.registrar

export const PARTICIPANT_PROJECTIONS: Projections<RegistryEvent> = {
  Registered: event => {
    const { participant, roles, profile } = event.args
    const facts = { participant, roles: withoutRegistrar(roles), registrar: false, revision: 1, profile }
    const suspension = { suspendedFrom: 0, suspendedUntil: 0, suspensionReason: null }
    return [
      { table: 'participants', put: { ...facts, ...suspension, ...originOf(event) } },
      signerAdded(event),
      history(event, participant),
    ]
  },
  RolesSet: event => {
    const { participant, roles, revision } = event.args
    return [changed(participant, { roles: withoutRegistrar(roles), revision }), history(event, participant)]
  },
  SignerAdded: event => {
    const { participant, revision } = event.args
    return [changed(participant, { revision }), signerAdded(event), history(event, participant)]
  },
  SignerRemoved: event => {
    const { participant, signer, revision } = event.args
    return [
      changed(participant, { revision }),
      { table: 'signers', key: { participant, signer }, set: { removedAt: event.timestamp } },
      history(event, participant),
    ]
  },
  Suspended: event => {
    const { participant, from, until, reason, revision } = event.args
    const suspension = { suspendedFrom: from, suspendedUntil: until, suspensionReason: reason }
    return [changed(participant, { ...suspension, revision }), history(event, participant)]
  },
  RegistrarOffered: event => {
    const { registrar, revision } = event.args
    return [changed(registrar, { revision }), history(event, registrar)]
  },
  RegistrarChanged: event => {
    const { registrar, predecessor } = event.args
    // The first registrar has no predecessor and accepted no offer, so its revision stays.
    const handedOver: Change[] =
      predecessor === 0n
        ? []
        : [
            { table: 'participants', key: { participant: registrar }, add: { revision: 1 } },
            changed(predecessor, { registrar: false }),
          ]
    return [changed(registrar, { registrar: true }), ...handedOver, history(event, registrar)]
  },
}
