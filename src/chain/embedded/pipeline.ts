import { connect, type Socket } from 'node:net'

/** Where a program of this machine listens. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** HTTP posts on one connection that are all sent at once and answered in their order. */
export interface Pipeline {
  /**
   * Posts a JSON text.
   * @returns the answer's body
   * @throws if the connection ends before the answer, and at every call after that
   */
  post(body: string): Promise<string>
  close(): void
}

interface Waiting {
  readonly resolve: (body: string) => void
  readonly reject: (error: Error) => void
}

const HEAD_END = '\r\n\r\n'

/**
 * Opens a connection to an address of this machine. HTTP/1.1 lets a client send before it has the answer to what it sent before
 * (RFC 9112, section 9.3.2), and the server takes the requests one after the other. Node's own client waits for each answer,
 * and a JSON-RPC batch is no substitute: anvil works on its calls in any order.
 */
export function openPipeline({ host, port }: Address): Pipeline {
  const socket = connect({ port, host, noDelay: true })
  const waiting: Waiting[] = []
  let end: Error | undefined

  const stop = (error: Error) => {
    end ??= error
    for (const { reject } of waiting.splice(0)) reject(end)
    socket.destroy()
  }
  socket.on('error', stop)
  socket.on('close', () => stop(new Error('the connection was closed')))
  onBodies(socket, body => waiting.shift()?.resolve(body), stop)

  const post = (body: string) =>
    new Promise<string>((resolve, reject) => {
      if (end !== undefined) return reject(end)
      waiting.push({ resolve, reject })
      const head = `POST / HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`
      socket.write(head + HEAD_END + body)
    })
  return { post, close: () => socket.destroy() }
}

/** Cuts what arrives into the bodies of its HTTP answers. */
function onBodies(socket: Socket, give: (body: string) => void, fail: (error: Error) => void): void {
  let chunks: Buffer[] = []
  let held = 0
  let needed = 0
  socket.on('data', chunk => {
    chunks.push(chunk)
    held += chunk.length
    if (held < needed) return
    let rest = Buffer.concat(chunks)
    for (;;) {
      const answer = cutAnswer(rest)
      if (answer instanceof Error) return fail(answer)
      needed = answer.size
      if (answer.body === undefined) break
      give(answer.body)
      rest = rest.subarray(answer.size)
    }
    chunks = [rest]
    held = rest.length
  })
}

/** The first answer in the bytes: its body once all of it is there, and the bytes that it takes, as far as that is known. */
function cutAnswer(bytes: Buffer): { body?: string; size: number } | Error {
  const headSize = bytes.indexOf(HEAD_END)
  if (headSize === -1) return { size: 0 }
  const head = bytes.subarray(0, headSize).toString('latin1')
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (!head.startsWith('HTTP/1.1 200') || length === undefined) return new Error(`unexpected answer: ${head}`)
  const start = headSize + HEAD_END.length
  const size = start + Number(length)
  return bytes.length < size ? { size } : { body: bytes.subarray(start, size).toString(), size }
}
