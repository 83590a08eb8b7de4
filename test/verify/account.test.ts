import { expect } from 'chai'
import fc from 'fast-check'
import { fromHex, keccak256 } from '../../src/protocol/bytes.ts'
import { checkAccount } from '../../src/verify/account.ts'
import { encodeRlp } from '../../src/verify/rlp.ts'
import { proveKeys } from '../../src/verify/trie.ts'
import { headerOf } from './support/blocks.ts'
import { type MinedBlock, mineBlock } from './support/minedBlock.ts'
import { unwrap, verdict } from './support/outcome.ts'
import { flipsOfOne } from './support/tamper.ts'

describe('account', function () {
  this.timeout(60_000)
  let mined: MinedBlock

  before(async () => {
    mined = await mineBlock(1)
  })

  it('has the code that anvil deployed', async () => {
    const { address, code, proof } = mined.account
    const account = unwrap(await checkAccount(mined.header, address, proof))
    expect(account).to.deep.include({ nonce: 1n, balance: 0n, codeHash: keccak256(code) })
  })

  it('is not proven with any byte of the proof changed', async () => {
    const { address, proof } = mined.account
    await fc.assert(
      fc.asyncProperty(flipsOfOne(proof), async changed => {
        const outcome = await checkAccount(mined.header, address, changed)
        expect(verdict(outcome)).to.be.oneOf(['false: OTHER_ROOT', 'false: STRAY_NODE'])
      }),
      { numRuns: 100 },
    )
  })

  it('is not there when the proof shows so', async () => {
    const { address, proof } = mined.nobody
    expect(verdict(await checkAccount(mined.header, address, proof))).to.equal('false: NO_SUCH_KEY')
  })

  it('is not proven by another account’s proof, by half of one or by none', async () => {
    const { address, proof } = mined.account
    expect(verdict(await checkAccount(mined.header, mined.nobody.address, proof))).to.match(/^false/)
    expect(verdict(await checkAccount(mined.header, address, proof.slice(0, -1)))).to.equal(
      'missing: NODE_MISSING',
    )
    expect(verdict(await checkAccount(mined.header, address, []))).to.equal('missing: PROOF_MISSING')
  })

  it('is refused in any other form, even if the header vouches for it', async () => {
    const [word, number] = [new Uint8Array(32).fill(7), Uint8Array.of(1)]
    expect(await verdictOn(encodeRlp([number, number, word, word]))).to.equal('proven')
    const forms = [
      [number, number, word],
      [number, number, word, word, word],
      [number, number, word.subarray(1), word],
      [number, number, word, word.subarray(1)],
      [Uint8Array.of(0), number, word, word],
      [number, Uint8Array.of(0, 1), word, word],
      [[], number, word, word],
    ]
    for (const form of [...forms.map(encodeRlp), word]) {
      expect(await verdictOn(form)).to.equal('false: MALFORMED_ACCOUNT')
    }
  })

  async function verdictOn(form: Uint8Array): Promise<string> {
    const { address } = mined.nobody
    const key = fromHex(keccak256(address))
    const { root, nodes } = await proveKeys([[key, form]], [key])
    return verdict(await checkAccount(headerOf({ stateRoot: root }), address, nodes))
  }
})
