import { z } from 'zod'

// The fields of answers, as they stand in JSON. Requests are read by the protocol's own schemas.

/** A number that may not fit a JSON number: participant, key, amount. */
export const decimal = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,28})$/)
  .meta({ description: 'A whole number as a decimal string', example: '3964214000' })

export const hex = z
  .string()
  .regex(/^0x([0-9a-f]{2})*$/)
  .meta({ description: 'Bytes in lower-case hex' })

export const word = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .meta({ description: '32 bytes in lower-case hex' })

export const address = z.string().regex(/^0x[0-9a-f]{40}$/)

export const seconds = z
  .int()
  .nonnegative()
  .meta({ description: 'Seconds since 1970, by the clock of the ledger' })

export const count = z.int().nonnegative()

/** Where the event stands that says so. */
export const inclusion = {
  block: count.meta({ description: 'Number of the block' }),
  transaction: word.meta({ description: 'Hash of the transaction' }),
}

export const point = z
  .strictObject({ x: word, y: word })
  .meta({ id: 'Point', description: 'A point of secp256k1' })

export const joint = z.strictObject({ publicKey: point, shares: z.array(point) }).meta({
  id: 'JointKey',
  description: 'A joint key: the public key, and the public share of each guardian in the order of the set',
})

export const seal = z
  .strictObject({ x: word, y: word, price: word, choices: word, tag: word })
  .meta({ id: 'Seal', description: 'A sealed price: R = r·G, two encrypted words, and the tag' })

/** The parameters of every list. */
export const paging = {
  cursor: z.string().max(400).optional().meta({ description: '`next` of the page before' }),
  limit: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'How many items at most; a page may hold fewer' }),
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last one' }),
  })
