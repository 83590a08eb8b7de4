import { z } from 'zod'
import { readGauges } from '../metrics/gauges.ts'
import { NOTHING, type Route } from '../route.ts'

export const showMetrics: Route = {
  method: 'get',
  path: '/metrics',
  tag: 'health',
  summary: { en: 'Metrics for Prometheus', ko: 'Prometheus 지표' },
  description:
    'Requests by route and status and how long they took, statements that wait and how long they take to a block, how far the index is behind, messages of webhooks, and the process itself.',
  params: NOTHING,
  query: NOTHING,
  answer: z.string(),
  answerType: 'text/plain',
  codes: [],
  mount: (router, context) => {
    router.get('/metrics', async (_request, response) => {
      const text = await context.metrics.text(await readGauges(context))
      response.set('Cache-Control', 'no-store').set('Content-Type', context.metrics.contentType).send(text)
    })
  },
}
