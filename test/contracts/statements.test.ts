import { expect } from 'chai'
import { type Hex, hashText } from '../../src/protocol/bytes.ts'
import { transcriptHash } from '../../src/protocol/openingKey.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import {
  type Deployment,
  type SignedStatement,
  STATEMENTS,
  type Statement,
  type StatementType,
} from '../../src/protocol/statement.ts'
import { nameAt, PHASES, SUBMIT_RESULTS } from '../../src/protocol/tender.ts'
import {
  AGENCY,
  type Author,
  act,
  amendTender,
  at,
  authorOf,
  CONTRACT,
  DOCUMENT,
  dealtKey,
  deployLedger,
  deployParticipants,
  draftTender,
  dryRun,
  ethers,
  formSet,
  GUARDIANS,
  guardian,
  KEY_IDS,
  laterBy,
  loadFixture,
  object,
  ordinal,
  passObjections,
  postPackages,
  REGISTRAR,
  relay,
  requestWithdrawal,
  SINGLE,
  sign,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  type World,
} from '../support/ledger.ts'

/** A statement that the ledger would take at this moment, and who signs it. */
interface Due {
  world: World
  author: Author
  statement: Statement
  points?: Pick<SignedStatement, 'joint' | 'keys'>
}

const { participant } = supplier(0)
const NEWCOMER = authorOf(500)
const STARTER = guardian(0).participant
const START = { type: 'StartCeremony', set: 1, keys: 1, without: 0, ceremony: 1, guardian: STARTER } as const
const KEYS = [dealtKey(1n << 16n).joint]

