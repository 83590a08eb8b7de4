/** How long one question to the node may take, in milliseconds. */
const RPC_TIMEOUT = 30_000

/**
 * Posts JSON and reads the answer as JSON.
 * @throws Error with a `code` by which `reach` knows that nobody answers: `TIMEOUT`, `NETWORK_ERROR`, `SERVER_ERROR`
 */
export const postJson = async (url: string, body: unknown): Promise<unknown> => {
  const response = await ask(url, body)
  if (!response.ok) throw away('SERVER_ERROR', `The node answered with HTTP status ${response.status}.`)
  try {
    return await response.json()
  } catch (cause) {
    throw away('SERVER_ERROR', 'The node answered with something that is no JSON.', cause)
  }
}

const ask = async (url: string, body: unknown): Promise<Response> => {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(RPC_TIMEOUT),
    })
  } catch (cause) {
    if (cause instanceof DOMException) throw away('TIMEOUT', 'The node does not answer in time.', cause)
    throw away('NETWORK_ERROR', 'The node does not answer.', cause)
  }
}

const away = (code: string, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code })
