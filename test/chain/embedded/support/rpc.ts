import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

export interface Receipt {
  readonly transactionHash: string
  readonly blockHash: string
  readonly blockNumber: string
  readonly status: string
  readonly contractAddress: string | null
  readonly logs: readonly unknown[]
}

export interface Block {
  readonly number: string
  readonly hash: string
  readonly timestamp: string
  readonly transactions: readonly string[]
}

/** Posts a JSON text as it is. */
export function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
}

/** The whole answer, a result or an error. */
export async function ask(url: string, method: string, params: unknown[] = []): Promise<Answer> {
  const response = await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  return (await response.json()) as Answer
}

/** The result. The type is what the method promises by its name. */
export async function call<T = string>(url: string, method: string, params: unknown[] = []): Promise<T> {
  const { result, error } = await ask(url, method, params)
  if (error !== undefined) throw new Error(`${method}: ${error.code} ${error.message}`)
  return result as T
}

/** Sends several transactions in one batch, so that they arrive in this order and at one moment. */
export async function sendAll(url: string, raws: readonly string[]): Promise<Answer[]> {
  const calls = raws.map((raw, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'eth_sendRawTransaction',
    params: [raw],
  }))
  return (await (await post(url, JSON.stringify(calls))).json()) as Answer[]
}

export async function receiptOf(url: string, hash: unknown): Promise<Receipt> {
  for (;;) {
    const receipt = await call<Receipt | null>(url, 'eth_getTransactionReceipt', [hash])
    if (receipt !== null) return receipt
    await sleep(2)
  }
}

export function block(url: string, tag: string | number = 'latest'): Promise<Block> {
  const name = typeof tag === 'number' ? `0x${tag.toString(16)}` : tag
  return call<Block>(url, 'eth_getBlockByNumber', [name, false])
}