const DUE: Record<StatementType, () => Promise<Due>> = {
  RegisterParticipant: () =>
    byRegistrar({
      type: 'RegisterParticipant',
      participant: NEWCOMER.participant,
      roles: roleBits(['supplier']),
      signer: NEWCOMER.signer,
      profile: hashText('profile'),
    }),
  SetRoles: () => byRegistrar({ type: 'SetRoles', participant, roles: roleBits(['auditor']), revision: 1 }),
  AddSigner: async () => {
    const { signer } = NEWCOMER
    const statement = { type: 'AddSigner', participant, signer, revision: 1 } as const
    return { world: await loadFixture(deployParticipants), author: supplier(0), statement }
  },
  RemoveSigner: async () => {
    const due = await DUE.AddSigner()
    await act(due.world, due.author, due.statement)
    const { signer } = NEWCOMER
    const statement = { type: 'RemoveSigner', participant, signer, revision: 2, author: participant } as const
    return { ...due, statement }
  },
  SuspendParticipant: () =>
    byRegistrar({
      type: 'SuspendParticipant',
      participant,
      until: 4_000_000_000,
      reason: DOCUMENT,
      revision: 1,
    }),
  OfferRegistrar: () => byRegistrar({ type: 'OfferRegistrar', successor: AGENCY.participant, revision: 1 }),
  AcceptRegistrar: async () => {
    const { world, author, statement } = await DUE.OfferRegistrar()
    await act(world, author, statement)
    return {
      world,
      author: AGENCY,
      statement: { type: 'AcceptRegistrar', successor: AGENCY.participant, revision: 1 },
    }
  },
  FormGuardianSet: () =>
    byRegistrar({
      type: 'FormGuardianSet',
      guardians: GUARDIANS.map(one => one.participant),
      threshold: 3,
      set: 1,
    }),
  StartCeremony: async () => {
    const world = await loadFixture(deployParticipants)
    await formSet(world)
    return { world, author: guardian(0), statement: START }
  },
  PostPackage: async () => {
    const { world, author } = await DUE.StartCeremony()
    await act(world, author, START)
    const statement = {
      type: 'PostPackage',
      ceremony: 1,
      round: 1,
      guardian: STARTER,
      package: '0x0102',
    } as const
    return { world, author, statement }
  },
  ConfirmKeys: async () => {
    const { world, author } = await DUE.StartCeremony()
    await act(world, author, START)
    const transcript = transcriptHash(1, await postPackages(world), KEYS)
    const statement = { type: 'ConfirmKeys', ceremony: 1, guardian: STARTER, transcript } as const
    return { world, author, statement, points: { keys: KEYS } }
  },
  AccuseGuardian: async () => {
    const { world, author } = await DUE.StartCeremony()
    await act(world, author, START)
    await postPackages(world)
    const named = { ceremony: 1, accused: guardian(1).participant, guardian: STARTER }
    return { world, author, statement: { type: 'AccuseGuardian', key: DOCUMENT, ...named } }
  },
  RetireGuardianSet: async () => {
    const { world } = await DUE.StartCeremony()
    return { world, author: REGISTRAR, statement: { type: 'RetireGuardianSet', set: 1 } }
  },
  RehearseKey: async () => {
    const world = await loadFixture(deployLedger)
    const statement = { type: 'RehearseKey', key: at(KEY_IDS, 0), participant: STARTER } as const
    return { world, author: guardian(0), statement }
  },
  Heartbeat: async () => {
    const { world, author } = await DUE.StartCeremony()
    // A call is answered within the newest block, which does not know its own hash.
    const block = await ethers.provider.getBlock((await ethers.provider.getBlockNumber()) - 1)
    if (block?.hash == null) throw new Error('there is no block')
    const seen = { height: block.number, blockHash: block.hash as Hex }
    return { world, author, statement: { type: 'Heartbeat', set: 1, guardian: STARTER, ...seen } }
  },
  ReleaseShare: async () => {
    const world = await loadFixture(deployLedger)
    const { tender } = await tenderAt(world, 'Opening')
    const { id: key, joint, shares } = tender.key
    const share = at(shares, 0)
    const statement = { type: 'ReleaseShare', key, tender: tender.id, guardian: STARTER, share } as const
    return { world, author: guardian(0), statement, points: { joint } }
  },
  Announce: async () => {
    const world = await loadFixture(deployLedger)
    return { world, author: AGENCY, statement: (await draftTender(world, { terms: SINGLE })).statement }
  },
  SubmitBid: async () => {
    const world = await loadFixture(deployLedger)
    const { bids } = await tenderAt(world, 'Bidding')
    return { world, author: supplier(0), statement: at(bids, 0).statement }
  },
  Amend: () => beforeClosing(({ tender: { terms, reserveSeal } }) => ({ type: 'Amend', terms, reserveSeal })),
  Postpone: () =>
    beforeClosing(({ tender: { terms } }) => {
      return { type: 'Postpone', schedule: laterBy(3_600, terms.schedule), reason: 1, document: DOCUMENT }
    }),
  Cancel: () =>
    beforeClosing(() => ({
      type: 'Cancel',
      phase: ordinal(PHASES, 'Bidding'),
      reason: 1,
      document: DOCUMENT,
    })),
  ConfirmBid: async () => {
    const { world, tender, bid } = await withBid()
    await amendTender(world, tender)
    const named = { tender: tender.id, bidder: participant, sequence: bid.statement.sequence }
    return { world, author: supplier(0), statement: { type: 'ConfirmBid', termsVersion: 2, ...named } }
  },
  RequestWithdrawal: async () => {
    const { world, tender } = await withBid()
    const named = { tender: tender.id, termsVersion: 1, bidder: participant, sequence: 0 }
    return {
      world,
      author: supplier(0),
      statement: { type: 'RequestWithdrawal', document: DOCUMENT, ...named },
    }
  },
  GrantWithdrawal: async () => {
    const { world, tender, bid } = await withBid()
    await requestWithdrawal(world, bid)
    const named = { tender: tender.id, act: 0, bidder: participant, sequence: 0, author: AGENCY.participant }
    return { world, author: AGENCY, statement: { type: 'GrantWithdrawal', document: DOCUMENT, ...named } }
  },
  Qualify: () => byAgency('Review', { type: 'Qualify', otherScore: 0, document: DOCUMENT }),
  Disqualify: () => byAgency('Review', { type: 'Disqualify', reason: 1, otherScore: 0, document: DOCUMENT }),
  Award: () => byAgency('Qualified', { type: 'Award', amount: 90_000_000n }),
  Object: async () => {
    const world = await loadFixture(deployLedger)
    const { tender } = await tenderAt(world, 'Standstill')
    const named = { tender: tender.id, bidder: participant, award: 1 }
    return { world, author: supplier(0), statement: { type: 'Object', document: DOCUMENT, ...named } }
  },
  DecideObjection: async () => {
    const world = await loadFixture(deployLedger)
    const { tender } = await tenderAt(world, 'Standstill')
    await object(world, tender, supplier(1))
    const named = { tender: tender.id, act: 2, objection: 0, upheld: false }
    return { world, author: AGENCY, statement: { type: 'DecideObjection', document: DOCUMENT, ...named } }
  },
  Forfeit: () => byAgency('Standstill', { type: 'Forfeit', reason: 1, document: DOCUMENT }),
  Conclude: () => byAgency('Standstill', { type: 'Conclude', amount: 90_000_000n, contractHash: CONTRACT }),
}

