import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createReplayClock } from '../../scripts/demo/clock.ts'
import { type RunningLedger, startLedger } from '../../scripts/ledger/start.ts'
import { createKeyfile } from '../../src/chain/keyfile.ts'
import { keySchema } from '../../src/cli/api.ts'
import { createGateway, type Gateway } from '../../src/cli/gateway.ts'
import { createSigner } from '../../src/cli/signing.ts'
import { relay } from '../../src/cli/statements.ts'
import { type Guardian, startGuardian } from '../../src/guardian/daemon.ts'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { type Role, roleBits } from '../../src/protocol/participant.ts'
import { type Author, GUARDIANS, REGISTRAR } from './ledger/author.ts'

/** The passphrase of every key file here. */
export const PASSPHRASE = 'correct horse 봉인'
/** The guardians that a running ledger has: two of them open a key. */
export const MEMBERS = GUARDIANS.slice(0, 3)
export const THRESHOLD = 2

const START = 1_800_000_000
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
/** The lowest that a key file may have: it is not the derivation that is tested with it. */
const COST = 14
const HABITS = { interval: 200, stagger: 300, releasePatience: 1_000, stock: 2, batch: 4 }

/** Where the command line runs, and the gateway that it talks to. */
export interface Place {
  readonly directory: string
  readonly url: string
}

/** A whole ledger in this process, composed as `npm start` does it, on a clock that a test moves. */
export interface Running extends Place {
  readonly ledger: RunningLedger
  readonly gateway: Gateway
  readonly now: () => number
  /** Moves the ledger's clock forward. */
  readonly moveTo: (time: number) => Promise<void>
  readonly startGuardians: () => Promise<void>
  /** @param places of those who stop; all by default */
  readonly stopGuardians: (places?: readonly number[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts a ledger with the {@link REGISTRAR}; nobody else is registered, and no guardian is at work. */
export async function startRunning(): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'bongin-running-'))
  const clock = createReplayClock(START)
  const log = pino({ level: 'silent' })
  const registrar = { participant: REGISTRAR.participant, signer: REGISTRAR.signer }
  const data = join(directory, 'data')
  const ledger = await startLedger({ directory: data, port: 0, clock: clock.now, registrar, log })
  const guardians = new Map<number, Guardian>()
  const stopGuardians = async (places: readonly number[] = [...guardians.keys()]): Promise<void> => {
    await Promise.all(places.map(place => guardians.get(place)?.stop()))
    for (const place of places) guardians.delete(place)
  }
  return {
    directory,
    url: ledger.url,
    ledger,
    gateway: createGateway(ledger.url),
    now: clock.now,
    moveTo: async time => {
      clock.moveTo(time)
      await ledger.mine()
    },
    startGuardians: async () => {
      for (const place of MEMBERS.keys())
        guardians.set(place, await startMember(directory, ledger, place, clock.now))
    },
    stopGuardians,
    close: async () => {
      await stopGuardians()
      await ledger.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function startMember(
  directory: string,
  ledger: RunningLedger,
  place: number,
  clock: () => number,
): Promise<Guardian> {
  const { participant, secretKey } = MEMBERS[place] as Author
  const folder = join(directory, 'guardians', participant.toString())
  const keyfile = join(folder, 'guardian.key')
  // An earlier start may have made both.
  if ((await mkdir(folder, { recursive: true })) !== undefined) {
    await createKeyfile(keyfile, PASSPHRASE, { signingKey: secretKey }, { cost: COST })
  }
  return startGuardian({
    ...HABITS,
    rpcUrl: ledger.rpcUrl,
    deployment: ledger.deployed,
    guardian: participant,
    keyfile,
    passphrase: PASSPHRASE,
    relayKey: ledger.relayKeys[place] as Hex,
    clock,
    log: pino({ level: 'silent' }),
  })
}

/** Writes a key file into the folder where the command line runs. @returns its name */
export async function writeKey({ directory }: Running, { participant, secretKey }: Author): Promise<string> {
  const name = `${participant}.key`
  await createKeyfile(join(directory, name), PASSPHRASE, { signingKey: secretKey }, { cost: COST })
  return name
}

/** Registers past the command line: for what a test needs and does not test. */
export async function register({ gateway, ledger }: Running, author: Author, role: Role): Promise<void> {
  const { participant, signer } = author
  const roles = roleBits([role])
  const statement = {
    type: 'RegisterParticipant',
    participant,
    roles,
    signer,
    profile: word(participant),
  } as const
  await relay(gateway, createSigner(REGISTRAR.secretKey), ledger.deployed, statement)
}

/** Waits until the guardians have a key in stock; the test's own time limit ends it if they never have. */
export async function readyKey({ gateway }: Running): Promise<void> {
  while ((await gateway.list('/v1/keys?state=Ready', keySchema)).length === 0) await sleep(50)
}

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs the real command line to its end, with nobody at the terminal.
 * @param line what stands behind `bongin`; words may not hold blanks
 */
export async function bongin(
  { directory, url }: Place,
  line: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    LANG: 'C',
    // Many short runs of one program: what each compiles, the next one need not.
    NODE_COMPILE_CACHE: join(directory, 'compiled'),
    BONGIN_URL: url,
    BONGIN_PASSPHRASE: PASSPHRASE,
    ...environment,
  }
  const child = spawn(process.execPath, [MAIN, ...line.split(' ')], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}
