import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { getCreateAddress, JsonRpcProvider, Wallet } from 'ethers'
import { encodeRecord, type JournalRecord } from '../../../src/chain/embedded/record.ts'
import { failureOf } from './support/failure.ts'
import { ask, block, call, receiptOf } from './support/rpc.ts'
import { BEGINNING, useScene } from './support/scene.ts'
import { initCode, LOGGER, signerOf } from './support/transactions.ts'

describe('startEmbeddedNode', function () {
  this.timeout(60_000)
  const scene = useScene()

  /** Runs a chain of a few blocks with a log in each and closes it; returns what must be the same ever after. */
  async function makeChain() {
    const node = await scene.start()
    const signer = signerOf(node)
    const logger = getCreateAddress({ from: signer.address, nonce: 0 })
    const hashes: string[] = []
    for (let i = 0; i < 5; i++) {
      scene.now += i
      const what = i === 0 ? { data: initCode(LOGGER), to: null } : { to: logger }
      const raw = await signer.sign({ ...what, value: 0, gasLimit: 100_000 })
      hashes.push(await call(node.url, 'eth_sendRawTransaction', [raw]))
      await receiptOf(node.url, hashes.at(-1))
    }
    const receipts = await Promise.all(hashes.map(hash => receiptOf(node.url, hash)))
    expect(receipts.map(({ logs }) => logs.length)).to.deep.equal([0, 1, 1, 1, 1])
    const head = await block(node.url)
    await node.close()
    return { signer, receipts, head }
  }

  /** Replaces the journal, with good checksums. */
  async function rewriteJournal(change: (records: JournalRecord[]) => JournalRecord[]): Promise<void> {
    const records = (await scene.journal()) as JournalRecord[]
    await writeFile(scene.journalPath, change(records).map(encodeRecord).join(''))
  }

  describe('in a new directory', () => {
    it('is an ordinary node for ethers', async () => {
      const node = await scene.start({ chainId: 4321 })
      const provider = new JsonRpcProvider(node.url)
      const wallet = new Wallet(node.relayKeys[0] ?? '', provider)
      const response = await wallet.sendTransaction({ data: initCode(LOGGER) })
      const receipt = await response.wait()
      expect(receipt?.status).to.equal(1)
      expect((await provider.getNetwork()).chainId).to.equal(4321n)
      expect(await provider.getCode(receipt?.contractAddress ?? '')).to.equal(`0x${LOGGER}`)
      expect((await provider.getBlock('finalized'))?.hash).to.equal(receipt?.blockHash)
      provider.destroy()
    })

    it('takes the time of a block from the clock, block 0 included', async () => {
      const node = await scene.start()
      expect(Number((await block(node.url, 0)).timestamp)).to.equal(BEGINNING)
      scene.now += 77
      const hash = await call(node.url, 'eth_sendRawTransaction', [await signerOf(node).sign()])
      const { blockHash } = await receiptOf(node.url, hash)
      expect(await block(node.url)).to.include({
        hash: blockHash,
        timestamp: `0x${(BEGINNING + 77).toString(16)}`,
      })
    })

    it('funds relay accounts whose keys nobody else can read and no other directory has', async () => {
      const node = await scene.start()
      for (const key of node.relayKeys) {
        expect(
          BigInt(await call(node.url, 'eth_getBalance', [new Wallet(key).address, 'latest'])) > 10n ** 24n,
        ).to.equal(true)
      }
      expect(new Set(node.relayKeys).size).to.equal(8)
      const path = join(scene.directory, 'relay-keys.json')
      expect((await stat(path)).mode & 0o777).to.equal(0o600)
      await node.close()
      await rm(scene.directory, { recursive: true })
      expect((await scene.start()).relayKeys).to.not.have.members(node.relayKeys)
    })

    it('begins although an earlier start was cut short after its keys', async () => {
      const first = await scene.start()
      await first.close()
      await rm(scene.journalPath)
      expect((await scene.start()).relayKeys).to.deep.equal(first.relayKeys)
    })
  })

  describe('after a restart', () => {
    it('has the same blocks, receipts, logs, keys and time', async () => {
      const { receipts, head, signer } = await makeChain()
      const node = await scene.start()
      expect(await block(node.url)).to.deep.equal(head)
      for (const receipt of receipts)
        expect(await receiptOf(node.url, receipt.transactionHash)).to.deep.equal(receipt)
      expect(node.replayed).to.include({ blocks: 5, transactions: 5 })
      const hash = await call(node.url, 'eth_sendRawTransaction', [
        await signer.sign({ data: initCode(LOGGER), to: null, gasLimit: 200_000 }),
      ])
      expect((await receiptOf(node.url, hash)).contractAddress?.toLowerCase()).to.equal(
        getCreateAddress({ from: signer.address, nonce: 5 }).toLowerCase(),
      )
    })

    it('writes nothing into the journal when nothing happens', async () => {
      await makeChain()
      const before = await readFile(scene.journalPath)
      const node = await scene.start()
      await node.close()
      expect(await readFile(scene.journalPath)).to.deep.equal(before)
    })

    it('mines the block that was journalled and not yet mined', async () => {
      const { signer, head } = await makeChain()
      const raw = await signer.sign()
      const block6 = { number: 6, timestamp: scene.now, parentHash: head.hash, transactions: [raw] }
      await appendFile(scene.journalPath, encodeRecord({ type: 'block', ...block6 }))
      const node = await scene.start()
      expect((await block(node.url)).transactions).to.have.length(1)
      expect((await scene.journal()).at(-1)).to.deep.equal({
        type: 'head',
        number: 6,
        hash: (await block(node.url)).hash,
      })
    })

    it('tells its progress', async () => {
      await makeChain()
      const told: number[] = []
      await scene.start({ onReplay: (done, total) => told.push(done, total) })
      expect(told.filter((_, i) => i % 2 === 1)).to.deep.equal(
        Array.from({ length: told.length / 2 }, () => 5),
      )
      expect(told.at(-2)).to.equal(5)
    })
  })

  describe('refuses', () => {
    it('another chain id than that of the directory', async () => {
      await makeChain()
      await failureOf(scene.start({ chainId: 1 }), 'CHAIN_ID_DIFFERS')
    })

    it('a directory that another node has, and takes it when that one is closed', async () => {
      const node = await scene.start()
      await failureOf(scene.start(), 'DATA_DIRECTORY_IN_USE')
      expect(await call(node.url, 'eth_blockNumber')).to.equal('0x0')
      await node.close()
      await scene.start()
    })

    it('keys that are missing, unreadable, or another chain’s', async () => {
      await makeChain()
      const path = join(scene.directory, 'relay-keys.json')
      const keys = await readFile(path, 'utf8')
      await writeFile(
        path,
        keys.replace(/[0-9a-f]"/, digit => (digit === '1"' ? '2"' : '1"')),
      )
      await failureOf(scene.start(), 'RELAY_KEYS_INVALID')
      await writeFile(path, '{}')
      await failureOf(scene.start(), 'RELAY_KEYS_INVALID')
      await rm(path)
      await failureOf(scene.start(), 'RELAY_KEYS_INVALID')
    })

    it('a damaged journal, and leaves nothing running or locked', async () => {
      await makeChain()
      const good = await readFile(scene.journalPath)
      const bad = Buffer.from(good)
      bad[200] = 65
      await writeFile(scene.journalPath, bad)
      await failureOf(scene.start(), 'JOURNAL_DAMAGED')
      await writeFile(scene.journalPath, good)
      await scene.start()
    })
  })

  describe('names the block at which chain and journal part, when', () => {
    async function verifyMismatch(
      number: number,
      change: (records: JournalRecord[]) => JournalRecord[],
    ): Promise<void> {
      await makeChain()
      await rewriteJournal(change)
      const error = await failureOf(scene.start(), 'CHAIN_MISMATCH')
      expect(error.details.block).to.equal(number)
      expect(error.message).to.contain(`Block ${number} `)
    }

    const changeBlock = (number: number, change: object) => (records: JournalRecord[]) =>
      records.map(record =>
        record.type === 'block' && record.number === number ? { ...record, ...change } : record,
      )
    const withoutHeads = (records: JournalRecord[]) => records.filter(({ type }) => type !== 'head')

    it('a block’s time was changed', () => verifyMismatch(3, changeBlock(3, { timestamp: BEGINNING + 2 })))

    it('a transaction was taken out', () => verifyMismatch(2, changeBlock(2, { transactions: [] })))

    it('a transaction was put in twice', () =>
      verifyMismatch(2, records => {
        const raw = records.flatMap(record => (record.type === 'block' ? record.transactions : []))[0] ?? ''
        return changeBlock(2, { transactions: [raw] })(withoutHeads(records))
      }))

    it('the last block was changed, of which only the hash at the end tells', () =>
      verifyMismatch(5, changeBlock(5, { transactions: [] })))

    it('block 0 was changed', () =>
      verifyMismatch(0, records =>
        records.map(record => (record.type === 'genesis' ? { ...record, gasLimit: 1e8 } : record)),
      ))
  })

  it('rebuilds a longer chain in the same order', async () => {
    const node = await scene.start()
    const signers = node.relayKeys.map((_, i) => signerOf(node, i))
    for (let i = 0; i < 60; i++) {
      scene.now += i % 3
      const raws = await Promise.all(signers.map(signer => signer.sign()))
      await Promise.all(raws.map(raw => ask(node.url, 'eth_sendRawTransaction', [raw])))
      await node.mine()
    }
    const head = await block(node.url)
    await node.close()
    const again = await scene.start()
    expect(again.replayed.transactions).to.equal(signers.length * 60)
    expect(await block(again.url)).to.deep.equal(head)
  })

  it('gives port and directory back when it is closed, once or twice', async () => {
    const node = await scene.start()
    await Promise.all([node.close(), node.close()])
    await node.close()
    const outcome = await ask(node.url, 'eth_blockNumber').catch(() => 'nobody there')
    expect(outcome).to.equal('nobody there')
    await failureOf(node.mine(), 'NODE_STOPPED')
    const { port } = new URL(node.url)
    expect((await scene.start({ port: Number(port) })).url).to.equal(node.url)
  })
})