async function byRegistrar(statement: Statement): Promise<Due> {
  return { world: await loadFixture(deployParticipants), author: REGISTRAR, statement }
}

async function beforeClosing(fieldsOf: (underWay: TenderAt) => Record<string, unknown>): Promise<Due> {
  const world = await loadFixture(deployLedger)
  const underWay = await tenderAt(world, 'Bidding', { terms: SINGLE })
  const statement = { ...fieldsOf(underWay), tender: underWay.tender.id, act: 0 } as unknown as Statement
  return { world, author: AGENCY, statement }
}

async function withBid() {
  const world = await loadFixture(deployLedger)
  const { tender, bids } = await tenderAt(world, 'Bidding')
  const bid = at(bids, 0)
  await submit(world, [bid])
  return { world, tender, bid }
}

async function byAgency(
  station: 'Review' | 'Qualified' | 'Standstill',
  fields: Record<string, unknown>,
): Promise<Due> {
  const world = await loadFixture(deployLedger)
  const { tender } = await tenderAt(world, station)
  if (station === 'Standstill') await passObjections(tender)
  const { acts } = await world.ledger.tenderOf(tender.id)
  const statement = { ...fields, tender: tender.id, act: Number(acts), bidder: participant } as Statement
  return { world, author: AGENCY, statement }
}

/** Fields that are looked at before the signature, and what the contract says then. Every other change makes the signature bad. */
const SEEN_FIRST: Record<string, string> = {
  'ConfirmKeys.ceremony': 'UnknownCeremony',
  'ReleaseShare.key': 'WrongKeyState',
  'ReleaseShare.guardian': 'NotInSet',
  'SubmitBid.tender': 'UnknownTender',
  'SubmitBid.termsVersion': 'WrongTermsVersion',
  'SubmitBid.sequence': 'WrongSequence',
  'SubmitBid.keyHash': 'WrongKey',
  'SubmitBid.seal.x': 'BadPoint',
  'SubmitBid.seal.y': 'BadPoint',
  'Amend.tender': 'UnknownTender',
  'Postpone.tender': 'UnknownTender',
  'Cancel.tender': 'UnknownTender',
  'ConfirmBid.tender': 'UnknownTender',
  'RequestWithdrawal.tender': 'UnknownTender',
  'GrantWithdrawal.tender': 'UnknownTender',
  'Qualify.tender': 'UnknownTender',
  'Disqualify.tender': 'UnknownTender',
  'Award.tender': 'UnknownTender',
  'Object.tender': 'UnknownTender',
  'DecideObjection.tender': 'UnknownTender',
  'Forfeit.tender': 'UnknownTender',
  'Conclude.tender': 'UnknownTender',
}

/** Hashes that the contract makes itself: they travel in no call, so nobody can alter them on the way. */
const NOT_SENT = ['ReleaseShare.tender', 'ConfirmKeys.transcript']

/** A good share proves itself: its signature counts only where the share is false (see releaseShare.test.ts). */
const PROVES_ITSELF = 'ReleaseShare'

for (const type of Object.keys(STATEMENTS) as StatementType[]) {
  describe(`a signed ${type}`, () => {
    it('takes effect as it stands', async () => {
      const { world, author, statement, points } = await DUE[type]()
      expect(await answer(world, sign(world, author, statement, points))).to.equal('Accepted')
    })

    it('is refused when a relay alters any of its fields', async () => {
      const { world, author, statement, points } = await DUE[type]()
      const signed = sign(world, author, statement, points)
      const { type: _, ...fields } = statement
      const altered = alterations(fields, type).filter(({ path }) => !NOT_SENT.includes(path))
      const found = []
      for (const { path, value } of altered) {
        found.push([path, await answer(world, { ...signed, statement: { type, ...Object(value) } })])
      }
      expect(found).to.deep.equal(altered.map(({ path }) => [path, SEEN_FIRST[path] ?? 'Unauthorized']))
    })

    if (type !== PROVES_ITSELF) refusesForgeries(type)

    it('has no effect a second time', async () => {
      const { world, author, statement, points } = await DUE[type]()
      const signed = sign(world, author, statement, points)
      await relay(world, signed)
      expect(await answer(world, signed)).not.to.equal('Accepted')
    })
  })
}

