import type { FileReport, Share } from './report.ts'

/** @returns 0 to 100; 100 where there is nothing to reach */
export function percent({ reached, all }: Share): number {
  return all === 0 ? 100 : (100 * reached) / all
}

/** All contracts together. */
export function total(report: FileReport[]): { lines: Share; branches: Share } {
  const sum = (shares: Share[]) => ({
    reached: shares.reduce((reached, share) => reached + share.reached, 0),
    all: shares.reduce((all, share) => all + share.all, 0),
    missed: [],
  })
  return {
    lines: sum(report.map(({ lines }) => lines)),
    branches: sum(report.map(({ branches }) => branches)),
  }
}

/** One row a contract, and under each row what was not reached. */
export function tableOf(report: FileReport[]): string {
  const rows = report.filter(({ lines, branches }) => lines.all + branches.all > 0).flatMap(rowsOf)
  const sum = total(report)
  return [
    row('Contract', 'Lines', 'Branches'),
    ...rows,
    row('All', cell(sum.lines), cell(sum.branches)),
  ].join('\n')
}

function rowsOf({ file, lines, branches }: FileReport): string[] {
  return [
    row(file.replace('contracts/', ''), cell(lines), cell(branches)),
    ...(lines.missed.length > 0 ? [`    lines ${lines.missed.join(', ')}`] : []),
    ...branches.missed.map(missed => `    ${missed}`),
  ]
}

function row(name: string, lines: string, branches: string): string {
  return `${name.padEnd(40)}${lines.padStart(18)}${branches.padStart(18)}`
}

function cell(share: Share): string {
  return `${percent(share).toFixed(1)} % of ${share.all}`
}
