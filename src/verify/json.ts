import { verifyError } from './error.ts'

/** What strict JSON holds here: whole numbers only. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Evidence is nested 12 deep at most; each level costs the reader's stack. */
const MAX_DEPTH = 32

/*
 * JSON.parse takes what two readers may understand differently: of two equal keys the last, of a number too large for a double another
 * number, and it builds whatever nesting a file asks for. Evidence must read the same everywhere (RFC 8785 and I-JSON, RFC 7493, ask
 * for no less), so this reader refuses all three.
 */

/**
 * Reads strict JSON (RFC 8259 within the limits of RFC 7493): no key twice, well-formed Unicode, whole numbers up to 2^53 - 1 without
 * exponent, at most {@link MAX_DEPTH} levels.
 * @throws MALFORMED_JSON, DUPLICATE_KEY, FORBIDDEN_KEY, UNSAFE_NUMBER, MALFORMED_TEXT, TOO_DEEP; `details.offset` is the place in the text
 */
export function parseJson(text: string): Json {
  const reader: Reader = { text, offset: 0 }
  const value = readValue(reader, 0)
  skipSpace(reader)
  if (reader.offset < text.length) throw fault(reader, 'MALFORMED_JSON', 'Something follows after the end')
  return value
}

interface Reader {
  readonly text: string
  offset: number
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
/** Up to the quote, an escape or a control character, none of which stands in most strings. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const WORDS = { t: 'true', f: 'false', n: 'null' } as const
const MEANINGS = { true: true, false: false, null: null } as const
/** Keys that a reader may take for something that every object has. */
const FORBIDDEN = '__proto__'

function readValue(reader: Reader, depth: number): Json {
  skipSpace(reader)
  const first = reader.text[reader.offset]
  if (first === '"') return readString(reader)
  if (first === '{' || first === '[') {
    if (depth === MAX_DEPTH) throw fault(reader, 'TOO_DEEP', `Nested deeper than ${MAX_DEPTH} levels`)
    return first === '{' ? readObject(reader, depth + 1) : readArray(reader, depth + 1)
  }
  if (first === 't' || first === 'f' || first === 'n') return readWord(reader, WORDS[first])
  return readNumber(reader)
}

function readObject(reader: Reader, depth: number): Json {
  const object: Record<string, Json> = {}
  let isFirst = true
  reader.offset++
  for (skipSpace(reader); !take(reader, '}'); skipSpace(reader)) {
    if (!isFirst) expect(reader, ',')
    isFirst = false
    skipSpace(reader)
    const key = readString(reader)
    if (key === FORBIDDEN) throw fault(reader, 'FORBIDDEN_KEY', `The key ${FORBIDDEN} is not allowed`)
    if (Object.hasOwn(object, key)) throw fault(reader, 'DUPLICATE_KEY', `The key "${key}" is there twice`)
    skipSpace(reader)
    expect(reader, ':')
    object[key] = readValue(reader, depth)
  }
  return object
}

function readArray(reader: Reader, depth: number): Json {
  const items: Json[] = []
  reader.offset++
  for (skipSpace(reader); !take(reader, ']'); skipSpace(reader)) {
    if (items.length > 0) expect(reader, ',')
    items.push(readValue(reader, depth))
  }
  return items
}

function readString(reader: Reader): string {
  const start = reader.offset
  expect(reader, '"')
  let end = match(reader, PLAIN).length + reader.offset
  while (reader.text[end] === '\\') {
    reader.offset = end + 2
    end = match(reader, PLAIN).length + reader.offset
  }
  reader.offset = end
  expect(reader, '"')
  const raw = reader.text.slice(start, reader.offset)
  const string = raw.includes('\\') ? decodeEscapes({ ...reader, offset: start }, raw) : raw.slice(1, -1)
  if (!string.isWellFormed()) {
    throw fault({ ...reader, offset: start }, 'MALFORMED_TEXT', 'Half a surrogate pair is no text')
  }
  return string
}

function decodeEscapes(reader: Reader, raw: string): string {
  try {
    return JSON.parse(raw) as string
  } catch {
    throw fault(reader, 'MALFORMED_JSON', 'This is no string')
  }
}

function readNumber(reader: Reader): number {
  const digits = match(reader, NUMBER)
  if (digits === '') throw fault(reader, 'MALFORMED_JSON', 'A value is missing')
  const value = Number(digits)
  // "-0", "1.0" and "1e2" have another form that means the same.
  if (!Number.isSafeInteger(value) || digits !== String(value)) {
    throw fault(reader, 'UNSAFE_NUMBER', 'Only whole numbers up to 2^53 - 1, in plain digits, are allowed')
  }
  reader.offset += digits.length
  return value
}

function readWord(reader: Reader, word: keyof typeof MEANINGS): Json {
  for (const letter of word) expect(reader, letter)
  return MEANINGS[word]
}

function skipSpace(reader: Reader): void {
  reader.offset += match(reader, SPACE).length
}

function match(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.offset
  return pattern.exec(reader.text)?.[0] ?? ''
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.offset] !== character) return false
  reader.offset++
  return true
}

function expect(reader: Reader, character: string): void {
  if (take(reader, character)) return
  const isEnd = reader.offset >= reader.text.length
  throw fault(
    reader,
    'MALFORMED_JSON',
    isEnd ? 'The file ends in the middle: it is truncated' : `"${character}" is expected here`,
  )
}

type Code =
  | 'MALFORMED_JSON'
  | 'DUPLICATE_KEY'
  | 'FORBIDDEN_KEY'
  | 'UNSAFE_NUMBER'
  | 'MALFORMED_TEXT'
  | 'TOO_DEEP'

function fault({ offset }: Reader, code: Code, sentence: string) {
  return verifyError(code, `Not readable as JSON at character ${offset}: ${sentence}`, {
    details: { offset },
  })
}
