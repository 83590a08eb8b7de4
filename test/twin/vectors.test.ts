import { expect } from 'chai'
import { awardTermsSchema } from '../../src/protocol/award.ts'
import { type Hex, hashText } from '../../src/protocol/bytes.ts'
import { type JointKey, jointKeySchema } from '../../src/protocol/openingKey.ts'
import type { ReserveTerms } from '../../src/protocol/reserve.ts'
import { sealSchema } from '../../src/protocol/seal.ts'
import { INVALIDITIES, nameAt, type ReserveKind, VERDICTS } from '../../src/protocol/tender.ts'
import { parse } from '../../src/protocol/value.ts'
import { at, ethers, loadFixture } from '../support/ledger.ts'
import { CEREMONY, confirm, deployKeys, type Keys, post, release, start } from './ceremony.ts'
import { deployScores } from './scores.ts'
import { sealsAt } from './sealsAt.ts'
import { deploySettledLedger, rankOnLedger } from './settledLedger.ts'
import { readVector, TIMEOUT } from './support.ts'

/** The same files that TypeScript and the command line run, here through the contracts. */
describe('twins > vectors', function () {
  this.timeout(TIMEOUT)

  describe('seal.json', () => {
    const { secret, cases } = read<SealFile>('seal.json')

    for (const one of cases) {
      it(one.name, async () => {
        const { dx, dy, hint } = one.opening
        const sealed = parse(sealSchema, one.seal)
        const points = await ethers.deployContract('Secp256k1Harness')
        expect(await points.isMultiple(secret, sealed, dx, dy, hint)).to.equal(true)

        const seals = await sealsAt(one.context.ledger)
        expect(await seals.hashOf(sealed)).to.equal(one.sealHash)
        const { kind, tender, author } = one.context
        expect(await seals.keyOf(hashText(`Bongin ${kind} seal 1`), tender, author, dx, dy)).to.equal(one.key)
        const picks = kind === 'bid' && one.reserveKind === 'Multiple'
        const found = await seals.open(sealed, kind === 'reserve', tender, author, dx, dy, picks)
        expect({
          invalidity: nameAt(INVALIDITIES, found.invalidity),
          price: `${found.price}`,
          choices: Number(found.choices),
        }).to.deep.equal(one.content)
      })
    }
  })

  describe('reserve.json', () => {
    const { seed, tender, cases } = read<ReserveFile>('reserve.json')

    for (const one of cases) {
      it(one.name, async () => {
        const reserves = await ethers.deployContract('ReservePricesHarness')
        expect(await reserves.areDrawable(one.terms, one.base)).to.equal(true)
        expect((await reserves.pricesOf(seed, tender, one.base, one.terms)).map(String)).to.deep.equal(
          one.prices,
        )
        const choices = one.picks.map(([first, second]) => first | (second << 8))
        expect(await reserves.tally(choices)).to.equal(BigInt(one.packedCounts))
        expect((await reserves.draw(one.packedCounts)).map(Number)).to.deep.equal(one.drawn)
        const reserve = await reserves.reserveOf(seed, tender, one.base, one.terms, one.packedCounts)
        expect(`${reserve}`).to.equal(one.reserve)
      })
    }
  })

  describe('award.json', () => {
    for (const one of read<AwardFile>('award.json').cases) {
      it(one.name, async () => {
        const rules = [
          await ethers.deployContract('LowestPrice'),
          await ethers.deployContract('ReserveFloor'),
        ]
        const terms = parse(awardTermsSchema, one.terms)
        const { verdict, sortKey } = await at(rules, terms.rule).judge(terms, one.reserve, one.price)
        expect(nameAt(VERDICTS, verdict)).to.equal(one.verdict)
        expect(`${sortKey}`).to.equal(one.sortKey)
      })
    }
  })

  describe('qualification.json', () => {
    for (const { qualification, maxOtherScore, cases } of read<ScoreFile>('qualification.json').scales) {
      it(`scale ${qualification}`, async () => {
        const scores = await loadFixture(deployScores)
        expect(await scores.maxOtherScore(qualification)).to.equal(maxOtherScore)
        for (const { name, price, reserve, aValue, priceScore } of cases) {
          const found = await scores.priceScore(qualification, price, reserve, aValue)
          expect(found, name).to.equal(priceScore)
        }
      })
    }
  })

  it('order.json', async () => {
    const file = read<OrderFile>('order.json')
    const ledger = await loadFixture(deploySettledLedger)
    const facts = { tender: file.tender, seed: BigInt(file.seed), reserve: BigInt(file.reserve) }
    const portions = file.placements.map(batch =>
      batch.map(({ bidder, behind }) => ({ bidder: BigInt(bidder), behind: BigInt(behind) })),
    )
    const award = parse(awardTermsSchema, file.award)
    const ranking = await rankOnLedger(ledger, { ...facts, award }, bidsOf(file.bids), portions)
    expect(ranking.line.map(String)).to.deep.equal(file.line)
    const rejected = ranking.rejected.map(({ bidder, verdict }) => ({ bidder: `${bidder}`, verdict }))
    expect(rejected).to.deep.equal(file.rejected)
  })

  it('record.json', async () => {
    const { steps } = read<{ steps: { digest: Hex; record: Hex }[] }>('record.json')
    const ledger = await loadFixture(deploySettledLedger)
    const tender = hashText('record')
    for (const { digest, record } of steps) {
      expect(await ledger.extend.staticCall(tender, digest)).to.equal(record)
      await ledger.extend(tender, digest)
    }
  })

  describe('openingKey.json', () => {
    const file = read<KeyFile>('openingKey.json')
    const keys = file.keys.map(key => parse(jointKeySchema, key.joint))

    it('the ceremony, its transcript and its keys', async () => {
      const world = await loadFixture(deployKeys)
      await hold(world, file, keys)
      expect((await world.keys.ceremonyOf(CEREMONY)).transcript).to.equal(file.transcript)
      for (const { id, hash } of file.keys) expect(await world.keys.keyHashOf(id)).to.equal(hash)
    })

    it('each pair of shares opens its key', async () => {
      const world = await loadFixture(deployKeys)
      await hold(world, file, keys)
      for (const [number, { id, hash, shares, secret }] of file.keys.entries()) {
        await world.phases.assign(world.keys, id, hash)
        for (const { index, share } of number === 0 ? shares.slice(0, 2) : shares.slice(1)) {
          await release(world, BigInt(id), index - 1, BigInt(share), at(keys, number))
        }
        expect((await world.keys.secretOf(id)).secret).to.equal(BigInt(secret))
      }
    })
  })
})

