import { z } from 'zod'

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,13}$/)
  .transform(Number)
const text = z.string()

/** What `eth_getLogs` answers, as far as we read it. ethers' own reading computes a checksum for every address. */
export const logsSchema = z.array(
  z
    .object({
      topics: z.array(text),
      data: text,
      blockNumber: quantity,
      blockHash: text,
      blockTimestamp: quantity.optional(),
      transactionHash: text,
      logIndex: quantity,
    })
    .transform(({ logIndex, ...log }) => ({ ...log, index: logIndex })),
)

/** A log as the node gives it; `blockTimestamp` in seconds since 1970, where the node tells it. */
export type NodeLog = z.output<typeof logsSchema>[number]
