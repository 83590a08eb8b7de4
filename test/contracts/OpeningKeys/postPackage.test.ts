import { expect } from 'chai'
import { fromHex, type Hex } from '../../../src/protocol/bytes.ts'
import { extendPackages, NO_PACKAGES } from '../../../src/protocol/openingKey.ts'
import {
  type Author,
  act,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  relay,
  sign,
  startCeremony,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const MEMBERS = GUARDIANS.slice(0, 4)
const OUTSIDER = guardian(4)
const PACKAGE: Hex = '0x0102030405'

async function withCeremony(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, MEMBERS)
  const { participant } = guardian(0)
  await act(world, guardian(0), {
    type: 'StartCeremony',
    set: 1,
    without: 0,
    keys: 1,
    ceremony: 1,
    guardian: participant,
  })
  return world
}

async function withRound1(): Promise<World> {
  const world = await withCeremony()
  for (const author of MEMBERS) await act(world, author, statement(author, 1))
  return world
}

function statement({ participant }: Author, round: number, posted: Hex = PACKAGE, ceremony = 1) {
  return { type: 'PostPackage', ceremony, round, guardian: participant, package: posted } as const
}

describe('OpeningKeys', () => {
  describe('postPackage', () => {
    followsTree(import.meta.url)

    let world: World

    const post = (author: Author, round: number, posted?: Hex) =>
      act(world, author, statement(author, round, posted))

    describe('while round 1 is running', () => {
      beforeEach(async () => {
        world = await loadFixture(withCeremony)
      })

      it('publishes the package and extends the running hash', async () => {
        const { participant } = guardian(1)
        const packages = extendPackages(NO_PACKAGES, 1, participant, fromHex(PACKAGE))
        await expect(post(guardian(1), 1))
          .to.emit(world.keys, 'PackagePosted')
          .withArgs(1, 1, participant, PACKAGE, packages)
        const facts = await world.keys.ceremonyOf(1)
        expect([facts.round1Posted, facts.packages]).to.deep.equal([0b10n, packages])
      })

      it('takes a package of 32,768 bytes', async () => {
        await post(guardian(0), 1, `0x${'ab'.repeat(32_768)}`)
        expect((await world.keys.ceremonyOf(1)).round1Posted).to.equal(1n)
      })

      it('refuses a larger package', async () => {
        const sent = post(guardian(0), 1, `0x${'ab'.repeat(32_769)}`)
        await verifyRefusal(sent, world.keys, 'PackageTooLarge', 32_769)
      })

      it('refuses a second package of one guardian', async () => {
        await post(guardian(0), 1)
        const { participant } = guardian(0)
        await verifyRefusal(post(guardian(0), 1, '0xff'), world.keys, 'AlreadyPosted', 1, 1, participant)
      })

      it('refuses the same statement a second time', async () => {
        const signed = sign(world, guardian(0), statement(guardian(0), 1))
        await relay(world, signed)
        await verifyRefusal(relay(world, signed), world.keys, 'AlreadyPosted', 1, 1, guardian(0).participant)
      })

      it('refuses round 2 until the last guardian has posted round 1', async () => {
        for (const author of MEMBERS.slice(0, 3)) await post(author, 1)
        await verifyRefusal(post(guardian(0), 2), world.keys, 'RoundNotOpen', 1, 2)
      })

      it('refuses a round that does not exist', async () => {
        await verifyRefusal(post(guardian(0), 0), world.keys, 'RoundNotOpen', 1, 0)
      })

      it('refuses a ceremony that was not started', async () => {
        const sent = act(world, guardian(0), statement(guardian(0), 1, PACKAGE, 2))
        await verifyRefusal(sent, world.keys, 'UnknownCeremony', 2)
      })

      it('refuses a guardian that is not in the set', async () => {
        await verifyRefusal(post(OUTSIDER, 1), world.keys, 'NotInSet', 1, OUTSIDER.participant)
      })

      it('refuses a package that its guardian did not sign', async () => {
        const forged = {
          ...sign(world, guardian(0), statement(guardian(0), 1)),
          statement: statement(guardian(0), 1, '0xff'),
        }
        await verifyUnauthorized(world, relay(world, forged), guardian(0).participant, 'BadSignature')
      })
    })

    describe('when everybody has posted round 1', () => {
      beforeEach(async () => {
        world = await loadFixture(withRound1)
      })

      it('publishes the package of round 2 and extends the running hash', async () => {
        const { participant } = guardian(3)
        const before = (await world.keys.ceremonyOf(1)).packages as Hex
        const packages = extendPackages(before, 2, participant, fromHex(PACKAGE))
        await expect(post(guardian(3), 2))
          .to.emit(world.keys, 'PackagePosted')
          .withArgs(1, 2, participant, PACKAGE, packages)
        const facts = await world.keys.ceremonyOf(1)
        expect([facts.round1Posted, facts.round2Posted]).to.deep.equal([0b1111n, 0b1000n])
      })

      it('refuses a second package of round 1', async () => {
        await verifyRefusal(post(guardian(0), 1), world.keys, 'AlreadyPosted', 1, 1, guardian(0).participant)
      })

      it('refuses a second package of round 2', async () => {
        await post(guardian(0), 2)
        await verifyRefusal(post(guardian(0), 2), world.keys, 'AlreadyPosted', 1, 2, guardian(0).participant)
      })

      it('refuses a third round', async () => {
        await verifyRefusal(post(guardian(0), 3), world.keys, 'RoundNotOpen', 1, 3)
      })
    })

    describe('while a ceremony runs without the second guardian', () => {
      const [FIRST, LEFT_OUT] = [guardian(0), guardian(1)]

      async function withoutSecond(): Promise<World> {
        const world = await deployParticipants()
        await formSet(world, MEMBERS)
        await startCeremony(world, FIRST, { keys: 1, without: 0b0010 })
        return world
      }

      beforeEach(async () => {
        world = await loadFixture(withoutSecond)
      })

      it('refuses a package of a guardian left out, in either round', async () => {
        const refusal = ['NotInCeremony', 1, LEFT_OUT.participant] as const
        await verifyRefusal(post(LEFT_OUT, 1), world.keys, ...refusal)
        for (const author of MEMBERS.filter(member => member !== LEFT_OUT)) await post(author, 1)
        await verifyRefusal(post(LEFT_OUT, 2), world.keys, ...refusal)
      })

      it('opens round 2 when the others have posted round 1', async () => {
        await post(FIRST, 1)
        await post(guardian(2), 1)
        await verifyRefusal(post(FIRST, 2), world.keys, 'RoundNotOpen', 1, 2)
        await post(guardian(3), 1)
        await post(FIRST, 2)
        const facts = await world.keys.ceremonyOf(1)
        expect([facts.round1Posted, facts.round2Posted]).to.deep.equal([0b1101n, 0b0001n])
      })

      it('refuses a guardian that is not in the set', async () => {
        await verifyRefusal(post(OUTSIDER, 1), world.keys, 'NotInSet', 1, OUTSIDER.participant)
      })
    })
  })
})
