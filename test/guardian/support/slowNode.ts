import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Transaction } from 'ethers'

interface Call {
  readonly id: unknown
  readonly method: string
  readonly params: readonly string[]
}

/** The way to a node on which the receipts of some transactions never arrive. */
export interface SlowNode {
  readonly url: string
  readonly close: () => Promise<void>
}

/** @param selector of the function of whose calls the receipts are kept back */
export async function openSlowNode(target: string, selector: string): Promise<SlowNode> {
  const kept = new Set<string>()
  const noteSent = ({ method, params: [raw = ''] }: Call) => {
    if (method !== 'eth_sendRawTransaction') return
    const { data, hash } = Transaction.from(raw)
    if (data.startsWith(selector) && hash !== null) kept.add(hash)
  }
  const isKept = ({ method, params: [hash = ''] }: Call) =>
    method === 'eth_getTransactionReceipt' && kept.has(hash)

  const server = createServer(async (request, response) => {
    const body = await text(request)
    const parsed = JSON.parse(body) as Call | Call[]
    const calls = [parsed].flat()
    for (const call of calls) noteSent(call)
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(target, { method: 'POST', headers, body })
    const answers = [(await answer.json()) as { id: unknown } | { id: unknown }[]].flat()
    const hidden = new Set(calls.filter(isKept).map(({ id }) => id))
    const shown = answers.map(each => (hidden.has(each.id) ? { ...each, result: null } : each))
    response.writeHead(200, headers).end(JSON.stringify(Array.isArray(parsed) ? shown : shown[0]))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
