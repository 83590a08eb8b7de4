/*
 * `bongin/client`: the gateway's API for programs, in Node and in browsers. Seals are made and statements signed here, on the
 * author's own machine; gateways carry them and are not trusted.
 */

export { type EncryptionKey, encryptionKeyOf } from '../documents/envelope.ts'
export type { Manifest } from '../documents/manifest.ts'
export { type Profile, profileText } from '../documents/profile.ts'
export type { Source } from '../documents/seal.ts'
export { hashText, ZERO_WORD } from '../protocol/bytes.ts'
export { BonginError } from '../protocol/error.ts'
export type { SignedStatement, Statement } from '../protocol/statement.ts'
export type { Terms } from '../protocol/terms.ts'
export type { Announcement, OpeningNote } from './announcing.ts'
export type { Answer, GetPath, Item, ListPath, ProblemCode, Receipt } from './api.ts'
export type { BidOrder, SealedBid } from './bidding.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export type { DocumentOrder, Upload } from './documents.ts'
export { type ClientCode, isRefusal } from './problem.ts'
export type { LedgerNow, Tender } from './reading.ts'
export { keySigner, type Signer, type Wallet, walletSigner } from './signer.ts'
export type { StatementStatus } from './statements.ts'
export type { LedgerEvent, Subscription } from './subscription.ts'
