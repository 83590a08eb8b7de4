import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['bin', 'contracts', 'ignition', 'scripts', 'src', 'test']
const MAX_CODE_LINES = 400

/** @returns a complaint for each source file with more than 400 lines of code; generated files do not count */
export function longFiles(root: string): string[] {
  return FOLDERS.flatMap(folder => sourceFiles(root, folder))
    .map(file => ({ file, lines: codeLines(readFileSync(join(root, file), 'utf8')) }))
    .filter(({ lines }) => lines > MAX_CODE_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines of code; split it.`)
}

/** Lines that are neither empty nor comment alone. */
export function codeLines(source: string): number {
  const withoutBlocks = source.replace(/^\s*\/\*[\s\S]*?\*\//gm, '')
  return withoutBlocks.split('\n').filter(line => !/^\s*(\/\/.*)?$/.test(line)).length
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => /\.(ts|tsx|sol|mjs)$/.test(file) && !file.includes('generated'))
}
