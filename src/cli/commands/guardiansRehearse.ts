import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { z } from 'zod'
import { BonginError } from '../../protocol/error.ts'
import { keySchema, keyWithSharesSchema, participantSchema } from '../api.ts'
import { EXIT } from '../codes.ts'
import { contextOf } from '../context.ts'
import type { Gateway } from '../gateway.ts'
import { columns, type Output } from '../output.ts'
import { type Progress, withProgress } from '../progress.ts'
import { span } from '../readable.ts'
import { openSigner } from '../signing.ts'
import { readLedger, relay } from '../statements.ts'
import { LABELS } from '../words.ts'

interface RehearseOptions {
  readonly key: string
  readonly participant?: bigint
  /** In seconds. */
  readonly wait: number
}

/** A guardian that holds a share of the rehearsed key. */
interface Answer {
  readonly guardian: bigint
  /** From the rehearsal's block to that of its share; null: it has not answered. */
  readonly seconds: number | null
}

type Key = z.output<typeof keySchema>

const POLL = 300

/** `bongin guardians rehearse`: who of the guardians would be there if a tender were opened now. */
export async function rehearse(
  set: number | undefined,
  options: RehearseOptions,
  command: Command,
): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { deployment } = await readLedger(gateway)
  const chosen = await keyToRehearse(gateway, set)
  const { key, heldBy } = chosen
  const signer = await openSigner(options.key)
  const participant = options.participant ?? (await registrarOf(gateway))
  await relay(gateway, signer, deployment, { type: 'RehearseKey', key, participant })
  const answers = await withProgress('Waiting for the guardians', heldBy.length, output.json, progress =>
    awaitAnswers(gateway, key, options.wait * 1000, progress),
  )
  tell(chosen, answers, output)
  if (answers.some(({ seconds }) => seconds === null)) process.exitCode = EXIT.refused
}

/** @throws BonginError `NO_READY_KEY` */
async function keyToRehearse(gateway: Gateway, set: number | undefined): Promise<Key> {
  const query = set === undefined ? '' : `&set=${set}`
  const ready = await gateway.list(`/v1/keys?state=Ready${query}`, keySchema)
  // The newest: it is the key of the guardians who serve from now on.
  const chosen = ready.findLast(({ retired }) => !retired)
  if (chosen !== undefined) return chosen
  throw new BonginError(
    'NO_READY_KEY',
    'There is no ready key to rehearse with. Guardians make new ones by themselves.',
  )
}

async function registrarOf(gateway: Gateway): Promise<bigint> {
  const [registrar] = await gateway.list('/v1/participants?role=registrar', participantSchema)
  if (registrar !== undefined) return registrar.participant
  throw new BonginError('NOT_FOUND', 'The ledger has no registrar: say by --participant who you are.')
}

/** Until all have answered, or the time is over. */
async function awaitAnswers(
  gateway: Gateway,
  key: bigint,
  patience: number,
  progress: Progress,
): Promise<Answer[]> {
  const deadline = Date.now() + patience
  for (;;) {
    const { heldBy, shares, rehearsal } = await gateway.get(`/v1/keys/${key}`, keyWithSharesSchema)
    progress(shares.length)
    const began = rehearsal?.rehearsedAt ?? 0
    const times = new Map(shares.map(({ guardian, releasedAt }) => [guardian, releasedAt - began]))
    if (times.size === heldBy.length || Date.now() >= deadline)
      return heldBy.map(guardian => ({ guardian, seconds: times.get(guardian) ?? null }))
    await sleep(POLL)
  }
}

function tell({ key, set, care }: Key, answers: readonly Answer[], { say, result }: Output): void {
  const answered = answers.filter(({ seconds }) => seconds !== null).length
  const threshold = care?.threshold ?? 0
  const [all, opened] = [answered === answers.length, answered >= threshold]
  const rows = answers.map(({ guardian, seconds }) => [guardian, say(answerWords(seconds))])
  const verdict = say({
    en: `${answered} of ${answers.length} answered; ${threshold} open a key.${all ? '' : ` ${opened ? 'A tender would open, but the silent ones have to be looked after.' : 'A tender would NOT open.'}`}`,
    ko: `${answers.length} 중 ${answered} 응답 (필요 수 ${threshold}).${all ? '' : ` ${opened ? '개찰은 가능하지만 응답하지 않은 수호자를 확인해야 합니다.' : '개찰이 불가능합니다.'}`}`,
  })
  const text = `${columns([say(LABELS.guardian), say(LABELS.answer)], rows)}\n${verdict}`
  result({ set, key, threshold, answers, answered, complete: all, opened }, text)
}

function answerWords(seconds: number | null) {
  if (seconds === null) return { en: 'no answer', ko: '응답 없음' }
  const { en, ko } = span(seconds)
  return { en: `after ${en}`, ko: `${ko} 후` }
}
