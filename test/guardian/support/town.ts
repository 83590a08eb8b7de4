import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { connect, type Ledger, openProvider } from '../../../src/chain/contracts.ts'
import { deployOnce } from '../../../src/chain/deploy.ts'
import type { Deployed } from '../../../src/chain/deployment.ts'
import { startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { createKeyfile } from '../../../src/chain/keyfile.ts'
import { createRelay, type Relay } from '../../../src/chain/relay.ts'
import { relayStatement } from '../../../src/chain/statements.ts'
import type { GuardianConfig } from '../../../src/guardian/config.ts'
import { type Guardian, startGuardian } from '../../../src/guardian/daemon.ts'
import type { Memory } from '../../../src/guardian/memory.ts'
import { openStore } from '../../../src/guardian/store.ts'
import { type Hex, hashText, toHex } from '../../../src/protocol/bytes.ts'
import { type Role, roleBits } from '../../../src/protocol/participant.ts'
import { type Statement, signStatement } from '../../../src/protocol/statement.ts'
import { AGENCY, type Author, GUARDIANS, REGISTRAR, SUPPLIERS } from '../../support/ledger/author.ts'

export const PASSPHRASE = 'five guardians'
/** In the past: a guardian in a process of its own has the system's clock. */
const START = 1_700_000_000

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
    setClock: seconds => {
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
    act(REGISTRAR, {
      type: 'RegisterParticipant',
      participant,
      roles: roleBits([role]),
      signer,
      profile: hashText('profile'),
    })
  await register(AGENCY, 'agency')
  for (const supplier of SUPPLIERS.slice(0, 2)) await register(supplier, 'supplier')
  for (const guardian of GUARDIANS) await register(guardian, 'guardian')
}

export async function formSet(
  { act }: Town,
  guardians: readonly Author[] = GUARDIANS,
  threshold = 3,
  set = 1,
): Promise<void> {
  await act(REGISTRAR, {
    type: 'FormGuardianSet',
    guardians: guardians.map(({ participant }) => participant),
    threshold,
    set,
  })
}

/** Makes each guardian's keyfile. */
export async function makeKeyfiles(town: Town): Promise<void> {
  for (const { participant, secretKey } of GUARDIANS) {
    await mkdir(join(town.directory, `${participant}`))
    await createKeyfile(keyfileOf(town, participant), PASSPHRASE, { signingKey: secretKey }, { cost: 14 })
  }
}

export const keyfileOf = (town: Town, guardian: bigint): string =>
  join(town.directory, `${guardian}`, 'guardian.keyfile')

/** Quick habits: a stock of one, two keys a ceremony. */
export function configOf(town: Town, guardian: bigint, habits: Partial<GuardianConfig> = {}): GuardianConfig {
  return {
    rpcUrl: town.rpcUrl,
    deployment: town.deployed,
    guardian,
    keyfile: keyfileOf(town, guardian),
    passphrase: PASSPHRASE,
    relayKey: toHex(randomBytes(32)),
    clock: town.now,
    stock: 1,
    batch: 2,
    interval: 25,
    stagger: 200,
    patience: 60_000,
    rejoin: false,
    releasePatience: 300,
    ...habits,
  }
}

export const start = (
  town: Town,
  { participant }: Author,
  habits?: Partial<GuardianConfig>,
): Promise<Guardian> => startGuardian({ ...configOf(town, participant, habits), log: town.log })

/** Waits until something is so; the test's own time limit ends it if it never is. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await sleep(20)
  }
}

/** Looks into a keyfile that no daemon has open. */
export async function memoryOf(town: Town, guardian: bigint): Promise<Memory> {
  const { chainId, keys } = town.deployed
  const store = await openStore(keyfileOf(town, guardian), PASSPHRASE, { guardian, chainId, keys })
  await store.close()
  return store.memory()
}