interface SealFile {
  secret: Hex
  cases: {
    name: string
    context: { kind: 'bid' | 'reserve'; ledger: Hex; tender: Hex; author: string }
    reserveKind: ReserveKind
    seal: unknown
    sealHash: Hex
    key: Hex
    opening: { dx: Hex; dy: Hex; hint: Hex }
    content: unknown
  }[]
}

interface ReserveFile {
  seed: Hex
  tender: Hex
  cases: {
    name: string
    base: string
    terms: ReserveTerms
    prices: string[]
    picks: [number, number][]
    packedCounts: Hex
    drawn: number[]
    reserve: string
  }[]
}

interface AwardFile {
  cases: { name: string; terms: unknown; reserve: string; price: string; verdict: string; sortKey: string }[]
}

interface ScoreFile {
  scales: {
    qualification: number
    maxOtherScore: number
    cases: { name: string; price: string; reserve: string; aValue: string; priceScore: number }[]
  }[]
}

interface OrderFile {
  seed: Hex
  tender: Hex
  reserve: string
  award: unknown
  bids: { bidder: string; price: string }[]
  line: string[]
  rejected: unknown
  placements: { bidder: string; behind: string }[][]
}

interface KeyFile {
  size: { guardians: number; threshold: number; keys: number }
  posts: { package: Hex; packages: Hex }[]
  transcript: Hex
  keys: { id: string; joint: unknown; hash: Hex; shares: { index: number; share: Hex }[]; secret: Hex }[]
}

function read<File>(name: string): File {
  return JSON.parse(readVector(name)) as File
}

function bidsOf(bids: readonly { bidder: string; price: string }[]) {
  return bids.map(({ bidder, price }) => ({ bidder: BigInt(bidder), price: BigInt(price) }))
}

/** The ceremony of the file on the contract: each package leaves the running hash that stands there. */
async function hold(world: Keys, { size, posts }: KeyFile, keys: JointKey[]): Promise<void> {
  await start(world, size.guardians, size.threshold, size.keys)
  const packages = await post(
    world,
    size.guardians,
    (round, place) => at(posts, size.guardians * (round - 1) + place).package,
  )
  expect(packages).to.equal(posts.at(-1)?.packages)
  expect((await world.keys.ceremonyOf(CEREMONY)).packages).to.equal(packages)
  await confirm(world, size.guardians, packages, keys)
}
