import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { CHECK_IDS } from '../../src/verify/check.ts'
import { eventRows } from './support/eventTable.ts'

describe('SPEC.md of the evidence', () => {
  let spec: string

  before(async () => {
    spec = await readFile(new URL('../../src/verify/SPEC.md', import.meta.url), 'utf8')
  })

  it('has every event as the code has it', () => {
    const rows = spec.split('\n').filter(line => /^\| `[A-Z][A-Za-z]+\(/.test(line))
    expect(rows).to.deep.equal(eventRows())
  })

  it('describes every check, in their order', () => {
    const ids = [...spec.matchAll(/^\*\*(P[1-9]\.[1-9])\*\*/gm)].map(([, id]) => id)
    expect(ids).to.deep.equal([...CHECK_IDS])
  })
})
