/** One message of a stream of server-sent events. */
export interface StreamMessage {
  /** Where to resume after this message; empty if the stream names no places. */
  readonly id: string
  readonly event: string
  readonly data: string
}

/** What a stream tells besides its messages. */
export interface StreamMemory {
  /** The place of the last message that came whole. */
  id: string
  /** How long to wait before connecting again, in milliseconds, if it said so. */
  retry: number | undefined
}

const BYTE_ORDER_MARK = '\ufeff'
const DEFAULT_EVENT = 'message'

/**
 * Reads `text/event-stream` as the HTML standard describes it (9.2.6), however it is cut into pieces. A message that the stream's
 * end cuts off is dropped: who resumes gets it again.
 * @param memory told as the stream goes on, so that it is there also when the stream breaks
 */
export async function* readMessages(
  pieces: AsyncIterable<string>,
  memory: StreamMemory,
): AsyncGenerator<StreamMessage> {
  let message = { id: memory.id, event: '', data: [] as string[] }
  for await (const line of linesOf(pieces)) {
    if (line !== '') {
      take(line, message, memory)
      continue
    }
    // Only now: a message whose end is still to come must be asked for again if it does not come.
    const { id, event, data } = message
    memory.id = id
    message = { id, event: '', data: [] }
    if (data.length > 0) yield { id, event: event || DEFAULT_EVENT, data: data.join('\n') }
  }
}

type Unfinished = { id: string; event: string; data: string[] }

function take(line: string, message: Unfinished, memory: StreamMemory): void {
  const [name, value] = fieldOf(line)
  if (name === 'event') message.event = value
  else if (name === 'data') message.data.push(value)
  else if (name === 'id' && !value.includes('\0')) message.id = value
  else if (name === 'retry' && /^\d+$/.test(value)) memory.retry = Number(value)
}

/** A comment has the empty name. */
function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  if (colon < 0) return [line, '']
  const value = line.slice(colon + 1)
  return [line.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value]
}

/** Lines end with CR LF, LF or CR; what is not ended is not a line. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  let isFirst = true
  for await (const piece of pieces) {
    if (piece === '') continue
    rest += isFirst && piece.startsWith(BYTE_ORDER_MARK) ? piece.slice(1) : piece
    isFirst = false
    // A CR at the very end may be half of a CR LF.
    const ends = /\r\n|\n|\r(?!$)/g
    let start = 0
    for (let end = ends.exec(rest); end !== null; end = ends.exec(rest)) {
      yield rest.slice(start, end.index)
      start = end.index + end[0].length
    }
    rest = rest.slice(start)
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1)
}
