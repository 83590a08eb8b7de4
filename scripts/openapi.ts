import { writeFile } from 'node:fs/promises'
import { openApiText } from '../src/gateway/docs/document.ts'
import { openApiTypes } from './openapi/types.ts'

// Writes src/generated/openapi.json from the gateway's schemas, and the client's types from that. A test fails when one is stale.
const document = openApiText()
await writeFile(new URL('../src/generated/openapi.json', import.meta.url), document)
await writeFile(new URL('../src/generated/openapi.ts', import.meta.url), await openApiTypes(document))
