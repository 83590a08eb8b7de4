import type { Database } from '../../db/database.ts'
import { areDeclared, areNamed, declareDocuments } from '../../db/queries/documents.ts'
import { findParticipant } from '../../db/queries/participants.ts'
import { findTender } from '../../db/queries/tenders.ts'
import {
  chunkBytes,
  chunkHash,
  type Manifest,
  manifestToJson,
  parseManifest,
  rootOf,
} from '../../documents/manifest.ts'
import { readProfile } from '../../documents/profile.ts'
import type { DocumentStore } from '../../documents/store/store.ts'
import { type Hex, ZERO_WORD } from '../../protocol/bytes.ts'
import type { SignedStatement, Statement } from '../../protocol/statement.ts'
import type { GatewayConfig } from '../config/config.ts'
import { gatewayError } from '../error.ts'
import { type AuthorParts, assertBidder } from './author.ts'

/** A bid as its bidder signed it, before or after it is on the ledger. */
export type SignedBid = SignedStatement & { readonly statement: Extract<Statement, { type: 'SubmitBid' }> }

/** What this gateway has of the documents of a bid. */
export type DocumentsState = {
  readonly root: Hex
  readonly manifest: Manifest
  /** Places of the chunks that are not here yet. */
  readonly missing: readonly number[]
}

/**
 * Takes sealed documents in and gives them out. It sees ciphertexts only, and whatever it gives out can be checked by its hash.
 */
export type DocumentDesk = {
  /**
   * Tells that documents will come. Only a registered supplier's signed bid, or a bid on the ledger, makes room for them:
   * otherwise anybody could fill the disk.
   * @throws BonginError `WRONG_ROOT`, `UNKNOWN_DOCUMENTS`, `TOO_LATE`, `QUOTA_EXCEEDED`, and as the ledger would refuse the bid's
   * author
   */
  declare(manifest: Manifest, signed: SignedBid | undefined): Promise<DocumentsState>
  /** @throws BonginError `UNKNOWN_DOCUMENTS` */
  state(root: Hex): Promise<DocumentsState>
  /** @throws BonginError `UNKNOWN_DOCUMENTS`, `CHUNK_MISMATCH` */
  keep(root: Hex, place: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** @throws BonginError `UNKNOWN_DOCUMENTS` */
  fetch(root: Hex, place: number): Promise<Uint8Array<ArrayBuffer>>
  /** @returns its hash. @throws BonginError `NOT_FOUND`, `UNFIT_PROFILE` */
  keepProfile(participant: bigint, bytes: Uint8Array<ArrayBuffer>): Promise<Hex>
  /** @throws BonginError `NOT_FOUND` */
  fetchProfile(participant: bigint): Promise<Uint8Array<ArrayBuffer>>
}

export type DeskParts = AuthorParts & {
  readonly database: Database
  readonly config: GatewayConfig
  /** The ledger's time, in seconds since 1970. */
  readonly now: () => Promise<number>
  readonly store: DocumentStore | undefined
}

const MANIFEST = 'manifest'
const PROFILE = 'profile'

export const createDocumentDesk = (parts: DeskParts): DocumentDesk => {
  const { database } = parts
  const store = (): DocumentStore => {
    if (parts.store !== undefined) return parts.store
    throw gatewayError('DOCUMENTS_OFF', 'This gateway keeps no documents. Ask another one.')
  }
  const stateOf = async (root: Hex): Promise<DocumentsState> => {
    const manifest = await readManifest(store(), root)
    const there = new Set(await store().list(root))
    const missing = [...manifest.chunks.keys()].filter(place => !there.has(String(place)))
    return { root, manifest, missing }
  }
  return {
    declare: async (manifest, signed) => {
      const root = rootOf(manifest)
      if (!(await areNamed(database, root))) await makeRoom(parts, root, manifest, signed)
      const bytes = new TextEncoder().encode(JSON.stringify(manifestToJson(manifest)))
      await store().put(root, MANIFEST, bytes)
      return stateOf(root)
    },
    state: stateOf,
    keep: async (root, place, bytes) => {
      const manifest = await readManifest(store(), root)
      const hash = manifest.chunks[place]
      if (hash === undefined) throw unknown(root, place)
      if (bytes.length !== chunkBytes(manifest, place) || (await chunkHash(bytes)) !== hash)
        throw gatewayError('CHUNK_MISMATCH', `This is not chunk ${place} of these documents.`, {
          root,
          place,
        })
      await store().put(root, String(place), bytes)
    },
    fetch: async (root, place) => {
      const bytes = await store().get(root, String(place))
      if (bytes === undefined) throw unknown(root, place)
      return bytes
    },
    keepProfile: async (participant, bytes) => {
      const hash = await profileHash(database, participant)
      readProfile(bytes, participant, hash)
      await store().put(hash, PROFILE, bytes)
      return hash
    },
    fetchProfile: async participant => {
      const hash = await profileHash(database, participant)
      const bytes = await store().get(hash, PROFILE)
      if (bytes !== undefined) return bytes
      throw gatewayError('NOT_FOUND', `Nobody has brought the profile of participant ${participant} here.`, {
        participant,
        profile: hash,
      })
    },
  }
}

const readManifest = async (store: DocumentStore, root: Hex): Promise<Manifest> => {
  const bytes = await store.get(root, MANIFEST)
  if (bytes === undefined) throw unknown(root)
  return parseManifest(JSON.parse(new TextDecoder().decode(bytes)))
}

/** For documents that no bid on the ledger names yet. */
const makeRoom = async (
  parts: DeskParts,
  root: Hex,
  manifest: Manifest,
  signed: SignedBid | undefined,
): Promise<void> => {
  const { database, config, now } = parts
  if (signed === undefined)
    throw gatewayError(
      'UNKNOWN_DOCUMENTS',
      'No bid on the ledger names these documents. Until one does, send the signed bid along.',
      { root },
    )
  const { tender, bidder, attachments } = signed.statement
  if (attachments !== root)
    throw gatewayError('WRONG_ROOT', 'The bid names other documents.', { root, attachments })
  if (await areDeclared(database, root)) return
  const found = await findTender(database, tender, await now())
  if (found === undefined) throw gatewayError('UNKNOWN_TENDER', `There is no tender ${tender}.`, { tender })
  if (found.phase !== 'Scheduled' && found.phase !== 'Bidding')
    throw gatewayError('TOO_LATE', 'No bid can name these documents any more.', {
      tender,
      phase: found.phase,
    })
  await assertBidder(parts, signed)
  const limits = { each: config.documentsEach, all: config.documentsAll }
  if (await declareDocuments(database, { root, tender, bidder, bytes: manifest.size }, limits)) return
  throw gatewayError(
    'QUOTA_EXCEEDED',
    `Documents that no bid on the ledger names may take up ${limits.each} bytes for one bidder. Submit the bid that is meant; the others are removed after the closing.`,
    { ...limits, bytes: manifest.size },
  )
}

const profileHash = async (database: Database, participant: bigint): Promise<Hex> => {
  const found = await findParticipant(database, participant)
  if (found !== undefined && found.profile !== ZERO_WORD) return found.profile
  const sentence =
    found === undefined
      ? `There is no participant ${participant}.`
      : `The registry names no profile of participant ${participant}.`
  throw gatewayError('NOT_FOUND', sentence, { participant })
}

const unknown = (root: Hex, place?: number) =>
  gatewayError(
    'UNKNOWN_DOCUMENTS',
    place === undefined
      ? 'Nobody has told this gateway of these documents.'
      : `Chunk ${place} of these documents is not here.`,
    { root, ...(place === undefined ? {} : { place }) },
  )
