import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { GatewayConfig } from './config/config.ts'
import { gatewayError } from './error.ts'

/** Lets the operator in, and nobody else. */
export const operatorOnly = ({ webhooks }: GatewayConfig): RequestHandler => {
  const expected = webhooks && hashOf(webhooks.operatorToken)
  return (request, _response, next) => {
    if (expected === undefined)
      throw gatewayError('WEBHOOKS_OFF', 'The operator of this gateway has set up no webhooks.')
    const given = /^Bearer (\S+)$/i.exec(request.get('Authorization') ?? '')?.[1]
    // Hashes have one length, and comparing them takes the same time however much of the token fits.
    if (given !== undefined && timingSafeEqual(hashOf(given), expected)) return next()
    throw gatewayError(
      'OPERATOR_ONLY',
      'Only the operator of this gateway may do this, with its token as `Authorization: Bearer …`.',
    )
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
