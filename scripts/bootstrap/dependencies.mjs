import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { announced, Failure } from './messages.mjs'
import { installExactly } from './npm.mjs'
import { hashOf, isFresh, noteDone } from './stamp.mjs'

/**
 * Installs the packages of package-lock.json unless just these are installed already.
 *
 * The stamp lies inside node_modules and is written last; npm empties node_modules first. So an
 * installation that was interrupted anywhere has no stamp and is done again.
 * @param {string} root
 */
export async function dependenciesReady(root) {
  if (isInstalled(root)) return
  await withLock(join(root, '.node', 'lock'), async addOwner => {
    if (isInstalled(root)) return
    await announced('Installing packages (once, about a minute)', () => installExactly(root, addOwner))
    noteInstalled(root)
  })
}

/**
 * Called after each successful installation, also one by hand (the "dependencies" script of package.json).
 * @param {string} root
 */
export function noteInstalled(root) {
  noteDone(stampOf(root), inputsOf(root))
}

/** @param {string} root */
function isInstalled(root) {
  return isFresh(stampOf(root), inputsOf(root))
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'node_modules', '.bongin-installed')
}

/** @param {string} root */
function inputsOf(root) {
  try {
    return hashOf(root, [join(root, 'package-lock.json')], [process.platform, process.arch])
  } catch (cause) {
    throw new Failure(
      'package-lock.json cannot be read: this does not look like a whole copy of the project.',
      { cause },
    )
  }
}
