import { expect } from 'chai'
import type { Hex } from '../../../src/protocol/bytes.ts'
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
  type: 'AddSigner',
  participant,
  signer: SECOND.signer,
  revision: 1,
} as const
const MAX_SIGNERS = 16

describe('ParticipantRegistry', () => {
  describe('addSigner', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
    })

    it('lets the participant sign with either signer from then on', async () => {
      await expect(act(world, SUPPLIER, STATEMENT))
        .to.emit(world.registry, 'SignerAdded')
        .withArgs(participant, SECOND.signer, 2)
      const { revision, signerCount } = await world.registry.participantOf(participant)
      expect([revision, signerCount]).to.deep.equal([2n, 2n])
      const third = authorOf(participant, 'third').signer
      await act(world, SECOND, { ...STATEMENT, signer: third, revision: 2 })
      expect(await world.registry.isSigner(participant, third)).to.equal(true)
    })

    it('refuses the word of the registrar, who could otherwise act in the name of the participant', async () => {
      const sent = act(world, REGISTRAR, STATEMENT)
      await verifyUnauthorized(world, sent, participant, 'UnknownSigner')
    })

    it('takes a signer that another participant has too', async () => {
      await act(world, SUPPLIER, { ...STATEMENT, signer: AGENCY.signer })
      expect(await world.registry.isSigner(participant, AGENCY.signer)).to.equal(true)
    })

    it('refuses a signer that the participant has already', async () => {
      const sent = act(world, SUPPLIER, { ...STATEMENT, signer: SUPPLIER.signer })
      await verifyRefusal(sent, world.registry, 'InvalidSigner', SUPPLIER.signer)
    })

    for (const [name, size] of [
      ['a signer shorter than an address', 19],
      ['a signer longer than 1,024 bytes', 1_025],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const signer: Hex = `0x${'ab'.repeat(size)}`
        await verifyRefusal(
          act(world, SUPPLIER, { ...STATEMENT, signer }),
          world.registry,
          'InvalidSigner',
          signer,
        )
      })
    }

    it('refuses the seventeenth signer', async () => {
      for (let revision = 1; revision < MAX_SIGNERS; revision++) {
        const { signer } = authorOf(participant, `signer ${revision}`)
        await act(world, SUPPLIER, { ...STATEMENT, signer, revision })
      }
      const sent = act(world, SUPPLIER, { ...STATEMENT, revision: MAX_SIGNERS })
      await verifyRefusal(sent, world.registry, 'TooManySigners', participant)
    })

    it('refuses another revision than the current one', async () => {
      const sent = act(world, SUPPLIER, { ...STATEMENT, revision: 2 })
      await verifyRefusal(sent, world.registry, 'WrongRevision', participant, 1, 2)
    })

    it('refuses the word of another participant', async () => {
      await verifyUnauthorized(world, act(world, AGENCY, STATEMENT), participant, 'UnknownSigner')
    })

    it('refuses a stranger who signs in the name of the participant', async () => {
      await verifyUnauthorized(world, act(world, STRANGER, STATEMENT), participant, 'UnknownSigner')
    })

    it('refuses a participant that is not registered', async () => {
      const unknown = { ...STATEMENT, participant: STRANGER.participant }
      await verifyUnauthorized(
        world,
        act(world, STRANGER, unknown),
        STRANGER.participant,
        'UnknownParticipant',
      )
    })

    it('refuses the same statement a second time, even after the signer was removed', async () => {
      const signed = sign(world, SUPPLIER, STATEMENT)
      await relay(world, signed)
      await act(world, SUPPLIER, { ...STATEMENT, type: 'RemoveSigner', revision: 2, author: participant })
      await verifyRefusal(relay(world, signed), world.registry, 'WrongRevision', participant, 3, 1)
    })
  })
})
