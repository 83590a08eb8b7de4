import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Suite } from 'mocha'

const TITLE = 'follows its branch tree'

/**
 * Adds the test that a suite and the `.tree` file beside it say the same. Call it first in the innermost `describe`.
 * `UPDATE_TREES=1` writes the file from the tests.
 * @param url the test file's `import.meta.url`
 */
export function followsTree(url: string): void {
  it(TITLE, function () {
    const file = fileURLToPath(url).replace(/\.test\.ts$/, '.tree')
    const suite = this.test?.parent
    const outline = `${suite?.parent?.title}\n${suite === undefined ? '' : branch(suite, '', true)}`
    if (process.env.UPDATE_TREES === '1') writeFileSync(file, outline)
    expect(readFileSync(file, 'utf8')).to.equal(outline)
  })
}

function branch(suite: Suite, indent: string, last: boolean): string {
  const inner = indent + (last ? '    ' : '│   ')
  const tests = suite.tests.filter(({ title }) => title !== TITLE)
  const twigs = [...tests.map(({ title }) => title), ...suite.suites]
  const lines = twigs.map((twig, place) => {
    const isLast = place === twigs.length - 1
    return typeof twig === 'string' ? `${line(twig, inner, isLast)}` : branch(twig, inner, isLast)
  })
  return line(suite.title, indent, last) + lines.join('')
}

function line(title: string, indent: string, last: boolean): string {
  return `${indent}${last ? '└──' : '├──'} ${title}\n`
}
