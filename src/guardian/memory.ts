import { z } from 'zod'
import { type Hex, toHex } from '../protocol/bytes.ts'
import { MAX_PACKAGE_BYTES } from '../protocol/limits.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { bytes, bytes32, participantId, uint48, uint64, uint256 } from '../protocol/value.ts'

/** What a guardian can do wrong in a ceremony, as the others see it. */
export const WRONGS = [
  'Round1Package',
  'EncryptionKey',
  'Proof',
  'Round2Package',
  'Envelope',
  'Share',
  'Transcript',
  'Accusation',
  'Round1Missing',
  'Round2Missing',
  'ConfirmationMissing',
] as const

export type Wrong = (typeof WRONGS)[number]

const faultSchema = z.strictObject({ guardian: participantId, wrong: z.enum(WRONGS) })

const runningSchema = z.strictObject({
  state: z.literal('running'),
  ceremony: uint48,
  seed: bytes32,
  /** This guardian's package of round 2. Its envelopes follow from no seed, and another package under its name is not its own. */
  round2: bytes(1, MAX_PACKAGE_BYTES).exactOptional(),
  /** The transcript that this guardian confirms; kept together with the shares. */
  transcript: bytes32.exactOptional(),
})

const failedSchema = z.strictObject({
  state: z.literal('failed'),
  ceremony: uint48,
  reason: z.enum(['fault', 'lost', 'impersonated', 'abandoned']),
  faults: z.array(faultSchema),
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
/** A guardian's part in a ceremony under way. */
export type Part = Extract<CeremonyMemory, { state: 'running' }>

export const EMPTY_MEMORY: Memory = { ceremonies: [], shares: [] }

/** So many ceremonies of each kind are remembered, the newest: a guardian who spoils one after the other shall not fill the keyfile. */
const MOST_SPOILED = 64
const SPOILED: readonly Failure['reason'][] = ['abandoned', 'fault']

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

/** Keeps the package of round 2 of a ceremony under way. */
export function withRound2(memory: Memory, ceremony: number, round2: Hex): Memory {
  return withPart(memory, ceremony, { round2 })
}

/** Keeps what a ceremony under way made for this guardian, and what it confirms with that. */
export function withOutcome(
  memory: Memory,
  ceremony: number,
  transcript: Hex,
  shares: readonly Share[],
): Memory {
  return withShares(withPart(memory, ceremony, { transcript }), shares)
}

/**
 * Ends a ceremony badly: its seed is forgotten. Its shares are forgotten only with a fault, which rules out that its keys are ever
 * ready. Whatever else is wrong, this guardian may have confirmed them.
 */
export function withFailure(memory: Memory, failure: Failure): Memory {
  const { ceremonies } = withoutCeremony(memory, failure.ceremony)
  const shares = memory.shares.filter(({ key }) => splitKeyId(key).ceremony !== failure.ceremony)
  return {
    ceremonies: withoutOldest([...ceremonies, failure]),
    shares: failure.reason === 'fault' ? shares : memory.shares,
  }
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

function withPart(
  memory: Memory,
  ceremony: number,
  change: Pick<Part, 'round2'> | Pick<Part, 'transcript'>,
): Memory {
  const changed = (known: CeremonyMemory) =>
    known.ceremony === ceremony && known.state === 'running' ? { ...known, ...change } : known
  return { ...memory, ceremonies: memory.ceremonies.map(changed) }
}

function withoutOldest(ceremonies: readonly CeremonyMemory[]): CeremonyMemory[] {
  const old = new Set(
    SPOILED.flatMap(reason =>
      ceremonies.filter(known => known.state === 'failed' && known.reason === reason).slice(0, -MOST_SPOILED),
    ),
  )
  return ceremonies.filter(known => !old.has(known))
}
