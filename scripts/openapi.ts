import { writeFile } from 'node:fs/promises'
import { openApiText } from '../src/gateway/docs/document.ts'

// Writes src/generated/openapi.json from the gateway's schemas. A test fails when it is stale.
await writeFile(new URL('../src/generated/openapi.json', import.meta.url), openApiText())
