import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * Whether the work noted in a stamp was done from just these inputs.
 * @param {string} path
 * @param {string} inputs hash of the inputs
 */
export function isFresh(path, inputs) {
  try {
    return readFileSync(path, 'utf8') === inputs
  } catch {
    return false
  }
}

/**
 * Notes that the work has been done. Whole or not at all: a torn stamp could never be told from another hash.
 * @param {string} path
 * @param {string} inputs
 */
export function noteDone(path, inputs) {
  writeFileSync(`${path}.new`, inputs)
  renameSync(`${path}.new`, path)
}

/**
 * @param {string} root to which the names are relative: a copy of the whole folder, taken to a machine without a network, stays ready
 * @param {string[]} files hashed with their names, so that a renamed file counts as a change
 * @param {string[]} facts other things on which the work depends
 * @returns {string} SHA-256, hex
 */
export function hashOf(root, files, facts) {
  const hash = createHash('sha256')
  for (const fact of facts) hash.update(`${fact}\0`)
  for (const file of files) {
    const content = createHash('sha256').update(readFileSync(file)).digest()
    hash.update(`${relative(root, file)}\0`).update(content)
  }
  return hash.digest('hex')
}
