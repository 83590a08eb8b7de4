import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import {
  type Author,
  accuse,
  act,
  at,
  confirm,
  dealtKey,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  KEY_IDS,
  loadFixture,
  postPackages,
  startCeremony,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const MEMBERS = GUARDIANS.slice(0, 4)
const [ACCUSER, ACCUSED, LEFT_OUT, OUTSIDER] = [guardian(0), guardian(1), guardian(3), guardian(4)]
const KEY = hashText('secret encryption key')

/** A ceremony of the first three of a set of four guardians; the fifth is in no set. */
async function started(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, MEMBERS)
  await startCeremony(world, ACCUSER, { keys: 1, without: 0b1000 })
  return world
}

async function posted(): Promise<World> {
  const world = await started()
  await postPackages(world, MEMBERS.slice(0, 3))
  return world
}

describe('OpeningKeys', () => {
  describe('accuseGuardian', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(posted)
    })

    const nothing = (sent: Promise<unknown>, { participant }: Author) =>
      verifyRefusal(sent, world.keys, 'NothingToAccuse', 1, participant)

    it('records who accuses whom, and the disclosed key', async () => {
      await expect(accuse(world, ACCUSER, ACCUSED, { key: KEY }))
        .to.emit(world.keys, 'GuardianAccused')
        .withArgs(1, ACCUSER.participant, ACCUSED.participant, KEY)
      expect((await world.keys.ceremonyOf(1)).accused).to.equal(0b0010n)
    })

    it('takes an accusation of another, by another, and of the accuser in return', async () => {
      await accuse(world, ACCUSER, ACCUSED)
      await accuse(world, ACCUSER, guardian(2))
      await accuse(world, ACCUSED, ACCUSER)
      await accuse(world, guardian(2), ACCUSED)
      expect((await world.keys.ceremonyOf(1)).accused).to.equal(0b0111n)
    })

    it('takes an accusation before the accuser has posted round 2 itself', async () => {
      world = await loadFixture(started)
      for (const author of MEMBERS.slice(0, 3)) await post(author, 1)
      await post(ACCUSED, 2)
      await accuse(world, ACCUSER, ACCUSED)
      expect((await world.keys.ceremonyOf(1)).accused).to.equal(0b0010n)
    })

    it('takes an accusation by a guardian that has confirmed, and ends the ceremony', async () => {
      const packages = await postedPackages()
      const keys = [dealtKey(at(KEY_IDS, 0), 4, 3, 0b1000).joint]
      await confirm(world, ACCUSER, packages, keys)
      await accuse(world, ACCUSER, ACCUSED)
      await verifyRefusal(confirm(world, guardian(2), packages, keys), world.keys, 'CeremonyAccused', 1)
    })

    it('refuses the same accusation a second time, also with another key', async () => {
      await accuse(world, ACCUSER, ACCUSED)
      const sent = accuse(world, ACCUSER, ACCUSED, { key: KEY })
      const pair = [ACCUSED.participant, ACCUSER.participant]
      await verifyRefusal(sent, world.keys, 'AlreadyAccused', 1, ...pair)
    })

    it('refuses a guardian that accuses itself', async () => {
      await nothing(accuse(world, ACCUSER, ACCUSER), ACCUSER)
    })

    it('refuses to accuse who has posted nothing in round 2', async () => {
      world = await loadFixture(started)
      for (const author of MEMBERS.slice(0, 3)) await post(author, 1)
      await nothing(accuse(world, ACCUSER, ACCUSED), ACCUSED)
    })

    it('refuses to accuse or be accused who was left out', async () => {
      const refusal = ['NotInCeremony', 1, LEFT_OUT.participant] as const
      await verifyRefusal(accuse(world, LEFT_OUT, ACCUSED), world.keys, ...refusal)
      await verifyRefusal(accuse(world, ACCUSER, LEFT_OUT), world.keys, ...refusal)
    })

    it('refuses to accuse or be accused who is not in the set', async () => {
      const refusal = ['NotInSet', 1, OUTSIDER.participant] as const
      await verifyRefusal(accuse(world, OUTSIDER, ACCUSED), world.keys, ...refusal)
      await verifyRefusal(accuse(world, ACCUSER, OUTSIDER), world.keys, ...refusal)
    })

    it('refuses an accusation when the keys are ready', async () => {
      const packages = await postedPackages()
      const keys = [dealtKey(at(KEY_IDS, 0), 4, 3, 0b1000).joint]
      for (const author of MEMBERS.slice(0, 3)) await confirm(world, author, packages, keys)
      await verifyRefusal(accuse(world, ACCUSER, ACCUSED), world.keys, 'CeremonyReady', 1)
    })

    it('refuses a ceremony that was not started', async () => {
      const sent = accuse(world, ACCUSER, ACCUSED, { ceremony: 2 })
      await verifyRefusal(sent, world.keys, 'UnknownCeremony', 2)
    })

    it('refuses one guardian who accuses in the name of another', async () => {
      const sent = act(world, ACCUSED, {
        type: 'AccuseGuardian',
        ceremony: 1,
        accused: guardian(2).participant,
        key: KEY,
        guardian: ACCUSER.participant,
      })
      await verifyUnauthorized(world, sent, ACCUSER.participant, 'UnknownSigner')
    })

    const postedPackages = async () => (await world.keys.ceremonyOf(1)).packages as `0x${string}`

    const post = (author: Author, round: number) =>
      act(world, author, {
        type: 'PostPackage',
        ceremony: 1,
        round,
        guardian: author.participant,
        package: '0x01',
      })
  })
})
