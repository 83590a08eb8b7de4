import type { Route } from '../route.ts'
import { actRoutes } from './acts.ts'
import { bidRoutes } from './bids.ts'
import { showCare } from './care.ts'
import { ceremonyRoutes } from './ceremonies.ts'
import { documentRoutes, profileRoutes } from './documents.ts'
import { followEvents } from './events.ts'
import { evidenceRoutes } from './evidence.ts'
import { guardianSetRoutes } from './guardianSets.ts'
import { healthRoutes } from './health.ts'
import { keyRoutes } from './keys.ts'
import { showLedger } from './ledger.ts'
import { showMetrics } from './metrics.ts'
import { showObjections } from './objections.ts'
import { openingRoutes } from './openings.ts'
import { openingWorkRoutes } from './openingWork.ts'
import { orderRoutes } from './orders.ts'
import { participantRoutes } from './participants.ts'
import { showStatement, submitStatement } from './statements.ts'
import { tenderRoutes } from './tenders.ts'
import { showTerms } from './termsVersions.ts'
import { webhookRoutes } from './webhooks.ts'
import { showWithdrawals } from './withdrawals.ts'

/** Every operation of the API, in the order in which the documentation shows them. */
export const ROUTES: readonly Route[] = [
  showLedger,
  submitStatement,
  showStatement,
  ...tenderRoutes,
  showTerms,
  ...actRoutes,
  showObjections,
  ...bidRoutes,
  showWithdrawals,
  ...documentRoutes,
  ...openingRoutes,
  ...openingWorkRoutes,
  ...orderRoutes,
  ...keyRoutes,
  ...guardianSetRoutes,
  ...ceremonyRoutes,
  showCare,
  followEvents,
  ...webhookRoutes,
  ...evidenceRoutes,
  ...participantRoutes,
  ...profileRoutes,
  ...healthRoutes,
  showMetrics,
]
