/** Where a command writes: one result to standard output, as JSON or for people; progress and errors to standard error. */
export interface Output {
  readonly json: boolean
  /** @param result what `--json` prints  @param text what people read */
  result(result: object, text: string): void
}

export function createOutput(json: boolean): Output {
  return {
    json,
    result: (result, text) => process.stdout.write(`${json ? toText(result) : text}\n`),
  }
}

/** One line of JSON; bigints as decimal strings. */
export function toText(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item))
}

/** Lines of `name  value`, the values in one column. */
export function table(rows: readonly (readonly [string, unknown])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`).join('\n')
}

/** Rows under a heading, each column as wide as its widest cell; numbers to the right. */
export function columns(heading: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [heading, ...rows.map((row) => row.map(String))]
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const isNumber = heading.map((_, column) => rows.every((row) => /^[\d,.]+$/.test(String(row[column]))))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return cells.map(line).join('\n')
}

/** 3,964,214,000 won. */
export function won(amount: bigint): string {
  return `${amount.toLocaleString('en-US')} won`
}

/** Korean time, because tenders are announced in it: 2025-01-15 11:00:00 KST. */
export function time(seconds: number): string {
  const korean = new Date((seconds + 9 * 3600) * 1000).toISOString()
  return `${korean.slice(0, 10)} ${korean.slice(11, 19)} KST`
}
