import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { createGateway } from '../../src/cli/gateway.ts'
import { GUARDIAN_DEFAULTS, type Guardian, startGuardian } from '../../src/guardian/daemon.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import type { BonginError } from '../../src/protocol/error.ts'
import { type RunningLedger, startLedger } from '../ledger/start.ts'
import { type Cast, loadCast, type Member } from './cast.ts'
import { createReplayClock } from './clock.ts'
import { keepKeyFile, keepOfficeKeys } from './keyFiles.ts'
import { constructionNotice } from './notices.ts'
import type { Stage } from './play.ts'

export interface DemoOptions {
  readonly directory: string
  readonly port: number
  /** No progress bars. */
  readonly quiet: boolean
  readonly databaseUrl?: string | undefined
  readonly documents?: string | undefined
  readonly onExit?: (error: BonginError) => void
}

/** Guardians look often, because here the time between two acts is seconds and not days. */
const GUARDIAN_PACE = { interval: 100, stagger: 300, releasePatience: 1_500, stock: 2, batch: 4 }

/** Starts a ledger with five guardians on a clock that can replay the past. */
export async function startDemoLedger(
  options: DemoOptions,
): Promise<{ stage: Stage; ledger: RunningLedger; close(): Promise<void> }> {
  const { directory, port, quiet } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const cast = await loadCast(directory)
  await keepOfficeKeys(directory, cast)
  const { announcedAt } = await constructionNotice()
  const clock = createReplayClock(announcedAt)
  const log = pino(
    { level: 'info' },
    pino.destination({ dest: join(directory, 'log.jsonl'), mkdir: true, sync: false }),
  )
  const { id: participant, signer } = cast.registrar
  const ledger = await startLedger({
    directory,
    port,
    clock: clock.now,
    registrar: { participant, signer: signer.address },
    databaseUrl: options.databaseUrl,
    documents: options.documents,
    log,
    ...(options.onExit && { onExit: options.onExit }),
  })
  const guardians: Guardian[] = []
  const close = async (): Promise<void> => {
    await Promise.all(guardians.map(guardian => guardian.stop()))
    await ledger.close()
  }
  try {
    for (const [place, member] of cast.guardians.entries()) {
      const relayKey = ledger.relayKeys[place] as Hex
      guardians.push(await startMember(member, { directory, cast, ledger, relayKey, log }))
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    stage: { gateway: createGateway(ledger.url), cast, clock, mine: ledger.mine, quiet },
    ledger,
    close,
  }
}

interface Surroundings {
  readonly directory: string
  readonly cast: Cast
  readonly ledger: RunningLedger
  readonly relayKey: Hex
  readonly log: pino.Logger
}

async function startMember(
  member: Member,
  { directory, cast, ledger, relayKey, log }: Surroundings,
): Promise<Guardian> {
  const folder = join(directory, 'guardians', member.id.toString())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keyfile = join(folder, 'keyfile.json')
  const passphrase = cast.passphrase(member)
  await keepKeyFile(keyfile, passphrase, member)
  return startGuardian({
    ...GUARDIAN_DEFAULTS,
    ...GUARDIAN_PACE,
    rpcUrl: ledger.rpcUrl,
    deployment: ledger.deployed,
    guardian: member.id,
    keyfile,
    passphrase,
    relayKey,
    log,
  })
}
