import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { transcriptHash } from '../../src/protocol/openingKey.ts'
import type { StatementType } from '../../src/protocol/statement.ts'
import {
  act,
  at,
  deployLedger,
  GUARDIANS,
  loadFixture,
  postPackages,
  REGISTRAR,
  tenderAt,
  type World,
} from '../support/ledger.ts'
import { type Draft, draft, eitherOf, hexBytes, int, is, jointKeys, type Stages, stage } from './draft.ts'
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
        const fields = { set: is(1), keys: int(1, 64), ceremony: is(2), guardian: is(author.participant) }
        return draft('StartCeremony', author, fields)
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
