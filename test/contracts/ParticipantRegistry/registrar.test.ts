import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { ROLES } from '../../../src/protocol/participant.ts'
import {
  AGENCY,
  type Author,
  act,
  deployContracts,
  deployParticipants,
  ethers,
  loadFixture,
  OTHER_AGENCY,
  REGISTRAR,
  relay,
  STRANGER,
  sign,
  supplier,
  time,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const { participant: successor } = AGENCY

describe('ParticipantRegistry', () => {
  describe('registrar', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
    })

    const offer = (to = successor, revision = 1, author = REGISTRAR) =>
      act(world, author, { type: 'OfferRegistrar', successor: to, revision })

    const accept = (author: Author = AGENCY, revision = 1) =>
      act(world, author, { type: 'AcceptRegistrar', successor: author.participant, revision })

    describe('constructor', () => {
      it('makes the first registrar, who has this role and no other', async () => {
        const { registry } = await deployContracts()
        const sent = registry.deploymentTransaction()
        const { participant, signer } = REGISTRAR
        await expect(sent)
          .to.emit(registry, 'Registered')
          .withArgs(participant, ROLES.registrar, signer, ZERO_WORD)
        await expect(sent).to.emit(registry, 'RegistrarChanged').withArgs(participant, 0n)
      })

      it('refuses the number zero', async () => {
        const sent = ethers.deployContract('ParticipantRegistry', [0n, REGISTRAR.signer])
        await verifyRefusal(sent, world.registry, 'InvalidParticipant', 0n)
      })

      it('refuses a signer shorter than an address', async () => {
        const sent = ethers.deployContract('ParticipantRegistry', [1n, '0x01'])
        await verifyRefusal(sent, world.registry, 'InvalidSigner', '0x01')
      })
    })

    describe('offerRegistrar', () => {
      it('names a successor and changes nothing yet', async () => {
        await expect(offer())
          .to.emit(world.registry, 'RegistrarOffered')
          .withArgs(REGISTRAR.participant, successor, 2)
        expect(await world.registry.registrar()).to.equal(REGISTRAR.participant)
      })

      it('withdraws the offer with zero', async () => {
        await offer()
        await offer(0n, 2)
        await verifyRefusal(accept(), world.registry, 'NotOffered', successor)
      })

      it('replaces the offer by one to another', async () => {
        await offer()
        await offer(OTHER_AGENCY.participant, 2)
        await verifyRefusal(accept(), world.registry, 'NotOffered', successor)
        await accept(OTHER_AGENCY)
        expect(await world.registry.registrar()).to.equal(OTHER_AGENCY.participant)
      })

      it("refuses another revision than the registrar's current one", async () => {
        await verifyRefusal(offer(successor, 2), world.registry, 'WrongRevision', REGISTRAR.participant, 1, 2)
      })

      it('refuses the word of anybody but the registrar', async () => {
        await verifyUnauthorized(world, offer(successor, 1, AGENCY), REGISTRAR.participant, 'UnknownSigner')
      })

      it('refuses the same statement a second time', async () => {
        const signed = sign(world, REGISTRAR, { type: 'OfferRegistrar', successor, revision: 1 })
        await relay(world, signed)
        await verifyRefusal(
          relay(world, signed),
          world.registry,
          'WrongRevision',
          REGISTRAR.participant,
          2,
          1,
        )
      })
    })

    describe('acceptRegistrar', () => {
      it('hands the power over; both keep their other roles', async () => {
        await act(world, REGISTRAR, { type: 'SetRoles', participant: 1n, roles: ROLES.auditor, revision: 1 })
        await offer(successor, 2)
        await expect(accept())
          .to.emit(world.registry, 'RegistrarChanged')
          .withArgs(successor, REGISTRAR.participant)
        expect(await world.registry.registrar()).to.equal(successor)
        const [now, before] = await Promise.all([successor, 1n].map(one => world.registry.participantOf(one)))
        expect([now?.roles, now?.revision]).to.deep.equal([BigInt(ROLES.agency | ROLES.registrar), 2n])
        expect(before?.roles).to.equal(BigInt(ROLES.auditor))
      })

      it('leaves the predecessor without power', async () => {
        await offer()
        await accept()
        await verifyUnauthorized(world, offer(successor, 2), successor, 'UnknownSigner')
        await verifyUnauthorized(
          world,
          act(world, REGISTRAR, {
            type: 'RemoveSigner',
            participant: supplier(0).participant,
            signer: STRANGER.signer,
            revision: 1,
            author: REGISTRAR.participant,
          }),
          REGISTRAR.participant,
          'MissingRole',
        )
      })

      it('refuses to whom nothing was offered', async () => {
        await offer()
        await verifyRefusal(accept(OTHER_AGENCY), world.registry, 'NotOffered', OTHER_AGENCY.participant)
      })

      it('refuses while nothing was offered at all', async () => {
        await verifyRefusal(accept(), world.registry, 'NotOffered', successor)
      })

      it("refuses another revision than the successor's current one", async () => {
        await offer()
        await verifyRefusal(accept(AGENCY, 2), world.registry, 'WrongRevision', successor, 1, 2)
      })

      it('refuses a successor that is suspended', async () => {
        await offer()
        const until = (await time.latest()) + 1_000
        const reason = `0x${'01'.repeat(32)}` as const
        await act(world, REGISTRAR, {
          type: 'SuspendParticipant',
          participant: successor,
          until,
          reason,
          revision: 1,
        })
        await verifyUnauthorized(world, accept(AGENCY, 2), successor, 'Suspended')
      })

      it('refuses a stranger who signs in the name of the successor', async () => {
        await offer()
        const sent = act(world, STRANGER, { type: 'AcceptRegistrar', successor, revision: 1 })
        await verifyUnauthorized(world, sent, successor, 'UnknownSigner')
      })

      it('refuses the same statement a second time', async () => {
        await offer()
        const signed = sign(world, AGENCY, { type: 'AcceptRegistrar', successor, revision: 1 })
        await relay(world, signed)
        await verifyRefusal(relay(world, signed), world.registry, 'NotOffered', successor)
      })
    })
  })
})
