import { pad, widthOf } from '../verify/report/width.ts'
import type { Language, Words } from './language.ts'

/** Where a command writes: one result to standard output, as JSON or for people; everything else to standard error. */
export interface Output {
  readonly json: boolean
  /** Picks the reader's language. */
  say(words: Words): string
  /** @param result what `--json` prints  @param text what people read */
  result(result: object, text: string): void
  /** Something that a person should know besides; not printed with `--json`. */
  hint(words: Words): void
}

export function createOutput(json: boolean, language: Language): Output {
  const say = (words: Words): string => words[language]
  return {
    json,
    say,
    result: (result, text) => process.stdout.write(`${json ? toText(result) : text}\n`),
    hint: words => json || process.stderr.write(`${say(words)}\n`),
  }
}

/** Whether `--json` was asked for, also if the rest of what was typed is not understood. */
export function wantsJson(): boolean {
  return process.argv.includes('--json')
}

/** One line of JSON; bigints as decimal strings. */
export function toText(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item))
}

/** Lines of `name  value`, the values in one column. */
export function table(rows: readonly (readonly [string, unknown])[]): string {
  const width = Math.max(...rows.map(([name]) => widthOf(name)))
  return rows.map(([name, value]) => `${pad(name, width)}  ${String(value)}`.trimEnd()).join('\n')
}

/** Rows under a heading, each column as wide as its widest cell; numbers to the right. */
export function columns(heading: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [heading, ...rows.map(row => row.map(String))]
  const widths = heading.map((_, column) => Math.max(...cells.map(row => widthOf(row[column] ?? ''))))
  const isNumber = heading.map((_, column) => rows.every(row => /^[\d,.]+$/.test(String(row[column]))))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (isNumber[column] ? padStart : pad)(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return cells.map(line).join('\n')
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}
