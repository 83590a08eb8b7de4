import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AbiCoder, type ParamType } from 'ethers'
import { z } from 'zod'
import { INTERFACES } from '../../../src/chain/contracts.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import type { Deployment } from '../../../src/protocol/statement.ts'
import type { Sender } from './sender.ts'

const placeSchema = z.object({ start: z.int(), length: z.int() })
const artifactSchema = z.object({
  abi: z.array(z.unknown()),
  bytecode: z.string().transform(text => text as Hex),
  linkReferences: z.record(z.string(), z.record(z.string(), z.array(placeSchema))),
})
type Artifact = z.output<typeof artifactSchema>

/**
 * Deploys all contracts, one transaction a block. Ignition, which deploys for real, decides by the moment what shares a block; here each
 * run must give the same chain.
 */
export async function deployAll(
  { send, nextContract }: Sender,
  chainId: bigint,
  registrar: readonly [participant: bigint, signer: Hex],
): Promise<Deployment> {
  const libraries = new Map<string, Hex>()
  const create = async (source: string, name: string, args: readonly unknown[] = []): Promise<Hex> => {
    const artifact = await readArtifact(source, name)
    const linked = await link(artifact, async (file, library) => {
      const known = libraries.get(library) ?? (await create(file, library))
      libraries.set(library, known)
      return known
    })
    const address = nextContract()
    await send({ data: `${linked}${encodeArguments(artifact, args)}` })
    return address
  }
  const registry = await create('contracts/ParticipantRegistry.sol', 'ParticipantRegistry', registrar)
  const keys = await create('contracts/OpeningKeys.sol', 'OpeningKeys', [registry])
  const rules = [
    await create('contracts/awards/LowestPrice.sol', 'LowestPrice'),
    await create('contracts/awards/ReserveFloor.sol', 'ReserveFloor'),
  ]
  const ledger = await create('contracts/TenderLedger.sol', 'TenderLedger', [registry, keys, rules])
  await send({ to: keys, data: INTERFACES.keys.encodeFunctionData('bind', [ledger]) as Hex })
  return { chainId, registry, keys, ledger }
}

async function readArtifact(source: string, name: string): Promise<Artifact> {
  const path = fileURLToPath(new URL(`../../../artifacts/${source}/${name}.json`, import.meta.url))
  return artifactSchema.parse(JSON.parse(await readFile(path, 'utf8')))
}

/** Puts the libraries' addresses into their places in the code. */
async function link(
  { bytecode, linkReferences }: Artifact,
  deploy: (source: string, name: string) => Promise<Hex>,
): Promise<Hex> {
  let code = bytecode
  for (const [source, libraries] of Object.entries(linkReferences)) {
    for (const [name, places] of Object.entries(libraries)) {
      const address = await deploy(source.replace(/^project\//, ''), name)
      for (const { start, length } of places) {
        const [from, to] = [2 + 2 * start, 2 + 2 * (start + length)]
        code = `${code.slice(0, from) as Hex}${address.slice(2)}${code.slice(to)}`
      }
    }
  }
  return code
}

const constructorSchema = z.object({
  type: z.literal('constructor'),
  inputs: z.array(z.looseObject({ type: z.string() })),
})

function encodeArguments({ abi }: Artifact, args: readonly unknown[]): string {
  const found = abi.map(item => constructorSchema.safeParse(item)).find(({ success }) => success)
  const types = (found?.data?.inputs ?? []).map(({ type }) => type) as (string | ParamType)[]
  return AbiCoder.defaultAbiCoder().encode(types, args).slice(2)
}
