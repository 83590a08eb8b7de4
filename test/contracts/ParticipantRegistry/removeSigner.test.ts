import { expect } from 'chai'
import {
  AGENCY,
  act,
  authorOf,
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

const SUPPLIER = supplier(0)
const { participant } = SUPPLIER
const SECOND = authorOf(participant, 'second')
const STATEMENT = {
  type: 'RemoveSigner',
  participant,
  signer: SUPPLIER.signer,
  revision: 2,
  author: participant,
} as const

async function withTwoSigners(): Promise<World> {
  const world = await deployParticipants()
  const { signer } = SECOND
  await act(world, SUPPLIER, { type: 'AddSigner', participant, signer, revision: 1 })
  return world
}

describe('ParticipantRegistry', () => {
  describe('removeSigner', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(withTwoSigners)
    })

    it('makes the signer worthless at once', async () => {
      await expect(act(world, SECOND, STATEMENT))
        .to.emit(world.registry, 'SignerRemoved')
        .withArgs(participant, SUPPLIER.signer, 3)
      const { revision, signerCount } = await world.registry.participantOf(participant)
      expect([revision, signerCount]).to.deep.equal([3n, 1n])
      const sent = act(world, SUPPLIER, { ...STATEMENT, signer: SECOND.signer, revision: 3 })
      await verifyUnauthorized(world, sent, participant, 'UnknownSigner')
    })

    it('lets the participant remove the very signer that signs', async () => {
      await act(world, SUPPLIER, STATEMENT)
      expect(await world.registry.isSigner(participant, SUPPLIER.signer)).to.equal(false)
    })

    it('takes the word of the registrar', async () => {
      await act(world, REGISTRAR, { ...STATEMENT, author: REGISTRAR.participant })
      expect(await world.registry.isSigner(participant, SUPPLIER.signer)).to.equal(false)
    })

    it('takes a removed signer back', async () => {
      await act(world, SECOND, STATEMENT)
      await act(world, SECOND, { ...STATEMENT, type: 'AddSigner', revision: 3 })
      expect(await world.registry.isSigner(participant, SUPPLIER.signer)).to.equal(true)
    })

    it('refuses to remove the last signer', async () => {
      await act(world, SECOND, STATEMENT)
      const sent = act(world, SECOND, { ...STATEMENT, signer: SECOND.signer, revision: 3 })
      await verifyRefusal(sent, world.registry, 'LastSigner', participant)
    })

    it('refuses a signer that the participant does not have', async () => {
      const sent = act(world, SUPPLIER, { ...STATEMENT, signer: AGENCY.signer })
      await verifyRefusal(sent, world.registry, 'InvalidSigner', AGENCY.signer)
    })

    it('refuses another revision than the current one', async () => {
      const sent = act(world, SUPPLIER, { ...STATEMENT, revision: 1 })
      await verifyRefusal(sent, world.registry, 'WrongRevision', participant, 2, 1)
    })

    it('refuses the word of another participant', async () => {
      const sent = act(world, AGENCY, { ...STATEMENT, author: AGENCY.participant })
      await verifyUnauthorized(world, sent, AGENCY.participant, 'MissingRole')
    })

    it('refuses a participant that is not registered', async () => {
      const unknown = { ...STATEMENT, participant: STRANGER.participant, author: REGISTRAR.participant }
      await verifyRefusal(
        act(world, REGISTRAR, unknown),
        world.registry,
        'InvalidParticipant',
        STRANGER.participant,
      )
    })

    it('refuses the same statement a second time, even after the signer came back', async () => {
      const signed = sign(world, SECOND, STATEMENT)
      await relay(world, signed)
      await act(world, SECOND, { ...STATEMENT, type: 'AddSigner', revision: 3 })
      await verifyRefusal(relay(world, signed), world.registry, 'WrongRevision', participant, 4, 2)
    })
  })
})
