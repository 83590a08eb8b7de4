import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { keyId } from '../../../src/protocol/openingKey.ts'
import { KEY_STATES, type KeyState, nameAt } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  type Author,
  act,
  announceTender,
  at,
  authorOf,
  dealtKey,
  deployLedger,
  guardian,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  ordinal,
  REGISTRAR,
  register,
  rehearse,
  relay,
  releaseShare,
  releaseShares,
  sign,
  time,
  verifyKey,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const [KEY, OTHER] = [at(KEY_IDS, 0), at(KEY_IDS, 1)]
const DAY = 24 * 60 * 60

describe('OpeningKeys', () => {
  describe('rehearseKey', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployLedger)
    })

    const state = async (key: bigint) => nameAt(KEY_STATES, await world.keys.keyStateOf(key))

    const wrongState = (sent: Promise<unknown>, key: bigint, current: KeyState) =>
      verifyRefusal(
        sent,
        world.keys,
        'WrongKeyState',
        key,
        ordinal(KEY_STATES, current),
        ordinal(KEY_STATES, 'Ready'),
      )

    for (const [who, author] of [
      ['the registrar', REGISTRAR],
      ['a guardian of the set', guardian(2)],
    ] as const) {
      it(`takes the word of ${who}`, async () => {
        await expect(rehearse(world, author, KEY))
          .to.emit(world.keys, 'KeyRehearsed')
          .withArgs(KEY, author.participant)
        expect(await state(KEY)).to.equal('Rehearsing')
      })
    }

    it('opens the key at once, for no tender', async () => {
      await rehearse(world, REGISTRAR, KEY)
      await expect(releaseShare(world, KEY, 0))
        .to.emit(world.keys, 'ShareReleased')
        .withArgs(KEY, ZERO_WORD, guardian(0).participant, at(dealtKey(KEY).shares, 0))
      await releaseShare(world, KEY, 1)
      await verifyKey(world, KEY, false)
      await expect(releaseShare(world, KEY, 2))
        .to.emit(world.keys, 'KeyOpened')
        .withArgs(KEY, ZERO_WORD, dealtKey(KEY).secret)
      await verifyKey(world, KEY, true)
      expect(await state(KEY)).to.equal('Open')
    })

    it('takes the shares of the others too when the key is open, each once', async () => {
      await rehearse(world, REGISTRAR, KEY)
      await releaseShares(world, KEY)
      const { openedAt } = await world.keys.secretOf(KEY)
      await expect(releaseShare(world, KEY, 1)).to.emit(world.keys, 'ShareReleased')
      await expect(releaseShare(world, KEY, 3)).not.to.emit(world.keys, 'KeyOpened')
      expect(await world.keys.releasedOf(KEY)).to.equal(0b11111n)
      expect(await world.keys.secretOf(KEY)).to.deep.equal([dealtKey(KEY).secret, openedAt])
      const { participant } = guardian(1)
      await verifyRefusal(releaseShare(world, KEY, 1), world.keys, 'AlreadyReleased', KEY, participant)
    })

    it('names the guardian whose share is false', async () => {
      await rehearse(world, REGISTRAR, KEY)
      await expect(releaseShare(world, KEY, 3, 5n))
        .to.emit(world.keys, 'ShareRefused')
        .withArgs(KEY, ZERO_WORD, guardian(3).participant, 5n)
    })

    it('does not touch other keys: their shares stay where they are', async () => {
      await announceTender(world, { key: OTHER })
      await rehearse(world, REGISTRAR, KEY)
      await releaseShares(world, KEY)
      await verifyRefusal(
        releaseShare(world, OTHER, 0),
        world.keys,
        'TooEarly',
        OTHER,
        await world.keys.tenderOf(OTHER),
      )
      expect(await state(at(KEY_IDS, 2))).to.equal('Ready')
      await verifyKey(world, OTHER, false)
    })

    it('keeps the key from every tender, during the rehearsal and after it', async () => {
      await rehearse(world, REGISTRAR, KEY)
      await wrongState(announceTender(world, { key: KEY }), KEY, 'Rehearsing')
      await releaseShares(world, KEY)
      await wrongState(announceTender(world, { key: KEY }), KEY, 'Open')
    })

    it('refuses a key that a tender has: it must not be opened early', async () => {
      await announceTender(world, { key: KEY })
      await wrongState(rehearse(world, REGISTRAR, KEY), KEY, 'Assigned')
      await wrongState(rehearse(world, guardian(0), KEY), KEY, 'Assigned')
    })

    it('refuses a key that is rehearsed already', async () => {
      const signed = sign(world, REGISTRAR, {
        type: 'RehearseKey',
        key: KEY,
        participant: REGISTRAR.participant,
      })
      await relay(world, signed)
      await wrongState(relay(world, signed), KEY, 'Rehearsing')
      await releaseShares(world, KEY)
      await wrongState(relay(world, signed), KEY, 'Open')
    })

    it('refuses a key that does not exist', async () => {
      const key = keyId(9, 0)
      await verifyRefusal(rehearse(world, REGISTRAR, key), world.keys, 'UnknownKey', key)
    })

    it('refuses a second key of one guardian within a day', async () => {
      await rehearse(world, guardian(0), KEY)
      const next = (await time.latest()) + DAY
      const { participant } = guardian(0)
      await nextBlockAt(next - 1)
      await verifyRefusal(
        rehearse(world, guardian(0), OTHER),
        world.keys,
        'RehearsedLately',
        participant,
        next,
      )
      await nextBlockAt(next)
      await rehearse(world, guardian(0), OTHER)
      expect(await state(OTHER)).to.equal('Rehearsing')
    })

    it('takes a second key within a day from another guardian, and from the registrar', async () => {
      await rehearse(world, guardian(0), KEY)
      await rehearse(world, guardian(1), OTHER)
      await rehearse(world, REGISTRAR, at(KEY_IDS, 2))
      await rehearse(world, REGISTRAR, at(KEY_IDS, 3))
      expect(await state(at(KEY_IDS, 3))).to.equal('Rehearsing')
    })

    it('refuses a guardian that is not in the set', async () => {
      const outsider: Author = authorOf(16)
      await register(world, [outsider], 'guardian')
      const { participant } = outsider
      await verifyRefusal(rehearse(world, outsider, KEY), world.keys, 'NotInSet', 1, participant)
    })

    it('refuses who is neither registrar nor guardian', async () => {
      await verifyUnauthorized(world, rehearse(world, AGENCY, KEY), AGENCY.participant, 'MissingRole')
    })

    it('refuses one who signs in the name of the registrar', async () => {
      const statement = { type: 'RehearseKey', key: KEY, participant: REGISTRAR.participant } as const
      const sent = act(world, guardian(0), statement)
      await verifyUnauthorized(world, sent, REGISTRAR.participant, 'UnknownSigner')
    })
  })
})
