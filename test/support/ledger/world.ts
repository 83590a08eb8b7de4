import type { ContractTransactionResponse } from 'ethers'
import { artifacts } from 'hardhat'
import { FUNCTIONS } from '../../../src/chain/calls.ts'
import { TenderLedger__factory } from '../../../src/generated/contracts/factories/TenderLedger__factory.ts'
import type {
  OpeningKeys,
  ParticipantRegistry,
  TenderLedger,
} from '../../../src/generated/contracts/index.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { type Role, roleBits } from '../../../src/protocol/participant.ts'
import {
  type Deployment,
  type SignedStatement,
  STATEMENTS,
  type Statement,
} from '../../../src/protocol/statement.ts'
import { AGENCY, type Author, GUARDIANS, OTHER_AGENCY, REGISTRAR, SUPPLIERS, sign } from './author.ts'
import { ethers } from './network.ts'

/** The contracts of one deployment. Plain facts only: a fixture gives the same object to every test. */
export interface World {
  deployment: Deployment
  registry: ParticipantRegistry
  keys: OpeningKeys
  ledger: TenderLedger
}

/** Registry with its first registrar, keys, rules, ledger; the keys are bound to the ledger. Nobody else is registered. */
export function deployContracts(): Promise<World> {
  return deployWith('TenderLedger')
}

/** @param ledgerName the ledger itself, or the one with a lever (contracts/mocks) */
export async function deployWith(ledgerName: 'TenderLedger' | 'LedgerLevers'): Promise<World> {
  const registry = await ethers.deployContract('ParticipantRegistry', [
    REGISTRAR.participant,
    REGISTRAR.signer,
  ])
  const keys = await ethers.deployContract('OpeningKeys', [registry])
  const rules = [await ethers.deployContract('LowestPrice'), await ethers.deployContract('ReserveFloor')]
  const libraries = await deployLibraries()
  const deployed = await ethers.deployContract(ledgerName, [registry, keys, rules], { libraries })
  const ledger = TenderLedger__factory.connect(await deployed.getAddress(), deployed.runner)
  await keys.bind(ledger)
  const { chainId } = await ethers.provider.getNetwork()
  const [registryAt, keysAt, ledgerAt] = await Promise.all([registry, keys, ledger].map(c => c.getAddress()))
  const deployment = { chainId, registry: hex(registryAt), keys: hex(keysAt), ledger: hex(ledgerAt) }
  return { deployment, registry, keys, ledger }
}

/** All libraries that the ledger is linked with. */
export async function deployLibraries() {
  return {
    BidOpenings: await deployLibrary('BidOpenings'),
    BidOrders: await deployLibrary('BidOrders'),
    BidReviews: await deployLibrary('BidReviews'),
    TenderNotices: await deployLibrary('TenderNotices'),
  }
}

/** By its code alone: ethers cannot read a library's ABI, whose enums keep their Solidity names. */
export async function deployLibrary(name: 'BidOpenings' | 'BidOrders' | 'BidReviews' | 'TenderNotices') {
  const { bytecode } = await artifacts.readArtifact(name)
  const factory = await ethers.getContractFactory([], bytecode)
  return factory.deploy()
}

/** Sends a signed statement to its contract, as a relay with no power of its own. */
export async function relay(world: World, signed: SignedStatement): Promise<ContractTransactionResponse> {
  const { method, values } = callOf(world, signed)
  return method(...values)
}

/** Asks what the contract would answer now. Nothing is sent. */
export async function dryRun(world: World, signed: SignedStatement): Promise<unknown> {
  const { method, values } = callOf(world, signed)
  return method.staticCall(...values)
}

function callOf(world: World, { statement, signer, signature, ...points }: SignedStatement) {
  const contract = world[STATEMENTS[statement.type].room]
  const method = contract.getFunction(FUNCTIONS[statement.type])
  const authorization = { signer, signature }
  // The parameters of every verb carry the names of the statement's fields, with `_` where the contract has a verb of that name;
  // only bids come as a list.
  const bids = [{ bid: statement, authorization }]
  const known: Record<string, unknown> = { ...statement, ...points, authorization, bids }
  return { method, values: method.fragment.inputs.map(({ name }) => known[name.replace(/_$/, '')]) }
}

/** Signs and sends. */
export function act(
  world: World,
  author: Author,
  statement: Statement,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): Promise<ContractTransactionResponse> {
  return relay(world, sign(world, author, statement, points))
}

export async function register(world: World, authors: readonly Author[], ...roles: Role[]): Promise<void> {
  for (const { participant, signer } of authors) {
    const profile = ethers.zeroPadValue('0x0f', 32) as Hex
    await act(world, REGISTRAR, {
      type: 'RegisterParticipant',
      participant,
      roles: roleBits(roles),
      signer,
      profile,
    })
  }
}

/** The contracts with two agencies, five guardians and ten suppliers. */
export async function deployParticipants(): Promise<World> {
  const world = await deployContracts()
  await registerAll(world)
  return world
}

export async function registerAll(world: World): Promise<void> {
  await register(world, [AGENCY, OTHER_AGENCY], 'agency')
  await register(world, GUARDIANS, 'guardian')
  await register(world, SUPPLIERS, 'supplier')
}

function hex(address: string | undefined): Hex {
  return `${address}`.toLowerCase() as Hex
}
