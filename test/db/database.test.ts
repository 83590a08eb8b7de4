import { expect } from 'chai'
import { inSchema, openDatabase } from '../../src/db/open.ts'
import { failureOf, onEachDatabase } from './support.ts'

onEachDatabase('database', database => {
  before(() =>
    database().script(
      `CREATE TABLE notes (
         id int4 PRIMARY KEY, long_text text, amount amount, id64 uint64, at int8, body jsonb
       )`,
    ),
  )
  beforeEach(() => database().script('TRUNCATE notes'))

  describe('query', () => {
    it('gives amounts and ids exactly, as bigint, and times as number', async () => {
      const amount = 2n ** 96n - 1n
      const id = 2n ** 64n - 1n
      await database().query('INSERT INTO notes (id, amount, id64, at) VALUES (1, $1, $2, $3)', [
        amount,
        id,
        2 ** 48 - 1,
      ])
      const rows = await database().query('SELECT amount, id64, at FROM notes')
      expect(rows).to.deep.equal([{ amount, id64: id, at: 2 ** 48 - 1 }])
    })

    it('refuses an integer that a number cannot hold', async () => {
      const failure = await failureOf(database().query('SELECT 9007199254740993::int8'))
      expect(failure.message).to.contain('9007199254740993')
    })

    it('names columns in camel case and parses JSON', async () => {
      await database().query('INSERT INTO notes (id, long_text, body) VALUES (1, $1, $2::jsonb)', [
        '봉인',
        '{"a":[1]}',
      ])
      const rows = await database().query('SELECT long_text, body FROM notes')
      expect(rows).to.deep.equal([{ longText: '봉인', body: { a: [1] } }])
    })
  })

  describe('transaction', () => {
    it('keeps all that was written', async () => {
      const result = await database().transaction(async session => {
        await session.query('INSERT INTO notes (id) VALUES (1)')
        await session.query('INSERT INTO notes (id) VALUES (2)')
        return 'done'
      })
      expect(result).to.equal('done')
      expect(await database().query('SELECT id FROM notes ORDER BY id')).to.deep.equal([{ id: 1 }, { id: 2 }])
    })

    it('keeps nothing after an error, passes the error on and goes on working', async () => {
      const fault = new Error('thrown by the work')
      const work = database().transaction(async session => {
        await session.query('INSERT INTO notes (id) VALUES (1)')
        throw fault
      })
      expect(await failureOf(work)).to.equal(fault)
      expect(await database().query('SELECT id FROM notes')).to.deep.equal([])
    })

    it('keeps nothing after a failed statement', async () => {
      const work = database().transaction(async session => {
        await session.query('INSERT INTO notes (id) VALUES (1)')
        await session.query('INSERT INTO notes (id) VALUES (1)')
      })
      expect(await failureOf(work)).to.have.property('code', '23505')
      expect(await database().query('SELECT id FROM notes')).to.deep.equal([])
    })
  })

  describe('inSchema', () => {
    it('sees its own tables and leaves the others alone', async () => {
      const other = inSchema(database(), `${database().schema}_other`)
      await database().script(`CREATE SCHEMA "${other.schema}"`)
      await other.script('CREATE TABLE notes (id int4)')
      await other.query('INSERT INTO notes VALUES (7)')
      expect(await other.query('SELECT id FROM notes')).to.deep.equal([{ id: 7 }])
      expect(await database().query('SELECT id FROM notes')).to.deep.equal([])
      await database().script(`DROP SCHEMA "${other.schema}" CASCADE`)
    })

    it('refuses a name that could be SQL', () => {
      expect(() => inSchema(database(), 'x"; DROP SCHEMA public; --'))
        .to.throw()
        .with.property('code', 'INVALID_SCHEMA')
    })
  })
})

describe('openDatabase', () => {
  it('says what is wrong with a schema name', async () => {
    expect(await failureOf(openDatabase({ memory: true, schema: 'No' }))).to.have.property(
      'code',
      'INVALID_SCHEMA',
    )
  })
})
