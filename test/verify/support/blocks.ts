import { type Hex, toHex } from '../../../src/protocol/bytes.ts'
import { decodeHeader, encodeHeader, type Header } from '../../../src/verify/header.ts'

const EMPTY_ROOT = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
const EMPTY_UNCLES = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'

type Fields = Readonly<Record<string, string>>

/** A header of the first fork without anything in it, as JSON-RPC gives it. */
export const plainBlock: Fields = {
  parentHash: `0x${'00'.repeat(32)}`,
  sha3Uncles: EMPTY_UNCLES,
  miner: `0x${'00'.repeat(20)}`,
  stateRoot: EMPTY_ROOT,
  transactionsRoot: EMPTY_ROOT,
  receiptsRoot: EMPTY_ROOT,
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x0',
  number: '0x0',
  gasLimit: '0x0',
  gasUsed: '0x0',
  timestamp: '0x0',
  extraData: '0x',
  mixHash: `0x${'00'.repeat(32)}`,
  nonce: '0x0000000000000000',
}

export function headerOf(changes: Fields = {}): Header {
  const header = decodeHeader(encodeHeader({ ...plainBlock, ...changes }))
  if (header === undefined) throw new Error('This is no header')
  return header
}

export function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}

/** Block 0 of Ethereum's main network. */
export const mainnetGenesis: Fields = {
  ...plainBlock,
  stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
  difficulty: '0x400000000',
  gasLimit: '0x1388',
  extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
  nonce: '0x0000000000000042',
}

export const mainnetGenesisHash = '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3'

const BESU_VALIDATORS = [
  '647bfdd19655e51e69d35454ff3a92f8828e6302',
  'a5c8416b9d13417b45b45ada76408f39d1e504ef',
  'b92e91f4dcc9d28503be521afa2a8fbf3c1acf60',
  'ee3353e587cfa91625a1adaef308a726de3803d3',
]

const BESU_SEALS = [
  'bc7633fd65570f610a595086e9a34e5bf6aacfb67b8f8cd01852e6b285147f046a50577b49378b86723ac9b456ef59ef7ab57cda7139d807f10f58e8cb10c67600',
  'ad1defc2b0b4a48158cff24778bb5ba4d9f373c171022ab0a42e37bdb0d4025718434d303a8d94df56ef9ad5219be9f27b2f67179a7fb82d3323dde29546f9f701',
  'e233d3670dd97c715f72b440eeb1ccb1e22c8c23f6ab470c46c99c2d0ee6509f0341a42e0e4569782557e93c3815e8ca4294043595f69a90f73f135de8ecf41e00',
]

/** Block 7528 of a Besu network with four validators, agreed in round 1. From the tests of datachainlab/besu-qbft-elc (Apache-2.0). */
export const besuBlock = {
  validators: BESU_VALIDATORS.map((address): Hex => `0x${address}`),
  commitHash: '0x75ea184f58cd3f0ef89032a069df01f07ec524ef3a85cf6d3e424d62130c0a32',
  fields: {
    ...plainBlock,
    parentHash: '0x0af93e70b1c6d3974a88a42eb70bb61adbd523bfac0c83027ba4637c52746a0f',
    miner: `0x${BESU_VALIDATORS[3]}`,
    stateRoot: '0x166ed98eea93ab2b6f6b1a425526994adc2d675bf9a0d77d600ed1e02d8f77df',
    difficulty: '0x1',
    number: '0x1d68',
    gasLimit: '0x47b760',
    timestamp: '0x6640618b',
    extraData: [
      `0xf90144a0${'00'.repeat(32)}`,
      `f854${BESU_VALIDATORS.map(address => `94${address}`).join('')}`,
      `c001f8c9${BESU_SEALS.map(seal => `b841${seal}`).join('')}`,
    ].join(''),
    mixHash: toHex(new TextEncoder().encode('ctical byzantine fault tolerance')),
  },
}
