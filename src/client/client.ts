import type { CipherKey } from '../documents/chunks.ts'
import type { OpenedFile } from '../documents/open.ts'
import type { Profile } from '../documents/profile.ts'
import type { Hex } from '../protocol/bytes.ts'
import type { Deployment, SignedStatement } from '../protocol/statement.ts'
import type { Phase } from '../protocol/tender.ts'
import { type Announcement, announce } from './announcing.ts'
import type { Answer, Arguments, GetPath, Item, ListPath, Receipt } from './api.ts'
import { type BidOrder, type SealedBid, sealBid } from './bidding.ts'
import { fetchProfile, openDocumentsOf, publishProfile, type Upload, uploadDocuments } from './documents.ts'
import { type LedgerNow, type Reach, readLedger, readTender, type Tender } from './reading.ts'
import { getJson, listItems } from './requests.ts'
import { type StatementStatus, submit, submitQueued, waitForStatement } from './statements.ts'
import { type LedgerEvent, type Subscription, subscribe } from './subscription.ts'
import { createTransport, sleep, type TransportOptions } from './transport.ts'

/** How a client is set up. */
export interface ClientOptions extends Partial<Omit<TransportOptions, 'gateways'>> {
  /** Base address of a gateway, or of several over the same ledger: if one does not answer, the next is asked. */
  readonly gateways: string | readonly string[]
  /**
   * The contracts that statements are signed for. Without it the first gateway that answers is believed; name it, and a gateway
   * of another ledger is found out.
   */
  readonly deployment?: Deployment
}

/** A bidder's, agency's or reader's side of the API. */
export interface Client {
  /** One answer. `client.get('/v1/tenders/{tender}', { path: { tender } })` */
  get<Path extends GetPath>(path: Path, ...request: Arguments<Path>): Promise<Answer<Path>>
  /** Every item of a list, page by page. `for await (const tender of client.list('/v1/tenders')) …` */
  list<Path extends ListPath>(path: Path, ...request: Arguments<Path>): AsyncGenerator<Item<Path>>
  /** The contracts, and the ledger's clock in seconds since 1970. @throws BonginError `LEDGER_MISMATCH` */
  ledger(): Promise<LedgerNow>
  /** A tender in the protocol's own types. @throws BonginError `UNKNOWN_TENDER`, `GATEWAY_ANSWER` if it is another one */
  tender(id: Hex): Promise<Tender>
  /** Announces a tender under a ready opening key. @throws BonginError `NO_READY_KEY`, and as `submit` */
  announce(announcement: Announcement): Promise<{ readonly tender: Hex; readonly receipt: Receipt }>
  /**
   * Seals and signs a bid on this machine; nothing is sent.
   * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH`, `INVALID_PRICE` …
   */
  seal(order: BidOrder): Promise<SealedBid>
  /**
   * Brings a signed statement to the ledger, and waits until it stands there. May be called again with the same statement at any
   * time.
   * @throws BonginError with the ledger's reason, such as `TOO_LATE`; `GATEWAY_UNREACHABLE`
   */
  submit(signed: SignedStatement, signal?: AbortSignal): Promise<Receipt>
  /** The same, but only until a gateway has it safely in its queue. `wait` says what became of it. */
  queue(signed: SignedStatement, signal?: AbortSignal): Promise<StatementStatus>
  /** Waits until a queued statement is on the ledger. @throws BonginError with the ledger's reason, if it was refused */
  wait(digest: Hex, signal?: AbortSignal): Promise<StatementStatus>
  /** Uploads the sealed documents of a bid, before it is submitted or after; called again, it goes on where it stopped. */
  upload(upload: Upload): Promise<void>
  /**
   * The documents of an opened bid, for its agency.
   * @param key the agency's private encryption key, as `encryptionKeyOf` gives it
   * @throws BonginError `KEY_NOT_OPEN`, `DOCUMENTS_MISSING`, `DOCUMENTS_DAMAGED`
   */
  documents(tender: Hex, bidder: bigint, key: CipherKey): AsyncGenerator<OpenedFile>
  /**
   * What an organisation says of itself, as the registry names it by its hash.
   * @throws BonginError `NOT_FOUND`, `UNFIT_PROFILE`
   */
  profile(participant: bigint): Promise<Profile>
  /** Brings a profile, byte by byte as it was hashed. @throws BonginError `NOT_FOUND`, `UNFIT_PROFILE` */
  publishProfile(participant: bigint, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Waits until a tender has come to one of these phases, or to its end. */
  waitForPhase(tender: Hex, phases: readonly Phase[], signal?: AbortSignal): Promise<Tender>
  /** Everything that happens, as it happens. See {@link Subscription}. */
  subscribe(subscription?: Subscription): AsyncGenerator<LedgerEvent>
}

const DEFAULTS = { timeout: 30_000, patience: 120_000, language: 'en' } as const
/** How often a tender is looked at, in milliseconds. */
const LOOK = 1_000
const ENDS: readonly Phase[] = ['Concluded', 'Failed', 'Cancelled']

/** How a client reaches its gateways, for what lies below {@link Client}. */
export function createReach({ gateways, deployment, ...options }: ClientOptions): Reach {
  const transport = createTransport({
    ...DEFAULTS,
    fetch: (...request) => globalThis.fetch(...request),
    ...options,
    gateways: typeof gateways === 'string' ? [gateways] : gateways,
  })
  return { transport, pinned: deployment }
}

/** Opens nothing: a client has no connection that would have to be closed. */
export function createClient(options: ClientOptions): Client {
  const reach = createReach(options)
  const { transport } = reach
  return {
    get: (path, ...[request]) => getJson(transport, path, request),
    list: (path, ...[request]) => listItems(transport, path, request) as AsyncGenerator<never>,
    ledger: () => readLedger(reach),
    tender: id => readTender(reach, id),
    announce: announcement => announce(reach, announcement),
    seal: order => sealBid(reach, order),
    submit: (signed, signal) => submit(transport, signed, signal),
    queue: (signed, signal) => submitQueued(transport, signed, signal),
    wait: (digest, signal) => waitForStatement(transport, digest, signal),
    upload: upload => uploadDocuments(transport, upload),
    documents: (tender, bidder, key) => openDocumentsOf(reach, tender, bidder, key),
    profile: participant => fetchProfile(reach, participant),
    publishProfile: (participant, bytes) => publishProfile(reach, participant, bytes),
    waitForPhase: (tender, phases, signal) => waitForPhase(reach, tender, [...phases, ...ENDS], signal),
    subscribe: (subscription = {}) => subscribe(transport, subscription),
  }
}

async function waitForPhase(
  reach: Reach,
  id: Hex,
  phases: readonly Phase[],
  signal?: AbortSignal,
): Promise<Tender> {
  for (;;) {
    const tender = await readTender(reach, id)
    if (phases.includes(tender.phase)) return tender
    await sleep(LOOK, signal)
  }
}
