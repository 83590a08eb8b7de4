import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HardhatPlugin } from 'hardhat/types/plugins'

/**
 * Lets Node run the typed contract clients as they stand. TypeChain writes them for a compiler that turns ".ts" into ".js",
 * with a stray semicolon in its namespaces, which so no longer hold types alone and cannot be stripped, and with our argument
 * "package", a reserved word, as the label of a tuple's member.
 */
export const runnableClients: HardhatPlugin = {
  id: 'bongin-runnable-clients',
  dependencies: () => [import('@nomicfoundation/hardhat-typechain')],
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        async processArtifactsAfterSuccessfulBuild(context) {
          const folder = context.config.typechain.outDir
          if (folder !== undefined) await makeRunnable(folder)
        },
      }),
    }),
  },
}

async function makeRunnable(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  for (const name of names.filter(name => name.endsWith('.ts'))) {
    const file = join(folder, name)
    const before = await readFile(file, 'utf8')
    const after = runnable(before)
    if (after === before) continue
    // Somebody may be importing the file at this moment: it changes at once or not at all.
    await writeFile(`${file}.new`, after)
    await rename(`${file}.new`, file)
  }
}

/** @param source of a client as TypeChain writes it */
export function runnable(source: string): string {
  return source
    .replace(/(from\s*['"]\.[^'"]*)\.js(['"])/g, '$1.ts$2')
    .replace(/^(\s*export interface OutputObject .*\});$/gm, '$1')
    .replace(/^(?=.*\[)(.*), package:/gm, '$1, package_:')
}
