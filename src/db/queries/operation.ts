import type { Queryable } from '../database.ts'

/** How many messages of webhooks wait, and how many were given up. */
export const messageCounts = async (
  database: Queryable,
): Promise<{ readonly waiting: number; readonly dead: number }> => {
  const [counts] = await database.query<{ waiting: number; dead: number }>(
    `SELECT count(*) FILTER (WHERE NOT dead) AS waiting, count(*) FILTER (WHERE dead) AS dead
     FROM webhook_messages`,
  )
  return counts ?? { waiting: 0, dead: 0 }
}

/** Milliseconds from taking a statement to its block: of all since a moment how many, and how long half, 99 % and all of them took. */
export type InclusionTimes = {
  readonly count: number
  readonly half: number | null
  readonly most: number | null
  readonly all: number | null
}

/** @param since milliseconds since 1970 */
export const inclusionTimes = async (database: Queryable, since: number): Promise<InclusionTimes> => {
  const [times] = await database.query<InclusionTimes>(
    `SELECT count(*) AS count, percentile_disc(0.5) WITHIN GROUP (ORDER BY done_at - received_at) AS half,
       percentile_disc(0.99) WITHIN GROUP (ORDER BY done_at - received_at) AS most, max(done_at - received_at) AS all
     FROM queue WHERE state = 2 AND done_at >= $1`,
    [since],
  )
  return times ?? { count: 0, half: null, most: null, all: null }
}
