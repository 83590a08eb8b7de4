import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { gatewayError } from '../error.ts'

// A webhook's secret signs what we send. Its receiver keeps one copy, shown once; ours is encrypted, so that whoever reads the database
// cannot send in our name.

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SECRET_BYTES = 32
const PREFIX = 'whsec_'

/** A new secret as its receiver keeps it, in the form of Standard Webhooks. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`

/**
 * @param key 32 bytes in hex, from the configuration
 * @param webhook its id; a secret that was put into another row does not decrypt
 */
export const encryptSecret = (secret: string, key: string, webhook: string): string => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, Buffer.from(key, 'hex'), nonce).setAAD(Buffer.from(webhook))
  const encrypted = [nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(encrypted).toString('base64')
}

/** @throws BonginError `INTERNAL` */
export const decryptSecret = (encrypted: string, key: string, webhook: string): string => {
  const bytes = Buffer.from(encrypted, 'base64')
  try {
    const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'hex'), bytes.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(webhook)).setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
    return Buffer.concat(plain).toString('utf8')
  } catch (cause) {
    throw gatewayError(
      'INTERNAL',
      'The secret of a webhook cannot be decrypted: it was made with another BONGIN_WEBHOOK_KEY.',
      { webhook },
      cause,
    )
  }
}

/**
 * The headers of a message as Standard Webhooks has them.
 * @param timestamp seconds since 1970, of this attempt: a receiver refuses what is old
 */
export const signatureHeaders = (
  secret: string,
  message: string,
  timestamp: number,
  body: string,
): Record<string, string> => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${message}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': message,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  }
}
