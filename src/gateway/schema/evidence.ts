import { z } from 'zod'
import { address, count, decimal, hex, word } from './fields.ts'

const deployment = z.strictObject({ chainId: decimal, registry: address, keys: address, ledger: address })

/** As far as this API says it; the rest is the file's own specification. */
export const evidenceSchema = z
  .looseObject({
    format: z.literal('bongin-evidence'),
    version: z.literal(1),
    kind: z.enum(['tender', 'receipt']),
    deployment,
    tender: word,
    blocks: z.array(z.looseObject({})),
  })
  .meta({
    id: 'Evidence',
    description:
      'Everything about one tender, or about one bid of it, as it stands on the ledger until the last of the blocks. It proves itself, offline: `bongin verify`. Its fields are described in `src/verify/SPEC.md`',
  })

export const trustSchema = z
  .strictObject({
    format: z.literal('bongin-trust'),
    version: z.literal(1),
    deployment,
    code: z.strictObject({ registry: word, keys: word, ledger: word }),
    registrar: z.strictObject({ participant: decimal, signer: hex }),
    finality: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('qbft'), validators: z.array(address), epochLength: count }),
      z.strictObject({
        kind: z.literal('witness'),
        origin: z.string(),
        witnesses: z.array(z.string()),
        quorum: count,
      }),
    ]),
  })
  .meta({
    id: 'Trust',
    description:
      'Contracts, hashes of their code, the first registrar, and who vouches for the blocks. Only what the institutions themselves publish is to be trusted: compare it with that',
  })
