import { expect } from 'chai'
import { AGENCY, supplier } from '../../scripts/vectors/evidence/cast.ts'
import { type OpenedKey, runCeremony } from '../../scripts/vectors/evidence/ceremony.ts'
import { enrol } from '../../scripts/vectors/evidence/people.ts'
import { openStage, type Stage } from '../../scripts/vectors/evidence/stage.ts'
import {
  type Announced,
  announce,
  bid,
  FLOOR,
  MULTIPLE,
  release,
  submission,
  termsOf,
} from '../../scripts/vectors/evidence/tender.ts'
import { type Hex, toHex } from '../../src/protocol/bytes.ts'
import type { EventName } from '../../src/verify/event.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import { factsOf } from '../../src/verify/facts.ts'
import { parseTrust } from '../../src/verify/trust.ts'
import { verify } from '../../src/verify/verifier.ts'
import { deployForwarder, forwarded } from './support/forwarder.ts'
import { expectCode, exported, readVector, through } from './support/texts.ts'

/** Blocks that a stingy node lets one question about logs cover. */
const FEW = 3

describe('evidence > export', () => {
  let stage: Stage
  let keys: OpenedKey[]
  let tender: Announced

  before(async () => {
    stage = await openStage()
    await enrol(stage)
    keys = await runCeremony(stage, { ceremony: 1, keys: 4 })
    tender = await begin(0)
    await stage.send(submission(stage, [bidOf(tender, 1), bidOf(tender, 2)]))
  })

  after(() => stage?.close())

  /** Announces a tender and moves to its bidding. */
  async function begin(position: number): Promise<Announced> {
    const terms = termsOf(stage, `EXPORT-${position}`, { reserve: MULTIPLE, award: FLOOR })
    const announced = await announce(stage, keys[position] as OpenedKey, terms)
    stage.moveTo(terms.schedule.biddingAt)
    return announced
  }

  function bidOf(announced: Announced, number: number) {
    return bid(stage, announced, supplier(number), { price: 90_000_000n, picks: [1, 2] })
  }

  /** The events of one name in the evidence of a tender. */
  async function eventsOf<Name extends EventName>(announced: Announced, name: Name) {
    const evidence = readEvidence(await exported(stage.source, { tender: announced.id }))
    return factsOf(evidence).named(name)
  }

  describe('what it holds', () => {
    it('ends with the newest block, also if nothing of the tender happened there', async () => {
      const { blocks } = readEvidence(await exported(stage.source, { tender: tender.id }))
      const newest = Number(await stage.source.rpc.send('eth_blockNumber', []))
      expect(blocks.at(-1)?.header.number).to.equal(newest)
    })

    it('is the same from a node that lets one question cover few blocks only', async () => {
      const stingy = through(stage.source, async (method, [filter], answer) => {
        const { fromBlock, toBlock } = (filter ?? {}) as { fromBlock?: Hex; toBlock?: Hex }
        const isMany = Number(toBlock) - Number(fromBlock) >= FEW
        if (method === 'eth_getLogs' && isMany) throw new Error('query exceeds max block range')
        return answer()
      })
      expect(await exported(stingy, { tender: tender.id })).to.equal(
        await exported(stage.source, { tender: tender.id }),
      )
    })

    it('has no word of other tenders but where a transaction carried both', async () => {
      const other = await begin(1)
      await stage.send(submission(stage, [bidOf(other, 1)]))
      await stage.send(submission(stage, [bidOf(other, 2), bidOf(tender, 3)]))
      const { blocks } = readEvidence(await exported(stage.source, { tender: tender.id }))
      const bids = blocks.flatMap(({ receipts }) =>
        receipts.flatMap(({ logs }) => logs.filter(({ event }) => event === 'BidAccepted')),
      )
      expect(bids).to.have.length(4)
      expect(await eventsOf(tender, 'BidAccepted')).to.have.length(3)
    })

    it('a receipt has the notice, this bidder’s bid and who signed, and proves no completeness', async () => {
      const evidence = readEvidence(
        await exported(stage.source, { tender: tender.id, bidder: supplier(2).id }),
      )
      const facts = factsOf(evidence)
      const participants = facts.named('Registered').map(({ args }) => args.participant)
      expect(evidence).to.include({ kind: 'receipt', bidder: 1002n })
      expect(participants).to.have.members([1n, 2n, AGENCY.id, 1002n])
      expect(facts.named('Announced')).to.have.length(1)
      expect(evidence.state.storage).to.deep.equal([])
    })

    it('verifies against the trust of this chain', async () => {
      const trust = parseTrust(JSON.parse(readVector('trust.json')))
      const { checks } = await verify(
        readEvidence(await exported(stage.source, { tender: tender.id })),
        trust,
      )
      const open = checks.filter(({ status }) => status === 'fail' || status === 'missing')
      expect(open).to.deep.equal([])
    })
  })

  describe('signatures', () => {
    it('writes an event without one where another contract carried the statement', async () => {
      const announced = await begin(2)
      const forwarder = await deployForwarder(stage)
      await stage.send(forwarded(forwarder, submission(stage, [bidOf(announced, 1)])))
      await stage.send(submission(stage, [bidOf(announced, 2)]))
      const [first, second] = await eventsOf(announced, 'BidAccepted')
      expect(first?.signed).to.equal(undefined)
      expect(first?.args.bidder).to.equal(1001n)
      expect(second?.signed?.statement).to.include({ type: 'SubmitBid', bidder: 1002n })
    })

    it('takes the one that the ledger accepted, not another with the same bid', async () => {
      const announced = await begin(3)
      const good = bidOf(announced, 1)
      const foreign = { ...good, signed: { ...good.signed, signature: bidOf(announced, 2).signed.signature } }
      await stage.send(submission(stage, [foreign, good]))
      const [accepted] = await eventsOf(announced, 'BidAccepted')
      expect(accepted?.signed?.signature).to.equal(good.signed.signature)
      expect(await eventsOf(announced, 'BidRefused')).to.have.length(1)
    })

    it('leaves out what came with a good share: nobody looked at it', async () => {
      stage.moveTo(tender.terms.schedule.openingAt)
      await stage.send(release(stage, tender, 0))
      const [share] = await eventsOf(tender, 'ShareReleased')
      expect(share?.args.guardian).to.equal(101n)
      expect(share?.signed).to.equal(undefined)
    })
  })

  describe('refusals', () => {
    it('knows no such tender', async () => {
      await expectCode(
        'UNKNOWN_TENDER',
        exported(stage.source, { tender: toHex(new Uint8Array(32).fill(9)) }),
      )
    })

    it('knows no such bid', async () => {
      await expectCode('NOT_FOUND', exported(stage.source, { tender: tender.id, bidder: 4_711n }))
    })

    it('tells that the node does not answer', async () => {
      const dead = through(stage.source, async () => {
        throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
      })
      await expectCode('LEDGER_UNREACHABLE', exported(dead, { tender: tender.id }))
    })

    it('tells that the node lacks a method', async () => {
      const poor = through(stage.source, async (method, _params, answer) => {
        if (method === 'eth_getBlockReceipts') throw new Error('the method does not exist')
        return answer()
      })
      const { details } = await expectCode('NODE_UNSUITABLE', exported(poor, { tender: tender.id }))
      expect(details).to.deep.equal({ method: 'eth_getBlockReceipts' })
    })
  })

  describe('a node that lies', () => {
    type Answer = Record<string, unknown>

    it('with other logs than the block has', async () => {
      const liar = through(stage.source, async (method, _params, answer) => {
        const found = await answer()
        if (method !== 'eth_getBlockReceipts') return found
        return (found as Answer[]).map(receipt => ({ ...receipt, cumulativeGasUsed: '0x1' }))
      })
      await expectCode('NODE_INCONSISTENT', exported(liar, { tender: tender.id }))
    })

    it('with a receipt left out', async () => {
      const liar = through(stage.source, async (method, _params, answer) => {
        const found = await answer()
        return method === 'eth_getBlockReceipts' ? (found as Answer[]).slice(1) : found
      })
      await expectCode('NODE_INCONSISTENT', exported(liar, { tender: tender.id }))
    })

    it('with another time in a header', async () => {
      const liar = through(stage.source, async (method, _params, answer) => {
        const found = await answer()
        return method === 'eth_getBlockByNumber' ? { ...(found as Answer), timestamp: '0x1' } : found
      })
      await expectCode('NODE_INCONSISTENT', exported(liar, { tender: tender.id }))
    })

    it('with a proof of another state', async () => {
      const liar = through(stage.source, async (method, [address, slots, block], answer) => {
        if (method !== 'eth_getProof') return answer()
        const other = address === stage.deployment.ledger ? stage.deployment.keys : address
        return stage.source.rpc.send(method, [other, slots, block])
      })
      await expectCode('NODE_INCONSISTENT', exported(liar, { tender: tender.id }))
    })
  })

  it('begins anew where a block was made while the state was proven', async () => {
    const before = Number(await stage.source.rpc.send('eth_blockNumber', []))
    let isFirst = true
    const busy = through(stage.source, async (method, _params, answer) => {
      if (method === 'eth_getProof' && isFirst) {
        isFirst = false
        await stage.send({ to: stage.deployment.registry, data: '0x' }).catch(() => undefined)
      }
      return answer()
    })
    const { blocks } = readEvidence(await exported(busy, { tender: tender.id }))
    expect(blocks.at(-1)?.header.number).to.equal(before + 1)
  })
})
