import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Command } from 'commander'
import { toHex } from '../../protocol/bytes.ts'
import type { Payload } from '../../protocol/seal.ts'
import { signedStatementToJson } from '../../protocol/statement.ts'
import { parse } from '../../protocol/value.ts'
import { bidSchema, receiptSchema } from '../api.ts'
import { parseId, parsePicks, parseTender, parseWon } from '../arguments.ts'
import { bidFileSchema, bidStatement, KEY_WARNING, NOTE_WARNING, publicKeyOf, writeNote } from '../bidding.ts'
import { contextOf } from '../context.ts'
import { readJson, writeJson } from '../files.ts'
import { table, time, won } from '../output.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender } from '../statements.ts'

interface SealOptions {
  bidder: bigint
  price: bigint
  picks?: [number, number]
  sequence: string
  key: string
  out: string
  rpc?: string
}

/** `bongin bid`: seal on this machine, submit what is sealed, show what the ledger has. */
export function addBidCommand(program: Command): void {
  const bid = program.command('bid').description('seal, submit and show bids')

  bid
    .command('seal')
    .description('seal a price on this machine: writes the signed bid, and the opening note to be kept secret')
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--bidder <number>', 'who bids', parseId)
    .requiredOption('--price <won>', 'the bid', parseWon)
    .option('--picks <a,b>', 'two numbers from 1 to 15, with a multiple reserve price', parsePicks)
    .option('--sequence <number>', 'how many bids were placed before, where bids can be replaced', '0')
    .requiredOption('--key <file>', "the bidder's key file")
    .requiredOption('--out <file>', 'where to write the bid; the note goes to <file>.note')
    .option('--rpc <url>', 'a node that you trust, to check the public key on the ledger', process.env['BONGIN_RPC_URL'])
    .action(sealBid)

  bid
    .command('submit')
    .description('submit a sealed bid; the same file can be submitted again at any time')
    .argument('<file>', 'what "bid seal" wrote')
    .action(submitBid)

  bid
    .command('show')
    .description("show a bidder's sealed bid as it stands on the ledger")
    .argument('<tender>', 'the tender', parseTender)
    .argument('<bidder>', 'who bid', parseId)
    .action(showBid)
}

async function sealBid(tenderId: string, options: SealOptions, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { bidder, price, picks, key, out, rpc } = options
  const [{ deployment }, tender, signer] = await Promise.all([
    readLedger(gateway),
    readTender(gateway, tenderId),
    openSigner(key),
  ])
  const publicKey = await publicKeyOf(gateway, tender.key, deployment, rpc)
  const r = BigInt(toHex(secp256k1.utils.randomSecretKey()))
  const payload: Payload = picks === undefined ? { price } : { price, picks }
  const sequence = Number(options.sequence)
  const signed = signer.sign(bidStatement(tender, bidder, payload, publicKey, deployment, { r, sequence }), deployment)

  await writeNote(`${out}.note`, { tender: tender.tender, author: bidder, price, r })
  await writeJson(out, { format: 'bongin-bid', version: 1, signed: signedStatementToJson(signed) })
  const keySource = rpc === undefined ? 'gateway' : 'node'
  const warning = rpc === undefined ? `\n${KEY_WARNING}` : ''
  const text = `${table([
    ['sealed', won(price)],
    ['bid', out],
    ['note', `${out}.note (secret: ${NOTE_WARNING})`],
  ])}${warning}`
  output.result({ bid: out, note: `${out}.note`, publicKeyFrom: keySource }, text)
}

async function submitBid(file: string, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { signed } = parse(bidFileSchema, await readJson(file))
  const receipt = await gateway.post('/v1/statements', signedStatementToJson(signed), receiptSchema)
  const text = table([
    ['on the ledger', time(receipt.timestamp)],
    ['block', receipt.block],
    ['transaction', receipt.transaction],
    ['statement', receipt.digest],
  ])
  output.result(receipt, text)
}

async function showBid(tender: string, bidder: bigint, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const bid = await gateway.get(`/v1/tenders/${tender}/bids/${bidder}`, bidSchema)
  const text = table([
    ['bidder', bid.bidder],
    ['number', bid.number],
    ['statement', bid.statement],
    ['block', bid.block],
    ['transaction', bid.transaction],
  ])
  output.result({ ...bid }, text)
}
