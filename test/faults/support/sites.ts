import { postgresPrograms } from '../../support/postgres.ts'
import { FAULTS, type Fault } from './faults.ts'
import { MOST_KEYS, openSite, type Site, type SiteKind } from './site.ts'
import type { SmallDisk } from './smallDisk.ts'

/** Sites for many rounds: each is used for some of them, and then begun anew. */
export interface Sites {
  readonly kinds: readonly SiteKind[]
  /** What can happen at a site here. */
  faultsOf(kind: SiteKind): readonly Fault[]
  /** @param tenders for so many there has to be a key */
  of(kind: SiteKind, tenders: number): Promise<Site>
  /** What has gone wrong once is not used again. */
  drop(kind: SiteKind): Promise<void>
  close(): Promise<void>
}

/** Rounds after which a ledger is begun anew: replay and comparison grow with it. */
const LIFE = 12

/** @param disk where the sites are kept, if there is one: only then it can be filled */
export function createSites(suppliers: number, disk: SmallDisk | undefined): Sites {
  const programs = postgresPrograms()
  const sites = new Map<SiteKind, { readonly site: Site; rounds: number }>()
  const isHere = (kind: SiteKind, needs: Fault['needs']): boolean =>
    needs === 'disk' ? disk !== undefined : needs === undefined || kind === 'PostgreSQL'

  const drop = async (kind: SiteKind): Promise<void> => {
    const old = sites.get(kind)
    sites.delete(kind)
    await old?.site.close()
  }
  const of: Sites['of'] = async (kind, tenders) => {
    const old = sites.get(kind)
    if (old !== undefined && old.rounds < LIFE && old.site.keysLeft() >= tenders) {
      old.rounds += 1
      return old.site
    }
    await drop(kind)
    const server = kind === 'PostgreSQL' ? programs : undefined
    const site = await openSite({ suppliers, keys: MOST_KEYS, programs: server, root: disk?.path })
    sites.set(kind, { site, rounds: 1 })
    return site
  }
  return {
    kinds: programs === undefined ? ['PGlite'] : ['PGlite', 'PostgreSQL'],
    faultsOf: kind => FAULTS.filter(({ needs }) => isHere(kind, needs)),
    of,
    drop,
    close: async () => {
      for (const kind of [...sites.keys()]) await drop(kind)
    },
  }
}
