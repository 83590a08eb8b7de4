import { setTimeout as sleep } from 'node:timers/promises'
import { ledgerHead } from '../../db/queries/ledger.ts'
import { inclusionTimes, messageCounts } from '../../db/queries/operation.ts'
import { queueDepth } from '../../db/queries/queue.ts'
import { readCare } from '../care.ts'
import type { Context } from '../context.ts'
import { type Gauge, gauge, gaugeBy } from './gauge.ts'
import { guardianGauges } from './guardians.ts'

type Source = (context: Context) => Promise<Gauge[]>

/** What is asked for when somebody reads the metrics. Add a source here; one that fails is left out, and the others are told. */
const SOURCES: readonly Source[] = [
  context => indexGauges(context),
  context => queueGauges(context),
  context => webhookGauges(context),
  async ({ database, now }) => guardianGauges(await readCare(database, await now())),
]

/** In milliseconds: a scrape that hangs is worth less than one that lacks something. */
const PATIENCE = 3_000
const RECENTLY = 60_000

export const readGauges = async (context: Context): Promise<Gauge[]> => {
  const read = SOURCES.map(source => within(source(context)))
  return (await Promise.allSettled(read)).flatMap(result =>
    result.status === 'fulfilled' ? result.value : [],
  )
}

const within = async <T>(work: Promise<T>): Promise<T> => {
  const patience = new AbortController()
  const tooLong = sleep(PATIENCE, undefined, { signal: patience.signal }).then(() => {
    throw new Error('This takes too long for a scrape.')
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    patience.abort()
    tooLong.catch(() => undefined)
  }
}

const indexGauges: Source = async ({ database, contracts }) => {
  const [stored, head] = await Promise.all([
    ledgerHead(database),
    within(contracts.provider.getBlockNumber()).catch(() => null),
  ])
  const indexed = stored?.block ?? -1
  return [
    gauge(
      'bongin_ledger_block',
      'The last block of the ledger; missing while its node does not answer.',
      head,
    ),
    gauge('bongin_index_block', 'The last block that the index holds; -1 before the first.', indexed),
    gauge(
      'bongin_index_lag_blocks',
      'How many blocks the index is behind the ledger.',
      head === null ? null : Math.max(0, head - indexed),
    ),
    gauge('bongin_index_time_seconds', 'The time of the last indexed block.', stored?.timestamp),
  ]
}

const queueGauges: Source = async ({ database }) => {
  const now = Date.now()
  const [{ waiting, oldest }, times] = await Promise.all([
    queueDepth(database),
    inclusionTimes(database, now - RECENTLY),
  ])
  const seconds = (milliseconds: number | null): number | null =>
    milliseconds === null ? null : milliseconds / 1_000
  const quantiles = { '0.5': seconds(times.half), '0.99': seconds(times.most), '1': seconds(times.all) }
  return [
    gauge('bongin_queue_depth', 'Statements on their way to the ledger, of all gateways.', waiting),
    gauge(
      'bongin_queue_oldest_seconds',
      'How long the oldest of them waits.',
      oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000),
    ),
    gaugeBy(
      'bongin_inclusion_seconds',
      'From taking a statement to its block, of those of the last minute.',
      'quantile',
      quantiles,
    ),
    gauge('bongin_inclusions', 'Statements that came into a block within the last minute.', times.count),
  ]
}

const webhookGauges: Source = async ({ database, config }) =>
  config.webhooks === undefined
    ? []
    : [
        gaugeBy(
          'bongin_webhook_messages',
          'Messages of webhooks that wait, and that were given up.',
          'state',
          {
            ...(await messageCounts(database)),
          },
        ),
      ]
