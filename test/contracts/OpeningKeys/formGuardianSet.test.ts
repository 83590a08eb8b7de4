import { expect } from 'chai'
import {
  AGENCY,
  act,
  authorOf,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  REGISTRAR,
  register,
  relay,
  STRANGER,
  sign,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const NUMBERS = GUARDIANS.map(({ participant }) => participant)
const STATEMENT = { type: 'FormGuardianSet', guardians: NUMBERS, threshold: 3, set: 1 } as const
const MORE = [16, 17, 18, 19, 20].map(number => authorOf(number))

describe('OpeningKeys', () => {
  describe('formGuardianSet', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
    })

    it('forms a set with its threshold', async () => {
      await expect(act(world, REGISTRAR, STATEMENT))
        .to.emit(world.keys, 'GuardianSetFormed')
        .withArgs(1, NUMBERS, 3)
      const { guardians, threshold } = await world.keys.guardianSetOf(1)
      expect([...guardians, threshold]).to.deep.equal([...NUMBERS, 3n])
    })

    it('numbers the sets from 1 upwards', async () => {
      await formSet(world)
      await formSet(world, GUARDIANS.slice(0, 2), 2, 2)
      expect((await world.keys.guardianSetOf(2)).guardians).to.deep.equal(NUMBERS.slice(0, 2))
    })

    it('takes nine guardians who must all answer', async () => {
      await register(world, MORE, 'guardian')
      await formSet(world, [...GUARDIANS, ...MORE.slice(0, 4)], 9)
      expect((await world.keys.guardianSetOf(1)).threshold).to.equal(9n)
    })

    it('refuses ten guardians', async () => {
      await register(world, MORE, 'guardian')
      await verifyRefusal(formSet(world, [...GUARDIANS, ...MORE]), world.keys, 'InvalidGuardianSet')
    })

    it('refuses one guardian', async () => {
      await verifyRefusal(formSet(world, [guardian(0)], 1), world.keys, 'InvalidGuardianSet')
    })

    it('refuses a threshold of one: a single guardian would read every bid', async () => {
      await verifyRefusal(formSet(world, GUARDIANS, 1), world.keys, 'InvalidGuardianSet')
    })

    it('refuses a threshold above the number of guardians', async () => {
      await verifyRefusal(formSet(world, GUARDIANS, 6), world.keys, 'InvalidGuardianSet')
    })

    it('refuses the same guardian twice', async () => {
      const twice = [guardian(0), guardian(0), guardian(1)]
      await verifyRefusal(formSet(world, twice, 2), world.keys, 'InvalidGuardianSet')
    })

    it('refuses guardians that are not in ascending order', async () => {
      await verifyRefusal(formSet(world, [...GUARDIANS].reverse()), world.keys, 'InvalidGuardianSet')
    })

    it('refuses a participant without the role of a guardian', async () => {
      await verifyRefusal(formSet(world, [AGENCY, ...GUARDIANS]), world.keys, 'InvalidGuardianSet')
    })

    it('refuses a participant that is not registered', async () => {
      await verifyRefusal(formSet(world, [...GUARDIANS, STRANGER]), world.keys, 'InvalidGuardianSet')
    })

    it('refuses another number than the next', async () => {
      await verifyRefusal(formSet(world, GUARDIANS, 3, 2), world.keys, 'WrongNumber', 1, 2)
    })

    it('refuses the word of anybody but the registrar', async () => {
      await verifyUnauthorized(world, act(world, AGENCY, STATEMENT), REGISTRAR.participant, 'UnknownSigner')
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, REGISTRAR, STATEMENT)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.keys, 'WrongNumber', 2, 1)
    })
  })
})
