import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import {
  AGENCY,
  act,
  deployParticipants,
  loadFixture,
  nextBlockAt,
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

const { participant } = supplier(0)
const REASON = hashText('decision of debarment')

describe('ParticipantRegistry', () => {
  describe('suspend', () => {
    followsTree(import.meta.url)

    let world: World
    let now: number
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
      now = (await time.latest()) + 100
    })

    /** Signed by the registrar; `at` is the time of the block. */
    async function suspend(at: number, until: number, revision: number) {
      await nextBlockAt(at)
      return act(world, REGISTRAR, statement(until, revision))
    }

    const statement = (until: number, revision = 1, whom = participant) =>
      ({ type: 'SuspendParticipant', participant: whom, until, reason: REASON, revision }) as const

    const suspendedAt = (seconds: number) => world.registry.isSuspendedAt(participant, seconds)

    it('suspends from now until a time', async () => {
      await expect(suspend(now, now + 1_000, 1))
        .to.emit(world.registry, 'Suspended')
        .withArgs(participant, now, now + 1_000, REASON, 2)
      expect(await Promise.all([now, now + 1, now + 999, now + 1_000].map(suspendedAt))).to.deep.equal([
        false,
        true,
        true,
        false,
      ])
      const { suspendedFrom, suspendedUntil, revision } = await world.registry.participantOf(participant)
      expect([suspendedFrom, suspendedUntil, revision]).to.deep.equal([BigInt(now), BigInt(now + 1_000), 2n])
    })

    it('prolongs a suspension that is running, without moving its beginning', async () => {
      await suspend(now, now + 1_000, 1)
      await expect(suspend(now + 500, now + 2_000, 2))
        .to.emit(world.registry, 'Suspended')
        .withArgs(participant, now, now + 2_000, REASON, 3)
      expect(await suspendedAt(now + 1_500)).to.equal(true)
    })

    it('lifts a suspension with a time that is not later than now', async () => {
      await suspend(now, now + 1_000, 1)
      await expect(suspend(now + 500, 0, 2))
        .to.emit(world.registry, 'Suspended')
        .withArgs(participant, now, now + 500, REASON, 3)
      expect(await Promise.all([now + 500, now + 501].map(suspendedAt))).to.deep.equal([true, false])
    })

    it('leaves the past as it was: a later suspension does not move an earlier one', async () => {
      await suspend(now, now + 1_000, 1)
      await suspend(now + 500, 0, 2)
      await suspend(now + 2_000, now + 3_000, 3)
      const times = [now + 1, now + 500, now + 501, now + 2_000, now + 2_001, now + 3_000]
      expect(await Promise.all(times.map(suspendedAt))).to.deep.equal([true, true, false, false, true, false])
    })

    it('refuses to suspend without the hash of a decision', async () => {
      const sent = act(world, REGISTRAR, { ...statement(now + 1_000), reason: ZERO_WORD })
      await verifyRefusal(sent, world.registry, 'NoReason', participant)
    })

    it('refuses to suspend the registrar itself', async () => {
      const sent = act(world, REGISTRAR, statement(now + 1_000, 1, REGISTRAR.participant))
      await verifyRefusal(sent, world.registry, 'InvalidParticipant', REGISTRAR.participant)
    })

    it('refuses a participant that is not registered', async () => {
      const sent = act(world, REGISTRAR, statement(now + 1_000, 1, STRANGER.participant))
      await verifyRefusal(sent, world.registry, 'InvalidParticipant', STRANGER.participant)
    })

    it('refuses another revision than the current one', async () => {
      const sent = act(world, REGISTRAR, statement(now + 1_000, 2))
      await verifyRefusal(sent, world.registry, 'WrongRevision', participant, 1, 2)
    })

    it('refuses the word of anybody but the registrar', async () => {
      const sent = act(world, AGENCY, statement(now + 1_000))
      await verifyUnauthorized(world, sent, REGISTRAR.participant, 'UnknownSigner')
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, REGISTRAR, statement(now + 1_000))
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.registry, 'WrongRevision', participant, 2, 1)
    })
  })
})
