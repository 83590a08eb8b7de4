import { type PGlite, parse, protocol } from '@electric-sql/pglite'
import type { Parameter } from './database.ts'

/** Rows as they cross from thread to thread: the columns' names once, and the values of all rows one after the other. */
export type Table = { readonly names: readonly string[]; readonly values: readonly unknown[] }

/** Runs statements that come again and again: each text is parsed and planned once, not with every question. */
export type Statements = {
  /** Nothing else may use the database meanwhile, and no transaction may be open. @throws PostgreSQL's error */
  run(text: string, parameters: readonly Parameter[]): Promise<Table>
}

type Prepared = {
  readonly name: string
  readonly types: readonly number[]
  readonly columns: readonly Column[]
}
type Column = { readonly name: string; readonly parse: ((text: string) => unknown) | undefined }

const { serialize, messages } = protocol
/** Far more than there are; a text that is made up from values must not fill the memory. */
const MOST = 300
/** SQLSTATE of a statement whose columns are others than when it was prepared, because somebody has changed the tables. */
const OUTDATED = '0A000'

export const createStatements = (pglite: PGlite): Statements => {
  const known = new Map<string, Prepared>()
  let count = 0
  const send = (...parts: readonly Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false })

  const prepare = async (text: string): Promise<Prepared> => {
    count += 1
    const name = `s${count}`
    const answers = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    const described = answers.find(answer => answer instanceof messages.RowDescriptionMessage)
    const columns = (described?.fields ?? []).map(
      (field): Column => ({ name: field.name, parse: pglite.parsers[field.dataTypeID] }),
    )
    return { name, types: parse.parseDescribeStatementResults(answers), columns }
  }

  const forget = async (text: string, { name }: Prepared): Promise<void> => {
    known.delete(text)
    await send(serialize.close({ type: 'S', name }), serialize.sync())
  }

  const statementOf = async (text: string): Promise<Prepared> => {
    const found = known.get(text)
    if (found !== undefined) return found
    const [oldest] = known
    if (oldest !== undefined && known.size >= MOST) await forget(...oldest)
    const prepared = await prepare(text)
    known.set(text, prepared)
    return prepared
  }

  const execute = async (
    { name, types, columns }: Prepared,
    parameters: readonly Parameter[],
  ): Promise<Table> => {
    const values = parameters.map((value, place) => {
      if (value === null) return null
      const type = types[place]
      return (type === undefined ? undefined : pglite.serializers[type])?.(value) ?? String(value)
    })
    const answers = await send(
      serialize.bind({ statement: name, values }),
      serialize.execute(),
      serialize.sync(),
    )
    return tableOf(answers, columns)
  }

  return {
    run: async (text, parameters) => {
      const prepared = await statementOf(text)
      try {
        return await execute(prepared, parameters)
      } catch (error) {
        if (!(error instanceof messages.DatabaseError) || error.code !== OUTDATED) throw error
        await forget(text, prepared)
        return execute(await statementOf(text), parameters)
      }
    },
  }
}

type Answers = Awaited<ReturnType<PGlite['execProtocolStream']>>

const tableOf = (answers: Answers, columns: readonly Column[]): Table => {
  const values: unknown[] = []
  for (const answer of answers) {
    if (!(answer instanceof messages.DataRowMessage)) continue
    for (const [place, text] of answer.fields.entries()) {
      const parseText = columns[place]?.parse
      values.push(text === null || parseText === undefined ? text : parseText(text))
    }
  }
  return { names: columns.map(({ name }) => name), values }
}
