import type { Response } from 'express'
import { z } from 'zod'
import { reach } from '../../chain/reach.ts'
import { ledgerHead } from '../../db/queries/ledger.ts'
import { CARES } from '../../protocol/care.ts'
import { ALARM_KINDS, readCare } from '../care.ts'
import type { Context } from '../context.ts'
import { NOTHING, type Route } from '../route.ts'
import { count } from '../schema/fields.ts'

const tag = 'health'

/** An index that is further behind than this shows the past as if it were the present. */
const MAX_LAG = 100
const PATIENCE = 5_000

const check = z.strictObject({ ok: z.boolean(), detail: z.string().nullable() })
const readinessSchema = z
  .strictObject({
    ready: z.boolean(),
    ledger: check.extend({ block: count.nullable() }),
    index: check.extend({ block: count.nullable(), lagBlocks: count.nullable() }),
    guardians: z
      .strictObject({ state: z.enum(CARES), alarms: z.array(z.enum(ALARM_KINDS)) })
      .nullable()
      .meta({
        description:
          'What `/v1/care` tells in full. No gateway can do anything about it, so this one is ready all the same. Null if the index does not say',
      }),
  })
  .meta({ id: 'Readiness', description: 'Whether this gateway can do its work, and what is missing' })

type Readiness = z.output<typeof readinessSchema>

export const healthRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/health/live',
    tag,
    summary: { en: 'Whether the process answers', ko: '프로세스 응답 확인' },
    params: NOTHING,
    query: NOTHING,
    answer: z.strictObject({ live: z.literal(true) }),
    codes: [],
    mount: router => {
      router.get('/health/live', (_request, response) => send(response, 200, { live: true }))
    },
  },
  {
    method: 'get',
    path: '/health/ready',
    tag,
    summary: { en: 'Whether ledger and index can be reached', ko: '원장과 색인의 준비 상태' },
    description: 'Answers 200 if all is well, otherwise 503 with the same body.',
    params: NOTHING,
    query: NOTHING,
    answer: readinessSchema,
    codes: [],
    mount: (router, context) => {
      router.get('/health/ready', async (_request, response) => {
        const readiness = await readinessOf(context)
        send(response, readiness.ready ? 200 : 503, readiness)
      })
    },
  },
]

const send = (response: Response, status: number, body: object): void => {
  response.status(status).set('Cache-Control', 'no-store').json(body)
}

const readinessOf = async (context: Context): Promise<Readiness> => {
  const { contracts, database, index } = context
  const [head, indexed] = await Promise.all([
    attempt(() => reach(contracts.provider.getBlockNumber())),
    attempt(async () => (await ledgerHead(database))?.block ?? -1),
  ])
  const lastError = index.status?.().lastError ?? null
  const lag = head.value === null || indexed.value === null ? null : Math.max(0, head.value - indexed.value)
  const indexOk = indexed.value !== null && lastError === null && (lag ?? 0) <= MAX_LAG
  return {
    guardians: indexed.value === null ? null : await guardiansOf(context),
    ready: head.value !== null && indexOk,
    ledger: { ok: head.value !== null, detail: head.detail, block: head.value },
    index: {
      ok: indexOk,
      detail: indexed.detail ?? lastError,
      block: indexed.value === -1 ? null : indexed.value,
      lagBlocks: lag,
    },
  }
}

const guardiansOf = async ({ database, now }: Context): Promise<Readiness['guardians']> => {
  const { value } = await attempt(async () => readCare(database, await now()))
  return value && { state: value.state, alarms: [...new Set(value.alarms.map(({ kind }) => kind))] }
}

const attempt = async <Value>(
  ask: () => Promise<Value>,
): Promise<{ value: Value | null; detail: string | null }> => {
  const patience = new AbortController()
  try {
    return { value: await Promise.race([ask(), tooLong(patience.signal)]), detail: null }
  } catch (error) {
    return { value: null, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    patience.abort()
  }
}

const tooLong = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`No answer within ${PATIENCE / 1000} seconds.`)),
      PATIENCE,
    )
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
