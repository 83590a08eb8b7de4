import type { EnvelopeContext } from '../documents/envelope.ts'
import { documentError } from '../documents/error.ts'
import { chunkHash, type Manifest, manifestToJson, parseManifest, rootOf } from '../documents/manifest.ts'
import { type OpenedFile, openDocuments } from '../documents/open.ts'
import { type Profile, readProfile } from '../documents/profile.ts'
import { type Source, sealDocuments } from '../documents/seal.ts'
import { type Hex, ZERO_WORD } from '../protocol/bytes.ts'
import { multiply } from '../protocol/point.ts'
import { documentsKey, sealKey, sealSchema } from '../protocol/seal.ts'
import { type SignedStatement, signedStatementToJson } from '../protocol/statement.ts'
import { uint256 } from '../protocol/value.ts'
import type { Answer } from './api.ts'
import { clientError, isRefusal } from './problem.ts'
import { allAgree, fieldOf, hashOf, type Reach, readLedger, readTender } from './reading.ts'
import { getJson, sendJson } from './requests.ts'
import { bidContext, type Sealing } from './sealing.ts'
import type { Transport } from './transport.ts'

/** The documents of a bid, and what happens to each chunk once it is sealed: onto a disk, or into the page's memory. */
export interface DocumentOrder {
  readonly files: readonly Source[]
  keep(chunk: Uint8Array<ArrayBuffer>, place: number): Promise<void>
  /**
   * Hash of the agency's profile, as a node that the bidder trusts has it. Without it the gateways are believed, if they agree.
   */
  readonly profileHash?: Hex | undefined
}

/** Documents on their way to the gateways. */
export interface Upload {
  readonly manifest: Manifest
  /** The bid that names them; not needed any more once it is on the ledger. */
  readonly signed?: SignedStatement
  /** Gives each chunk again, as `keep` got it. */
  fetchChunk(place: number): Promise<Uint8Array<ArrayBuffer>>
  /** Told after each chunk. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * A participant's profile, checked against the hash that the registry names. A gateway that names another hash could have
 * documents sealed to a key of its own: so every gateway is asked, and those that answer have to agree.
 */
export async function fetchProfile({ transport }: Reach, participant: bigint, hash?: Hex): Promise<Profile> {
  const path = { participant: String(participant) }
  const found = await getJson<Answer<'/v1/participants/{participant}'>>(
    transport,
    '/v1/participants/{participant}',
    { path },
  )
  if (found.profile === ZERO_WORD)
    throw documentError('UNFIT_PROFILE', `Participant ${participant} has no profile in the registry.`)
  const profileIn = (body: unknown): unknown => Reflect.get(Object(body), 'profile')
  if (!(await allAgree(transport, `/v1/participants/${participant}`, profileIn, [found.profile, hash])))
    throw clientError(
      'KEY_MISMATCH',
      `The gateways do not agree about the profile of participant ${participant}.`,
    )
  const response = await transport.send(`/v1/participants/${participant}/profile`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return readProfile(bytes, participant, hashOf(found.profile))
}

/**
 * Brings a profile to the gateways. The registry has to name its hash already.
 * @throws BonginError `UNFIT_PROFILE`, `NOT_FOUND`
 */
export async function publishProfile(
  { transport }: Reach,
  participant: bigint,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await transport.send(`/v1/participants/${participant}/profile`, { method: 'PUT', headers, body: bytes })
}

/** @throws BonginError `UNFIT_PROFILE` if the agency has published no encryption key, `UNFIT_DOCUMENTS`, `FILE_CHANGED` */
export async function sealDocumentsOf(
  reach: Reach,
  { files, keep, profileHash }: DocumentOrder,
  { tender, bidder, agency }: Pick<EnvelopeContext, 'tender' | 'bidder' | 'agency'>,
  { deployment, joint, r }: Sealing,
): Promise<Manifest> {
  const { encryptionKey } = await fetchProfile(reach, agency, profileHash)
  if (encryptionKey === undefined)
    throw documentError('UNFIT_PROFILE', `The profile of agency ${agency} holds no key to encrypt to.`)
  const { chainId, ledger } = deployment
  const key = sealKey(bidContext(deployment, tender, bidder), multiply(r, joint.publicKey))
  return sealDocuments(
    files,
    {
      context: { chainId, ledger, tender, bidder, agency },
      outer: documentsKey(key),
      receiver: encryptionKey,
    },
    keep,
  )
}

type State = Answer<'/v1/documents/{root}'>

/** Chunks under way at once. */
const AT_ONCE = 4
/** Gateways may change during an upload, and do not all share one store. */
const ROUNDS = 5

/**
 * Uploads what is not there yet; after an interruption the same call goes on where it stopped.
 * @throws BonginError as the gateway refuses it; `DOCUMENTS_DAMAGED` if a chunk is not the one that was sealed
 */
export async function uploadDocuments(transport: Transport, upload: Upload): Promise<void> {
  const { manifest, signed, onProgress } = upload
  const total = manifest.chunks.length
  const told = {
    manifest: manifestToJson(manifest),
    ...(signed && { signed: signedStatementToJson(signed) }),
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const state = await sendJson<State>(transport, '/v1/documents', told, { signal: upload.signal })
    let done = total - state.missing.length
    onProgress?.(done, total)
    if (done === total) return
    const places = state.missing.values()
    const work = async (): Promise<void> => {
      for (const place of places) {
        await putChunk(transport, upload, place)
        onProgress?.(++done, total)
      }
    }
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work))
    } catch (error) {
      if (!isRefusal(error, 'UNKNOWN_DOCUMENTS')) throw error
    }
  }
  throw documentError('DOCUMENTS_MISSING', 'The gateways did not keep what they were given. Upload again.')
}

