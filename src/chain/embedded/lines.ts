import type { FileHandle } from 'node:fs/promises'

export interface Line {
  /** From 1. */
  readonly number: number
  /** Without the newline. */
  readonly bytes: Buffer
  /** Position in the file behind the line and its newline. */
  readonly end: number
  readonly terminated: boolean
  /** Nothing but this line's own newline stands behind it. */
  readonly last: boolean
}

const CHUNK = 1 << 20
const NEWLINE = 10

/**
 * Reads a file's first `size` bytes line by line, in pieces, so that a long file needs little memory.
 */
export async function* readLines(file: FileHandle, size: number): AsyncGenerator<Line> {
  let pieces: Buffer[] = []
  let number = 1
  let position = 0
  while (position < size) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(CHUNK, size - position)), {
      position,
    })
    if (bytesRead === 0) throw new Error('The file became shorter while it was read.')
    const chunk = buffer.subarray(0, bytesRead)
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const end = position + at + 1
      const bytes = Buffer.concat([...pieces, chunk.subarray(from, at)])
      yield { number, bytes, end, terminated: true, last: end === size }
      pieces = []
      number++
      from = at + 1
    }
    pieces.push(chunk.subarray(from))
    position += bytesRead
  }
  const rest = Buffer.concat(pieces)
  if (rest.length > 0) yield { number, bytes: rest, end: size, terminated: false, last: true }
}
