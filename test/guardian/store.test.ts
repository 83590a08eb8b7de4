import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createKeyfile } from '../../src/chain/keyfile.ts'
import {
  ceremonyIn,
  shareIn,
  withFailure,
  withOutcome,
  withoutCeremony,
  withoutShares,
  withRound2,
  withSeed,
  withShares,
} from '../../src/guardian/memory.ts'
import { openStore } from '../../src/guardian/store.ts'
import { word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import { identityOf } from './support/board.ts'

const PASSPHRASE = 'a guardian'
const SIGNING_KEY = word(0x1234n)
const SEED = new Uint8Array(32).fill(8)

describe("a guardian's store", () => {
  let directory: string
  let path: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-store-'))
    path = join(directory, 'guardian.keyfile')
    await createKeyfile(path, PASSPHRASE, { signingKey: SIGNING_KEY }, { cost: 14 })
  })

  afterEach(() => rm(directory, { recursive: true }))

  const open = (identity = identityOf(11n)) => openStore(path, PASSPHRASE, identity)
  const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    return error instanceof BonginError ? error.code : `no BonginError: ${error}`
  }

  it('begins with a signing key alone, and remembers from then on', async () => {
    const store = await open()
    expect(store.signingKey).to.equal(SIGNING_KEY)
    expect(store.memory()).to.deep.equal({ ceremonies: [], shares: [] })
    await store.update(memory => withSeed(memory, 3, SEED))
    await store.update(memory => withShares(memory, [{ key: keyId(2, 1), share: 2n ** 255n }]))
    await store.close()

    const again = await open()
    expect(again.signingKey).to.equal(SIGNING_KEY)
    expect(again.memory()).to.deep.equal({
      ceremonies: [{ state: 'running', ceremony: 3, seed: `0x${'08'.repeat(32)}` }],
      shares: [{ key: (2n << 16n) | 1n, share: 2n ** 255n }],
    })
    await again.close()
  })

  it('does one update after the other, and keeps the good ones when one fails', async () => {
    const store = await open()
    const numbers = Array.from({ length: 20 }, (_, i) => i + 1)
    const updates = numbers.map(number =>
      store.update(memory => {
        if (number === 7) throw new Error('a bad change')
        return withSeed(memory, number, SEED)
      }),
    )
    const outcomes = await Promise.allSettled(updates)
    expect(outcomes.map(({ status }) => status === 'fulfilled')).to.deep.equal(
      numbers.map(number => number !== 7),
    )
    await store.close()
    const again = await open()
    expect(again.memory().ceremonies.map(({ ceremony }) => ceremony)).to.deep.equal(
      numbers.filter(number => number !== 7),
    )
    await again.close()
  })

  it('changes nothing in memory when the disk refuses', async () => {
    const store = await open()
    await store.update(memory => withSeed(memory, 1, SEED))
    await rm(directory, { recursive: true })
    expect(
      await store
        .update(memory => withSeed(memory, 2, SEED))
        .then(
          () => 'saved',
          () => 'refused',
        ),
    ).to.equal('refused')
    expect(store.memory().ceremonies.map(({ ceremony }) => ceremony)).to.deep.equal([1])
    await store.close()
    // For afterEach.
    await mkdir(directory)
  })

  it('GUARDIAN_RUNNING while another has it open', async () => {
    const store = await open()
    expect(await codeOf(open())).to.equal('GUARDIAN_RUNNING')
    await store.close()
    await (await open()).close()
  })

  it('is not used for another guardian, chain or contract', async () => {
    const store = await open()
    await store.update(memory => withSeed(memory, 1, SEED))
    await store.close()
    expect(await codeOf(open(identityOf(12n)))).to.equal('STORE_OF_ANOTHER_GUARDIAN')
    expect(await codeOf(open({ ...identityOf(11n), chainId: 1n }))).to.equal('STORE_OF_ANOTHER_LEDGER')
    expect(await codeOf(open({ ...identityOf(11n), keys: `0x${'99'.repeat(20)}` }))).to.equal(
      'STORE_OF_ANOTHER_LEDGER',
    )
    await (await open()).close()
  })

  it('STORE_DAMAGED where a keyfile holds something else, and the error does not quote it', async () => {
    for (const payload of [
      {},
      { signingKey: SIGNING_KEY, more: 1 },
      { signingKey: '0xsecret' },
      { signingKey: SIGNING_KEY, guardian: {} },
    ]) {
      const other = join(directory, 'other', 'keyfile')
      await mkdir(join(directory, 'other'))
      await createKeyfile(other, PASSPHRASE, payload, { cost: 14 })
      const error: unknown = await openStore(other, PASSPHRASE, identityOf(11n)).catch(
        (reason: unknown) => reason,
      )
      if (!(error instanceof BonginError)) throw new Error('expected a BonginError')
      expect(error.code).to.equal('STORE_DAMAGED')
      expect(`${error.message}${JSON.stringify(error.cause)}`).not.to.match(/1234|secret/)
      await rm(join(directory, 'other'), { recursive: true })
    }
  })

  it('WRONG_PASSPHRASE and KEYFILE_MISSING leave it free for the right one', async () => {
    expect(await codeOf(openStore(path, 'wrong', identityOf(11n)))).to.equal('WRONG_PASSPHRASE')
    expect(await codeOf(openStore(join(directory, 'none'), PASSPHRASE, identityOf(11n)))).to.equal(
      'KEYFILE_MISSING',
    )
    expect(await codeOf(openStore(join(directory, 'no', 'folder'), PASSPHRASE, identityOf(11n)))).to.equal(
      'KEYFILE_MISSING',
    )
    await (await open()).close()
  })

  it('shows nothing of what it keeps', async () => {
    const store = await open()
    await store.update(memory => withSeed(memory, 1, SEED))
    await store.close()
    const text = await readFile(path, 'utf8')
    expect(text).not.to.include('0808').and.not.to.include('ceremon')
  })

  describe('its memory', () => {
    const memory = withShares(withSeed(withSeed({ ceremonies: [], shares: [] }, 1, SEED), 2, SEED), [
      { key: keyId(1, 0), share: 10n },
      { key: keyId(1, 1), share: 11n },
      { key: keyId(2, 0), share: 20n },
    ])

    it('never gives a ceremony a second seed, not even after it has failed', () => {
      const other = new Uint8Array(32).fill(9)
      expect(withSeed(memory, 1, other)).to.equal(memory)
      const failed = withFailure(memory, { state: 'failed', ceremony: 1, reason: 'abandoned', faults: [] })
      expect(withSeed(failed, 1, other)).to.equal(failed)
    })

    it('keeps of a failed ceremony neither seed nor shares, but who was at fault', () => {
      const faults = [{ guardian: 13n, wrong: 'Share' as const }]
      const failed = withFailure(memory, { state: 'failed', ceremony: 1, reason: 'fault', faults })
      expect(ceremonyIn(failed, 1)).to.deep.equal({ state: 'failed', ceremony: 1, reason: 'fault', faults })
      expect(failed.shares).to.deep.equal([{ key: keyId(2, 0), share: 20n }])
      expect(ceremonyIn(failed, 2)?.state).to.equal('running')
    })

    it('keeps the shares of a ceremony that it may have confirmed, whatever is wrong with it', () => {
      for (const reason of ['lost', 'impersonated', 'abandoned'] as const) {
        const failed = withFailure(memory, { state: 'failed', ceremony: 1, reason, faults: [] })
        expect(failed.shares, reason).to.deep.equal(memory.shares)
      }
    })

    for (const reason of ['abandoned', 'fault'] as const) {
      it(`keeps the newest 64 ceremonies that failed as ${reason}, and all of another kind`, () => {
        const numbers = Array.from({ length: 100 }, (_, i) => i + 10)
        const other = reason === 'fault' ? 'abandoned' : 'fault'
        const first = withFailure(memory, { state: 'failed', ceremony: 3, reason: other, faults: [] })
        const full = numbers.reduce(
          (all, ceremony) => withFailure(all, { state: 'failed', ceremony, reason, faults: [] }),
          first,
        )
        expect(full.ceremonies.map(({ ceremony }) => ceremony)).to.deep.equal([1, 2, 3, ...numbers.slice(36)])
      })
    }

    it('keeps a package and an outcome with their ceremony', () => {
      const kept = withOutcome(withRound2(memory, 1, '0x01'), 1, word(5n), [{ key: keyId(1, 2), share: 12n }])
      expect(ceremonyIn(kept, 1)).to.deep.include({ state: 'running', round2: '0x01', transcript: word(5n) })
      expect(ceremonyIn(kept, 2)).to.equal(memory.ceremonies[1])
      expect(shareIn(kept, keyId(1, 2))).to.equal(12n)
    })

    it('keeps of a finished ceremony its shares alone', () => {
      const finished = withoutCeremony(memory, 1)
      expect(ceremonyIn(finished, 1)).to.equal(undefined)
      expect(shareIn(finished, keyId(1, 1))).to.equal(11n)
    })

    it('keeps one share a key, and forgets those that are named', () => {
      const again = withShares(memory, [{ key: keyId(1, 0), share: 10n }])
      expect(again.shares).to.have.length(3)
      expect(shareIn(withoutShares(memory, new Set([keyId(1, 0)])), keyId(1, 0))).to.equal(undefined)
    })
  })
})
