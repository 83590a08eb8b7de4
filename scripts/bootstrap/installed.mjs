// npm runs this after each change of node_modules, so that "npm install something" leaves a lockfile that is good for
// every platform and is not followed by a second installation at the next start.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { noteInstalled } from './dependencies.mjs'
import { completeLockfile } from './lockfile.mjs'
import { suitsUs } from './runtime.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

completeLockfile(join(root, 'package-lock.json'))
// Under an older Node npm has left parts out: then the next start must install again.
if (suitsUs(process.versions.node)) noteInstalled(root)
