import { z } from 'zod'
import { jointKeySchema } from '../protocol/openingKey.ts'
import { sealSchema } from '../protocol/seal.ts'
import { INVALIDITIES, KEY_STATES, OPEN_RESULTS, PHASES, VERDICTS } from '../protocol/tender.ts'
import { termsSchema } from '../protocol/terms.ts'
import { address, bytes32, participantId, uint16, uint32, uint48, uint64, uint96, uint256 } from '../protocol/value.ts'

// What the command line reads of the gateway's answers. Members that it does not use are passed over.

const count = z.int().nonnegative()

export const ledgerSchema = z.object({
  deployment: z.object({
    chainId: z.string().transform(BigInt),
    registry: address,
    keys: address,
    ledger: address,
  }),
  time: uint48,
})

export const keySchema = z.object({
  key: uint64,
  state: z.enum(KEY_STATES),
  joint: jointKeySchema,
  tender: bytes32.nullable(),
  secret: uint256.nullable(),
})

export const tenderSchema = z.object({
  tender: bytes32,
  agency: participantId,
  key: uint64,
  terms: termsSchema,
  termsVersion: uint16,
  phase: z.enum(PHASES),
  reserveSeal: sealSchema.nullable(),
  reserveOpened: z.boolean(),
  reserve: uint96,
  seed: uint256.nullable(),
  bids: count,
  opened: count,
  valid: count,
  ranked: count,
  acceptable: count,
  acts: uint32,
  first: uint64,
})

export const bidSchema = z.object({
  bidder: participantId,
  number: count,
  sequence: uint16,
  seal: sealSchema,
  superseded: z.boolean(),
  statement: bytes32,
  block: count,
  transaction: bytes32,
})

export const openingSchema = z.object({
  bidder: participantId,
  invalidity: z.enum(INVALIDITIES),
  price: uint96,
  choices: uint16,
})

export const orderSchema = z.object({ bidder: participantId, verdict: z.enum(VERDICTS), price: uint96 })

export const shareSchema = z.object({ guardian: participantId })

export const openResultsSchema = z.object({
  results: z.array(z.object({ bidder: participantId, result: z.enum(OPEN_RESULTS) })),
})

export const participantSchema = z.object({ participant: participantId })

export const guardianSetSchema = z.object({ set: uint32 })

/** What the gateway answers to a statement that the ledger took. */
export const receiptSchema = z.object({
  digest: bytes32,
  transaction: bytes32,
  block: count,
  timestamp: uint48,
})

export type Tender = z.output<typeof tenderSchema>
export type Receipt = z.output<typeof receiptSchema>
