import type { Command } from 'commander'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { showTender } from '../tenderText.ts'

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
  const { tender, acts: act } = found
  const { reason } = options
  const document = await hashOf(options.document)
  const signer = await openSigner(options.key)
  const statement = { type: 'Cancel', tender, act, reason, document } as const
  const receipt = await relay(gateway, signer, deployment, statement)
  await showTender(context, tender, receipt)
}
