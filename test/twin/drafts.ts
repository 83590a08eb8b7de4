import fc from 'fast-check'
import { toHex, word } from '../../src/protocol/bytes.ts'
import { transcriptHash } from '../../src/protocol/openingKey.ts'
import { isBase } from '../../src/protocol/point.ts'
import { EMPTY_SEAL, type Seal } from '../../src/protocol/seal.ts'
import type { SignedStatement, Statement, StatementType } from '../../src/protocol/statement.ts'
import {
  AGENCY,
  type Author,
  act,
  at,
  authorOf,
  deployLedger,
  firstOf,
  GUARDIANS,
  KEY_IDS,
  loadFixture,
  passObjections,
  postPackages,
  REGISTRAR,
  supplier,
  tenderAt,
  time,
  type World,
} from '../support/ledger.ts'
import { announceableTerms } from './announceable.ts'
import { points, words } from './support.ts'

/** A statement that the ledger takes in the state of its stage, and who has to sign it. */
export interface Draft {
  author: Author
  statement: Statement
  points?: Pick<SignedStatement, 'joint' | 'keys'>
}

/** A ledger in the state in which a statement can be made, and such statements with every free field at random. */
export interface Stage {
  world: World
  drafts: fc.Arbitrary<Draft>
}

type Of<Type extends StatementType> = Extract<Statement, { type: Type }>
type Fields<Type extends StatementType> = {
  [Name in Exclude<keyof Of<Type>, 'type'>]: fc.Arbitrary<Of<Type>[Name]>
}

const is = fc.constant
const int = (min: number, max: number) => fc.integer({ min, max })
const hexBytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map(toHex)
const hashes = words.map(word)
const documents = hashes.filter(hash => BigInt(hash) !== 0n)
const signers = hexBytes(20, 200)
const strangers = fc.bigInt({ min: 1_000n, max: (1n << 64n) - 1n })
const curvePoints = points.map(({ point }) => point).filter(isBase)
const seals: fc.Arbitrary<Seal> = fc
  .record({ point: curvePoints, price: hashes, choices: hashes, tag: hashes })
  .map(({ point, ...sealed }) => ({ ...point, ...sealed }))
const jointKeys = fc.record({
  publicKey: curvePoints,
  shares: fc.array(curvePoints, { minLength: 5, maxLength: 5 }),
})

const member = supplier(0)
const participant = is(member.participant)
const SECOND_SIGNER = authorOf(member.participant, 'second').signer

