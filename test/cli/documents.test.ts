import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { noise } from '../documents/support.ts'
import { at, authorOf } from '../support/ledger/author.ts'
import { type Running, readyKey, writeKey } from '../support/running.ts'
import { BIDDERS, bid, done, failed, HOUR, openTown, writeTerms } from './support.ts'

/** An agency with a profile. */
const OFFICE = authorOf(60)
const [FIRST, SECOND] = [at(BIDDERS, 0), at(BIDDERS, 1)]
/** More than one chunk. */
const PROPOSAL = noise(1_500_000)

describe('bongin with documents', () => {
  let town: Running
  const inside = (name: string): string => join(town.directory, name)

  before(async () => {
    town = await openTown()
    await writeKey(town, OFFICE)
    await writeFile(inside('제안서.pdf'), PROPOSAL)
    await writeFile(inside('notes.txt'), 'for the agency only')
    await writeFile(inside('program.exe'), 'no')
  })
  after(() => town?.close())

  const announce = async (notice: string, agency: number): Promise<string> => {
    await readyKey(town)
    const terms = await writeTerms(town, notice, 'None')
    const { tender } = await done(town, `tender announce ${terms} --agency ${agency} --key ${agency}.key`)
    return String(tender)
  }
  const seal = (tender: string, out: string, attach: string): string =>
    `bid seal ${tender} --bidder 101 --key 101.key --price 90000000 --out ${out} ${attach}`

  it('lets an agency publish the key that documents for it are sealed to', async () => {
    const { profile } = await done(town, 'participant profile 60 --name Office --key 60.key --out p.json')
    await failed(town, 'participant publish 60 p.json', 1, 'NOT_FOUND')
    const line = `participant register 60 --roles agency --signer ${OFFICE.signer} --profile p.json --key 1.key`
    expect(await done(town, line)).to.include({ profile })
    await done(town, 'participant publish 60 p.json')
    await writeFile(
      inside('other.json'),
      (await readFile(inside('p.json'), 'utf8')).replace('Office', 'Offices'),
    )
    await failed(town, 'participant publish 60 other.json', 1, 'UNFIT_PROFILE')
  })

  it('carries them from the bidder to the agency, sealed until the opening', async () => {
    const began = town.now()
    const tender = await announce('WITH-DOCUMENTS', 60)
    const attach = `--attach 제안서.pdf --attach notes.txt --rpc ${town.ledger.rpcUrl}`
    const sealed = await done(town, seal(tender, 'mine', attach))
    expect(sealed).to.include({ bid: 'mine', documents: 'mine.documents', publicKeyFrom: 'node' })
    expect((await stat(inside('mine.documents'))).size).to.be.above(1_500_000)
    expect((await readFile(inside('mine.documents'))).includes('for the agency only')).to.equal(false)
    await done(town, 'bid submit mine')
    await done(town, 'bid submit mine')
    await bid(town, tender, SECOND, '--price 91000000')

    const reading = (bidder: bigint, key: bigint, out: string): string =>
      `bid documents ${tender} ${bidder} --key ${key}.key --out ${out}`
    await failed(town, reading(101n, 60n, 'early'), 1, 'KEY_NOT_OPEN')
    await town.moveTo(began + 49 * HOUR)
    await done(town, `open ${tender}`)

    const read = await done(town, reading(101n, 60n, 'opened'))
    expect(read.files).to.deep.equal([
      { name: '제안서.pdf', size: 1_500_000 },
      { name: 'notes.txt', size: 19 },
    ])
    expect(Buffer.compare(await readFile(inside('opened/제안서.pdf')), PROPOSAL)).to.equal(0)
    expect(await readFile(inside('opened/notes.txt'), 'utf8')).to.equal('for the agency only')
    await failed(town, reading(101n, 60n, 'opened'), 2, 'FILE_EXISTS')
    for (const key of [2n, FIRST.participant, SECOND.participant])
      await failed(town, reading(101n, key, 'stolen'), 1, 'DOCUMENTS_DAMAGED')
    expect((await done(town, reading(102n, 60n, 'none'))).files).to.deep.equal([])
    expect(
      (await readdir(town.directory)).filter(name => /stolen|early|bongin-documents/.test(name)),
    ).to.deep.equal([])
  })

  it('seals nothing that could not be handed in, or not be read', async () => {
    const tender = await announce('REFUSED', 60)
    await failed(town, seal(tender, 'a', '--attach program.exe'), 2, 'UNFIT_DOCUMENTS')
    await failed(town, seal(tender, 'b', '--attach missing.pdf'), 2, 'FILE_UNREADABLE')
    const other = await announce('NO-PROFILE', 2)
    await failed(town, seal(other, 'c', '--attach notes.txt'), 1, 'NOT_FOUND')
    expect((await readdir(town.directory)).filter(name => /^[abc](\.|$)/.test(name))).to.deep.equal([])
  })

  it('submits no bid whose documents are not as they were sealed', async () => {
    const tender = await announce('DAMAGED', 60)
    await done(town, seal(tender, 'torn', '--attach 제안서.pdf'))
    await truncate(inside('torn.documents'), 1_200_000)
    await failed(town, 'bid submit torn', 1, 'DOCUMENTS_DAMAGED')
    await failed(town, `bid show ${tender} 101`, 1, 'NOT_FOUND')
    const file = JSON.parse(await readFile(inside('torn'), 'utf8'))
    await writeFile(
      inside('swapped'),
      JSON.stringify({ ...file, documents: { ...file.documents, size: file.documents.size - 1 } }),
    )
    await failed(town, 'bid submit swapped', 2, 'INVALID_INPUT')
  })
})
