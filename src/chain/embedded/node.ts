import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BonginError } from '../../protocol/error.ts'
import { type Anvil, anvilVersion, startAnvil } from './anvil.ts'
import { connectRpc, type MinedBlock, type RpcClient } from './client.ts'
import { nodeError } from './error.ts'
import { anvilArguments, DEFAULT_CHAIN_ID, genesisFile, newGenesis } from './genesis.ts'
import { type Journal, type JournalContents, openJournal } from './journal.ts'
import { lockDirectory } from './lock.ts'
import type { GenesisRecord } from './record.ts'
import { createRelayKeys, loadRelayKeys, relayAddresses } from './relayKeys.ts'
import { replay } from './replay.ts'
import { openRpc } from './rpc.ts'
import { Sequencer } from './sequencer.ts'

export interface EmbeddedNodeOptions {
  /** Where the journal and the relay keys are kept; made if it is missing. */
  readonly directory: string
  /** Unix seconds. */
  readonly clock: () => number
  /** Of a new chain; an existing one must have it, if it is given. */
  readonly chainId?: number
  /** Of the JSON-RPC endpoint; any free one by default. */
  readonly port?: number
  readonly log?: (line: string) => void
  /** Told from time to time, while the chain is rebuilt, how many blocks of how many are done. */
  readonly onReplay?: (done: number, total: number) => void
  /** Told once if the node ends by itself. It answers nothing more; {@link EmbeddedNode.close} is still to be called. */
  readonly onExit?: (error: BonginError) => void
}

export interface EmbeddedNode {
  /** Address of the JSON-RPC endpoint, on this machine. */
  readonly url: string
  readonly chainId: number
  /** Private keys of accounts that block 0 funds, random for each data directory. */
  readonly relayKeys: readonly string[]
  /** What the journal held at the start. */
  readonly replayed: { readonly blocks: number; readonly transactions: number; readonly milliseconds: number }
  /** The process id of the chain node program. */
  readonly anvilPid: number
  /** Answers JSON-RPC calls as the endpoint does, without the way over the network. */
  ask(payload: unknown): Promise<unknown>
  /** Makes a block now, empty if nothing waits, so that the chain's clock moves on. */
  mine(): Promise<MinedBlock>
  close(): Promise<void>
}

/**
 * Starts the chain that lives in a data directory, rebuilding it from its journal block by block, or begins a new one.
 * @throws BonginError `DATA_DIRECTORY_IN_USE`, `JOURNAL_DAMAGED`, `CHAIN_MISMATCH`, `CHAIN_ID_DIFFERS`, `RELAY_KEYS_INVALID`,
 *   `ANVIL_MISSING`, `ANVIL_FAILED`, `NODE_STOPPED`
 */
export async function startEmbeddedNode(options: EmbeddedNodeOptions): Promise<EmbeddedNode> {
  const open: Closer[] = []
  try {
    return await start(options, open)
  } catch (error) {
    await closeAll(open)
    throw error
  }
}

/** Gives back something that was opened. */
type Closer = () => unknown

/** Closes everything, the last opened first, even if one fails. */
async function closeAll(open: Closer[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of open.splice(0).reverse()) {
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function start(options: EmbeddedNodeOptions, open: Closer[]): Promise<EmbeddedNode> {
  const { directory, clock, log = () => {} } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  open.push(await lockDirectory(directory))
  const { journal, contents } = await openJournal(join(directory, 'journal.jsonl'), log)
  open.push(() => journal.close())
  const { genesis, relayKeys } = await openChain(options, journal, contents)

  const anvil = await startAnvilFor(genesis, directory, log)
  open.push(() => anvil.stop())
  const client = connectRpc(anvil)
  open.push(() => client.close())
  const { head, replayed } = await rebuild(client, journal, contents, options)

  const sequencer = new Sequencer({
    client,
    journal,
    clock,
    head,
    onFailure: error => {
      log(`the node ends: ${error.message}`)
      // What it would answer from now on would not be the ledger.
      void anvil
        .stop()
        .then(() => anvil.ended)
        .then(reason => log(`anvil ended: ${reason}`))
      options.onExit?.(error)
    },
  })
  open.push(() => sequencer.close())
  void anvil.ended.then(reason => sequencer.fail(anvilEnded(reason)))
  const rpc = await openRpc(
    { client, sequencer, name: `bongin/anvil-${anvilVersion()}`, log },
    options.port ?? 0,
  )
  open.push(() => rpc.close())

  let closing: Promise<void> | undefined
  const close = () => (closing ??= closeAll(open))
  const { url, ask } = rpc
  const { chainId } = genesis
  return { url, chainId, relayKeys, replayed, anvilPid: anvil.pid, ask, mine: () => sequencer.mine(), close }
}

/** Finds the chain in the journal, or begins one there. */
async function openChain(
  { directory, chainId, clock }: EmbeddedNodeOptions,
  journal: Journal,
  contents: JournalContents,
): Promise<{ genesis: GenesisRecord; relayKeys: readonly string[] }> {
  const path = join(directory, 'relay-keys.json')
  const { genesis } = contents
  if (genesis === undefined) {
    const relayKeys = await createRelayKeys(path)
    const begun = newGenesis({
      chainId: chainId ?? DEFAULT_CHAIN_ID,
      timestamp: Math.floor(clock()),
      anvil: anvilVersion(),
      accounts: relayAddresses(relayKeys),
    })
    await journal.append(begun)
    return { genesis: begun, relayKeys }
  }
  if (chainId !== undefined && chainId !== genesis.chainId) {
    const message = `The chain in ${directory} has the id ${genesis.chainId}, but ${chainId} was asked for.`
    throw nodeError('CHAIN_ID_DIFFERS', message, {
      details: { directory, found: genesis.chainId, asked: chainId },
    })
  }
  const addresses = genesis.accounts.map(({ address }) => address)
  return { genesis, relayKeys: await loadRelayKeys(path, addresses) }
}

async function startAnvilFor(
  genesis: GenesisRecord,
  directory: string,
  log: (line: string) => void,
): Promise<Anvil> {
  const version = anvilVersion()
  if (version !== genesis.anvil) {
    log(
      `the chain was begun by anvil ${genesis.anvil}; this is ${version}. Each block hash is compared as always`,
    )
  }
  const path = join(directory, 'genesis.json')
  await writeFile(path, genesisFile(genesis))
  return startAnvil(anvilArguments(genesis, path))
}

async function rebuild(
  client: RpcClient,
  journal: Journal,
  { blocks, transactions }: JournalContents,
  { onReplay }: EmbeddedNodeOptions,
): Promise<{ head: MinedBlock; replayed: EmbeddedNode['replayed'] }> {
  const began = performance.now()
  const { head, headIsJournalled } = await replay(client, journal.records(), done => onReplay?.(done, blocks))
  if (!headIsJournalled) await journal.append({ type: 'head', number: head.number, hash: head.hash })
  return { head, replayed: { blocks, transactions, milliseconds: Math.round(performance.now() - began) } }
}

function anvilEnded(reason: string): BonginError {
  const message = `The chain node program (anvil) ended by itself: ${reason} Start the node again: it continues from its journal.`
  return nodeError('NODE_STOPPED', message)
}
