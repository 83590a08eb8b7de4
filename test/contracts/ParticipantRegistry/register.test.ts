import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { ROLES, roleBits } from '../../../src/protocol/participant.ts'
import {
  AGENCY,
  act,
  authorOf,
  deployContracts,
  loadFixture,
  REGISTRAR,
  register,
  relay,
  sign,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const NEWCOMER = authorOf(500)
const PROFILE = hashText('profile of 500')
const STATEMENT = {
  type: 'RegisterParticipant',
  participant: NEWCOMER.participant,
  roles: roleBits(['agency', 'auditor']),
  signer: NEWCOMER.signer,
  profile: PROFILE,
} as const

describe('ParticipantRegistry', () => {
  describe('register', () => {
    followsTree(import.meta.url)
    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployContracts)
    })

    it('takes a new participant with its roles, its first signer and revision 1', async () => {
      const { participant, roles, signer } = STATEMENT
      await expect(act(world, REGISTRAR, STATEMENT))
        .to.emit(world.registry, 'Registered')
        .withArgs(participant, roles, signer, PROFILE)
      expect([...(await world.registry.participantOf(participant))]).to.deep.equal([
        BigInt(roles),
        1n,
        1n,
        0n,
        0n,
      ])
      expect(await world.registry.isSigner(participant, signer)).to.equal(true)
    })

    it('takes a signer of 1,024 bytes', async () => {
      const signer = `0x${'ab'.repeat(1_024)}` as const
      await act(world, REGISTRAR, { ...STATEMENT, signer })
      expect(await world.registry.isSigner(STATEMENT.participant, signer)).to.equal(true)
    })

    it('refuses the number zero', async () => {
      await verifyRefusal(
        act(world, REGISTRAR, { ...STATEMENT, participant: 0n }),
        world.registry,
        'InvalidParticipant',
        0n,
      )
    })

    it('refuses a number that is taken', async () => {
      await act(world, REGISTRAR, STATEMENT)
      await verifyRefusal(
        act(world, REGISTRAR, { ...STATEMENT, signer: AGENCY.signer }),
        world.registry,
        'AlreadyRegistered',
        STATEMENT.participant,
      )
    })

    for (const [name, roles] of [
      ['no role at all', 0],
      ["the registrar's role", ROLES.registrar | ROLES.supplier],
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

    for (const [name, size] of [
      ['a signer shorter than an address', 19],
      ['a signer longer than 1,024 bytes', 1_025],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const signer = `0x${'ab'.repeat(size)}` as const
        await verifyRefusal(
          act(world, REGISTRAR, { ...STATEMENT, signer }),
          world.registry,
          'InvalidSigner',
          signer,
        )
      })
    }

    it('refuses the word of anybody but the registrar', async () => {
      await register(world, [AGENCY], 'agency')
      await verifyUnauthorized(world, act(world, AGENCY, STATEMENT), REGISTRAR.participant, 'UnknownSigner')
    })

    it('refuses a signature that belongs to another statement', async () => {
      const { signature } = sign(world, REGISTRAR, { ...STATEMENT, roles: ROLES.supplier })
      const forged = { ...sign(world, REGISTRAR, STATEMENT), signature }
      await verifyUnauthorized(world, relay(world, forged), REGISTRAR.participant, 'BadSignature')
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, REGISTRAR, STATEMENT)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.registry, 'AlreadyRegistered', STATEMENT.participant)
    })
  })
})
