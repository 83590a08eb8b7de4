import { openDirectoryStore } from './directory.ts'
import type { DocumentStore } from './store.ts'

/**
 * Opens the store that a place names.
 * @param place a directory, or `s3://bucket/prefix?endpoint=https://…&region=…`
 * @throws BonginError `STORE_UNAVAILABLE`
 */
export async function openDocumentStore(place: string): Promise<DocumentStore> {
  if (!place.startsWith('s3://')) return openDirectoryStore(place)
  const { host, pathname, searchParams } = new URL(place)
  const prefix = pathname.replace(/^\//, '').replace(/([^/])$/, '$1/')
  // Loaded only then: the SDK takes longer to load than the rest of a gateway.
  const { openS3Store } = await import('./s3.ts')
  return openS3Store({
    bucket: host,
    prefix,
    endpoint: searchParams.get('endpoint') ?? undefined,
    region: searchParams.get('region') ?? undefined,
  })
}
