/** What can be said on the command line about a benchmark; each takes what concerns it. */
export interface BenchOptions {
  readonly bids?: number
  readonly tenders?: number
  /** Bids a second. */
  readonly rate?: number
  readonly seconds?: number
  /** Requests under way at the same time. */
  readonly connections?: number
  /** PostgreSQL for queue and index; embedded by default. */
  readonly databaseUrl?: string
}

/** What a benchmark measured, by name; the unit stands in the name, milliseconds where there is none. */
export type Figures = Readonly<Record<string, number | string>>

export type Say = (line: string) => void
