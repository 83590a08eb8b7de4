import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { keyId } from '../../../src/protocol/openingKey.ts'
import { KEY_STATES } from '../../../src/protocol/tender.ts'
import {
  announceTender,
  at,
  deployLedger,
  ethers,
  KEY_IDS,
  loadFixture,
  ordinal,
  tenderAt,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const KEY = at(KEY_IDS, 0)
const TENDER = hashText('tender')

describe('OpeningKeys', () => {
  describe('assign', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployLedger)
    })

    const state = async (key = KEY) => Number(await world.keys.keyStateOf(key))

    it('gives a ready key to the tender that is announced under it', async () => {
      const { id } = await announceTender(world, { key: KEY })
      expect(await world.keys.tenderOf(KEY)).to.equal(id)
      expect(await state()).to.equal(ordinal(KEY_STATES, 'Assigned'))
    })

    it('leaves the other keys of the batch ready', async () => {
      await announceTender(world, { key: KEY })
      expect(await state(at(KEY_IDS, 1))).to.equal(ordinal(KEY_STATES, 'Ready'))
    })

    it('refuses everybody but the ledger', async () => {
      const [caller] = await ethers.getSigners()
      await verifyRefusal(world.keys.assign(KEY, TENDER), world.keys, 'NotLedger', caller?.address)
    })

    it('refuses a key that does not exist', async () => {
      const key = keyId(9, 0)
      await verifyRefusal(announceTender(world, { key }), world.keys, 'UnknownKey', key)
    })

    it('refuses a key that another tender has', async () => {
      await announceTender(world, { key: KEY })
      const sent = announceTender(world, { key: KEY, notice: 'another' })
      await verifyRefusal(
        sent,
        world.keys,
        'WrongKeyState',
        KEY,
        ordinal(KEY_STATES, 'Assigned'),
        ordinal(KEY_STATES, 'Ready'),
      )
    })

    it('refuses a key that is open already', async () => {
      await tenderAt(world, 'Opened', { key: KEY })
      const sent = announceTender(world, { key: KEY, notice: 'another' })
      await verifyRefusal(
        sent,
        world.keys,
        'WrongKeyState',
        KEY,
        ordinal(KEY_STATES, 'Open'),
        ordinal(KEY_STATES, 'Ready'),
      )
    })
  })
})
