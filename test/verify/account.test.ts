import { expect } from 'chai'
import fc from 'fast-check'
import { fromHex, type Hex, keccak256, word } from '../../src/protocol/bytes.ts'
import { checkAccounts, checkStorage } from '../../src/verify/account.ts'
import { encodeRlp, integerToBytes } from '../../src/verify/rlp.ts'
import { proveKeys } from '../../src/verify/trie.ts'
import { headerOf } from './support/blocks.ts'
import { type MinedBlock, mineBlock } from './support/minedBlock.ts'
import { detailsOf, unwrap, verdict } from './support/outcome.ts'
import { flipsOfOne } from './support/tamper.ts'

describe('account', function () {
  this.timeout(60_000)
  let mined: MinedBlock

  before(async () => {
    mined = await mineBlock(1)
  })

  it('has the code that anvil deployed', async () => {
    const { address, code, proof } = mined.account
    const [account] = unwrap(await checkAccounts(mined.header, [address], proof))
    expect(account?.codeHash).to.equal(keccak256(code))
  })

  it('is not proven with any byte of the proof changed', async () => {
    const { address, proof } = mined.account
    await fc.assert(
      fc.asyncProperty(flipsOfOne(proof), async changed => {
        const outcome = await checkAccounts(mined.header, [address], changed)
        expect(verdict(outcome)).to.be.oneOf(['false: OTHER_ROOT', 'false: STRAY_NODE'])
      }),
      { numRuns: 100 },
    )
  })

  it('is not there when the proof shows so', async () => {
    const { address, proof } = mined.nobody
    expect(verdict(await checkAccounts(mined.header, [address], proof))).to.equal('false: NO_SUCH_KEY')
  })

  it('is not proven by another account’s proof, by half of one or by none', async () => {
    const { address, proof } = mined.account
    expect(verdict(await checkAccounts(mined.header, [mined.nobody.address], proof))).to.match(/^false/)
    expect(verdict(await checkAccounts(mined.header, [address], proof.slice(0, -1)))).to.equal(
      'missing: NODE_MISSING',
    )
    expect(verdict(await checkAccounts(mined.header, [address], []))).to.equal('missing: PROOF_MISSING')
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
      expect(await verdictOn(form)).to.equal('false: MALFORMED_VALUE')
    }
  })

  async function verdictOn(form: Uint8Array): Promise<string> {
    const { address } = mined.nobody
    const key = fromHex(keccak256(address))
    const { root, nodes } = await proveKeys([[key, form]], [key])
    return verdict(await checkAccounts(headerOf({ stateRoot: root }), [address], nodes))
  }
})

describe('storage', () => {
  const SLOTS = Array.from({ length: 40 }, (_, slot): Hex => word(BigInt(slot)))
  const keyOf = (slot: Hex) => fromHex(keccak256(slot))

  /** Slot n holds n + 1, in a form that the test may choose. */
  async function storageWith(slots: readonly Hex[], encode = encodeRlp) {
    const entries = SLOTS.map(
      (slot, place) => [keyOf(slot), encode(integerToBytes(place + 1))] as [Uint8Array, Uint8Array],
    )
    const { root, nodes } = await proveKeys(entries, slots.map(keyOf))
    return { account: { storageRoot: root, codeHash: word(0n) }, nodes }
  }

  it('holds in its slots what the proof says', async () => {
    const slots = [SLOTS[3] as Hex, SLOTS[30] as Hex]
    const { account, nodes } = await storageWith(slots)
    expect(unwrap(await checkStorage(account, slots, nodes))).to.deep.equal([4n, 31n])
  })

  it('is not proven for a slot that holds nothing', async () => {
    const slots = [SLOTS[3] as Hex]
    const { account, nodes } = await storageWith(slots)
    const outcome = await checkStorage(account, [word(77n)], nodes)
    expect(outcome.status).not.to.equal('proven')
  })

  it('is not proven by another contract’s storage, or with any byte changed', async () => {
    const slots = [SLOTS[3] as Hex]
    const { account, nodes } = await storageWith(slots)
    const other = { ...account, storageRoot: word(1n) }
    expect(verdict(await checkStorage(other, slots, nodes))).to.equal('false: OTHER_ROOT')
    await fc.assert(
      fc.asyncProperty(flipsOfOne(nodes), async changed => {
        expect((await checkStorage(account, slots, changed)).status).to.equal('false')
      }),
      { numRuns: 50 },
    )
  })

  it('is refused with a value in another form', async () => {
    const slots = [SLOTS[3] as Hex]
    const { account, nodes } = await storageWith(slots, bytes => encodeRlp([bytes as Uint8Array]))
    const outcome = await checkStorage(account, slots, nodes)
    expect(verdict(outcome)).to.equal('false: MALFORMED_VALUE')
    expect(detailsOf(outcome)).to.deep.equal({ position: 0 })
  })
})
