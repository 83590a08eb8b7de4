import { z } from 'zod'
import type { Hex } from '../protocol/bytes.ts'
import { MAX_SIGNER_BYTES, MIN_SIGNER_BYTES } from '../protocol/limits.ts'
import type { Outage } from '../protocol/outage.ts'
import type { Deployment } from '../protocol/statement.ts'
import { address, bytes, bytes32, participantId, uint64 } from '../protocol/value.ts'
import { verifyError } from './error.ts'
import { formatKey, parseKey } from './finality/note.ts'
import type { QbftTrust } from './finality/qbft.ts'
import type { WitnessTrust } from './finality/witness.ts'

/** What the auditor knows from elsewhere, and not from the evidence: whoever can change it decides what verifies. */
export interface Trust {
  readonly deployment: Deployment
  /** `keccak256` of the code at the three addresses. It names the libraries that it calls; award rules are applied again. */
  readonly code: { readonly registry: Hex; readonly keys: Hex; readonly ledger: Hex }
  /** Whom the registry's constructor registered, and its first signer: every other entry rests on that signature. */
  readonly registrar: { readonly participant: bigint; readonly signer: Hex }
  readonly finality: ({ readonly kind: 'qbft' } & QbftTrust) | ({ readonly kind: 'witness' } & WitnessTrust)
}

/** What the auditor asks for beyond the protocol. */
export interface Policy {
  /** The least number of guardians that must have been needed to open a key. */
  readonly minimumThreshold: number
  /** Seconds: how long bidding must have been open at least. Korean rule: 48 hours. */
  readonly minimumBiddingTime: number
  /** Seconds: how long after closing the opening must begin at least. Korean rule: one hour. */
  readonly minimumOpeningDelay: number
  /** When bidders could not bid, as the auditor knows it: tenders that closed then must have been postponed, and no others for that reason. */
  readonly outages: readonly Outage[]
}

/** Asks for nothing beyond the protocol. */
export const NO_POLICY: Policy = {
  minimumThreshold: 2,
  minimumBiddingTime: 0,
  minimumOpeningDelay: 0,
  outages: [],
}

const noteKey = z.string().transform((text, context) => {
  const key = parseKey(text)
  if (key !== undefined) return key
  context.addIssue({ code: 'custom', message: 'must be a verifier key: name+id+key' })
  return z.NEVER
})

const trustSchema = z.strictObject({
  format: z.literal('bongin-trust'),
  version: z.literal(1),
  deployment: z.strictObject({ chainId: uint64, registry: address, keys: address, ledger: address }),
  code: z.strictObject({ registry: bytes32, keys: bytes32, ledger: bytes32 }),
  registrar: z.strictObject({
    participant: participantId,
    signer: bytes(MIN_SIGNER_BYTES, MAX_SIGNER_BYTES),
  }),
  finality: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('qbft'),
      validators: z.array(address).min(1),
      epochLength: z.int().positive(),
    }),
    z.strictObject({
      kind: z.literal('witness'),
      origin: z.string().min(1),
      witnesses: z.array(noteKey).min(1),
      quorum: z.int().positive(),
    }),
  ]),
})

/**
 * Reads a trust file.
 * @throws INVALID_TRUST
 */
export function parseTrust(json: unknown): Trust {
  const result = trustSchema.safeParse(json)
  if (result.success) {
    const { deployment, code, registrar, finality } = result.data
    return { deployment, code, registrar, finality }
  }
  const [issue] = result.error.issues
  const path = issue?.path.join('.') || 'the file'
  throw verifyError('INVALID_TRUST', `Not a trust file: ${path}: ${issue?.message ?? 'is not as expected'}`)
}

/** The same as JSON. */
export function trustToJson({ deployment, code, registrar, finality }: Trust): unknown {
  return {
    format: 'bongin-trust',
    version: 1,
    deployment: { ...deployment, chainId: deployment.chainId.toString() },
    code,
    registrar: { ...registrar, participant: registrar.participant.toString() },
    finality:
      finality.kind === 'qbft' ? finality : { ...finality, witnesses: finality.witnesses.map(formatKey) },
  }
}