function refusesForgeries(type: StatementType): void {
  it('is refused with one bit of its signature the other way round, or another signer', async () => {
    const { world, author, statement, points } = await DUE[type]()
    const signed = sign(world, author, statement, points)
    for (const { value } of alterations({ signature: signed.signature, signer: signed.signer }, '')) {
      expect(await answer(world, { ...signed, ...Object(value) })).to.equal('Unauthorized')
    }
  })

  it('is refused when it was signed for another chain or another contract', async () => {
    const { world, author, statement, points } = await DUE[type]()
    const other: Deployment = { ...world.deployment, chainId: world.deployment.chainId + 1n }
    expect(await answer(world, sign({ deployment: other }, author, statement, points))).to.equal(
      'Unauthorized',
    )
    const elsewhere: Hex = `0x${'12'.repeat(20)}`
    const moved = { ...world.deployment, registry: elsewhere, keys: elsewhere, ledger: elsewhere }
    expect(await answer(world, sign({ deployment: moved }, author, statement, points))).to.equal(
      'Unauthorized',
    )
  })
}

describe('the countersignature of a conclusion', () => {
  it('is refused with one bit of it the other way round, or another signer', async () => {
    const { world, author, statement } = await DUE.Conclude()
    const { countersignature, ...signed } = sign(world, author, statement)
    for (const { value } of alterations({ countersignature }, '')) {
      expect(await answer(world, { ...signed, ...Object(value) })).to.equal('Unauthorized')
    }
  })

  it('is refused for other words, such as those of another act', async () => {
    const { world, author, statement } = await DUE.Conclude()
    const other = sign(world, author, { ...statement, act: 9 } as Statement)
    const signed = { ...sign(world, author, statement), countersignature: other.countersignature }
    expect(await answer(world, signed as SignedStatement)).to.equal('Unauthorized')
  })
})

describe('points that travel beside a signature', () => {
  it('are refused when a relay alters any of the joint keys that a guardian confirms', async () => {
    const { world, author, statement, points } = await DUE.ConfirmKeys()
    const signed = sign(world, author, statement, points)
    for (const { value } of alterations({ keys: KEYS }, '')) {
      expect(await answer(world, { ...signed, ...Object(value) })).to.equal('Unauthorized')
    }
  })

  it('are refused when a relay alters any point beside a released share', async () => {
    const { world, author, statement, points } = await DUE.ReleaseShare()
    const signed = sign(world, author, statement, points)
    for (const { value } of alterations({ joint: signed.joint }, '')) {
      expect(await answer(world, { ...signed, ...Object(value) })).to.equal('WrongKey')
    }
  })
})

/** What the ledger would say to it now: the name of the error or of the result. Nothing is sent. */
async function answer(world: World, signed: SignedStatement): Promise<string> {
  try {
    const result = await dryRun(world, signed)
    return signed.statement.type === 'SubmitBid' ? nameAt(SUBMIT_RESULTS, Object(result)[0]) : 'Accepted'
  } catch (error) {
    const data = String(Object(error).data)
    const contracts = [world.ledger, world.keys, world.registry]
    const known = contracts
      .map(contract => contract.interface.parseError(data))
      .find(parsed => parsed !== null)
    if (known === undefined || known === null) throw error
    return known.name
  }
}

/** Every way to change one leaf of a value a little. `path` says where. */
function alterations(value: unknown, path: string): { path: string; value: unknown }[] {
  if (typeof value === 'number') return [{ path, value: value + 1 }]
  if (typeof value === 'boolean') return [{ path, value: !value }]
  if (typeof value === 'bigint') return [{ path, value: value ^ 1n }]
  if (typeof value === 'string') return [{ path, value: flippedText(value) }]
  const entries = Object.entries(Object(value))
  return entries.flatMap(([field, leaf]) =>
    alterations(leaf, path === '' ? field : `${path}.${field}`).map(change => ({
      path: change.path,
      value: Array.isArray(value)
        ? value.map((item, place) => (String(place) === field ? change.value : item))
        : { ...Object(value), [field]: change.value },
    })),
  )
}

/** One bit of its last byte. The last byte of a signature says the parity, so that of the first byte there. */
function flippedText(text: string): string {
  if (!text.startsWith('0x')) return `${text}x`
  const place = text.length === 132 ? 20 : text.length - 1
  return (
    text.slice(0, place) + (Number.parseInt(text.charAt(place), 16) ^ 1).toString(16) + text.slice(place + 1)
  )
}
