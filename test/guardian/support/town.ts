import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { type Logger, pino } from 'pino'
import { connect, type Ledger, openProvider } from '../../../src/chain/contracts.ts'
import { deployOnce } from '../../../src/chain/deploy.ts'
import type { Deployed } from '../../../src/chain/deployment.ts'
import { startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { fetchEvents, type LedgerEvent } from '../../../src/chain/events.ts'
import { createKeyfile } from '../../../src/chain/keyfile.ts'
import { createRelay, type Relay } from '../../../src/chain/relay.ts'
import { relayStatement } from '../../../src/chain/statements.ts'
import type { GuardianConfig } from '../../../src/guardian/config.ts'
import { type Guardian, startGuardian } from '../../../src/guardian/daemon.ts'
import type { Memory } from '../../../src/guardian/memory.ts'
import { openStore } from '../../../src/guardian/store.ts'
import { type Hex, hashText, toHex, word } from '../../../src/protocol/bytes.ts'
import { assertSecret, keyId } from '../../../src/protocol/openingKey.ts'
import { type Role, roleBits } from '../../../src/protocol/participant.ts'
import { seal } from '../../../src/protocol/seal.ts'
import { signStatement, type Statement } from '../../../src/protocol/statement.ts'
import { KEY_STATES, type KeyState, nameAt, PHASES, type Phase } from '../../../src/protocol/tender.ts'
import { type Schedule, type Terms, tenderId } from '../../../src/protocol/terms.ts'
import { AGENCY, type Author, GUARDIANS, REGISTRAR, scalarOf, SUPPLIERS } from '../../support/ledger/author.ts'

export const PASSPHRASE = 'five guardians'
const START = 1_800_000_000
const HOUR = 3_600

/** A real ledger on an embedded chain, whose clock moves only when a test moves it, and guardians who live on it. */
export interface Town {
  readonly directory: string
  readonly rpcUrl: string
  readonly deployed: Deployed
  readonly ledger: Ledger
  readonly log: Logger
  /** Everything that any guardian has logged. */
  readonly logged: string[]
  readonly now: () => number
  /** Moves the clock; no block is made. */
  readonly setClock: (seconds: number) => void
  readonly mine: () => Promise<unknown>
  /** Ends the chain's node, and starts it again at the same address. */
  readonly stopNode: () => Promise<void>
  readonly startNode: () => Promise<void>
  readonly act: (author: Author, statement: Statement) => Promise<void>
  readonly relay: Relay
  readonly close: () => Promise<void>
}

export async function openTown(): Promise<Town> {
  const directory = await mkdtemp(join(tmpdir(), 'bongin-guardians-'))
  let now = START
  const options = { directory: join(directory, 'chain'), clock: () => now }
  let node = await startEmbeddedNode(options)
  const [deployer, carrier] = node.relayKeys as [Hex, Hex]
  const chainId = BigInt(node.chainId)
  const registrar = { participant: REGISTRAR.participant, signer: REGISTRAR.signer }
  const deployed = await deployOnce({ url: node.url, chainId, privateKey: deployer, directory, registrar })
  const provider = openProvider(node.url, chainId)
  const ledger = connect(provider, deployed)
  const relay = createRelay({ provider, privateKey: carrier })
  const logged: string[] = []
  return {
    directory,
    rpcUrl: node.url,
    deployed,
    ledger,
    log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    logged,
    now: () => now,
    setClock: (seconds) => {
      now = seconds
    },
    mine: () => node.mine(),
    stopNode: () => node.close(),
    startNode: async () => {
      node = await startEmbeddedNode({ ...options, port: Number(new URL(node.url).port) })
    },
    act: async (author, statement) => {
      await relayStatement(signStatement(statement, deployed, author.secretKey), ledger, relay)
    },
    relay,
    close: async () => {
      relay.close()
      provider.destroy()
      await node.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** Registers an agency, two suppliers and five guardians. */
export async function settle({ act }: Town): Promise<void> {
  const register = ({ participant, signer }: Author, role: Role) =>
    act(REGISTRAR, { type: 'RegisterParticipant', participant, roles: roleBits([role]), signer, profile: hashText('profile') })
  await register(AGENCY, 'agency')
  for (const supplier of SUPPLIERS.slice(0, 2)) await register(supplier, 'supplier')
  for (const guardian of GUARDIANS) await register(guardian, 'guardian')
}

export async function formSet({ act }: Town, guardians: readonly Author[] = GUARDIANS, threshold = 3, set = 1): Promise<void> {
  await act(REGISTRAR, { type: 'FormGuardianSet', guardians: guardians.map(({ participant }) => participant), threshold, set })
}

/** Makes each guardian's keyfile. */
export async function makeKeyfiles(town: Town): Promise<void> {
  for (const { participant, secretKey } of GUARDIANS) {
    await mkdir(join(town.directory, `${participant}`))
    await createKeyfile(keyfileOf(town, participant), PASSPHRASE, { signingKey: secretKey }, { cost: 14 })
  }
}

export const keyfileOf = (town: Town, guardian: bigint): string => join(town.directory, `${guardian}`, 'guardian.keyfile')

/** Quick habits: a stock of one, two keys a ceremony. */
export function configOf(town: Town, guardian: bigint, habits: Partial<GuardianConfig> = {}): GuardianConfig {
  return {
    rpcUrl: town.rpcUrl,
    deployment: town.deployed,
    guardian,
    keyfile: keyfileOf(town, guardian),
    passphrase: PASSPHRASE,
    relayKey: toHex(randomBytes(32)),
    stock: 1,
    batch: 2,
    interval: 25,
    stagger: 200,
    patience: 60_000,
    releasePatience: 300,
    ...habits,
  }
}

export const start = (town: Town, { participant }: Author, habits?: Partial<GuardianConfig>): Promise<Guardian> =>
  startGuardian({ ...configOf(town, participant, habits), log: town.log })

/** Waits until something is so; the test's own time limit ends it if it never is. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await sleep(20)
  }
}

export const stateOf = async ({ ledger }: Town, key: bigint): Promise<KeyState> =>
  nameAt(KEY_STATES, await ledger.keys.keyStateOf(key))

export const phaseOf = async ({ ledger }: Town, tender: Hex): Promise<Phase> =>
  nameAt(PHASES, await ledger.ledger.phaseOf(tender))

export const eventsOf = async ({ ledger }: Town): Promise<LedgerEvent[]> =>
  fetchEvents(ledger, 0, await ledger.provider.getBlockNumber())

/** Announces a tender for a key; bidding begins in an hour and lasts one, and the opening is an hour later. */
export async function announce(town: Town, key: bigint): Promise<{ id: Hex; terms: Terms }> {
  const biddingAt = town.now() + HOUR
  const at = (hours: number) => biddingAt + hours * HOUR
  const notice = `NOTICE-${key}`
  const terms: Terms = {
    notice,
    document: hashText('documents'),
    schedule: { biddingAt, closingAt: at(1), openingAt: at(2), fallbackAt: at(26), fallbackEndAt: at(50) },
    objectionPeriod: 0,
    minimumBids: 2,
    bidPolicy: 0,
    reserve: { kind: 0, spread: 0, cellsAbove: 0 },
    award: { rule: 0, baseAmount: 100_000_000n, aValue: 0n, netCostBase: 0n, floorRate: 0, netCostRate: 0 },
  }
  const reserveSeal = { x: 0n, y: 0n, price: word(0n), choices: word(0n), tag: word(0n) }
  await town.act(AGENCY, { type: 'Announce', agency: AGENCY.participant, terms, key, reserveSeal })
  return { id: tenderId(AGENCY.participant, notice), terms }
}

/** Both suppliers bid, sealed to the key that the guardians made. */
export async function bid(town: Town, tender: Hex, key: bigint, closingAt: number): Promise<void> {
  const joint = await jointKeyOf(town, key)
  for (const supplier of SUPPLIERS.slice(0, 2)) {
    const bidder = supplier.participant
    const { chainId, ledger } = town.deployed
    const context = { kind: 'bid' as const, chainId, ledger, tender, author: bidder }
    const sealed = seal({ price: 90_000_000n + bidder }, context, joint.publicKey, scalarOf(`r ${tender} ${bidder}`))
    const attachments = word(0n)
    await town.act(supplier, { type: 'SubmitBid', tender, termsVersion: 1, bidder, sequence: 0, seal: sealed, attachments, validUntil: closingAt })
  }
}

/** A tender with two bids whose bidding has closed. */
export async function closedTender(town: Town, key: bigint): Promise<{ id: Hex; schedule: Schedule }> {
  const { id, terms } = await announce(town, key)
  town.setClock(terms.schedule.biddingAt)
  await bid(town, id, key, terms.schedule.closingAt)
  town.setClock(terms.schedule.closingAt)
  await town.mine()
  return { id, schedule: terms.schedule }
}

/** A key that is ready and serves no tender, as soon as there is one. */
export const readyKey = (town: Town): Promise<bigint> =>
  until(async () => {
    const events = await eventsOf(town)
    const assigned = new Set(events.flatMap((event) => (event.name === 'KeyAssigned' ? [event.args.key] : [])))
    const made = events.flatMap((event) => {
      if (event.name !== 'KeysReady') return []
      return Array.from({ length: event.args.keys }, (_, position) => keyId(event.args.ceremony, position))
    })
    return made.find((key) => !assigned.has(key))
  })

/** Who has released a share of a key. */
export const releasesOf = async (town: Town, key: bigint): Promise<bigint[]> =>
  (await eventsOf(town)).flatMap((event) =>
    event.name === 'ShareReleased' && event.args.key === key ? [event.args.guardian] : [],
  )

/** Waits for the secret, which must be the public key's, given by exactly three guardians. */
export async function verifyOpen(town: Town, key: bigint): Promise<bigint> {
  await until(async () => (await stateOf(town, key)) === 'Open')
  const { secret } = await town.ledger.keys.secretOf(key)
  assertSecret((await jointKeyOf(town, key)).publicKey, secret)
  expect(await releasesOf(town, key)).to.have.length(3)
  return secret
}

/** Looks into a keyfile that no daemon has open. */
export async function memoryOf(town: Town, guardian: bigint): Promise<Memory> {
  const { chainId, keys } = town.deployed
  const store = await openStore(keyfileOf(town, guardian), PASSPHRASE, { guardian, chainId, keys })
  await store.close()
  return store.memory()
}

/** The points of a key, from the events of its ceremony. */
export async function jointKeyOf(town: Town, key: bigint) {
  const ceremony = Number(key >> 16n)
  for (const event of await eventsOf(town)) {
    if (event.name !== 'KeysProposed' || event.args.ceremony !== ceremony) continue
    const joint = event.args.keys[Number(key & 0xffffn)]
    if (joint !== undefined) return joint
  }
  throw new Error(`no key ${key}`)
}
