import { expect } from 'chai'
import fc from 'fast-check'
import { startAnvil } from '../../src/chain/embedded/anvil.ts'
import { fromHex, type Hex, toHex } from '../../src/protocol/bytes.ts'
import {
  decodeHeader,
  encodeHeader,
  encodeWithExtraData,
  hashHeader,
  MAX_HEADER_BYTES,
} from '../../src/verify/header.ts'
import { encodeRlp, type RlpItem } from '../../src/verify/rlp.ts'
import { call } from '../chain/embedded/support/rpc.ts'
import { caught } from '../protocol/support.ts'
import {
  besuBlock,
  headerOf,
  mainnetGenesis,
  mainnetGenesisHash,
  plainBlock,
  quantity,
} from './support/blocks.ts'
import { flips } from './support/tamper.ts'

const FORKS = { berlin: 15, london: 16, shanghai: 17, cancun: 20, prague: 21 }

describe('header', function () {
  this.timeout(60_000)

  describe('decodeHeader', () => {
    for (const [fork, size] of Object.entries(FORKS)) {
      it(`reads a block that anvil mined under the rules of ${fork}`, async () => {
        const anvil = await startAnvil(['--hardfork', fork])
        const url = `http://${anvil.host}:${anvil.port}`
        try {
          await call(url, 'evm_mine')
          const block = await call<Record<string, string>>(url, 'eth_getBlockByNumber', ['latest', false])
          const header = decodeHeader(encodeHeader(block))
          expect(header?.fields).to.have.length(size)
          expect(header && hashHeader(header)).to.equal(block.hash)
          expect(header).to.deep.include({
            number: 1,
            timestamp: Number(block.timestamp),
            parentHash: block.parentHash,
            miner: block.miner,
            stateRoot: block.stateRoot,
            transactionsRoot: block.transactionsRoot,
            receiptsRoot: block.receiptsRoot,
            extraData: fromHex(block.extraData as Hex),
          })
        } finally {
          await anvil.stop()
        }
      })
    }

    it('reads the first block of the main network', () => {
      expect(hashHeader(headerOf(mainnetGenesis))).to.equal(mainnetGenesisHash)
    })

    it('reads a block of a BFT chain after Cancun, which names no beacon block', () => {
      const withdrawalsRoot = plainBlock.stateRoot ?? ''
      const cancun = { baseFeePerGas: '0x0', withdrawalsRoot, blobGasUsed: '0x0', excessBlobGas: '0x0' }
      expect(headerOf(cancun).fields).to.have.length(19)
    })

    it('takes no other number of fields', () => {
      const { fields } = headerOf()
      const more = [...fields, ...Array.from({ length: 8 }, () => new Uint8Array(32).fill(1))]
      for (const size of [0, 1, 14, 18, 22, 23]) {
        expect(decodeHeader(encodeRlp(more.slice(0, size))), String(size)).to.equal(undefined)
      }
    })

    it('takes no field of another width', () => {
      const { fields } = headerOf(besuBlock.fields)
      for (const [place, field] of fields.entries()) {
        const longer = encodeRlp(fields.with(place, Uint8Array.from([...field, ...new Uint8Array(33)])))
        if (place !== 12) expect(decodeHeader(longer), String(place)).to.equal(undefined)
        expect(decodeHeader(encodeRlp(fields.toSpliced(place, 1))), String(place)).to.equal(undefined)
        const inList: RlpItem[] = [...fields]
        inList[place] = [field]
        expect(decodeHeader(encodeRlp(inList)), String(place)).to.equal(undefined)
      }
    })

    it('takes no number with a leading zero', () => {
      const { fields } = headerOf()
      for (const place of [7, 8, 9, 10, 11]) {
        expect(decodeHeader(encodeRlp(fields.with(place, Uint8Array.of(0)))), String(place)).to.equal(
          undefined,
        )
      }
    })

    it('takes no block number or time beyond 2^53 - 1', () => {
      for (const name of ['number', 'timestamp']) {
        expect(caught(() => headerOf({ [name]: quantity(1n << 53n) })).code).to.equal('INVALID_INPUT')
      }
    })

    it('takes no bytes before or after, and no second encoding', () => {
      const { raw } = headerOf()
      const padded = [
        Uint8Array.from([...raw, 0]),
        Uint8Array.from([0, ...raw]),
        raw.subarray(1),
        raw.subarray(0, -1),
      ]
      // The list's length in three bytes where two suffice.
      padded.push(Uint8Array.from([0xfa, 0, ...raw.subarray(1)]))
      expect(padded.map(decodeHeader)).to.deep.equal(padded.map(() => undefined))
    })

    it('takes no header that is too large', () => {
      const room = MAX_HEADER_BYTES - headerOf().raw.length - 10
      expect(headerOf({ extraData: `0x${'11'.repeat(room)}` }).extraData).to.have.length(room)
      expect(caught(() => headerOf({ extraData: `0x${'11'.repeat(room + 20)}` })).code).to.equal(
        'INVALID_INPUT',
      )
    })

    it('gives every changed byte another hash', () => {
      const header = headerOf(besuBlock.fields)
      fc.assert(
        fc.property(flips(header.raw), raw => {
          const other = decodeHeader(raw)
          if (other !== undefined) expect(hashHeader(other)).not.to.equal(hashHeader(header))
        }),
        { numRuns: 500 },
      )
    })

    it('never fails on bytes that are no header', () => {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), raw => decodeHeader(raw) === undefined))
    })
  })

  describe('encodeHeader', () => {
    it('asks for every field of the first fork', () => {
      for (const name of Object.keys(plainBlock)) {
        const { [name]: _, ...others } = plainBlock
        expect(caught(() => encodeHeader(others)).code, name).to.equal('INVALID_INPUT')
      }
    })

    it('asks for hexadecimal text', () => {
      for (const value of ['', '0x', '0xg', '12', ' 0x1', 12, {}]) {
        expect(caught(() => encodeHeader({ ...plainBlock, number: value })).code, String(value)).to.equal(
          'INVALID_INPUT',
        )
      }
      for (const value of ['', '0x1', '0xgg', '12', 12, {}]) {
        expect(caught(() => encodeHeader({ ...plainBlock, extraData: value })).code, String(value)).to.equal(
          'INVALID_INPUT',
        )
      }
    })
  })

  describe('encodeWithExtraData', () => {
    it('exchanges the extra data and nothing else', () => {
      const header = headerOf(besuBlock.fields)
      const other = decodeHeader(encodeWithExtraData(header, fromHex('0x1234')))
      expect(toHex(other?.raw ?? new Uint8Array())).to.equal(
        toHex(headerOf({ ...besuBlock.fields, extraData: '0x1234' }).raw),
      )
    })
  })
})
