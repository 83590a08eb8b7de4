import { expect } from 'chai'
import { type JsonRpcProvider, Wallet } from 'ethers'
import { openProvider } from '../../src/chain/contracts.ts'
import { startAnvil } from '../../src/chain/embedded/anvil.ts'
import { createRelay, type Relay } from '../../src/chain/relay.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { type LedgerWorld, openLedger } from '../gateway/support/ledger.ts'

/** An account without code: a call to it does nothing and succeeds. */
const NOWHERE: Hex = `0x${'aa'.repeat(20)}`
/** Unless it is told another. */
const ANVIL_CHAIN = 31_337n
const CALL = { to: NOWHERE, data: '0x', gasLimit: 30_000n } as const

describe('chain > relay', () => {
  let world: LedgerWorld
  let provider: JsonRpcProvider
  let key: Hex
  let relay: Relay
  before(async () => {
    world = await openLedger()
    key = world.node.relayKeys[1] as Hex
    provider = openProvider(world.node.url, BigInt(world.node.chainId))
  })
  after(async () => {
    provider?.destroy()
    await world?.close()
  })
  beforeEach(() => {
    relay = createRelay({ provider, privateKey: key })
  })
  afterEach(() => relay.close())

  const nonceOf = (address: string) => provider.getTransactionCount(address, 'latest')
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    return error instanceof BonginError ? error.code : `no BonginError: ${String(error)}`
  }

  it('sends and waits for the block', async () => {
    const { status, to, blockNumber } = await relay.send(CALL)
    expect([status, to?.toLowerCase()]).to.deep.equal([1, NOWHERE])
    expect(blockNumber).to.be.at.most(await provider.getBlockNumber())
  })

  it('sends many at once, in the order of asking, several in a block', async () => {
    const first = await nonceOf(relay.address)
    const receipts = await Promise.all(
      Array.from({ length: 100 }, (_, place) =>
        relay.send({ ...CALL, data: `0x${place.toString(16).padStart(4, '0')}` }),
      ),
    )
    expect(await nonceOf(relay.address)).to.equal(first + 100)
    const sent = await Promise.all(
      receipts.map(({ transactionHash }) => provider.getTransaction(transactionHash)),
    )
    expect(sent.map(transaction => transaction?.nonce)).to.deep.equal(
      receipts.map((_, place) => first + place),
    )
    expect(new Set(receipts.map(({ blockNumber }) => blockNumber)).size).to.be.below(100)
  })

  it('pays nothing', async () => {
    const before = await provider.getBalance(relay.address)
    await relay.send(CALL)
    expect(await provider.getBalance(relay.address)).to.equal(before)
  })

  it('goes on with the right nonce when somebody else has used its key', async () => {
    await relay.send(CALL)
    await createRelay({ provider, privateKey: key }).send(CALL)
    const receipts = await Promise.all([relay.send(CALL), relay.send(CALL), relay.send(CALL)])
    expect(receipts.map(({ status }) => status)).to.deep.equal([1, 1, 1])
  })

  it('one that the node refuses fails alone, wherever it stands among others', async () => {
    const tooMuch = { ...CALL, gasLimit: 10n ** 12n }
    const answers = await Promise.allSettled([
      relay.send(CALL),
      relay.send(tooMuch),
      relay.send(CALL),
      relay.send(CALL),
    ])
    expect(answers.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(await codeOf(relay.send(tooMuch))).to.equal('TRANSACTION_REFUSED')
    expect((await relay.send(CALL)).status).to.equal(1)
  })

  it('measures the gas of a call that names none', async () => {
    const { gasUsed } = await relay.send({ to: NOWHERE, data: '0x0102' })
    expect(gasUsed).to.be.above(21_000n)
  })

  it('gives back the receipt of a call that the contract reverts', async () => {
    const { status } = await relay.send({
      to: world.deployment.ledger,
      data: '0x12345678',
      gasLimit: 100_000n,
    })
    expect(status).to.equal(0)
  })

  it('tells the hash before it sends, and sends nothing if nobody could keep it', async () => {
    const noted: string[] = []
    const { transactionHash } = await relay.send(CALL, async transaction => {
      expect(await provider.getTransaction(transaction)).to.equal(null)
      noted.push(transaction)
    })
    expect(noted).to.deep.equal([transactionHash])
    const before = await nonceOf(relay.address)
    const failing = relay.send(CALL, () => Promise.reject(new BonginError('DISK_FULL', 'No room.')))
    expect(await codeOf(failing)).to.equal('DISK_FULL')
    await relay.send(CALL)
    expect(await nonceOf(relay.address)).to.equal(before + 1)
  })

  it('closed, it sends nothing more', async () => {
    relay.close()
    expect(await codeOf(relay.send(CALL))).to.equal('RELAY_CLOSED')
  })

  it('says that the node is away', async () => {
    const away = openProvider('http://127.0.0.1:1', 1n)
    const lost = createRelay({ provider: away, privateKey: key })
    expect(await codeOf(lost.send(CALL))).to.equal('LEDGER_UNREACHABLE')
    expect(await codeOf(lost.send({ to: NOWHERE, data: '0x' }))).to.equal('LEDGER_UNREACHABLE')
    away.destroy()
  })

  describe('over a node that makes blocks when it is told to', () => {
    let anvil: Awaited<ReturnType<typeof startAnvil>>
    let idle: JsonRpcProvider
    let impatient: Relay
    before(async () => {
      anvil = await startAnvil(['--no-mining'])
      idle = openProvider(`http://${anvil.host}:${anvil.port}`, ANVIL_CHAIN)
      // The first of anvil's own accounts, whose key everybody knows.
      const phrase = 'test test test test test test test test test test test junk'
      const { privateKey } = Wallet.fromPhrase(phrase)
      impatient = createRelay({ provider: idle, privateKey: privateKey as Hex, patience: 100 })
    })
    after(async () => {
      impatient?.close()
      idle?.destroy()
      await anvil?.stop()
    })

    it('does not wait for a block for ever', async () => {
      expect(await codeOf(impatient.send(CALL))).to.equal('NOT_INCLUDED')
    })

    it('leaves no gap before its next nonce when the node has lost what it had taken', async () => {
      expect(await codeOf(impatient.send(CALL))).to.equal('NOT_INCLUDED')
      // As a node that is started anew.
      await idle.send('anvil_dropAllTransactions', [])
      expect(await codeOf(impatient.send(CALL))).to.equal('NOT_INCLUDED')
      await idle.send('evm_mine', [])
      expect(await idle.getTransactionCount(impatient.address, 'latest')).to.equal(1)
    })
  })
})
