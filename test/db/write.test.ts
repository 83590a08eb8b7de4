import { expect } from 'chai'
import fc from 'fast-check'
import type { Database } from '../../src/db/database.ts'
import type { Change, Rows } from '../../src/db/tables.ts'
import { foldChanges, writeBatch } from '../../src/db/write.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { failureOf, onEachDatabase } from './support.ts'

const hash = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`

const participant = (id: number, revision = 1): Rows['participants'] => ({
  participant: BigInt(id),
  roles: 4,
  registrar: false,
  revision,
  profile: hash(id),
  suspendedFrom: 0,
  suspendedUntil: 0,
  suspensionReason: null,
  block: 1,
  logIndex: id,
  transaction: hash(1),
})

const write = (database: Database, changes: readonly Change[]) =>
  database.transaction(session => writeBatch(session, foldChanges(changes)))

const participants = (database: Database) =>
  database.query<Rows['participants']>('SELECT * FROM participants ORDER BY participant')

const table = 'participants'
const key = (id: number) => ({ participant: BigInt(id) })

/** Changes of three rows that are put first, so that every later change finds its row. */
const changes: fc.Arbitrary<Change[]> = fc
  .array(
    fc.oneof(
      fc
        .record({ id: fc.integer({ min: 1, max: 3 }), revision: fc.nat(9) })
        .map(({ id, revision }): Change => ({ table, put: participant(id, revision) })),
      fc.record({ id: fc.integer({ min: 1, max: 3 }), revision: fc.nat(9), add: fc.nat(9) }).map(
        ({ id, revision, add }): Change => ({
          table,
          key: key(id),
          set: { revision },
          add: { roles: add },
        }),
      ),
      fc
        .record({ id: fc.integer({ min: 1, max: 3 }), add: fc.nat(9) })
        .map(({ id, add }): Change => ({ table, key: key(id), add: { revision: add } })),
      fc
        .record({ id: fc.integer({ min: 1, max: 3 }), reason: fc.option(fc.nat(9).map(hash)) })
        .map(({ id, reason }): Change => ({ table, key: key(id), set: { suspensionReason: reason } })),
    ),
    { maxLength: 12 },
  )
  .map(later => [1, 2, 3].map((id): Change => ({ table, put: participant(id) })).concat(later))

onEachDatabase('writeBatch', database => {
  beforeEach(() => database().script('TRUNCATE participants, participant_events'))

  it('writes rows exactly as they are given', async () => {
    const row = { ...participant(1), participant: 2n ** 64n - 1n, suspensionReason: hash(5) }
    await write(database(), [{ table, put: row }])
    expect(await participants(database())).to.deep.equal([row])
  })

  it('overwrites a row that is there', async () => {
    await write(database(), [{ table, put: participant(1, 1) }])
    await write(database(), [{ table, put: participant(1, 2) }])
    expect(await participants(database())).to.deep.equal([participant(1, 2)])
  })

  it('sets and adds', async () => {
    await write(database(), [
      { table, put: participant(1) },
      { table, put: participant(2) },
    ])
    await write(database(), [{ table, key: key(1), set: { registrar: true }, add: { revision: 2 } }])
    const changed = { ...participant(1), registrar: true, revision: 3 }
    expect(await participants(database())).to.deep.equal([changed, participant(2)])
  })

  it('says so when a row to be changed is not there, and writes nothing', async () => {
    const failure = write(database(), [
      { table, put: participant(1) },
      { table, key: key(2), set: { revision: 2 } },
    ])
    const details = { table: 'participants', expected: 1, found: 0 }
    expect(await failureOf(failure)).to.deep.include({ code: 'INDEX_INCONSISTENT', details })
    expect(await participants(database())).to.deep.equal([])
  })

  it('keeps text that PostgreSQL cannot hold from stopping it', async () => {
    const event = { block: 1, logIndex: 1, transaction: hash(1), participant: 1n }
    const put = { ...event, name: 'a\0b\uD800', arguments: { x: 'c\0d' } }
    await write(database(), [{ table: 'participantEvents', put }])
    expect(await database().query('SELECT name, arguments FROM participant_events')).to.deep.equal([
      { name: 'a\uFFFDb\uFFFD', arguments: { x: 'c\uFFFDd' } },
    ])
  })

  it('gives the same rows whatever portions the changes come in', () =>
    fc.assert(
      fc.asyncProperty(changes, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), async (all, sizes) => {
        await database().script('TRUNCATE participants')
        for (const change of all) await write(database(), [change])
        const oneByOne = await participants(database())

        await database().script('TRUNCATE participants')
        for (let start = 0; start < all.length; ) {
          const size = sizes.next().value
          await write(database(), all.slice(start, start + size))
          start += size
        }
        expect(await participants(database())).to.deep.equal(oneByOne)
      }),
      { numRuns: 40 },
    ))
})
