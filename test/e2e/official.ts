import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const schema = z.object({
  reservePrice: z.int(),
  floorPrice: z.int(),
  bids: z.array(z.object({ rank: z.int(), amount: z.int() })),
})

/** What Nara Jangteo published of notice 20241240614-001. A rank below zero is a rejected bid. */
export async function officialResult() {
  const text = await readFile(new URL('../vectors/koneps/20241240614-001.json', import.meta.url), 'utf8')
  const { reservePrice, floorPrice, bids } = schema.parse(JSON.parse(text))
  const accepted = bids.filter(({ rank }) => rank > 0).toSorted((a, b) => a.rank - b.rank)
  return {
    bids: bids.length,
    acceptable: accepted.length,
    rejected: bids.length - accepted.length,
    reservePrice,
    floorPrice,
    line: accepted.map(({ amount }) => amount),
  }
}
