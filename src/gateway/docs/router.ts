import { Router } from 'express'
import type { Context } from '../context.ts'
import { ROUTES } from '../routes/routes.ts'
import { createOpenApi } from './document.ts'
import { docsPage, rootPage } from './page.ts'
import { STYLE } from './style.ts'

/** Where people and programs read what this gateway can do. All of it is made once, at the start. */
export const docsRouter = ({ contracts }: Pick<Context, 'contracts'>): Router => {
  const router = Router({ caseSensitive: true, strict: true })
  const document = createOpenApi()
  const openApi = JSON.stringify(document)
  const docs = docsPage(document, ROUTES)
  const root = rootPage()
  const { chainId, ledger } = contracts.deployment
  const links = {
    docs: '/docs',
    openapi: '/openapi.json',
    ledger: '/v1/ledger',
    tenders: '/v1/tenders',
    health: '/health/ready',
  }

  router.get('/openapi.json', (_request, response) => void response.type('json').send(openApi))
  router.get('/docs', (_request, response) => void response.type('html').send(docs))
  router.get('/docs/style.css', (_request, response) => void response.type('css').send(STYLE))
  router.get('/', (request, response) => {
    response.vary('Accept')
    if (request.accepts(['json', 'html']) === 'html') response.type('html').send(root)
    else response.json({ name: 'Bongin gateway', chainId: chainId.toString(), contract: ledger, links })
  })
  return router
}
