import type { Known } from './requests.ts'

type Item = Readonly<Record<string, unknown>>

const PAGE = 20

/** What is there to be asked for, as the gateway's own lists tell it. */
export async function knownOf(url: string): Promise<Known> {
  const list = async (path: string): Promise<Item[]> => {
    const response = await fetch(`${url}${path}?limit=${PAGE}`)
    const { items } = (await response.json()) as { items?: Item[] }
    return items ?? []
  }
  const from = async (path: string, name: string): Promise<string[]> =>
    (await list(path)).map(item => String(item[name])).filter(value => value !== 'undefined')

  const tenders = await from('/v1/tenders', 'tender')
  const bids = (await Promise.all(tenders.map(tender => list(`/v1/tenders/${tender}/bids`)))).flat()
  const of = (name: string): string[] => [...new Set(bids.map(bid => String(bid[name])))].slice(0, PAGE)
  const participants = await from('/v1/participants', 'participant')
  return {
    tender: tenders,
    bidder: of('bidder'),
    digest: of('statement'),
    root: of('attachments'),
    participant: participants,
    agency: participants,
    key: await from('/v1/keys', 'key'),
    set: await from('/v1/guardian-sets', 'set'),
    ceremony: await from('/v1/ceremonies', 'ceremony'),
    place: ['0', '1'],
    limit: ['1', '500'],
  }
}
