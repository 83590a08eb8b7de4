import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { type SignedStatement, signedStatementToJson } from '../protocol/statement.ts'
import type { Receipt } from './api.ts'
import { isRefusal } from './problem.ts'
import { getJson, sendJson } from './requests.ts'
import { sleep, type Transport } from './transport.ts'

/** Where a statement is on its way to the ledger. */
export interface StatementStatus {
  /** Its name everywhere. */
  readonly digest: Hex
  readonly type: string
  readonly state: 'queued' | 'sent' | 'included' | 'refused'
  /** By the gateway's clock, in milliseconds since 1970. */
  readonly times: { readonly received: number; readonly sent: number | null; readonly done: number | null }
  /** Of a bid: when its tender closes, in seconds since 1970, as the index knew it when the bid came. */
  readonly closingAt: number | null
  readonly inclusion: { readonly block: number; readonly transaction: Hex } | null
  readonly refusal: { readonly code: string; readonly detail: string } | null
}

const STATEMENTS = '/v1/statements'
/** How often a queued statement is asked for, in milliseconds. */
const LOOK = 500

/** Until it stands on the ledger. */
export async function submit(
  transport: Transport,
  signed: SignedStatement,
  signal?: AbortSignal,
): Promise<Receipt> {
  return sendJson(transport, STATEMENTS, signedStatementToJson(signed), { signal })
}

/** Until a gateway has it safely in its queue. A statement that stands on the ledger already is answered as such. */
export async function submitQueued(
  transport: Transport,
  signed: SignedStatement,
  signal?: AbortSignal,
): Promise<StatementStatus> {
  const headers = { prefer: 'respond-async' }
  return sendJson(transport, STATEMENTS, signedStatementToJson(signed), { headers, signal })
}

/** @throws BonginError with the code of the refusal */
export async function waitForStatement(
  transport: Transport,
  digest: Hex,
  signal?: AbortSignal,
): Promise<StatementStatus> {
  for (;;) {
    const status = await getJson<StatementStatus>(transport, `${STATEMENTS}/{digest}`, {
      path: { digest },
      signal,
    })
    const { state, refusal } = status
    if (state === 'included') return status
    if (state === 'refused')
      throw new BonginError(refusal?.code ?? 'LEDGER_REFUSED', refusal?.detail ?? 'The ledger refused it.', {
        details: { ...status },
      })
    await sleep(LOOK, signal)
  }
}

/** Something that may not be there: undefined instead of the refusal with this code. */
export async function unless<Found>(
  code: Parameters<typeof isRefusal>[1] & string,
  search: Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await search
  } catch (error) {
    if (isRefusal(error, code)) return undefined
    throw error
  }
}
