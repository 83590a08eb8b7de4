import fc from 'fast-check'
import type { StatementType } from '../../src/protocol/statement.ts'
import { AGENCY, act, authorOf, deployLedger, REGISTRAR, supplier, type World } from '../support/ledger.ts'
import {
  documents,
  draft,
  eitherOf,
  hashes,
  int,
  is,
  type Stages,
  signers,
  stage,
  strangers,
} from './draft.ts'

const member = supplier(0)
const participant = is(member.participant)
const SECOND_SIGNER = authorOf(member.participant, 'second').signer
/** Any roles but the registrar's, whose bit is the lowest. */
const roles = (least: number) => int(least, 31).map(bits => bits << 1)

export const REGISTRY_STAGES = {
  RegisterParticipant: () =>
    stage(registryAtWork, () => {
      const fields = {
        participant: strangers,
        roles: roles(1),
        signer: signers,
        profile: hashes,
      }
      return draft('RegisterParticipant', REGISTRAR, fields)
    }),
  SetRoles: () =>
    stage(registryAtWork, () => {
      return draft('SetRoles', REGISTRAR, {
        participant,
        roles: roles(0),
        revision: is(2),
      })
    }),
  AddSigner: () =>
    stage(registryAtWork, () =>
      draft('AddSigner', member, { participant, signer: signers, revision: is(2) }),
    ),
  RemoveSigner: () =>
    stage(registryAtWork, () =>
      eitherOf([member, REGISTRAR], author => {
        const signer = fc.constantFrom(SECOND_SIGNER, member.signer)
        return draft('RemoveSigner', author, {
          participant,
          signer,
          revision: is(2),
          author: is(author.participant),
        })
      }),
    ),
  SuspendParticipant: () =>
    stage(registryAtWork, () => {
      const fields = { participant, until: int(0, 2 ** 48 - 1), reason: documents, revision: is(2) }
      return draft('SuspendParticipant', REGISTRAR, fields)
    }),
  OfferRegistrar: () =>
    stage(registryAtWork, () =>
      draft('OfferRegistrar', REGISTRAR, { successor: strangers, revision: is(2) }),
    ),
  AcceptRegistrar: () =>
    stage(registryAtWork, () => {
      return draft('AcceptRegistrar', AGENCY, { successor: is(AGENCY.participant), revision: is(1) })
    }),
} satisfies Partial<Stages<StatementType>>

/** What the registry's statements need: a second signer, and an offer of the registrar's power. */
async function registryAtWork(): Promise<World> {
  const world = await deployLedger()
  const own = { participant: member.participant, revision: 1 }
  await act(world, member, { type: 'AddSigner', ...own, signer: SECOND_SIGNER })
  await act(world, REGISTRAR, { type: 'OfferRegistrar', successor: AGENCY.participant, revision: 1 })
  return world
}
