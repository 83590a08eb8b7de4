import { expect } from 'chai'
import { AbiCoder, keccak256, type ParamType, toUtf8Bytes } from 'ethers'
import fc from 'fast-check'
import { INTERFACES } from '../../src/chain/contracts.ts'
import { decodeLog } from '../../src/chain/events.ts'

const POSITION = {
  blockNumber: 7,
  blockHash: `0x${'AB'.repeat(32)}`,
  transactionHash: `0x${'CD'.repeat(32)}`,
  index: 3,
}

const DECODED_POSITION = {
  block: 7,
  blockHash: `0x${'ab'.repeat(32)}`,
  transaction: `0x${'cd'.repeat(32)}`,
  logIndex: 3,
  timestamp: 1_700_000_000,
}

const hex = (min: number, max = min) =>
  fc.uint8Array({ minLength: min, maxLength: max }).map(bytes => `0x${Buffer.from(bytes).toString('hex')}`)

/** Random values as our code wants to see them. */
const valuesOf = (parameter: ParamType): fc.Arbitrary<unknown> => {
  if (parameter.isArray()) return fc.array(valuesOf(parameter.arrayChildren), { maxLength: 3 })
  if (parameter.isTuple()) return recordOf(parameter.components)
  const { type } = parameter
  if (type === 'bool') return fc.boolean()
  if (type === 'string') return fc.string({ unit: 'grapheme' })
  if (type === 'address') return hex(20)
  if (type === 'bytes32') return hex(32)
  if (type === 'bytes') return hex(0, 70)
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1])
  return bits <= 48
    ? fc.nat({ max: 2 ** Math.min(bits, 31) - 1 })
    : fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
}

const recordOf = (parameters: readonly ParamType[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(parameters.map(parameter => [parameter.name, valuesOf(parameter)])))

describe('decodeLog', () => {
  for (const contract of Object.values(INTERFACES)) {
    contract.forEachEvent(fragment => {
      it(`gives back the arguments of ${fragment.name}`, () => {
        fc.assert(
          fc.property(recordOf(fragment.inputs), args => {
            const values = fragment.inputs.map(({ name }) => args[name])
            const log = { ...contract.encodeEventLog(fragment, values), ...POSITION }
            const event = decodeLog(log, DECODED_POSITION.timestamp)
            expect(event).to.deep.equal({ name: fragment.name, args: { ...args }, ...DECODED_POSITION })
          }),
          { numRuns: 20 },
        )
      })
    })
  }

  it('gives the largest integers of up to 48 bits as numbers', () => {
    const until = 2 ** 48 - 1
    const values = [1n, 0, until, `0x${'00'.repeat(32)}`, 2 ** 32 - 1]
    const log = { ...INTERFACES.registry.encodeEventLog('Suspended', values), ...POSITION }
    expect(decodeLog(log, 0)?.args).to.include({ participant: 1n, until, revision: 2 ** 32 - 1 })
  })

  it('passes over an event that it does not know', () => {
    const topics = [keccak256(toUtf8Bytes('EIP712DomainChanged()'))]
    expect(decodeLog({ topics, data: '0x', ...POSITION }, 0)).to.equal(undefined)
    expect(decodeLog({ topics: [], data: '0x', ...POSITION }, 0)).to.equal(undefined)
  })

  it('reads a tender whose notice number is no text, so that nobody can stop the readers of the ledger with one', () => {
    const terms = {
      notice: 'MARK',
      document: `0x${'00'.repeat(32)}`,
      predecessor: `0x${'00'.repeat(32)}`,
      schedule: { biddingAt: 1, closingAt: 2, openingAt: 3, fallbackAt: 4, fallbackEndAt: 5 },
      objectionPeriod: 86_400,
      amendmentTime: 86_400,
      minimumBids: 1,
      bidPolicy: 0,
      retender: 0,
      tieRule: 0,
      reserve: { kind: 0, spread: 0, cellsAbove: 0 },
      award: {
        rule: 0,
        baseAmount: 1n,
        aValue: 0n,
        netCostBase: 0n,
        floorRate: 0,
        netCostRate: 0,
        qualification: 0,
      },
    }
    const zero = `0x${'00'.repeat(32)}`
    const seal = { x: 0n, y: 0n, price: zero, choices: zero, tag: zero }
    const encoded = INTERFACES.ledger.encodeEventLog('Announced', [zero, 1n, 1n, terms, seal, zero, zero])
    const data = encoded.data.replace(Buffer.from('MARK').toString('hex'), 'ff00c328')
    const event = decodeLog({ ...encoded, data, ...POSITION }, 0)
    expect(event?.name).to.equal('Announced')
    const notice = event?.name === 'Announced' ? event.args.terms.notice : undefined
    expect(notice?.includes('(')).to.equal(true)
    expect(notice?.includes('\uFFFD')).to.equal(true)
    // The proof that plain decoding would have thrown.
    const types = INTERFACES.ledger.getEvent('Announced').inputs.filter(({ indexed }) => indexed !== true)
    expect(() => AbiCoder.defaultAbiCoder().decode(types, data)[0][0]).to.throw('deferred error')
  })
})
