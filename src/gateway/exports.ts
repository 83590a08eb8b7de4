import { type EvidenceSource, exportEvidence } from '../evidence/export.ts'
import type { Subject } from '../verify/evidence.ts'
import type { GatewayConfig } from './config/config.ts'
import { gatewayError } from './error.ts'
import { createPlaces, type Places } from './places.ts'

/** The place in which exports of evidence are made: each costs the node and this process seconds of work. */
export type Exports = {
  /** Takes a place for one client. @throws BonginError `EXPORTS_BUSY` */
  readonly enter: Places['enter']
  /** @throws BonginError `NO_FINALITY`, or what `exportEvidence` throws */
  begin(subject: Subject): ReturnType<typeof exportEvidence>
  /** @throws BonginError `NO_FINALITY` */
  source(): EvidenceSource
}

/** @param evidence undefined where nothing is set up for it */
export const createExports = (
  evidence: EvidenceSource | undefined,
  { exports: limit, exportsEach }: GatewayConfig,
): Exports => {
  const { enter } = createPlaces(limit, exportsEach, 'EXPORTS_BUSY')

  const source = (): EvidenceSource => {
    if (evidence !== undefined) return evidence
    throw gatewayError(
      'NO_FINALITY',
      'This gateway makes no evidence: it knows nobody who vouches for the blocks.',
    )
  }

  return {
    enter,
    source,
    begin: async subject => exportEvidence(source(), subject),
  }
}
