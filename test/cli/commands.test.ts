import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { hashText } from '../../src/protocol/bytes.ts'
import { at } from '../support/ledger/author.ts'
import { bongin, type Running, readyKey } from '../support/running.ts'
import { startLiar } from './liar.ts'
import {
  announce,
  BIDDERS,
  bid,
  DAY,
  done,
  failed,
  HOUR,
  type Json,
  openTown,
  writeTerms,
} from './support.ts'

const HASH = hashText('a document')
const [FIRST, SECOND] = [at(BIDDERS, 0), at(BIDDERS, 1)]

describe('bongin before a running ledger', () => {
  let town: Running

  before(async () => {
    town = await openTown()
  })

  after(() => town?.close())

  describe('one tender with a multiple reserve price', () => {
    it('goes from the first key to the contract by the command line alone', async () => {
      await letIn()
      const began = town.now()
      const tender = await announce(town, await writeTerms(town, 'WHOLE', 'Multiple'))
      const [file] = await Promise.all([
        bid(town, tender, FIRST, '--price 90,000,000 --picks 4,11'),
        bid(town, tender, SECOND, '--price 89000000 --picks 11,3'),
      ])
      await verifyFiles(file)
      await verifySealed(tender)

      await failed(town, `open ${tender}`, 1, 'WRONG_PHASE')
      await town.moveTo(began + 49 * HOUR)
      const opened = await bongin(town, `open ${tender}`)
      expect(opened.stderr).to.match(/Opening: 2 in .*\n.*Ranking: 2 in /)
      expect(opened.stdout).to.match(/^phase +Review$/m)
      expect(opened.stdout).to.match(/^first in line +102 at 89,000,000 won, acceptable$/m)
      await verifyOpened(tender)
      await verifyAward(tender)
    })

    /** Makes a key, has it registered, and finds it there. */
    async function letIn(): Promise<void> {
      const { address } = await done(town, 'keys create new.key')
      expect((await stat(join(town.directory, 'new.key'))).mode & 0o777).to.equal(0o600)
      const line = `participant register 500 --roles supplier,auditor --signer ${address} --key 1.key`
      const found = { participant: '500', roles: ['supplier', 'auditor'], signers: [address], revision: 1 }
      expect(await done(town, line)).to.deep.include({ type: 'RegisterParticipant', ...found })
    }

    async function verifyFiles(name: string): Promise<void> {
      const modeOf = async (file: string) => (await stat(join(town.directory, file))).mode & 0o777
      expect(await modeOf(name)).to.equal(0o644)
      expect(await modeOf(`${name}.note`)).to.equal(0o600)
      const sealed = await readFile(join(town.directory, name), 'utf8')
      const note = JSON.parse(await readFile(join(town.directory, `${name}.note`), 'utf8'))
      expect(note).to.include({ author: '101', price: '90000000' })
      expect(sealed).not.to.include(note.price).and.not.to.include(note.r)
    }

    async function verifySealed(tender: string): Promise<void> {
      const [shown, korean, listed] = await Promise.all([
        done(town, `bid show ${tender} 101`),
        bongin(town, `tender show ${tender} --lang ko`),
        bongin(town, 'tender list --phase Bidding'),
      ])
      expect(shown).to.include({ status: 'Sealed', sequence: 0, opening: null, rank: null })
      expect(korean.stdout).to.match(/^단계 +투찰 중$/m)
      expect(korean.stdout).to.match(/^다음 절차 +투찰 마감 \(.* KST, 2일 후\)$/m)
      expect(listed.stdout).to.match(new RegExp(`^WHOLE +Bidding +2 .*${tender}$`, 'm'))
    }

    async function verifyOpened(tender: string): Promise<void> {
      const [shown, winner] = await Promise.all([
        // Whoever comes later finds the work done.
        done(town, `open ${tender}`),
        bongin(town, `bid show ${tender} 102`),
      ])
      expect(shown).to.include({ phase: 'Review', opened: 2, ranked: 2, degraded: false, first: '102' })
      // Picked most, then the lower numbers.
      expect(shown.drawn).to.deep.equal([11, 3, 4, 1])
      expect(shown.released).to.have.length.within(2, 3)
      expect(winner.stdout).to.match(/^price +89,000,000 won$/m)
      expect(winner.stdout).to.match(/^picked numbers +11, 3$/m)
      expect(winner.stdout).to.match(/^place in line +1$/m)
    }

    async function verifyAward(tender: string): Promise<void> {
      const act = (name: string): string => `award ${name} ${tender} --key 2.key`
      await failed(town, `${act('qualify')} --bidder 101 --document ${HASH}`, 1, 'NOT_FIRST_IN_LINE')
      const out = await done(town, `${act('disqualify')} --reason 2 --document documents.txt`)
      expect(out).to.include({ type: 'Disqualify', bidder: '102', first: '101' })
      await done(town, `${act('qualify')} --document ${HASH}`)
      const shown = await bongin(town, `tender show ${tender}`)
      expect(shown.stdout).to.match(/^next +the agency awards to bidder 101$/m)
      const granted = await done(town, act('grant'))
      expect(granted).to.include({ bidder: '101', amount: '90000000', phase: 'Standstill' })
      await town.moveTo(town.now() + DAY)
      await verifyConclusion(tender)
    }

    /** The agency signs to a file, and the winner to the ledger; nobody signs for the other, nor another contract. */
    async function verifyConclusion(tender: string): Promise<void> {
      const half = await done(town, `award conclude ${tender} --key 2.key --contract ${HASH} --out half.json`)
      expect(half).to.include({ file: 'half.json', bidder: '101', amount: '90000000' })
      expect(await done(town, `tender show ${tender}`)).to.include({ phase: 'Standstill' })
      const signing = (key: number, contract: string): string =>
        `award countersign half.json --key ${key}.key --contract ${contract}`
      const bidFile = `${tender.slice(0, 10)}-101`
      await Promise.all([
        failed(town, signing(101, 'documents.txt'), 2, 'OTHER_CONTRACT'),
        failed(town, signing(102, HASH), 1, 'UNKNOWN_SIGNER'),
        failed(town, signing(101, HASH).replace('half.json', bidFile), 2, 'INVALID_INPUT'),
      ])
      const concluded = await done(town, signing(101, HASH))
      expect(concluded).to.include({ type: 'Conclude', bidder: '101', phase: 'Concluded' })
    }
  })

  describe('the fallback', () => {
    afterEach(() => town.startGuardians())

    it('opens bids and the reserve price by the notes alone, and says so', async () => {
      const began = town.now()
      const terms = await writeTerms(town, 'ALONE', 'Single')
      const tender = await announce(town, terms, ' --reserve 95,000,000')
      const [one, two] = await Promise.all([
        bid(town, tender, FIRST, '--price 90,000,000'),
        bid(town, tender, SECOND, '--price 96,000,000'),
      ])
      await town.stopGuardians()
      await town.moveTo(began + 49 * HOUR)
      await Promise.all([
        failed(town, `bid reveal ${one}.note`, 1, 'WRONG_PHASE'),
        failed(town, `tender reveal-reserve ${terms}.note`, 1, 'WRONG_PHASE'),
        failed(town, `open ${tender} --wait 0`, 3, 'TIMED_OUT'),
      ])

      await town.moveTo(began + 55 * HOUR)
      const { rpcUrl, deployed } = town.ledger
      await Promise.all([
        // The agency must not choose its price after the bids.
        failed(town, `bid reveal ${one}.note`, 1, 'RESERVE_STILL_SEALED'),
        failed(town, `bid reveal ${terms}.note`, 1, 'NOT_FOUND'),
        failed(town, `tender reveal-reserve ${one}.note`, 2, 'WRONG_NOTE'),
        failed(town, `open ${tender}`, 1, 'KEY_NOT_OPEN'),
      ])
      const reserve = await done(town, `tender reveal-reserve ${terms}.note`)
      const [revealed] = await Promise.all([
        done(town, `bid reveal ${one}.note --rpc ${rpcUrl} --ledger ${deployed.ledger}`),
        done(town, `bid reveal ${two}.note`),
      ])
      const { r: note } = JSON.parse(await readFile(join(town.directory, `${one}.note`), 'utf8'))
      expect(revealed.opening).to.include({ price: '90000000', revealed: true, note })
      expect(reserve).to.include({ reserveOpened: true, reserve: '95000000' })

      // Nobody but the ledger knows the seed now.
      const ranked = await done(town, `open ${tender}`)
      expect(ranked).to.include({ phase: 'Review', degraded: true, ranked: 2, acceptable: 1, first: '101' })
      expect(ranked.released).to.deep.equal([])
      const rejected = await bongin(town, `bid show ${tender} 102`)
      expect(rejected.stdout).to.match(/^state +rejected: above the reserve price$/m)
    })
  })

  describe('what it refuses', () => {
    const sealing = (tender: string, rest: string): string => `bid seal ${tender} --out refused ${rest}`

    it('before anything is sealed, what the ledger would refuse later', async () => {
      const began = town.now()
      const schedule = {
        biddingAt: '+1h',
        closingAt: '+2h',
        openingAt: '+3h',
        fallbackAt: '+4h',
        fallbackEndAt: '+28h',
      }
      const tender = await announce(town, await writeTerms(town, 'EARLY', 'Multiple', { schedule }))
      const price = '--price 90,000,000'
      const own = `--bidder 101 --key 101.key ${price}`
      await failed(town, sealing(tender, `${own} --picks 1,2`), 1, 'NOT_YET_OPEN')
      await town.moveTo(began + HOUR)
      await Promise.all([
        failed(town, sealing(tender, own), 2, 'INVALID_CHOICES'),
        failed(town, sealing(tender, `--bidder 102 --key 101.key ${price} --picks 1,2`), 1, 'UNKNOWN_SIGNER'),
        failed(
          town,
          sealing(tender, `--bidder 77 --key 101.key ${price} --picks 1,2`),
          1,
          'UNKNOWN_PARTICIPANT',
        ),
        failed(town, sealing(tender, `--bidder 101 --key 101.key --picks 1,2`), 2, 'INVALID_INPUT'),
      ])
      await bid(town, tender, FIRST, `${price} --picks 1,2`)
      await failed(town, sealing(tender, `${own} --picks 3,4`), 1, 'ALREADY_BID')
      await town.moveTo(began + 2 * HOUR)
      await failed(town, sealing(tender, `--bidder 102 --key 102.key ${price} --picks 1,2`), 1, 'TOO_LATE')
      expect(await readdir(town.directory))
        .not.to.include('refused')
        .and.not.to.include('refused.note')
    })

    it('a second bid under the same file name, and keeps the first with its note', async () => {
      const tender = await announce(
        town,
        await writeTerms(town, 'AGAIN', 'None', { bidPolicy: 'Replaceable' }),
      )
      const name = await bid(town, tender, FIRST, '--price 90,000,000')
      const before = await readFile(join(town.directory, `${name}.note`), 'utf8')
      const line = `bid seal ${tender} --bidder 101 --key 101.key --price 80,000,000 --out`
      await failed(town, `${line} ${name}`, 2, 'FILE_EXISTS')
      expect(await readFile(join(town.directory, `${name}.note`), 'utf8')).to.equal(before)
      // By another name it replaces the first on the ledger, as these terms allow; its number follows by itself.
      await done(town, `${line} ${name}-2`)
      await done(town, `bid submit ${name}-2`)
      expect(await done(town, `bid show ${tender} 101`)).to.include({ sequence: 1 })
    })

    it('a public key or a keys contract that is not the ledger’s, and a ledger that is not meant', async () => {
      const tender = await announce(town, await writeTerms(town, 'LIES', 'None'))
      await readyKey(town)
      const ready = await fetch(`${town.url}/v1/keys?state=Ready`)
      const [other] = ((await ready.json()) as { items: Json[] }).items
      const stranger = '0x000000000000000000000000000000000000dead'
      const wrongKey = await startLiar(town.url, (path, answer) =>
        path.startsWith('/v1/keys/') ? { ...answer, joint: other?.joint } : answer,
      )
      const wrongContract = await startLiar(town.url, (path, answer) =>
        path === '/v1/ledger'
          ? { ...answer, deployment: { ...(answer.deployment as Json), keys: stranger } }
          : answer,
      )
      const wrongTerms = await startLiar(town.url, (path, answer) =>
        path === `/v1/tenders/${tender}`
          ? { ...answer, terms: { ...(answer.terms as Json), minimumBids: 1 } }
          : answer,
      )
      const { rpcUrl } = town.ledger
      const own = sealing(tender, '--bidder 101 --key 101.key --price 90,000,000')
      try {
        await Promise.all([
          failed(town, `${own} --rpc ${rpcUrl} --url ${wrongKey.url}`, 1, 'KEY_MISMATCH'),
          failed(town, `${own} --rpc ${rpcUrl} --url ${wrongContract.url}`, 1, 'LEDGER_MISMATCH'),
          failed(town, `${own} --rpc ${rpcUrl} --url ${wrongTerms.url}`, 1, 'LEDGER_MISMATCH'),
          failed(town, `${own} --rpc ${rpcUrl} --ledger ${stranger}`, 1, 'LEDGER_MISMATCH'),
          failed(town, `${own} --rpc http://127.0.0.1:1`, 3, 'LEDGER_UNREACHABLE'),
        ])
      } finally {
        wrongKey.close()
        wrongContract.close()
        wrongTerms.close()
      }
    })

    it('acts of who may not, and terms that break a rule', async () => {
      const announcing = (file: string): string => `tender announce ${file} --agency 2 --key 2.key`
      const terms = await writeTerms(town, 'BROKEN', 'Single')
      const foul = await writeTerms(town, 'FOUL', 'None', { minimumBids: 0 })
      await Promise.all([
        failed(town, announcing(terms), 2, 'INVALID_INPUT'),
        failed(town, announcing(foul), 2, 'INVALID_TERMS'),
        failed(
          town,
          `participant suspend 101 --until +90d --reason ${HASH} --key 2.key`,
          1,
          'UNKNOWN_SIGNER',
        ),
        failed(town, `tender show ${HASH}`, 1, 'UNKNOWN_TENDER'),
      ])
    })

    it('a key that is taken, and then keeps no note of what was sealed in vain', async () => {
      await readyKey(town)
      const announcing = (terms: string): string => `tender announce ${terms} --agency 2 --key 2.key`
      const { key } = await done(town, announcing(await writeTerms(town, 'TAKEN', 'None')))
      const terms = await writeTerms(town, 'TAKING', 'Single')
      const line = `${announcing(terms)} --reserve 95,000,000 --opening-key ${key}`
      await failed(town, line, 1, 'WRONG_KEY_STATE')
      expect(await readdir(town.directory)).not.to.include(`${terms}.note`)
    })
  })
})
