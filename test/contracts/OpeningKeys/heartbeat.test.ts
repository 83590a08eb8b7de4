import { expect } from 'chai'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import {
  type Author,
  act,
  connection,
  deployParticipants,
  ethers,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  REGISTRAR,
  relay,
  sign,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

/** Four guardians in the set; the fifth is a guardian, but not of this set. */
async function withSet(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, GUARDIANS.slice(0, 4))
  return world
}

async function newest(): Promise<{ height: number; blockHash: Hex }> {
  const block = await ethers.provider.getBlock('latest')
  return { height: block?.number ?? 0, blockHash: `${block?.hash}` as Hex }
}

function statementOf({ participant }: Author, block: { height: number; blockHash: Hex }, set = 1) {
  return { type: 'Heartbeat', set, guardian: participant, ...block } as const
}

describe('OpeningKeys', () => {
  describe('heartbeat', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(withSet)
    })

    const beat = async (author: Author, block?: { height: number; blockHash: Hex }) =>
      act(world, author, statementOf(author, block ?? (await newest())))

    const stale = (sent: Promise<unknown>, height: number) =>
      verifyRefusal(sent, world.keys, 'StaleHeartbeat', height)

    it('shows that the guardian is alive', async () => {
      const block = await newest()
      await expect(beat(guardian(2), block))
        .to.emit(world.keys, 'GuardianAlive')
        .withArgs(1, guardian(2).participant, block.height)
    })

    it('takes the same block from another guardian, and a later one from the same', async () => {
      const block = await newest()
      await beat(guardian(0), block)
      await beat(guardian(1), block)
      await expect(beat(guardian(0))).to.emit(world.keys, 'GuardianAlive')
    })

    it('takes a heartbeat in a set that is retired: its keys may be in use', async () => {
      await act(world, REGISTRAR, { type: 'RetireGuardianSet', set: 1 })
      await expect(beat(guardian(0))).to.emit(world.keys, 'GuardianAlive')
    })

    it('refuses the same statement a second time', async () => {
      const block = await newest()
      const signed = sign(world, guardian(0), statementOf(guardian(0), block))
      await relay(world, signed)
      await stale(relay(world, signed), block.height)
    })

    it("refuses a block before that of the guardian's last heartbeat", async () => {
      const earlier = await newest()
      await connection.networkHelpers.mine(1)
      await beat(guardian(0))
      await stale(beat(guardian(0), earlier), earlier.height)
    })

    it('takes a block 256 blocks back, and none before it', async () => {
      const block = await newest()
      await connection.networkHelpers.mine(254)
      await expect(beat(guardian(0), block)).to.emit(world.keys, 'GuardianAlive')
      await connection.networkHelpers.mine(1)
      await stale(beat(guardian(1), block), block.height)
    })

    it('refuses a hash that is not that of the block', async () => {
      const { height } = await newest()
      await stale(beat(guardian(0), { height, blockHash: hashText('no block') }), height)
    })

    it('refuses a block to come, or beyond the last 256, named with a hash of zero', async () => {
      const { height } = await newest()
      await stale(beat(guardian(0), { height: height + 5, blockHash: ZERO_WORD }), height + 5)
      await connection.networkHelpers.mine(300)
      await stale(beat(guardian(0), { height, blockHash: ZERO_WORD }), height)
    })

    it('refuses a guardian that is not in the set', async () => {
      const { participant } = guardian(4)
      await verifyRefusal(beat(guardian(4)), world.keys, 'NotInSet', 1, participant)
    })

    it('refuses a set that is not there', async () => {
      const sent = act(world, guardian(0), statementOf(guardian(0), await newest(), 2))
      await verifyRefusal(sent, world.keys, 'UnknownGuardianSet', 2)
    })

    it('refuses a guardian that has lost its role', async () => {
      const { participant } = guardian(0)
      await act(world, REGISTRAR, { type: 'SetRoles', participant, roles: 0, revision: 1 })
      await verifyUnauthorized(world, beat(guardian(0)), participant, 'MissingRole')
    })

    it('refuses one guardian who signs in the name of another', async () => {
      const sent = act(world, guardian(1), statementOf(guardian(0), await newest()))
      await verifyUnauthorized(world, sent, guardian(0).participant, 'UnknownSigner')
    })
  })
})
