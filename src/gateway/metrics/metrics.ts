import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge as GaugeMetric, Histogram, Registry } from 'prom-client'
import type { Gauge } from './gauge.ts'

/** What a gateway counts of itself. */
export type Metrics = {
  /** Counts requests, and how long they take. */
  readonly count: RequestHandler
  readonly contentType: string
  /** @param gauges what else is to be told now */
  text(gauges: readonly Gauge[]): Promise<string>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** Requests that end when somebody leaves. */
const ENDLESS = '/v1/events'

export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'bongin_http_requests_total',
    help: 'Requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'bongin_http_request_seconds',
    help: 'From a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [registry],
  })

  const count: RequestHandler = (request, response, next) => {
    const began = performance.now()
    response.once('close', () => {
      // The route's pattern, never the path: whoever asks for many paths must not make many metrics.
      const route = typeof request.route?.path === 'string' ? request.route.path : 'none'
      const { method } = request
      requests.inc({ method, route, status: response.statusCode })
      if (route !== ENDLESS) durations.observe({ method, route }, (performance.now() - began) / 1_000)
    })
    next()
  }

  return {
    count,
    contentType: registry.contentType,
    text: async gauges => {
      const momentary = new Registry()
      for (const each of gauges) addGauge(momentary, each)
      return `${await registry.metrics()}\n${await momentary.metrics()}`
    },
  }
}

const addGauge = (registry: Registry, { name, help, samples }: Gauge): void => {
  // Without a value the library would tell 0.
  if (samples.length === 0) return
  const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))]
  const metric = new GaugeMetric({ name, help, labelNames, registers: [registry] })
  for (const { labels, value } of samples) metric.set(labels, value)
}
