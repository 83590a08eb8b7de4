import fc from 'fast-check'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { transcriptHash } from '../../src/protocol/openingKey.ts'
import type { StatementType } from '../../src/protocol/statement.ts'
import {
  act,
  at,
  deployLedger,
  ethers,
  GUARDIANS,
  KEY_IDS,
  loadFixture,
  postPackages,
  REGISTRAR,
  tenderAt,
  type World,
} from '../support/ledger.ts'
import {
  type Draft,
  draft,
  eitherOf,
  hashes,
  hexBytes,
  int,
  is,
  jointKeys,
  type Stages,
  stage,
} from './draft.ts'
import { words } from './support.ts'

export const KEY_STAGES = {
  FormGuardianSet: () =>
    stage(deployLedger, () => {
      const members = fc.subarray(
        GUARDIANS.map(each => each.participant),
        { minLength: 2 },
      )
      return draft('FormGuardianSet', REGISTRAR, { guardians: members, threshold: is(2), set: is(2) })
    }),
  StartCeremony: () =>
    stage(deployLedger, () =>
      eitherOf(GUARDIANS, author => {
        // The starter itself cannot be left out, nor so many that fewer than three of the five remain.
        const place = GUARDIANS.indexOf(author)
        const without = fc
          .subarray([0, 1, 2, 3, 4], { maxLength: 2 })
          .map(places => places.reduce((bits, absent) => bits | (absent === place ? 0 : 1 << absent), 0))
        const fields = { set: is(1), keys: int(1, 64), without, ceremony: is(2) }
        return draft('StartCeremony', author, { ...fields, guardian: is(author.participant) })
      }),
    ),
  PostPackage: () =>
    stage(ceremonyAtWork, () =>
      eitherOf(GUARDIANS, author => {
        const fields = {
          ceremony: is(2),
          round: is(1),
          guardian: is(author.participant),
          package: hexBytes(0, 500),
        }
        return draft('PostPackage', author, fields)
      }),
    ),
  ConfirmKeys: async () => {
    const world = await loadFixture(packagesPosted)
    const { packages } = await world.keys.ceremonyOf(2)
    const drafts = fc
      .tuple(fc.constantFrom(...GUARDIANS), jointKeys, jointKeys)
      .map(([author, ...keys]): Draft => {
        const transcript = transcriptHash(2, word(BigInt(packages)), keys)
        const statement = {
          type: 'ConfirmKeys',
          ceremony: 2,
          guardian: author.participant,
          transcript,
        } as const
        return { author, statement, points: { keys } }
      })
    return { world, drafts }
  },
  AccuseGuardian: () =>
    stage(packagesPosted, () =>
      eitherOf(GUARDIANS, author => {
        const others = GUARDIANS.filter(each => each !== author).map(each => each.participant)
        const fields = { ceremony: is(2), accused: fc.constantFrom(...others), key: hashes }
        return draft('AccuseGuardian', author, { ...fields, guardian: is(author.participant) })
      }),
    ),
  RetireGuardianSet: () => stage(deployLedger, () => draft('RetireGuardianSet', REGISTRAR, { set: is(1) })),
  RehearseKey: () =>
    stage(deployLedger, () =>
      eitherOf([REGISTRAR, ...GUARDIANS], author => {
        const fields = { key: fc.constantFrom(...KEY_IDS), participant: is(author.participant) }
        return draft('RehearseKey', author, fields)
      }),
    ),
  Heartbeat: async () => {
    const world = await loadFixture(deployLedger)
    const latest = await ethers.provider.getBlockNumber()
    const blocks = await Promise.all([1, 2, 50].map(back => ethers.provider.getBlock(latest - back)))
    const drafts = fc
      .tuple(fc.constantFrom(...GUARDIANS), fc.constantFrom(...blocks))
      .map(([author, block]): Draft => {
        const { number: height, hash } = block ?? { number: 0, hash: null }
        const guardian = author.participant
        return { author, statement: { type: 'Heartbeat', set: 1, guardian, height, blockHash: hash as Hex } }
      })
    return { world, drafts }
  },
  // A share that is not good is taken too, and refused in the open.
  ReleaseShare: () =>
    stage(opening, ({ tender }) =>
      eitherOf(GUARDIANS, author => {
        const fields = {
          key: is(tender.key.id),
          tender: is(tender.id),
          guardian: is(author.participant),
          share: words,
        }
        return draft('ReleaseShare', author, fields, { joint: tender.key.joint })
      }),
    ),
} satisfies Partial<Stages<StatementType>>

/** A second ceremony, of two keys, has begun. */
async function ceremonyAtWork(): Promise<World> {
  const world = await deployLedger()
  const starter = at(GUARDIANS, 0)
  await act(world, starter, {
    type: 'StartCeremony',
    set: 1,
    keys: 2,
    without: 0,
    ceremony: 2,
    guardian: starter.participant,
  })
  return world
}

async function packagesPosted(): Promise<World> {
  const world = await ceremonyAtWork()
  await postPackages(world, GUARDIANS, 2)
  return world
}

async function opening() {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Opening')) }
}
