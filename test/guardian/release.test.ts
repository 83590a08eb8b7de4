import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { createRelay } from '../../src/chain/relay.ts'
import type { Guardian } from '../../src/guardian/daemon.ts'
import { readView } from '../../src/guardian/reading.ts'
import { createRelease, judge, type ReleaseResult } from '../../src/guardian/release.ts'
import { openStore, type Store } from '../../src/guardian/store.ts'
import { toHex } from '../../src/protocol/bytes.ts'
import type { Phase } from '../../src/protocol/tender.ts'
import { at, GUARDIANS } from '../support/ledger/author.ts'
import { announce, bid, eventsOf, phaseOf, readyKey, releasesOf, stateOf } from './support/tender.ts'
import {
  formSet,
  keyfileOf,
  makeKeyfiles,
  openTown,
  PASSPHRASE,
  settle,
  start,
  type Town,
} from './support/town.ts'

describe('release', () => {
  describe('judges by the ledger and by its own rules', () => {
    const table: [asked: Phase, derived: Phase, ReleaseResult | 'due'][] = [
      ['Scheduled', 'Scheduled', 'tooEarly'],
      ['Bidding', 'Bidding', 'tooEarly'],
      ['Closed', 'Closed', 'tooEarly'],
      ['Closed', 'Opening', 'tooEarly'],
      ['Opening', 'Opening', 'due'],
      ['Fallback', 'Opening', 'due'],
      ['Fallback', 'Fallback', 'due'],
      ['Opening', 'Closed', 'blockNeeded'],
      ['Opening', 'Bidding', 'blockNeeded'],
      ['Fallback', 'Scheduled', 'blockNeeded'],
      ['Failed', 'Bidding', 'blockNeeded'],
      ['Ranking', 'Closed', 'blockNeeded'],
      ['Failed', 'Failed', 'over'],
      ['Cancelled', 'Cancelled', 'over'],
      ['Ranking', 'Ranking', 'over'],
      ['Concluded', 'Concluded', 'over'],
      ['Opening', 'Ranking', 'unclear'],
      ['Fallback', 'Failed', 'unclear'],
      ['Failed', 'Opening', 'blockNeeded'],
      ['Ranking', 'Fallback', 'blockNeeded'],
    ]
    for (const [asked, derived, expected] of table) {
      it(`${asked} and ${derived}: ${expected}`, () => expect(judge([asked, derived])).to.equal(expected))
    }
  })

  describe('asked of every guardian at every moment', () => {
    let town: Town
    let daemons: Guardian[]
    let stores: Store[]
    let key: bigint

    before(async () => {
      town = await openTown()
      await settle(town)
      await formSet(town)
      await makeKeyfiles(town)
      daemons = await Promise.all(GUARDIANS.map(guardian => start(town, guardian)))
      key = await readyKey(town)
      await Promise.all(daemons.map(daemon => daemon.stop()))
      const { chainId, keys } = town.deployed
      stores = await Promise.all(
        GUARDIANS.map(({ participant: guardian }) =>
          openStore(keyfileOf(town, guardian), PASSPHRASE, { guardian, chainId, keys }),
        ),
      )
    })

    after(async () => {
      await Promise.all(daemons.map(daemon => daemon.stop()))
      await Promise.all(stores.map(store => store.close()))
      await town.close()
    })

    /** A guardian's release function, as its daemon has it. */
    const releaseOf = async (place: number, clock = town.now) => {
      const store = at(stores, place)
      const { chainId, keys } = town.deployed
      const guardian = at(GUARDIANS, place).participant
      const relay = createRelay({ provider: town.ledger.provider, privateKey: toHex(randomBytes(32)) })
      const office = {
        self: { guardian, chainId, keys },
        ledger: town.ledger,
        relay,
        store,
        clock,
        log: town.log,
        alarmed: new Set<string>(),
      }
      const holder = { guardian, holds: () => true, isRunning: () => false, gaveUp: () => false }
      const view = await readView(town.ledger, holder, 0)
      return createRelease(office, asked => {
        const known = view.keys.get(asked)
        const guardians = known && view.sets.get(known.origin.set)
        return guardians && { ...known, guardians }
      })
    }
    const askAll = async () => {
      const releases = await Promise.all(stores.map((_, place) => releaseOf(place)))
      return Promise.all(releases.map(release => release(key)))
    }
    const expectSilence = async (block: number) => {
      // Not only no event: no transaction at all, for even a refused one would show the share.
      expect(await town.ledger.provider.getBlockNumber()).to.equal(block)
      expect(await releasesOf(town, key)).to.deep.equal([])
    }
    const all = (result: ReleaseResult) => GUARDIANS.map(() => result)

    it('gives nothing before the opening, whoever is asked, and everything needed after it', async () => {
      const head = () => town.ledger.provider.getBlockNumber()
      expect(await askAll(), 'not assigned').to.deep.equal(all('needless'))
      await expectSilence(await head())

      const { id, terms } = await announce(town, key)
      const { biddingAt, closingAt, openingAt } = terms.schedule
      for (const [phase, time] of [
        ['Scheduled', biddingAt - 1],
        ['Bidding', biddingAt],
        ['Closed', closingAt],
        ['Closed', openingAt - 1],
      ] as const) {
        town.setClock(time)
        if (phase === 'Bidding') await bid(town, id, key, closingAt)
        await town.mine()
        const block = await head()
        expect(await phaseOf(town, id)).to.equal(phase)
        expect(await askAll(), phase).to.deep.equal(all('tooEarly'))
        await expectSilence(block)
      }

      // The node says that the opening has begun, but no block has that time: another proposer's clock may be slower.
      const block = await head()
      town.setClock(openingAt)
      expect(await phaseOf(town, id)).to.equal('Opening')
      expect(await askAll(), 'without a block').to.deep.equal(all('blockNeeded'))
      await expectSilence(block)

      await town.mine()
      const late = await releaseOf(0, () => openingAt - 61)
      expect(await late(key), 'by a clock of its own that is not there yet').to.equal('tooEarly')
      await expectSilence(block + 1)
      const results = await askAll()
      expect(results.filter(result => result === 'released')).to.have.length(3)
      expect(await stateOf(town, key)).to.equal('Open')
      expect(await askAll(), 'once more').to.deep.equal(all('needless'))
    })

    it('gives nothing of a key that does not exist or is not held', async () => {
      const release = await releaseOf(0)
      const events = (await eventsOf(town)).length
      expect(await release(1n << 40n)).to.equal('needless')
      expect(await release(key ^ 1n)).to.equal('needless')
      expect(await eventsOf(town)).to.have.length(events)
    })
  })
})
