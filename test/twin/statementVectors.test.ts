import { expect } from 'chai'
import { TypedDataEncoder } from 'ethers'
import { callOf } from '../../src/chain/calls.ts'
import {
  IParticipantRegistry__factory,
  ITenderLedger__factory,
  type TenderTermsHarness,
} from '../../src/generated/contracts/index.ts'
import { fromHex, type Hex, hashWords, keccak256, toHex, word } from '../../src/protocol/bytes.ts'
import {
  addressOfKey,
  type Deployment,
  parseStatement,
  type Statement,
  signStatement,
} from '../../src/protocol/statement.ts'
import { connection, deployLibraries, ethers, loadFixture } from '../support/ledger.ts'
import { readVector, refusalOf, TIMEOUT } from './support.ts'

interface StatementFile {
  deployment: Omit<Deployment, 'chainId'>
  secretKey: Hex
  cases: { statement: { type: string }; digest: Hex; signature: Hex }[]
}

const file = JSON.parse(readVector('statement.json')) as StatementFile
const signer = addressOfKey(file.secretKey)
const errors = IParticipantRegistry__factory.createInterface()
const ledgerEvents = ITenderLedger__factory.createInterface()

/** The authors in the file, with the bits of their roles; all of them sign with its one key. */
const AUTHORS: [bigint, number][] = [
  [1001n, 4],
  [2n, 2],
  [42n, 2],
  [11n, 8],
  [12n, 8],
  [13n, 8],
]
/** Their digests name facts of a ledger on which these vectors never happened; the statement's own twin test covers them. */
const NEEDS_STATE = ['ConfirmKeys', 'ReleaseShare']
/** Their author follows from the tender, which is unknown here, or the tender is asked for first: their struct hashes are compared. */
const ABOUT_TENDERS = [
  'Amend',
  'Postpone',
  'Cancel',
  'ConfirmBid',
  'RequestWithdrawal',
  'GrantWithdrawal',
  'Qualify',
  'Disqualify',
  'Award',
  'Object',
  'DecideObjection',
  'Conclude',
  'Forfeit',
]

describe('twins > vectors > statement.json', function () {
  this.timeout(TIMEOUT)

  for (const { statement: json, digest, signature } of file.cases) {
    const statement = parseStatement(json)
    if (NEEDS_STATE.includes(statement.type)) continue

    it(statement.type, async () => {
      const { deployment, terms } = await loadFixture(deployAtVectors)
      if (ABOUT_TENDERS.includes(statement.type)) {
        expect(await digestOf(deployment.ledger, await structHash(terms, statement))).to.equal(digest)
        return
      }
      const call = callOf({ statement, signer, signature }, deployment)
      if (statement.type === 'SubmitBid') {
        // The tender is unknown, so the bid is refused; the refusal names the statement as the contract read it.
        expect(await refusedStatement(call)).to.equal(digest)
      } else {
        expect((await refusalOf(ethers.provider.call(call), errors))?.name).to.not.equal('Unauthorized')
        const forged = callOf({ statement, signer, signature: withBitFlipped(signature) }, deployment)
        expect((await refusalOf(ethers.provider.call(forged), errors))?.name).to.equal('Unauthorized')
      }
    })
  }
})

interface Vectors {
  deployment: Deployment
  terms: TenderTermsHarness
}

/** The contracts at the addresses of the file, with its authors in the registry. */
async function deployAtVectors(): Promise<Vectors> {
  const { registry, keys, ledger, rules } = await deployOrdinary()
  const { networkHelpers } = connection
  for (const [room, contract] of Object.entries({ registry, keys, ledger })) {
    const address = file.deployment[room as keyof typeof file.deployment]
    await networkHelpers.setCode(address, await ethers.provider.getCode(contract))
  }
  for (const slot of slotsOf(AUTHORS.map(([participant]) => participant))) {
    const content = await ethers.provider.getStorage(registry, slot)
    if (BigInt(content) !== 0n) await networkHelpers.setStorageAt(file.deployment.registry, slot, content)
  }
  const { chainId } = await ethers.provider.getNetwork()
  const terms = await ethers.deployContract('TenderTermsHarness', [rules])
  return { deployment: { ...file.deployment, chainId }, terms }
}

