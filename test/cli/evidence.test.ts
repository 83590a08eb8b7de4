import { once } from 'node:events'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import { at } from '../support/ledger/author.ts'
import { bongin, type Running } from '../support/running.ts'
import { announce, BIDDERS, bid, done, failed, openTown, writeTerms } from './support.ts'

const [FIRST, SECOND] = [at(BIDDERS, 0), at(BIDDERS, 1)]
const UNKNOWN = word(7n)

describe('bongin evidence, receipts and trust', () => {
  let town: Running
  let tender: string
  let sealed: string

  before(async () => {
    town = await openTown()
    tender = await announce(town, await writeTerms(town, 'EVIDENCE', 'None'))
    sealed = await bid(town, tender, FIRST, '--price 90000000')
    await bid(town, tender, SECOND, '--price 91000000')
    await done(town, 'trust export --out whole.json')
  })

  after(() => town?.close())

  const read = (name: string): Promise<Buffer> => readFile(join(town.directory, name))
  const names = (): Promise<string[]> => readdir(town.directory)
  const verified = (name: string) => done(town, `verify ${name} --trust whole.json`)

  describe('evidence export', () => {
    it('writes a packed file that verifies', async () => {
      const { code, stdout, stderr } = await bongin(town, `evidence export ${tender}`)
      const name = `evidence-${tender.slice(0, 10)}.json.gz`
      expect(code, stderr).to.equal(0)
      expect(stdout).to.match(new RegExp(`^file +${name} \\([0-9,]+ bytes\\)\nblocks +[0-9]+\n$`))
      expect(stderr).to.match(/^ {2}Blocks: \d+ in \d+\.\d s\nCheck it with "bongin verify /)
      expect(readEvidence(gunzipSync(await read(name)).toString())).to.include({ kind: 'tender', tender })
      expect(await verified(name)).to.include({ passed: true })
    })

    it('writes a plain file where its name says so, and leaves nothing else behind', async () => {
      const found = await done(town, `evidence export ${tender} --out plain.json`)
      const kept = await read('plain.json')
      const { blocks } = readEvidence(kept.toString())
      expect(found).to.deep.equal({ file: 'plain.json', bytes: kept.length, blocks: blocks.length, tender })
      expect((await names()).filter(name => name.endsWith('.part'))).to.deep.equal([])
    })

    it('overwrites nothing where nobody can be asked', async () => {
      await writeFile(join(town.directory, 'mine.json'), 'mine')
      await failed(town, `evidence export ${tender} --out mine.json`, 2, 'FILE_EXISTS')
      expect((await read('mine.json')).toString()).to.equal('mine')
    })

    it('of an unknown tender leaves no file', async () => {
      await failed(town, `evidence export ${UNKNOWN} --out none.json`, 1, 'UNKNOWN_TENDER')
      expect(await names()).not.to.include.members(['none.json'])
    })

    it('into a folder that is not there says so', async () => {
      await failed(town, `evidence export ${tender} --out nowhere/x.json`, 2, 'FILE_UNWRITABLE')
    })

    it('from a node needs to know which ledger is meant, and validators there', async () => {
      const { rpcUrl, deployed } = town.ledger
      const line = `evidence export ${tender} --out node.json --rpc ${rpcUrl}`
      await failed(town, line, 2, 'USAGE')
      await failed(town, `${line} --ledger ${deployed.keys}`, 1, 'LEDGER_MISMATCH')
      await failed(town, `${line} --ledger ${deployed.ledger}`, 1, 'NO_FINALITY')
    })

    describe('from a gateway that fails or lies', () => {
      /** Answers every request with this body, or cuts it off. */
      const startGateway = async (body: string, isWhole = true) => {
        const server = createServer((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json', connection: 'close' })
          response.write(body, () => (isWhole ? response.end() : response.destroy()))
        })
        server.listen(0, '127.0.0.1')
        await once(server, 'listening')
        const { port } = server.address() as AddressInfo
        return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
      }

      const refuses = async (body: string, isWhole = true): Promise<void> => {
        const { url, close } = await startGateway(body, isWhole)
        try {
          const place = { directory: town.directory, url }
          await failed(place, `evidence export ${tender} --out cut.json`, 3, 'GATEWAY_ANSWER')
          expect((await names()).filter(name => name.startsWith('cut'))).to.deep.equal([])
        } finally {
          close()
        }
      }

      it('keeps nothing that is cut off', async () => {
        await done(town, `evidence export ${tender} --out good.json`)
        const good = (await read('good.json')).toString()
        await refuses(good.slice(0, -100), false)
        await refuses(good.slice(0, -100))
      })

      it('keeps nothing of another tender', async () => {
        await done(town, `evidence export ${tender} --out other.json`)
        await refuses((await read('other.json')).toString().replaceAll(tender, UNKNOWN))
      })

      it('keeps nothing that is no evidence', async () => {
        await refuses('{"format":"something else"}\n')
      })
    })
  })

  describe('receipts', () => {
    it('stand beside the bid once it is submitted', async () => {
      const receipt = readEvidence((await read(`${sealed}.receipt`)).toString())
      expect(receipt).to.include({ kind: 'receipt', tender, bidder: FIRST.participant })
      expect(await verified(`${sealed}.receipt`)).to.include({ passed: true })
    })

    it('stay as they are when the bid is submitted again', async () => {
      const before = await read(`${sealed}.receipt`)
      expect(await done(town, `bid submit ${sealed}`)).to.include({ receipt: `${sealed}.receipt` })
      expect(await read(`${sealed}.receipt`)).to.deep.equal(before)
    })

    it('can be had at any time, by anybody', async () => {
      const { file } = await done(town, `bid receipt ${tender} ${SECOND.participant}`)
      expect(file).to.equal(`receipt-${tender.slice(0, 10)}-${SECOND.participant}.json`)
      expect(await verified(String(file))).to.include({ passed: true })
    })

    it('exist for bids only', async () => {
      await failed(town, `bid receipt ${tender} 999`, 1, 'NOT_FOUND')
    })
  })

  describe('trust export', () => {
    it('writes what the gateway says, and warns', async () => {
      const { deployed } = town.ledger
      const { code, stdout, stderr } = await bongin(town, 'trust export')
      expect(code, stderr).to.equal(0)
      expect(stdout)
        .to.match(/^file +trust\.json$/m)
        .and.include(deployed.ledger)
      expect(stderr).to.match(/^Whoever can change this file decides what verifies/)
      expect((await stat(join(town.directory, 'trust.json'))).mode & 0o777).to.equal(0o644)
      expect(await read('trust.json')).to.deep.equal(await read('whole.json'))
    })

    it('compares it with a node that is trusted', async () => {
      const { rpcUrl, deployed } = town.ledger
      await done(town, `trust export --out node-trust.json --rpc ${rpcUrl} --ledger ${deployed.ledger}`)
      await failed(
        town,
        `trust export --out other-trust.json --ledger ${deployed.keys}`,
        1,
        'LEDGER_MISMATCH',
      )
    })
  })
})
