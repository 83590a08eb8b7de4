import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Condition } from '../hardhat/branchCoverage.ts'

/** Of so many, so many were reached. `missed` says which were not: line numbers, or conditions with the outcome that never came. */
export interface Share {
  reached: number
  all: number
  missed: string[]
}

export interface FileReport {
  file: string
  lines: Share
  branches: Share
}

/** @param copy folder in which the tests ran with Hardhat's coverage */
export function readReport(copy: string): FileReport[] {
  const lines = linesOf(readFileSync(join(copy, 'coverage', 'lcov.info'), 'utf8'))
  const hits = hitTags(copy)
  const conditions = globSync('coverage/branches/*.json', { cwd: copy }).flatMap(name =>
    readJson<Condition[]>(join(copy, name)),
  )
  return [...lines.keys()].sort().map(file => ({
    file,
    lines: lines.get(file) ?? { reached: 0, all: 0, missed: [] },
    branches: branchesOf(
      conditions.filter(condition => condition.file === file),
      hits,
    ),
  }))
}

/** Reads the records of an lcov file: `SF:` names a file, `DA:` a line and whether it was reached. */
function linesOf(lcov: string): Map<string, Share> {
  const files = new Map<string, Share>()
  for (const record of lcov.split('end_of_record')) {
    const file = /^SF:(.*)$/m.exec(record)?.[1]
    if (file === undefined || !/^contracts\/(?!mocks\/)/.test(file)) continue
    const lines = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line = '', count]) => ({
      line,
      hit: count !== '0',
    }))
    files.set(file, {
      reached: lines.filter(({ hit }) => hit).length,
      all: lines.length,
      missed: lines.filter(({ hit }) => !hit).map(({ line }) => line),
    })
  }
  return files
}

/** What the instrumented contracts reported, from all runners. */
function hitTags(copy: string): Set<string> {
  const files = globSync('coverage/data/*/*.json', { cwd: copy })
  return new Set(files.flatMap(name => Object.keys(readJson<Record<string, number>>(join(copy, name)))))
}

function branchesOf(conditions: Condition[], hits: Set<string>): Share {
  const missed = conditions.flatMap(({ line, text, tags }) =>
    (['true', 'false'] as const)
      .filter(outcome => !hits.has(tags[outcome]))
      .map(outcome => `${line}: ${text} is never ${outcome}`),
  )
  return { reached: 2 * conditions.length - missed.length, all: 2 * conditions.length, missed }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
