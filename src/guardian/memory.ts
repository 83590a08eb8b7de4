import { z } from 'zod'
import { toHex } from '../protocol/bytes.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { bytes32, participantId, uint48, uint64, uint256 } from '../protocol/value.ts'

/** What a guardian can do wrong in a ceremony, as the others see it. */
export const WRONGS = [
  'Round1Package',
  'EncryptionKey',
  'Proof',
  'Round2Package',
  'Envelope',
  'Share',
  'Transcript',
] as const

export type Wrong = (typeof WRONGS)[number]

const faultSchema = z.strictObject({ guardian: participantId, wrong: z.enum(WRONGS) })

const runningSchema = z.strictObject({ state: z.literal('running'), ceremony: uint48, seed: bytes32 })

const failedSchema = z.strictObject({
  state: z.literal('failed'),
  ceremony: uint48,
  reason: z.enum(['fault', 'lost', 'abandoned']),
  faults: z.array(faultSchema),
  /**
   * This guardian's decryption key in that ceremony: disclosing it proves to others who sent a false share. The ceremony is
   * dead without this guardian's confirmation, so the key betrays no secret that is in use.
   */
  evidence: bytes32.exactOptional(),
})

const shareSchema = z.strictObject({ key: uint64, share: uint256 })

/** What a guardian must not forget: its part in each ceremony that is not over, and its shares of the keys not opened yet. */
export const memorySchema = z.strictObject({
  ceremonies: z.array(z.discriminatedUnion('state', [runningSchema, failedSchema])),
  shares: z.array(shareSchema),
})

export type Memory = z.output<typeof memorySchema>
export type Fault = z.output<typeof faultSchema>
export type Failure = z.output<typeof failedSchema>
export type Share = z.output<typeof shareSchema>
export type CeremonyMemory = Memory['ceremonies'][number]

export const EMPTY_MEMORY: Memory = { ceremonies: [], shares: [] }

export function ceremonyIn(memory: Memory, ceremony: number): CeremonyMemory | undefined {
  return memory.ceremonies.find(known => known.ceremony === ceremony)
}

export function shareIn(memory: Memory, key: bigint): bigint | undefined {
  return memory.shares.find(known => known.key === key)?.share
}

/** Begins a ceremony. A ceremony that is known already keeps its seed: it must never have two. */
export function withSeed(memory: Memory, ceremony: number, seed: Uint8Array): Memory {
  if (ceremonyIn(memory, ceremony) !== undefined) return memory
  return { ...memory, ceremonies: [...memory.ceremonies, { state: 'running', ceremony, seed: toHex(seed) }] }
}

/** Ends a ceremony badly: its seed is forgotten, and so are its shares. */
export function withFailure(memory: Memory, failure: Failure): Memory {
  const { ceremonies } = withoutCeremony(memory, failure.ceremony)
  const shares = memory.shares.filter(({ key }) => splitKeyId(key).ceremony !== failure.ceremony)
  return { ceremonies: [...ceremonies, failure], shares }
}

/** Ends a ceremony well: its seed is forgotten. */
export function withoutCeremony(memory: Memory, ceremony: number): Memory {
  return { ...memory, ceremonies: memory.ceremonies.filter(known => known.ceremony !== ceremony) }
}

/** Keeps shares; a key that is known already keeps its place. */
export function withShares(memory: Memory, shares: readonly Share[]): Memory {
  return {
    ...memory,
    shares: [...withoutShares(memory, new Set(shares.map(({ key }) => key))).shares, ...shares],
  }
}

/** Forgets the shares of keys that are open or will never be opened. */
export function withoutShares(memory: Memory, keys: ReadonlySet<bigint>): Memory {
  return { ...memory, shares: memory.shares.filter(({ key }) => !keys.has(key)) }
}
