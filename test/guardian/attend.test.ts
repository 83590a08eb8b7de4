import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { connect, openProvider } from '../../src/chain/contracts.ts'
import { createKeyfile } from '../../src/chain/keyfile.ts'
import { createRelay } from '../../src/chain/relay.ts'
import { attend, type Standing } from '../../src/guardian/attend.ts'
import type { Ceremony } from '../../src/guardian/ceremony.ts'
import { ceremonyIn, withFailure, withOutcome, withSeed, withShares } from '../../src/guardian/memory.ts'
import type { Office } from '../../src/guardian/office.ts'
import { openStore, type Store } from '../../src/guardian/store.ts'
import { fromHex, word } from '../../src/protocol/bytes.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import { act, type Board, GUARDIANS, identityOf, openBoard, seedOf, setOf } from './support/board.ts'

const ONE = 101n
const ALL = GUARDIANS.slice(0, 3)
const SEED = fromHex(seedOf(ONE))
const SHARES = [{ key: keyId(7, 0), share: 5n }]
const NOW: Standing = { isOutdated: false, isWitnessed: true, isJustified: true }
const OUTDATED: Standing = { isOutdated: true, isWitnessed: true, isJustified: true }

describe('attending a ceremony', () => {
  let directory: string
  let path: string
  let store: Store
  let office: Office
  let logged: string[]
  let board: Board

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-attend-'))
    path = join(directory, 'guardian.keyfile')
    await createKeyfile(path, 'a guardian', { signingKey: word(0x1234n) }, { cost: 14 })
    const self = identityOf(ONE)
    store = await openStore(path, 'a guardian', self)
    logged = []
    board = openBoard(setOf(3, 2), 1)
    const { chainId, keys } = self
    // Nobody answers there: what needs the ledger fails.
    const provider = openProvider('http://127.0.0.1:1', chainId)
    const contract = { ...self, registry: keys, ledger: keys, block: 0 }
    office = {
      self,
      ledger: connect(provider, contract),
      relay: createRelay({ provider, privateKey: word(1n) }),
      store,
      clock: () => 0,
      alarmed: new Set(),
      log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    }
  })

  afterEach(async () => {
    office.ledger.provider.destroy()
    await store.close()
    await rm(directory, { recursive: true })
  })

  /** All guardians act once, as the events show it. */
  const round = async () => {
    for (const guardian of ALL) await act(board, guardian, seedOf(guardian), {})
  }
  const ready = (ceremony: Ceremony): Ceremony => ({ ...ceremony, ready: true })
  const known = () => ceremonyIn(store.memory(), 7)
  const codes = () => logged.map(line => JSON.parse(line).code).filter(Boolean)
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => undefined,
      (error: unknown) => (error as { code?: string }).code,
    )

  describe('that is outdated', () => {
    it('writes nothing if it has no part in it', async () => {
      const before = await readFile(path, 'utf8')
      expect(await attend(office, board.ceremony(), OUTDATED)).to.equal('over')
      expect(await readFile(path, 'utf8')).to.equal(before)
      expect(store.memory().ceremonies).to.deep.equal([])
    })

    it('forgets its seed if it has', async () => {
      await store.update(memory => withSeed(memory, 7, SEED))
      expect(await attend(office, board.ceremony(), OUTDATED)).to.equal('over')
      expect(known()).to.deep.equal({ state: 'failed', ceremony: 7, reason: 'abandoned', faults: [] })
    })

    it('goes on if it keeps shares, for it may have confirmed: with its seed or without', async () => {
      await round()
      await store.update(memory => withShares(memory, SHARES))
      expect(await attend(office, board.ceremony(), OUTDATED)).to.equal('open')
      expect(store.memory()).to.deep.equal({ ceremonies: [], shares: SHARES })

      await store.update(memory => withOutcome(withSeed(memory, 7, SEED), 7, word(9n), SHARES))
      expect(await codeOf(attend(office, board.ceremony(), OUTDATED))).to.equal('LEDGER_UNREACHABLE')
      expect(known()?.state).to.equal('running')
      expect(store.memory().shares).to.deep.equal(SHARES)
    })
  })

  it('has no part in one that leaves it out, or others without reason', async () => {
    const before = await readFile(path, 'utf8')
    const withoutMe = openBoard(setOf(3, 2), 1, { without: 0b001 }).ceremony()
    expect(await attend(office, withoutMe, NOW)).to.equal('over')
    expect(codes()).to.deep.equal([])
    const unjust = openBoard(setOf(3, 2), 1, { without: 0b100 }).ceremony()
    expect(await attend(office, unjust, { ...NOW, isJustified: false })).to.equal('over')
    expect(codes()).to.deep.equal(['CEREMONY_UNJUSTIFIED'])
    expect(await readFile(path, 'utf8')).to.equal(before)
  })

  describe('in which somebody is accused', () => {
    const accused = async () => {
      await round()
      await round()
      board.accuse(309n, 205n, word(1n))
      return board.ceremony()
    }

    it('forgets its seed and its shares: no keys come of it any more', async () => {
      await store.update(memory => withOutcome(withSeed(memory, 7, SEED), 7, word(9n), SHARES))
      expect(await attend(office, await accused(), NOW)).to.equal('over')
      const faults = [{ guardian: 309n, wrong: 'Accusation' as const }]
      const failure = { state: 'failed', ceremony: 7, reason: 'fault', faults } as const
      expect(store.memory()).to.deep.equal({ ceremonies: [failure], shares: [] })
      expect(codes()).to.deep.equal(['CEREMONY_FAULT'])
    })

    it('forgets shares also of a part that it has gone through', async () => {
      await store.update(memory => withShares(memory, SHARES))
      expect(await attend(office, await accused(), NOW)).to.equal('over')
      expect(store.memory().shares).to.deep.equal([])
    })

    it('writes nothing if it has no part in it', async () => {
      const before = await readFile(path, 'utf8')
      expect(await attend(office, await accused(), NOW)).to.equal('over')
      expect(await readFile(path, 'utf8')).to.equal(before)
    })
  })

  it('keeps its package of round 2 before it is out', async () => {
    await store.update(memory => withSeed(memory, 7, SEED))
    await round()
    expect(await codeOf(attend(office, board.ceremony(), NOW))).to.equal('LEDGER_UNREACHABLE')
    const kept = known()
    expect(kept).to.have.property('round2')
    expect(await codeOf(attend(office, board.ceremony(), NOW))).to.equal('LEDGER_UNREACHABLE')
    expect(known()).to.deep.equal(kept)
  })

  it('believes that keys are ready, even if it had given them up', async () => {
    const failure = { state: 'failed', ceremony: 7, reason: 'lost', faults: [] } as const
    await store.update(memory => withFailure(withShares(memory, SHARES), { ...failure, faults: [] }))
    expect(await attend(office, board.ceremony(), NOW)).to.equal('open')
    expect(await attend(office, ready(board.ceremony()), NOW)).to.equal('over')
    expect(store.memory()).to.deep.equal({ ceremonies: [], shares: SHARES })
  })

  describe('in which somebody acts in its name', () => {
    const expectAlarm = async (ceremony: Ceremony, standing: Standing, code: string) => {
      expect(await attend(office, ceremony, standing)).to.equal('over')
      expect(codes()).to.deep.equal([code])
      expect(JSON.parse(logged[0] ?? '')).to.include({ ceremony: 7, level: 50 })
    }

    it('IMPERSONATED: a package that its seed does not give', async () => {
      await store.update(memory => withSeed(memory, 7, fromHex(seedOf(ONE, 2))))
      await round()
      await expectAlarm(board.ceremony(), NOW, 'IMPERSONATED')
    })

    it('IMPERSONATED: a package before it made a seed, in a ceremony that it saw begin', async () => {
      await round()
      await expectAlarm(board.ceremony(), NOW, 'IMPERSONATED')
    })

    it('CEREMONY_LOST: a package without a seed, from before its start', async () => {
      await round()
      await expectAlarm(board.ceremony(), { ...NOW, isWitnessed: false }, 'CEREMONY_LOST')
    })

    it('IMPERSONATED: a confirmation of what it does not confirm, even if the keys are ready', async () => {
      await store.update(memory => withSeed(memory, 7, SEED))
      await round()
      await round()
      board.confirm(ONE, word(1n))
      await expectAlarm(ready(board.ceremony()), NOW, 'IMPERSONATED')
    })

    it('IMPERSONATED: a whole ceremony without it', async () => {
      await round()
      await round()
      await round()
      expect(board.ceremony().ready).to.equal(true)
      await expectAlarm(board.ceremony(), NOW, 'IMPERSONATED')
    })

    it('is content with its own confirmation', async () => {
      await round()
      await round()
      await act(board, ONE, seedOf(ONE), {})
      const { transcript = '0x' } = board.keptBy(ONE, seedOf(ONE))
      await store.update(memory => withOutcome(withSeed(memory, 7, SEED), 7, transcript, SHARES))
      for (let look = 0; look < 2; look += 1)
        expect(await attend(office, board.ceremony(), OUTDATED)).to.equal('open')
      expect(store.memory()).to.deep.equal({ ceremonies: [], shares: SHARES })
      expect(await attend(office, ready(board.ceremony()), NOW)).to.equal('over')
      expect(codes()).to.deep.equal([])
    })
  })
})
