import { type EvidenceSource, exportEvidence } from '../evidence/export.ts'
import type { Subject } from '../verify/evidence.ts'
import type { GatewayConfig } from './config/config.ts'
import { gatewayError } from './error.ts'

/** The place in which exports of evidence are made: each costs the node and this process seconds of work. */
export type Exports = {
  /**
   * Takes a place for one client.
   * @param client its address
   * @returns gives the place back
   * @throws BonginError `EXPORTS_BUSY`
   */
  enter(client: string): () => void
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
  const running = new Map<string, number>()
  let total = 0

  const change = (client: string, by: 1 | -1): void => {
    total += by
    const count = (running.get(client) ?? 0) + by
    if (count > 0) running.set(client, count)
    else running.delete(client)
  }

  const source = (): EvidenceSource => {
    if (evidence !== undefined) return evidence
    throw gatewayError(
      'NO_FINALITY',
      'This gateway makes no evidence: it knows nobody who vouches for the blocks.',
    )
  }

  return {
    enter: client => {
      if (total >= limit || (running.get(client) ?? 0) >= exportsEach) {
        const sentence = `At most ${limit} exports are made at once, ${exportsEach} for one address. Try again in a moment.`
        throw gatewayError('EXPORTS_BUSY', sentence, { exports: limit, exportsEach })
      }
      change(client, 1)
      let isOver = false
      return () => {
        if (!isOver) change(client, -1)
        isOver = true
      }
    },
    source,
    begin: async subject => exportEvidence(source(), subject),
  }
}
