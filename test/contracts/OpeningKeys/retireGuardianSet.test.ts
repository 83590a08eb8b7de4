import { expect } from 'chai'
import {
  act,
  announceTender,
  at,
  deployLedger,
  guardian,
  KEY_IDS,
  loadFixture,
  REGISTRAR,
  rehearse,
  relay,
  releaseShares,
  sign,
  startCeremony,
  tenderAt,
  verifyKey,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const KEY = at(KEY_IDS, 0)
const STATEMENT = { type: 'RetireGuardianSet', set: 1 } as const

describe('OpeningKeys', () => {
  describe('retireGuardianSet', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployLedger)
    })

    const retire = () => act(world, REGISTRAR, STATEMENT)

    it('retires the set', async () => {
      expect(await world.keys.isRetired(1)).to.equal(false)
      await expect(retire()).to.emit(world.keys, 'GuardianSetRetired').withArgs(1)
      expect(await world.keys.isRetired(1)).to.equal(true)
    })

    it('lets no ceremony start any more', async () => {
      await retire()
      await verifyRefusal(startCeremony(world, guardian(0), { ceremony: 2 }), world.keys, 'SetRetired', 1)
    })

    it('lets no tender have a key of the set any more', async () => {
      await retire()
      await verifyRefusal(announceTender(world, { key: KEY }), world.keys, 'SetRetired', 1)
    })

    it('lets no key of the set be rehearsed any more', async () => {
      await retire()
      await verifyRefusal(rehearse(world, REGISTRAR, KEY), world.keys, 'SetRetired', 1)
    })

    it('opens a key in use as ever', async () => {
      const { tender } = await tenderAt(world, 'Opening', { key: KEY })
      await retire()
      await releaseShares(world, tender.key.id)
      await verifyKey(world, KEY, true)
    })

    it('opens a key whose rehearsal had begun', async () => {
      await rehearse(world, REGISTRAR, KEY)
      await retire()
      await releaseShares(world, KEY)
      await verifyKey(world, KEY, true)
    })

    it('refuses to retire a set twice', async () => {
      const signed = sign(world, REGISTRAR, STATEMENT)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.keys, 'SetRetired', 1)
    })

    it('refuses a set that is not there', async () => {
      const sent = act(world, REGISTRAR, { ...STATEMENT, set: 2 })
      await verifyRefusal(sent, world.keys, 'UnknownGuardianSet', 2)
    })

    it('refuses the word of anybody but the registrar', async () => {
      const sent = act(world, guardian(0), STATEMENT)
      await verifyUnauthorized(world, sent, REGISTRAR.participant, 'UnknownSigner')
    })
  })
})
