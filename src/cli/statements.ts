import { BonginError } from '../protocol/error.ts'
import {
  type Deployment,
  type SignedStatement,
  type Statement,
  signedStatementToJson,
} from '../protocol/statement.ts'
import { tenderId } from '../protocol/terms.ts'
import { ledgerSchema, type Receipt, receiptSchema, type Tender, tenderSchema } from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Signer } from './signing.ts'

/** Where the contracts stand, and the ledger's clock in seconds since 1970. */
export async function readLedger(gateway: Gateway): Promise<{ deployment: Deployment; time: number }> {
  return gateway.get('/v1/ledger', ledgerSchema)
}

/**
 * What the gateway says of a tender; its number and agency belong to the id for certain.
 * @throws BonginError `UNKNOWN_TENDER`, `GATEWAY_ANSWER`
 */
export async function readTender(gateway: Gateway, id: string): Promise<Tender> {
  const found = await gateway.get(`/v1/tenders/${encodeURIComponent(id)}`, tenderSchema)
  if (found.tender === id && tenderId(found.agency, found.terms.notice) === id) return found
  throw new BonginError('GATEWAY_ANSWER', `The gateway answered with another tender than ${id}.`)
}

/** Signs a statement and has the gateway carry it to the ledger; sent twice, it gets the same answer. */
export async function relay(
  gateway: Gateway,
  signer: Signer,
  deployment: Deployment,
  statement: Statement,
): Promise<Receipt> {
  return carry(gateway, signer.sign(statement, deployment))
}

/** Has the gateway carry a statement to the ledger that is signed already, by all who have to. */
export async function carry(gateway: Gateway, signed: SignedStatement): Promise<Receipt> {
  return gateway.post('/v1/statements', signedStatementToJson(signed), receiptSchema)
}

/** Something that may not be there: undefined instead of the error with this code. */
export async function unless<Found>(code: string, search: Promise<Found>): Promise<Found | undefined> {
  try {
    return await search
  } catch (error) {
    if (error instanceof BonginError && error.code === code) return undefined
    throw error
  }
}
