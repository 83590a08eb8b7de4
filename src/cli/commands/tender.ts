import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Command, Option } from 'commander'
import { toHex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { EMPTY_SEAL } from '../../protocol/seal.ts'
import { AWARD_RULES, nameAt, PHASES, RESERVE_KINDS } from '../../protocol/tender.ts'
import { assertTerms, parseTerms, type Terms, tenderId } from '../../protocol/terms.ts'
import { keySchema, type Tender, tenderSchema } from '../api.ts'
import { parseId, parseTender, parseWon } from '../arguments.ts'
import { KEY_WARNING, publicKeyOf, sealReserve, writeNote } from '../bidding.ts'
import { contextOf } from '../context.ts'
import { readJson } from '../files.ts'
import type { Gateway } from '../gateway.ts'
import { columns, table, time, won } from '../output.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'

interface AnnounceOptions {
  agency: bigint
  key: string
  reserve?: bigint
  openingKey?: bigint
  rpc?: string
}

/** `bongin tender`: announce, show, list. */
export function addTenderCommand(program: Command): void {
  const tender = program.command('tender').description('announce, show and list tenders')

  tender
    .command('announce')
    .description('announce a tender under a ready opening key (the agency)')
    .argument('<terms>', 'JSON file with the terms, as in docs/examples/terms.json')
    .requiredOption('--agency <number>', 'who announces', parseId)
    .requiredOption('--key <file>', "the agency's key file")
    .option('--reserve <won>', 'the single reserve price; it is sealed, and its note goes to <terms>.note', parseWon)
    .option('--opening-key <number>', 'the opening key; any ready one by default', parseId)
    .option('--rpc <url>', 'a node that you trust, to check the public key on the ledger', process.env['BONGIN_RPC_URL'])
    .action(announce)

  tender
    .command('show')
    .description('show a tender')
    .argument('<tender>', 'the tender', parseTender)
    .action(async (id: string, _options: object, command: Command) => {
      const { gateway, output } = contextOf(command)
      const found = await readTender(gateway, id)
      output.result(found, describe(found))
    })

  tender
    .command('list')
    .description('list tenders, newest first')
    .addOption(new Option('--phase <phase>', 'only those in this phase').choices(PHASES))
    .option('--agency <number>', 'only those of this agency', parseId)
    .action(async (options: { phase?: string; agency?: bigint }, command: Command) => {
      const { gateway, output } = contextOf(command)
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(options)) query.set(name, String(value))
      const items = await gateway.list(`/v1/tenders?${query}`, tenderSchema)
      const rows = items.map(({ terms, phase, bids, tender: id }) => [terms.notice, phase, bids, id])
      output.result({ items }, rows.length === 0 ? 'No tenders.' : columns(['notice', 'phase', 'bids', 'tender'], rows))
    })
}

async function announce(file: string, options: AnnounceOptions, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const terms = parseTerms(await readJson(file))
  const { agency } = options
  const [{ deployment, time: now }, signer] = await Promise.all([readLedger(gateway), openSigner(options.key)])
  assertTerms(terms, now)
  const key = options.openingKey ?? (await readyKey(gateway))
  const tender = tenderId(agency, terms.notice)
  const reserve = requiredReserve(terms, options.reserve)
  let reserveSeal = EMPTY_SEAL
  if (reserve !== undefined) {
    const r = BigInt(toHex(secp256k1.utils.randomSecretKey()))
    const publicKey = await publicKeyOf(gateway, key, deployment, options.rpc)
    reserveSeal = sealReserve(reserve, tender, agency, publicKey, deployment, r)
    await writeNote(`${file}.note`, { tender, author: agency, price: reserve, r })
  }
  const receipt = await relay(gateway, signer, deployment, { type: 'Announce', agency, terms, key, reserveSeal })
  const warning = reserve !== undefined && options.rpc === undefined ? `\n${KEY_WARNING}` : ''
  output.result({ ...receipt, tender, key }, `${describe(await readTender(gateway, tender))}${warning}`)
}

async function readyKey(gateway: Gateway): Promise<bigint> {
  const ready = await gateway.list('/v1/keys?state=Ready', keySchema)
  // Any of them, so that agencies that announce at the same time rarely want the same one.
  const chosen = ready[Math.floor(Math.random() * ready.length)]
  if (chosen !== undefined) return chosen.key
  throw new BonginError('NO_READY_KEY', 'The guardians have no ready key in stock. They make new ones by themselves: try again soon.')
}

function requiredReserve(terms: Terms, price: bigint | undefined): bigint | undefined {
  const single = nameAt(RESERVE_KINDS, terms.reserve.kind) === 'Single'
  if (single === (price !== undefined)) return price
  throw new BonginError('INVALID_INPUT', '--reserve belongs to terms with a single reserve price, and only to them.')
}

function describe({ tender, terms, phase, bids, valid, acceptable, reserve, reserveOpened, first, seed }: Tender): string {
  const { schedule, award, reserve: reserveTerms } = terms
  const settled = seed !== null || reserveOpened
  return table([
    ['notice', terms.notice],
    ['tender', tender],
    ['phase', phase],
    ['bidding', `${time(schedule.biddingAt)} to ${time(schedule.closingAt)}`],
    ['opening', time(schedule.openingAt)],
    ['base amount', won(award.baseAmount)],
    ['award rule', nameAt(AWARD_RULES, award.rule)],
    ['reserve price', `${nameAt(RESERVE_KINDS, reserveTerms.kind)}${settled ? `, ${won(reserve)}` : ''}`],
    ['bids', `${bids}, valid ${valid}, acceptable ${acceptable}`],
    ['first in line', first === 0n ? 'nobody yet' : `bidder ${first}`],
  ])
}
