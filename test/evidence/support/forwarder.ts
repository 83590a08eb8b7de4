import type { Stage } from '../../../scripts/vectors/evidence/stage.ts'
import type { Call } from '../../../src/chain/relay.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'

/*
 * A contract that passes calls on: its calldata is an address and what is to be sent there.
 *
 *   calldatacopy(0, 20, calldatasize - 20)
 *   if (call(gas, calldataload(0) >> 96, 0, 0, calldatasize - 20, 0, 0)) stop
 *   revert(0, 0)
 */
const RUNTIME = '601436038060145f375f5f825f5f5f3560601c5af1601b575f5ffd5b00'
/** Gives back the code behind it: 9 bytes. */
const CREATE = '601d8060095f395ff3'

export async function deployForwarder(stage: Stage): Promise<Hex> {
  const address = stage.nextContract()
  await stage.send({ data: `0x${CREATE}${RUNTIME}` })
  return address
}

export function forwarded(forwarder: Hex, { to, data }: Call): Call {
  return { to: forwarder, data: `${to}${data.slice(2)}` }
}
