import { addressOf } from './api.ts'
import { clientError } from './problem.ts'
import type { Sending, Transport } from './transport.ts'

/** What fills an address, without the types that `Client.get` gives it. */
export interface Request {
  readonly path?: object | undefined
  readonly query?: object | undefined
  readonly signal?: AbortSignal | undefined
}

const PAGE = 500

/** The body of a successful answer. The caller names its type, which the OpenAPI document promises for that address. */
export async function getJson<Body>(
  transport: Transport,
  path: string,
  { path: values, query, signal }: Request = {},
): Promise<Body> {
  return jsonOf(await transport.send(addressOf(path, values, query), { signal }))
}

/** Sends JSON. What is sent may be sent twice. */
export async function sendJson<Body>(
  transport: Transport,
  path: string,
  body: unknown,
  { headers = {}, ...sending }: Sending = {},
): Promise<Body> {
  const type = { 'content-type': 'application/json' }
  const json = JSON.stringify(body)
  return jsonOf(
    await transport.send(path, { method: 'POST', ...sending, headers: { ...type, ...headers }, body: json }),
  )
}

export async function* listItems<Item>(
  transport: Transport,
  path: string,
  request: Request = {},
): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const query = { limit: PAGE, ...request.query, ...(cursor === undefined ? {} : { cursor }) }
    const page = await getJson<{ items: readonly Item[]; next: string | null }>(transport, path, {
      ...request,
      query,
    })
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

async function jsonOf<Body>(response: Response): Promise<Body> {
  try {
    return (await response.json()) as Body
  } catch (cause) {
    throw clientError('GATEWAY_ANSWER', `${response.url} gave an answer that is not JSON.`, { cause })
  }
}
