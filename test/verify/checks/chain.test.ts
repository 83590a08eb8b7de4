import { expect } from 'chai'
import { toHex } from '../../../src/protocol/bytes.ts'
import { CHAIN_CHECKS } from '../../../src/verify/checks/chain.ts'
import { describeCheck } from '../support/alteration.ts'
import { headerOf } from '../support/blocks.ts'
import { type EvidenceJson, logOf, readVector, runAltered } from '../support/evidence.ts'

const everywhere = {
  failed: 'pass',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'pass',
  single: 'pass',
} as const
const zero = `0x${'00'.repeat(20)}`

/** Numbers of the blocks, and how many there are. */
const blocks = readVector('multiple').blocks
const receiptsOf = (json: EvidenceJson, least: number) =>
  json.blocks.find(({ receipts }) => receipts.length >= least)

interface Finality {
  kind: string
  checkpoint?: string
}
interface State {
  accounts: string[]
  storage: string[]
}

describeCheck(CHAIN_CHECKS, 'P8.1', everywhere, {
  'another chain': {
    file: 'receipt',
    alter: json => {
      json.deployment.chainId = '1'
    },
    finding: { status: 'false', code: 'OTHER_DEPLOYMENT', field: 'chainId', found: 1n },
  },
  'another ledger': {
    file: 'receipt',
    alter: json => {
      json.deployment.ledger = zero as never
    },
    finding: { status: 'false', code: 'OTHER_DEPLOYMENT', field: 'ledger', found: zero },
  },
})

describeCheck(CHAIN_CHECKS, 'P8.2', everywhere, {
  'another kind of finality': {
    file: 'receipt',
    alter: json => {
      json.finality = { kind: 'qbft' }
      for (const block of json.blocks) delete block.path
    },
    finding: { status: 'false', code: 'OTHER_FINALITY', expected: 'witness', found: 'qbft' },
  },
  'a checkpoint that was altered': {
    file: 'receipt',
    alter: json => {
      const finality = json.finality as Finality
      finality.checkpoint = finality.checkpoint?.replace(
        /\n(\d+)\n/,
        (_, size) => `\n${Number(size) + 1}\n`,
      ) as string
    },
    finding: { status: 'false', code: 'NOT_FINAL', found: 'BAD_SIGNATURE' },
  },
  'a checkpoint that nobody signed': {
    file: 'receipt',
    alter: json => {
      const finality = json.finality as Finality
      finality.checkpoint = finality.checkpoint?.replace(
        '— witness.example/vectors ',
        '— other.example ',
      ) as string
    },
    finding: { status: 'missing', code: 'FINALITY_MISSING', found: 'TOO_FEW_WITNESSES' },
  },
  'no checkpoint at all': {
    file: 'receipt',
    alter: json => {
      json.finality = { kind: 'witness', checkpoint: '' }
    },
    finding: { status: 'false', code: 'NOT_FINAL', found: 'MALFORMED_NOTE' },
  },
  'a block that is in nobody’s history': {
    file: 'multiple',
    alter: json => {
      const [block] = json.blocks
      if (block !== undefined) block.header = toHex(headerOf({ number: '0x1' }).raw)
    },
    finding: { status: 'false', code: 'NOT_FINAL', block: 1, found: 'NOT_IN_CHECKPOINT' },
  },
  'a block without its path': {
    file: 'multiple',
    alter: json => {
      const [, block] = json.blocks
      if (block !== undefined) block.path = []
    },
    finding: { status: 'missing', code: 'FINALITY_MISSING', found: 'PATH_MISSING' },
  },
  'two blocks in the wrong order': {
    file: 'multiple',
    alter: json => {
      const [first, second] = json.blocks
      if (first && second) json.blocks.splice(0, 2, second, first)
    },
    finding: { status: 'false', code: 'BLOCKS_OUT_OF_ORDER' },
  },
  'a block that is there twice': {
    file: 'multiple',
    alter: json => {
      json.blocks.splice(1, 0, structuredClone(json.blocks[0] as (typeof blocks)[number]))
    },
    finding: { status: 'false', code: 'BLOCKS_OUT_OF_ORDER' },
  },
})

describeCheck(CHAIN_CHECKS, 'P8.3', everywhere, {
  'an event with another argument': {
    file: 'multiple',
    alter: json => {
      logOf(json, 'BidOpened').price = '1'
    },
    finding: { status: 'false', code: 'NOT_IN_BLOCK', found: 'OTHER_RECEIPT' },
  },
  'an event that is left out': {
    file: 'multiple',
    alter: json => {
      receiptsOf(json, 1)?.receipts[0]?.logs.pop()
    },
    finding: { status: 'false', code: 'NOT_IN_BLOCK', found: 'OTHER_RECEIPT', transaction: 0 },
  },
  'a receipt with other gas': {
    file: 'multiple',
    alter: json => {
      const receipt = receiptsOf(json, 1)?.receipts[0] as unknown as { cumulativeGasUsed: number }
      receipt.cumulativeGasUsed++
    },
    finding: { status: 'false', code: 'NOT_IN_BLOCK', found: 'OTHER_RECEIPT' },
  },
  'a receipt at another place': {
    file: 'multiple',
    alter: json => {
      const receipt = receiptsOf(json, 2)?.receipts.at(-1)
      if (receipt !== undefined) receipt.index += 100
    },
    finding: { status: 'false', code: 'NOT_IN_BLOCK', found: 'STRAY_NODE' },
  },
  'nodes that lack': {
    file: 'multiple',
    alter: json => {
      const block = receiptsOf(json, 2)
      if (block !== undefined) block.nodes = []
    },
    finding: { status: 'false', code: 'NOT_IN_BLOCK', found: 'OTHER_RECEIPT' },
  },
})

describeCheck(CHAIN_CHECKS, 'P8.4', everywhere, {
  'proofs that lack': {
    file: 'multiple',
    alter: json => {
      ;(json.state as State).accounts = []
    },
    finding: { status: 'missing', code: 'STATE_NOT_PROVEN', found: 'PROOF_MISSING' },
  },
  'half a proof': {
    file: 'multiple',
    alter: json => {
      ;(json.state as State).accounts.pop()
    },
    finding: { status: 'missing', code: 'STATE_NOT_PROVEN', found: 'NODE_MISSING' },
  },
  'a proof that was altered': {
    file: 'multiple',
    alter: json => {
      const { accounts } = json.state as State
      accounts[0] = `${accounts[0]?.slice(0, -2)}${accounts[0]?.endsWith('00') ? '01' : '00'}`
    },
    finding: { status: 'false', code: 'STATE_NOT_PROVEN', found: 'OTHER_ROOT' },
  },
  'a proof of another block': {
    file: 'multiple',
    alter: json => {
      json.blocks.pop()
    },
    finding: { status: 'false', code: 'STATE_NOT_PROVEN', found: 'OTHER_ROOT' },
  },
})

describe('P8.4', () => {
  it('finds other code at an address', async () => {
    const { status, findings } = await runAltered(CHAIN_CHECKS, 'P8.4', 'multiple', json => {
      // The proofs of the two are both there; only who is who changes.
      const { keys, registry } = json.deployment
      Object.assign(json.deployment, { keys: registry, registry: keys })
    })
    expect(status).to.equal('fail')
    expect(findings.map(({ code, field }) => `${code} ${field}`)).to.deep.equal([
      'OTHER_CODE registry',
      'OTHER_CODE keys',
    ])
  })
})
