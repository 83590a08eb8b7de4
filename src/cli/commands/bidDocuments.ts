import type { Command } from 'commander'
import { openDocumentsOf, uploadDocuments } from '../../client/documents.ts'
import type { Manifest } from '../../documents/manifest.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { SignedStatement } from '../../protocol/statement.ts'
import { type Context, contextOf } from '../context.ts'
import { assertNoFolder, documentsFileOf, openChunkFile, reachOf, writeDocuments } from '../documents.ts'
import { columns } from '../output.ts'
import { withProgress } from '../progress.ts'
import { openEncryptionKey } from '../signing.ts'
import { LABELS } from '../words.ts'

interface DocumentsOptions {
  readonly key: string
  readonly out: string
}

/** `bongin bid documents`: what a bidder handed in, for the agency, once the bid can be opened. */
export async function readDocuments(
  tender: Hex,
  bidder: bigint,
  { key, out }: DocumentsOptions,
  command: Command,
): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  await assertNoFolder(out)
  const { privateKey } = await openEncryptionKey(key)
  const files = await writeDocuments(out, openDocumentsOf(reachOf(gateway), tender, bidder, privateKey))
  const none = say({ en: 'This bid has no documents.', ko: '첨부 문서가 없는 투찰입니다.' })
  const rows = files.map(({ name, size }) => [name, size.toLocaleString('en')])
  const heading = [say(LABELS.file), say({ en: 'bytes', ko: '바이트' })]
  output.result({ folder: out, files }, files.length === 0 ? none : columns(heading, rows))
}

/** Brings the documents of a bid to the gateway, before the bid itself: a bid whose documents lack is disqualified. */
export async function uploadFrom(
  bid: string,
  manifest: Manifest,
  signed: SignedStatement,
  { gateway, output }: Context,
): Promise<void> {
  const { fetchChunk, close } = await openChunkFile(documentsFileOf(bid), manifest)
  const label = output.say({ en: 'Documents, MiB', ko: '첨부 문서 (MiB)' })
  try {
    await withProgress(label, manifest.chunks.length, output.json, progress =>
      uploadDocuments(reachOf(gateway).transport, { manifest, signed, fetchChunk, onProgress: progress }),
    )
  } finally {
    await close()
  }
}
