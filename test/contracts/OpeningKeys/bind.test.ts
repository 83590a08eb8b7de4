import { expect } from 'chai'
import type { OpeningKeys } from '../../../src/generated/contracts/OpeningKeys.ts'
import { deployContracts, ethers, loadFixture, verifyRefusal, type World } from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

describe('OpeningKeys', () => {
  describe('bind', () => {
    followsTree(import.meta.url)

    let world: World
    let keys: OpeningKeys
    beforeEach(async () => {
      world = await loadFixture(deployContracts)
      keys = await ethers.deployContract('OpeningKeys', [world.registry])
    })

    it('names the ledger', async () => {
      const { ledger } = world.deployment
      await expect(keys.bind(ledger)).to.emit(keys, 'LedgerBound').withArgs(ethers.getAddress(ledger))
      expect((await keys.ledger()).toLowerCase()).to.equal(ledger)
      expect((await keys.registry()).toLowerCase()).to.equal(world.deployment.registry)
    })

    it('refuses everybody but the deployer', async () => {
      const [, other] = await ethers.getSigners()
      if (other === undefined) throw new Error('no second account')
      await verifyRefusal(keys.connect(other).bind(world.ledger), keys, 'NotDeployer', other.address)
    })

    it('refuses to name another ledger later', async () => {
      await keys.bind(world.ledger)
      const bound = ethers.getAddress(world.deployment.ledger)
      await verifyRefusal(keys.bind(world.registry), keys, 'AlreadyBound', bound)
    })
  })
})
