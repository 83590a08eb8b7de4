import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const HEADING = '// Made by scripts/openapi.ts from src/generated/openapi.json. Do not edit.\n'

/**
 * The TypeScript types of the API, from which the client library knows what it may ask and what comes back.
 * @param document the text of the OpenAPI document
 */
export async function openApiTypes(document: string): Promise<string> {
  const nodes = await openapiTS(JSON.parse(document) as OpenAPI3, { immutable: true })
  return `${HEADING}\n${astToString(nodes)}`
}
