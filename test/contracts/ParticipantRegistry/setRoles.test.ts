import { expect } from 'chai'
import { ROLES, roleBits } from '../../../src/protocol/participant.ts'
import {
  AGENCY,
  act,
  deployParticipants,
  loadFixture,
  REGISTRAR,
  relay,
  STRANGER,
  sign,
  supplier,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const { participant } = supplier(0)
const STATEMENT = {
  type: 'SetRoles',
  participant,
  roles: roleBits(['supplier', 'evaluator']),
  revision: 1,
} as const

describe('ParticipantRegistry', () => {
  describe('setRoles', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
    })

    it('replaces the roles and makes a new revision', async () => {
      await expect(act(world, REGISTRAR, STATEMENT))
        .to.emit(world.registry, 'RolesSet')
        .withArgs(participant, STATEMENT.roles, 2)
      const { roles, revision } = await world.registry.participantOf(participant)
      expect([roles, revision]).to.deep.equal([BigInt(STATEMENT.roles), 2n])
    })

    it('takes all roles away', async () => {
      await act(world, REGISTRAR, { ...STATEMENT, roles: 0 })
      expect((await world.registry.participantOf(participant)).roles).to.equal(0n)
    })

    it("leaves the registrar's role where it is", async () => {
      const named = { ...STATEMENT, participant: REGISTRAR.participant, roles: ROLES.auditor }
      await expect(act(world, REGISTRAR, named))
        .to.emit(world.registry, 'RolesSet')
        .withArgs(REGISTRAR.participant, ROLES.registrar | ROLES.auditor, 2)
    })

    for (const [name, roles] of [
      ["the registrar's role", ROLES.registrar],
      ['a role that does not exist', 64],
    ] as const) {
      it(`refuses ${name}`, async () => {
        await verifyRefusal(
          act(world, REGISTRAR, { ...STATEMENT, roles }),
          world.registry,
          'InvalidRoles',
          roles,
        )
      })
    }

    it('refuses a participant that is not registered', async () => {
      const unknown = { ...STATEMENT, participant: STRANGER.participant }
      await verifyRefusal(
        act(world, REGISTRAR, unknown),
        world.registry,
        'InvalidParticipant',
        STRANGER.participant,
      )
    })

    it('refuses another revision than the current one', async () => {
      const sent = act(world, REGISTRAR, { ...STATEMENT, revision: 2 })
      await verifyRefusal(sent, world.registry, 'WrongRevision', participant, 1, 2)
    })

    it('refuses the word of anybody but the registrar', async () => {
      await verifyUnauthorized(world, act(world, AGENCY, STATEMENT), REGISTRAR.participant, 'UnknownSigner')
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, REGISTRAR, STATEMENT)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.registry, 'WrongRevision', participant, 2, 1)
    })
  })
})
