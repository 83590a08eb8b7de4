import type { JointKey } from '../protocol/openingKey.ts'
import type { Deployment } from '../protocol/statement.ts'
import { keySchema } from './api.ts'
import type { Gateway } from './gateway.ts'

/**
 * The joint key that a tender's bids (and a single reserve price) are sealed to.
 * @param node JSON-RPC address of a node that the author trusts. Without one the gateway is believed, and a gateway that names a key of
 * its own could read the price before the opening; the ledger then refuses the bid, which names the key.
 * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH` if the ledger knows another key, `LEDGER_UNREACHABLE`
 */
export async function jointKeyOf(
  gateway: Gateway,
  key: bigint,
  deployment: Deployment,
  node: string | undefined,
): Promise<JointKey> {
  const { joint } = await gateway.get(`/v1/keys/${key}`, keySchema)
  if (node !== undefined) await (await import('./node.ts')).assertKey(node, deployment, key, joint)
  return joint
}
