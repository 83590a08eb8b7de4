import type { Hex } from '../protocol/bytes.ts'
import { EMPTY_SEAL } from '../protocol/seal.ts'
import { assertTerms, type Terms, tenderId } from '../protocol/terms.ts'
import { uint64 } from '../protocol/value.ts'
import type { Item, Receipt } from './api.ts'
import { clientError } from './problem.ts'
import { fieldOf, type Reach, readJointKey, readLedger } from './reading.ts'
import { listItems } from './requests.ts'
import { newScalar, sealReserve } from './sealing.ts'
import type { Signer } from './signer.ts'
import { submit } from './statements.ts'

/** What an agency announces. */
export interface Announcement {
  readonly agency: bigint
  readonly terms: Terms
  readonly signer: Signer
  /** With a single reserve price (단일예가), in won. */
  readonly reservePrice?: bigint
  /** The note that opens the sealed reserve price if the guardians fail: keep it before anything is sent. */
  readonly keepNote?: (note: OpeningNote) => void | Promise<void>
  /** The opening key to use; any ready one by default. */
  readonly key?: bigint
  /** Hash of that key, as a node that the agency trusts has it. */
  readonly keyHash?: Hex
}

/** What opens one seal without the guardians: whoever has it can read the price. Needed only if they fail. */
export interface OpeningNote {
  readonly tender: Hex
  readonly author: bigint
  readonly price: bigint
  /** The scalar that the seal was made with. */
  readonly r: bigint
}

/** @throws BonginError `INVALID_TERMS`, `NO_READY_KEY`, and as `Client.submit` */
export async function announce(
  reach: Reach,
  { agency, terms, signer, reservePrice, keepNote, key: chosen, keyHash }: Announcement,
): Promise<{ readonly tender: Hex; readonly receipt: Receipt }> {
  const { deployment, time } = await readLedger(reach)
  assertTerms(terms, time)
  const key = chosen ?? (await readyKey(reach))
  const joint = await readJointKey(reach, key, keyHash)
  const tender = tenderId(agency, terms.notice)
  const r = newScalar()
  const reserveSeal =
    reservePrice === undefined
      ? EMPTY_SEAL
      : sealReserve(reservePrice, { tender, agency }, { joint, deployment, r })
  if (reservePrice !== undefined) await keepNote?.({ tender, author: agency, price: reservePrice, r })
  const statement = { type: 'Announce', agency, terms, key, reserveSeal } as const
  const signed = await signer.sign(statement, deployment)
  return { tender, receipt: await submit(reach.transport, signed) }
}

async function readyKey({ transport }: Reach): Promise<bigint> {
  const query = { state: 'Ready' }
  const ready: Item<'/v1/keys'>[] = []
  for await (const each of listItems<Item<'/v1/keys'>>(transport, '/v1/keys', { query })) ready.push(each)
  // Any of them, so that agencies that announce at the same time rarely want the same one.
  const chosen = ready[Math.floor(Math.random() * ready.length)]
  if (chosen !== undefined) return fieldOf(uint64, chosen.key)
  throw clientError(
    'NO_READY_KEY',
    'The guardians have no ready key in stock. They make new ones by themselves: try again soon.',
  )
}