/** Where and how each type of statement can be made. */
export const STAGES: { readonly [Type in StatementType]: () => Promise<Stage> } = {
  // Any roles but the registrar's, whose bit is the lowest.
  RegisterParticipant: () =>
    stage(registryAtWork, () => {
      const fields = {
        participant: strangers,
        roles: int(1, 31).map(bits => bits << 1),
        signer: signers,
        profile: hashes,
      }
      return draft('RegisterParticipant', REGISTRAR, fields)
    }),
  SetRoles: () =>
    stage(registryAtWork, () => {
      return draft('SetRoles', REGISTRAR, {
        participant,
        roles: int(0, 31).map(bits => bits << 1),
        revision: is(2),
      })
    }),
  AddSigner: () =>
    stage(registryAtWork, () =>
      eitherOf([member, REGISTRAR], author => {
        const fields = { participant, signer: signers, revision: is(2), author: is(author.participant) }
        return draft('AddSigner', author, fields)
      }),
    ),
  RemoveSigner: () =>
    stage(registryAtWork, () =>
      eitherOf([member, REGISTRAR], author => {
        const signer = fc.constantFrom(SECOND_SIGNER, member.signer)
        return draft('RemoveSigner', author, {
          participant,
          signer,
          revision: is(2),
          author: is(author.participant),
        })
      }),
    ),
  SuspendParticipant: () =>
    stage(registryAtWork, () => {
      const fields = { participant, until: int(0, 2 ** 48 - 1), reason: hashes, revision: is(2) }
      return draft('SuspendParticipant', REGISTRAR, fields)
    }),
  OfferRegistrar: () =>
    stage(registryAtWork, () =>
      draft('OfferRegistrar', REGISTRAR, { successor: strangers, revision: is(2) }),
    ),
  AcceptRegistrar: () =>
    stage(registryAtWork, () => {
      return draft('AcceptRegistrar', AGENCY, { successor: is(AGENCY.participant), revision: is(1) })
    }),

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

  Announce: async () => {
    const world = await loadFixture(deployLedger)
    const now = await time.latest()
    const drafts = fc
      .tuple(announceableTerms(now), seals, fc.constantFrom(...KEY_IDS))
      .map(([terms, sealed, key]): Draft => {
        const reserveSeal = terms.reserve.kind === 1 ? sealed : EMPTY_SEAL
        return {
          author: AGENCY,
          statement: { type: 'Announce', agency: AGENCY.participant, terms, key, reserveSeal },
        }
      })
    return { world, drafts }
  },
  SubmitBid: () =>
    stage(bidding, ({ tender }) =>
      eitherOf([supplier(4), supplier(5)], author => {
        const { closingAt } = tender.terms.schedule
        const bid = {
          tender: is(tender.id),
          termsVersion: is(1),
          bidder: is(author.participant),
          sequence: is(0),
        }
        const validUntil = int(closingAt - 3_600, 2 ** 48 - 1)
        return draft('SubmitBid', author, { ...bid, seal: seals, attachments: hashes, validUntil })
      }),
    ),
  Qualify: () =>
    stage(review, ({ tender, bids }) => {
      const fields = { tender: is(tender.id), act: is(0), bidder: is(firstOf(bids).bidder), document: hashes }
      return draft('Qualify', AGENCY, fields)
    }),
  Disqualify: () =>
    stage(review, ({ tender, bids }) => {
      const fields = {
        tender: is(tender.id),
        act: is(0),
        bidder: is(firstOf(bids).bidder),
        document: documents,
      }
      return draft('Disqualify', AGENCY, { ...fields, reason: int(1, 65_535) })
    }),
  Award: () =>
    stage(qualified, ({ tender, bids }) => {
      const { bidder, amount } = firstOf(bids)
      return draft('Award', AGENCY, {
        tender: is(tender.id),
        act: is(1),
        bidder: is(bidder),
        amount: is(amount),
      })
    }),
  Conclude: () =>
    stage(standstill, ({ tender, bids }) => {
      const { bidder, amount } = firstOf(bids)
      const fields = { tender: is(tender.id), act: is(2), bidder: is(bidder), amount: is(amount) }
      return draft('Conclude', AGENCY, { ...fields, contractHash: documents })
    }),
}

async function stage<Found extends World>(
  fixture: () => Promise<Found>,
  draw: (found: Found) => fc.Arbitrary<Draft>,
): Promise<Stage> {
  const found = await loadFixture(fixture)
  return { world: found, drafts: draw(found) }
}

function draft<Type extends StatementType>(
  type: Type,
  author: Author,
  fields: Fields<Type>,
  points: Draft['points'] = {},
): fc.Arbitrary<Draft> {
  const values = fc.record(fields as Record<string, fc.Arbitrary<unknown>>)
  return values.map(named => ({ author, points, statement: { ...named, type } as unknown as Statement }))
}

function eitherOf(
  authors: readonly Author[],
  draw: (author: Author) => fc.Arbitrary<Draft>,
): fc.Arbitrary<Draft> {
  return fc.oneof(...authors.map(draw))
}

/** What the registry's statements need: a second signer, and an offer of the registrar's power. */
async function registryAtWork(): Promise<World> {
  const world = await deployLedger()
  const named = { participant: member.participant, author: member.participant }
  await act(world, member, { type: 'AddSigner', ...named, signer: SECOND_SIGNER, revision: 1 })
  await act(world, REGISTRAR, { type: 'OfferRegistrar', successor: AGENCY.participant, revision: 1 })
  return world
}

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

const bidding = () => tenderUnderWay('Bidding')
const opening = () => tenderUnderWay('Opening')
const review = () => tenderUnderWay('Review')
const qualified = () => tenderUnderWay('Qualified')

async function standstill() {
  const underWay = await tenderUnderWay('Standstill')
  await passObjections(underWay.tender)
  return underWay
}

async function tenderUnderWay(station: Parameters<typeof tenderAt>[1]) {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, station)) }
}
