import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * The client library as one script for a browser; as a module it runs in Node, too.
 * @param format `iife` defines the global `bongin`
 * @returns its text
 * @throws if the library needs anything that only Node has
 */
export async function bundleClient(format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/client/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'browser',
    format,
    ...(format === 'iife' ? { globalName: 'bongin' } : {}),
    minify: true,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
