import { expect } from 'chai'
import { Transaction, Wallet } from 'ethers'
import fc from 'fast-check'
import { submitBidsData } from '../../src/chain/bidCalldata.ts'
import { digestOf } from '../../src/chain/bidDigest.ts'
import { INTERFACES } from '../../src/chain/contracts.ts'
import { signTransaction } from '../../src/chain/transaction.ts'
import { type Hex, toHex, word } from '../../src/protocol/bytes.ts'
import { digest, type SignedStatement, type Statement } from '../../src/protocol/statement.ts'

const uint = (bits: number) => fc.bigInt(0n, 2n ** BigInt(bits) - 1n)
const small = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })
const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map(toHex)
const bytes32 = uint(256).map(word)

const DEPLOYMENT = {
  chainId: 7n,
  registry: `0x${'01'.repeat(20)}`,
  keys: `0x${'02'.repeat(20)}`,
  ledger: `0x${'03'.repeat(20)}`,
} as const

const seal = fc.record({ x: uint(256), y: uint(256), price: bytes32, choices: bytes32, tag: bytes32 })
const bid = fc.record({
  type: fc.constant('SubmitBid' as const),
  tender: bytes32,
  termsVersion: small(16),
  bidder: uint(64),
  sequence: small(16),
  keyHash: bytes32,
  seal,
  attachments: bytes32,
  validUntil: small(40),
})

describe('chain > encoding', () => {
  it("a bid's digest is what the protocol says, also when it is asked for again, elsewhere too", () => {
    const elsewhere = { ...DEPLOYMENT, chainId: 8n }
    fc.assert(
      fc.property(bid, statement => {
        for (const deployment of [DEPLOYMENT, DEPLOYMENT, elsewhere])
          expect(digestOf(statement, deployment)).to.equal(digest(statement, deployment))
      }),
    )
  })

  it('a call with bids is what ethers makes of it', () => {
    const signed = fc.record({ statement: bid, signer: bytes(20, 100), signature: bytes(1, 200) })
    fc.assert(
      fc.property(fc.array(signed, { maxLength: 5 }), bids => {
        const expected = INTERFACES.ledger.encodeFunctionData('submitBids', [
          bids.map(({ statement: bid, signer, signature }) => ({
            bid,
            authorization: { signer, signature },
          })),
        ])
        expect(submitBidsData(bids as SignedStatement[])).to.equal(expected)
      }),
    )
  })

  it('a field of a bid that is missing is not passed over', () => {
    const statement = { type: 'SubmitBid', tender: word(1n) } as unknown as Statement
    expect(() => submitBidsData([{ statement, signer: '0x00', signature: '0x00' }])).to.throw(TypeError)
  })

  it('a signed transaction is what ethers makes of it', () => {
    const fields = fc.record({
      chainId: fc.bigInt(1n, 2n ** 40n),
      nonce: fc.nat(),
      maxFeePerGas: uint(80),
      gasLimit: fc.bigInt(0n, 2n ** 40n),
      to: bytes(20, 20),
      data: fc.oneof(bytes(0, 2), bytes(50, 60), bytes(250, 300), bytes(70_000, 70_000)),
    })
    const key = fc.bigInt(1n, 2n ** 250n).map(word)
    fc.assert(
      fc.property(fields, key, (transaction, secretKey) => {
        const { raw, hash } = signTransaction(transaction, secretKey)
        const read = Transaction.from(raw)
        expect(read.hash).to.equal(hash())
        expect(read.from).to.equal(new Wallet(secretKey).address)
        const { chainId, nonce, maxFeePerGas, maxPriorityFeePerGas, gasLimit, data, value } = read
        expect({ chainId, nonce, maxFeePerGas, gasLimit, to: read.to?.toLowerCase(), data }).to.deep.equal(
          transaction,
        )
        expect([value, maxPriorityFeePerGas, read.accessList]).to.deep.equal([0n, 0n, []])
        expect(read.serialized as Hex).to.equal(raw)
      }),
      { numRuns: 40 },
    )
  })
})
