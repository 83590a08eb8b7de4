import { hash } from 'node:crypto'
import { z } from 'zod'

/*
 * A line of the journal: the SHA-256 of the record's JSON text in hexadecimal, a space, the JSON text, a newline.
 * The checksum finds accidents. It does not find an attacker, who can write a new one: the journal is trusted.
 */

const word = z.string().regex(/^0x[0-9a-f]{64}$/)
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const bytes = z.string().regex(/^0x(?:[0-9a-f]{2})+$/)
const count = z.int().nonnegative()

const genesisSchema = z.strictObject({
  type: z.literal('genesis'),
  /** Version of the journal's own format. */
  format: z.literal(1),
  chainId: z.int().positive(),
  /** Unix seconds of block 0. */
  timestamp: count,
  gasLimit: z.int().positive(),
  /** In wei, the same in every block. */
  baseFee: count,
  hardfork: z.string(),
  /** Version of the node program that wrote the chain first: the one to go back to if a rebuild differs. */
  anvil: z.string(),
  /** What block 0 gives to whom, in wei (hexadecimal). */
  accounts: z.array(z.strictObject({ address, balance: z.string().regex(/^0x[0-9a-f]+$/) })),
})

const blockSchema = z.strictObject({
  type: z.literal('block'),
  number: z.int().positive(),
  /** Unix seconds; never before its parent's, but it may be the same. */
  timestamp: count,
  parentHash: word,
  /** Signed transactions as they came, in their order in the block. */
  transactions: z.array(bytes),
})

/** The hash of the last block so far. Within the chain, each block's parent hash says the same. */
const headSchema = z.strictObject({ type: z.literal('head'), number: count, hash: word })

const recordSchema = z.discriminatedUnion('type', [genesisSchema, blockSchema, headSchema])

export type GenesisRecord = z.infer<typeof genesisSchema>
export type BlockRecord = z.infer<typeof blockSchema>
export type HeadRecord = z.infer<typeof headSchema>
export type JournalRecord = z.infer<typeof recordSchema>

const SUM_LENGTH = 64

/** The record as a line, with its checksum and the newline. */
export function encodeRecord(record: JournalRecord): string {
  const json = JSON.stringify(record)
  return `${hash('sha256', json)} ${json}\n`
}

/**
 * The record of a line.
 * @param line the line's bytes without its newline
 * @returns the record, or in one sentence what is wrong with the line
 */
export function decodeRecord(line: Buffer): JournalRecord | string {
  const json = line.subarray(SUM_LENGTH + 1)
  const sum = line.subarray(0, SUM_LENGTH + 1).toString('latin1')
  if (sum !== `${hash('sha256', json)} `) return 'its checksum is wrong'
  try {
    return recordSchema.parse(JSON.parse(json.toString()))
  } catch (error) {
    return `its checksum is right, but it is no record of this version: ${error instanceof Error ? error.message : error}`
  }
}