async function putChunk(
  transport: Transport,
  { manifest, fetchChunk, signal }: Upload,
  place: number,
): Promise<void> {
  const chunk = await fetchChunk(place)
  if ((await chunkHash(chunk)) !== manifest.chunks[place])
    throw documentError('DOCUMENTS_DAMAGED', `Chunk ${place} is not the one that was sealed.`)
  await transport.send(`/v1/documents/${rootOf(manifest)}/chunks/${place}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: chunk,
    signal,
  })
}

/**
 * The documents of an opened bid, for the agency. Whatever the gateways say is checked: against the root in the bid, and each
 * chunk against its hash.
 * @param privateKey of the agency, as `encryptionKeyOf` gives it
 * @throws BonginError `KEY_NOT_OPEN` before the opening, `DOCUMENTS_MISSING`, `DOCUMENTS_DAMAGED`
 */
export async function* openDocumentsOf(
  reach: Reach,
  tender: Hex,
  bidder: bigint,
  privateKey: Parameters<typeof openDocuments>[1]['privateKey'],
): AsyncGenerator<OpenedFile> {
  const { transport } = reach
  const [{ deployment }, { agency, key }] = await Promise.all([readLedger(reach), readTender(reach, tender)])
  const bid = await getJson<Answer<'/v1/tenders/{tender}/bids/{bidder}'>>(
    transport,
    '/v1/tenders/{tender}/bids/{bidder}',
    { path: { tender, bidder: String(bidder) } },
  )
  const root = hashOf(bid.attachments)
  if (root === ZERO_WORD) return
  const { secret } = await getJson<Answer<'/v1/keys/{key}'>>(transport, '/v1/keys/{key}', {
    path: { key: String(key) },
  })
  if (secret === null)
    throw documentError(
      'KEY_NOT_OPEN',
      'The opening key of this tender is not on the ledger yet: nobody can read these documents before.',
    )
  const shared = multiply(fieldOf(uint256, secret), fieldOf(sealSchema, bid.seal))
  const outer = documentsKey(sealKey(bidContext(deployment, tender, bidder), shared))
  const { chainId, ledger } = deployment
  const context = { chainId, ledger, tender, bidder, agency }
  const manifest = await manifestOf(transport, root)
  const fetchChunk = async (place: number): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await transport.send(`/v1/documents/${root}/chunks/${place}`)).arrayBuffer())
  yield* openDocuments(manifest, { context, outer, privateKey }, fetchChunk)
}

async function manifestOf(transport: Transport, root: Hex): Promise<Manifest> {
  const { manifest: told, missing } = await getJson<State>(transport, '/v1/documents/{root}', {
    path: { root },
  })
  const manifest = parseManifest(told)
  if (rootOf(manifest) !== root)
    throw documentError('DOCUMENTS_DAMAGED', 'The gateway shows other documents than the bid names.')
  if (missing.length === 0) return manifest
  throw documentError(
    'DOCUMENTS_MISSING',
    `${missing.length} of ${manifest.chunks.length} chunks of the documents are not there. Whoever kept them can still bring them.`,
    { details: { root, missing } },
  )
}
