import type { JointKey } from '../../src/protocol/openingKey.ts'
import { addressOf, G, multiply } from '../../src/protocol/point.ts'
import { EMPTY_SEAL, seal } from '../../src/protocol/seal.ts'
import type { Statement, StatementType } from '../../src/protocol/statement.ts'
import { BID, repeated, TENDER, TERMS } from './fixtures.ts'

/** The one key that signs all samples and vectors. */
export const SECRET_KEY = repeated('5e', 32)

export const JOINT_KEY: JointKey = {
  publicKey: multiply(5n, G),
  shares: [multiply(6n, G), multiply(7n, G), multiply(8n, G)],
}

const signer = addressOf(multiply(2n, G))
const document = repeated('dc', 32)
const act = { tender: TENDER, bidder: 1001n }

/** One statement of each type. */
export const SAMPLES = {
  RegisterParticipant: {
    type: 'RegisterParticipant',
    participant: 1001n,
    roles: 4,
    signer,
    profile: repeated('ab', 32),
  },
  SetRoles: { type: 'SetRoles', participant: 1001n, roles: 6, revision: 1 },
  AddSigner: {
    type: 'AddSigner',
    participant: 1001n,
    signer: repeated('ad', 148),
    revision: 2,
  },
  RemoveSigner: { type: 'RemoveSigner', participant: 1001n, signer, revision: 3, author: 1n },
  SuspendParticipant: {
    type: 'SuspendParticipant',
    participant: 1001n,
    until: 1_800_000_000,
    reason: document,
    revision: 4,
  },
  OfferRegistrar: { type: 'OfferRegistrar', successor: 2n, revision: 5 },
  AcceptRegistrar: { type: 'AcceptRegistrar', successor: 2n, revision: 1 },
  FormGuardianSet: { type: 'FormGuardianSet', guardians: [11n, 12n, 13n], threshold: 2, set: 1 },
  StartCeremony: { type: 'StartCeremony', set: 1, keys: 16, without: 4, ceremony: 1, guardian: 11n },
  PostPackage: { type: 'PostPackage', ceremony: 1, round: 1, guardian: 12n, package: repeated('0a', 300) },
  ConfirmKeys: { type: 'ConfirmKeys', ceremony: 1, guardian: 13n, transcript: repeated('7a', 32) },
  AccuseGuardian: {
    type: 'AccuseGuardian',
    ceremony: 1,
    accused: 12n,
    key: repeated('25', 32),
    guardian: 11n,
  },
  RetireGuardianSet: { type: 'RetireGuardianSet', set: 1 },
  RehearseKey: { type: 'RehearseKey', key: 65_537n, participant: 1n },
  Heartbeat: { type: 'Heartbeat', set: 1, guardian: 13n, height: 1_000_000, blockHash: repeated('b1', 32) },
  ReleaseShare: {
    type: 'ReleaseShare',
    key: 65_536n,
    tender: TENDER,
    guardian: 13n,
    share: 0x0123456789abcdefn,
  },
  Announce: {
    type: 'Announce',
    agency: 42n,
    terms: { ...TERMS, notice: '20241240614-001' },
    key: 65_536n,
    reserveSeal: EMPTY_SEAL,
  },
  Amend: {
    type: 'Amend',
    tender: TENDER,
    act: 0,
    terms: {
      ...TERMS,
      predecessor: repeated('9e', 32),
      amendmentTime: 432_000,
      retender: 1,
      tieRule: 1,
      award: { ...TERMS.award, qualification: 2 },
    },
    reserveSeal: EMPTY_SEAL,
  },
  Postpone: { type: 'Postpone', tender: TENDER, act: 1, schedule: TERMS.schedule, reason: 1, document },
  Cancel: { type: 'Cancel', tender: TENDER, act: 2, phase: 6, reason: 3, document },
  SubmitBid: {
    type: 'SubmitBid',
    tender: TENDER,
    termsVersion: 1,
    bidder: 1001n,
    sequence: 0,
    keyHash: repeated('4e', 32),
    seal: seal({ price: 3_964_214_000n, picks: [3, 15] }, BID, multiply(5n, G), 12_345n),
    attachments: repeated('aa', 32),
    validUntil: 1_736_900_000,
  },
  ConfirmBid: { type: 'ConfirmBid', tender: TENDER, termsVersion: 2, bidder: 1001n, sequence: 0 },
  RequestWithdrawal: {
    type: 'RequestWithdrawal',
    tender: TENDER,
    termsVersion: 2,
    bidder: 1001n,
    sequence: 0,
    document,
  },
  GrantWithdrawal: { type: 'GrantWithdrawal', ...act, act: 3, sequence: 0, document, author: 10n },
  Qualify: { type: 'Qualify', ...act, act: 0, otherScore: 3_000, document },
  Disqualify: { type: 'Disqualify', ...act, act: 0, reason: 2, otherScore: 2_450, document },
  Award: { type: 'Award', ...act, act: 1, amount: 3_964_214_000n },
  Object: { type: 'Object', tender: TENDER, bidder: 1001n, award: 1, document },
  DecideObjection: {
    type: 'DecideObjection',
    tender: TENDER,
    act: 2,
    objection: 0,
    upheld: true,
    document,
  },
  Conclude: { type: 'Conclude', ...act, act: 2, amount: 3_964_214_000n, contractHash: repeated('cc', 32) },
  Forfeit: { type: 'Forfeit', ...act, act: 2, reason: 1, document },
} satisfies { [Type in StatementType]: Extract<Statement, { type: Type }> }
