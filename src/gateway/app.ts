import { randomUUID } from 'node:crypto'
import express, { type Express, type RequestHandler, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import type { Context } from './context.ts'
import { docsRouter } from './docs/router.ts'
import { gatewayError, handleError } from './error.ts'
import { expressPath } from './route.ts'
import { ROUTES } from './routes/routes.ts'

/** The gateway's HTTP interface. It holds no state of its own; what it needs is in the context. */
export const createApp = (context: Context): Express => {
  const { config } = context
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustedProxies)
  app.set('json replacer', (_name: string, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  app.use(context.metrics.count, logRequests(context), securityHeaders)
  if (config.requestsPerMinute > 0) app.use(limitRate(config.requestsPerMinute))
  app.use(apiRouter(context), docsRouter(context))
  app.use(request => {
    throw gatewayError('UNKNOWN_ROUTE', `There is nothing at ${request.path}. See /docs for what there is.`)
  })
  app.use(handleError)
  return app
}

const apiRouter = (context: Context): Router => {
  const router = Router({ caseSensitive: true, strict: true })
  for (const route of ROUTES) route.mount(router, context)
  for (const [path, routes] of Map.groupBy(ROUTES, ({ path }) => path)) {
    router.all(expressPath(path), onlyMethods(routes.map(({ method }) => method.toUpperCase())))
  }
  return router
}

/** Stands behind the routes of a path: what comes here has a method that none of them takes. */
const onlyMethods = (methods: readonly string[]): RequestHandler => {
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return (request, response) => {
    response.set('Allow', allowed)
    if (request.method === 'OPTIONS') return void response.status(204).end()
    throw gatewayError('METHOD_NOT_ALLOWED', `This address takes ${allowed}, not ${request.method}.`)
  }
}

/** As proxies and clients make them; anything else could forge lines of the log. */
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/

/** Only what is needed: no bodies, no headers, which may hold what is not ours to keep. */
const logRequests = ({ log }: Context): RequestHandler =>
  pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const { 'x-request-id': given } = request.headers
      const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
      response.setHeader('X-Request-Id', id)
      return id
    },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
  })

/** Pages of ours need a style sheet and nothing else; answers must not be taken for pages. */
const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
})

/** Against one client that starves the others; what protects the ledger is that garbage never becomes a transaction. */
const limitRate = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: ({ path }) => path.startsWith('/health/') || path === '/metrics',
    handler: (_request, _response, next) => {
      next(
        gatewayError(
          'TOO_MANY_REQUESTS',
          `At most ${limit} requests a minute from one address. Wait a minute.`,
          { limit },
        ),
      )
    },
  })
