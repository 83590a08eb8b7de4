import { z } from 'zod'
import { readCare } from '../care.ts'
import { gaugesText, guardianGauges } from '../metrics.ts'
import { NOTHING, type Route } from '../route.ts'

export const showMetrics: Route = {
  method: 'get',
  path: '/metrics',
  tag: 'health',
  summary: { en: 'Gauges for Prometheus', ko: 'Prometheus 지표' },
  description:
    'As `text/plain; version=0.0.4`: which guardians are alive, and how the keys that need them stand.',
  params: NOTHING,
  query: NOTHING,
  answer: z.string(),
  codes: [],
  mount: (router, { database, now }) => {
    router.get('/metrics', async (_request, response) => {
      const text = gaugesText(guardianGauges(await readCare(database, await now())))
      response.set('Cache-Control', 'no-store').type('text/plain; version=0.0.4; charset=utf-8').send(text)
    })
  },
}
