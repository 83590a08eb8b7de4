import { hashText } from '../../../src/protocol/bytes.ts'
import { ROLES } from '../../../src/protocol/participant.ts'
import type { Statement } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  FIRST_REGISTRAR,
  GUARDIANS,
  type Member,
  member,
  REGISTRAR,
  SUPPLIERS,
  supplier,
  THRESHOLD,
} from './cast.ts'
import type { Stage } from './stage.ts'

/** The second key of supplier 1002, with which it bids. */
export const SECOND_KEY: Member = member(1002n, 'second')

/** Registers everybody, changes the registrar, a role and some keys, and forms the guardian set. */
export async function enrol(stage: Stage): Promise<void> {
  const register = (author: Member, { id, signer }: Member, roles: number) =>
    stage.by(author, {
      type: 'RegisterParticipant',
      participant: id,
      roles,
      signer,
      profile: hashText(`profile of participant ${id}`),
    })
  await stage.send(
    register(FIRST_REGISTRAR, REGISTRAR, ROLES.auditor),
    register(FIRST_REGISTRAR, AGENCY, ROLES.agency),
    ...GUARDIANS.map(guardian => register(FIRST_REGISTRAR, guardian, ROLES.guardian)),
  )
  await stage.send(
    stage.by(FIRST_REGISTRAR, { type: 'OfferRegistrar', successor: REGISTRAR.id, revision: 1 }),
    stage.by(REGISTRAR, { type: 'AcceptRegistrar', successor: REGISTRAR.id, revision: 1 }),
  )
  await stage.send(...SUPPLIERS.map(each => register(REGISTRAR, each, ROLES.supplier)))
  await stage.send(...changes().map(([author, statement]) => stage.by(author, statement)))
}

function changes(): [Member, Statement][] {
  const [second, third] = [supplier(2), supplier(3)]
  const guardians = GUARDIANS.map(({ id }) => id)
  return [
    [second, { type: 'AddSigner', participant: second.id, signer: SECOND_KEY.signer, revision: 1 }],
    [
      REGISTRAR,
      {
        type: 'RemoveSigner',
        participant: second.id,
        signer: second.signer,
        revision: 2,
        author: REGISTRAR.id,
      },
    ],
    [
      REGISTRAR,
      { type: 'SetRoles', participant: third.id, roles: ROLES.supplier | ROLES.evaluator, revision: 1 },
    ],
    [REGISTRAR, { type: 'FormGuardianSet', guardians, threshold: THRESHOLD, set: 1 }],
  ]
}

/** Who signs for a supplier now. */
export function signerOf(each: Member): Member {
  return each.id === SECOND_KEY.id ? SECOND_KEY : each
}
