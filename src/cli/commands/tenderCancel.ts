import type { Command } from 'commander'
import { PHASES } from '../../protocol/tender.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { showTender } from '../tenderText.ts'
import { PHASE_WORDS } from '../words.ts'

interface CancelOptions {
  readonly key: string
  readonly reason: number
  readonly document: string
}

/** `bongin tender cancel`: for good; what is sealed stays sealed. */
export async function cancel(id: string, options: CancelOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const [{ deployment }, found] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
  const { tender, acts: act, phase } = found
  const { reason } = options
  const document = await hashOf(options.document)
  const signer = await openSigner(options.key)
  // A cancellation that somebody keeps back is worth nothing once the tender has gone on.
  const statement = { type: 'Cancel', tender, act, phase: PHASES.indexOf(phase), reason, document } as const
  const receipt = await relay(gateway, signer, deployment, statement)
  await showTender(context, tender, { ...receipt, cancelledIn: phase })
  const words = PHASE_WORDS[phase]
  context.output.hint({
    en: `It was cancelled in phase ${words.en}.`,
    ko: `${words.ko} 단계에서 취소되었습니다.`,
  })
}
