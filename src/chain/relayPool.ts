import type { Relay } from './relay.ts'

/**
 * Several relay accounts as one: each call goes through the account that has the fewest under way. A call that one account waits for
 * (a lost transaction, a gap before its nonce) then holds up that account's calls alone.
 * @param relays at least one; the pool closes them
 */
export const poolRelays = (relays: readonly [Relay, ...Relay[]]): Relay => {
  const underWay = new Map<Relay, number>(relays.map(relay => [relay, 0]))

  const idlest = (): Relay =>
    relays.reduce((best, each) => ((underWay.get(each) ?? 0) < (underWay.get(best) ?? 0) ? each : best))

  return {
    // Whoever only asks the node what a call would do, asks as the first account.
    address: relays[0].address,
    send: async (call, note) => {
      const relay = idlest()
      underWay.set(relay, (underWay.get(relay) ?? 0) + 1)
      try {
        return await relay.send(call, note)
      } finally {
        underWay.set(relay, (underWay.get(relay) ?? 1) - 1)
      }
    },
    close: () => {
      for (const relay of relays) relay.close()
    },
  }
}