async function deployOrdinary() {
  const registry = await ethers.deployContract('ParticipantRegistry', [1n, signer])
  const keys = await ethers.deployContract('OpeningKeys', [registry])
  const rules = [await ethers.deployContract('LowestPrice'), await ethers.deployContract('ReserveFloor')]
  const libraries = await deployLibraries()
  const ledger = await ethers.deployContract('TenderLedger', [registry, keys, rules], { libraries })
  const { chainId } = await ethers.provider.getNetwork()
  const deployment = {
    ...file.deployment,
    chainId,
    registry: (await registry.getAddress()).toLowerCase() as Hex,
  }
  for (const [participant, roles] of AUTHORS) {
    const statement = { type: 'RegisterParticipant', participant, roles, signer, profile: word(0n) } as const
    const { signature } = signStatement(statement, deployment, file.secretKey)
    await registry.register(participant, roles, signer, word(0n), { signer, signature })
  }
  return { registry, keys, ledger, rules }
}

/** Wherever the registry may keep something about these participants: its first slots, and mappings that begin in one of them. */
function slotsOf(participants: readonly bigint[]): Hex[] {
  const first = Array.from({ length: 16 }, (_, slot) => word(BigInt(slot)))
  const facts = first.flatMap(slot => [1n, ...participants].map(participant => hashWords(participant, slot)))
  return [...first, ...facts, ...facts.map(slot => hashWords(keccak256(signer), slot))]
}

/** The digest by the contract's own account of its domain (ERC-5267). */
async function digestOf(address: Hex, structHash: string): Promise<Hex> {
  const contract = await ethers.getContractAt('TenderLedger', address)
  const { name, version, chainId, verifyingContract } = await contract.eip712Domain()
  const separator = TypedDataEncoder.hashDomain({ name, version, chainId, verifyingContract })
  return keccak256(`0x1901${separator.slice(2)}${structHash.slice(2)}`)
}

async function structHash(terms: TenderTermsHarness, statement: Statement): Promise<string> {
  switch (statement.type) {
    case 'Amend':
      return terms.amend(statement.tender, statement.act, statement.terms, statement.reserveSeal)
    case 'Postpone': {
      const { tender, act, schedule, reason, document } = statement
      return terms.postpone(tender, act, schedule, reason, document)
    }
    case 'Cancel': {
      const { tender, act, phase, reason, document } = statement
      return terms.cancel(tender, act, phase, reason, document)
    }
    case 'ConfirmBid': {
      const { tender, termsVersion, bidder, sequence } = statement
      return terms.confirmBid(tender, termsVersion, bidder, sequence)
    }
    case 'RequestWithdrawal': {
      const { tender, termsVersion, bidder, sequence, document } = statement
      return terms.requestWithdrawal(tender, termsVersion, bidder, sequence, document)
    }
    case 'GrantWithdrawal': {
      const { tender, act, bidder, sequence, document, author } = statement
      return terms.grantWithdrawal(tender, act, bidder, sequence, document, author)
    }
    case 'Qualify': {
      const { tender, act, bidder, otherScore, document } = statement
      return terms.qualify(tender, act, bidder, otherScore, document)
    }
    case 'Disqualify': {
      const { tender, act, bidder, reason, otherScore, document } = statement
      return terms.disqualify(tender, act, bidder, reason, otherScore, document)
    }
    case 'Award':
      return terms.award(statement.tender, statement.act, statement.bidder, statement.amount)
    case 'Object':
      return terms.object(statement.tender, statement.bidder, statement.award, statement.document)
    case 'DecideObjection': {
      const { tender, act, objection, upheld, document } = statement
      return terms.decideObjection(tender, act, objection, upheld, document)
    }
    case 'Forfeit': {
      const { tender, act, bidder, reason, document } = statement
      return terms.forfeit(tender, act, bidder, reason, document)
    }
    case 'Conclude': {
      const { tender, act, bidder, amount, contractHash } = statement
      return terms.conclude(tender, act, bidder, amount, contractHash)
    }
    default:
      throw new Error(`${statement.type} is not about a tender`)
  }
}

async function refusedStatement(call: { to: Hex; data: Hex }): Promise<unknown> {
  const [relay] = await ethers.getSigners()
  const receipt = await (await relay?.sendTransaction(call))?.wait()
  const events = receipt?.logs.map(log => ledgerEvents.parseLog(log)) ?? []
  return events.find(event => event?.name === 'BidRefused')?.args.statement
}

/** A good signature's `r` with its last bit flipped: somebody else's, or nobody's. */
function withBitFlipped(signature: Hex): Hex {
  const bytes = fromHex(signature)
  bytes[31] = (bytes[31] ?? 0) ^ 1
  return toHex(bytes)
}
