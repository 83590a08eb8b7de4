import { mkdir, writeFile } from 'node:fs/promises'
import { bundleClient } from './client/bundle.ts'

// `npm run client`: writes dist/bongin-client.js, the client library for pages and programs that do not build anything
// themselves.
const FOLDER = new URL('../dist/', import.meta.url)
await mkdir(FOLDER, { recursive: true })
await writeFile(new URL('bongin-client.js', FOLDER), await bundleClient('esm'))
