import type { Command } from 'commander'
import type { Statement } from '../../protocol/statement.ts'
import type { Bid, Tender } from '../api.ts'
import { parseId, parseTender } from '../arguments.ts'
import { bidJson, bidText, readBidView } from '../bidView.ts'
import { contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { assertMayAct } from '../membership.ts'
import { openSigner } from '../signing.ts'
import { readLedger, readTender, relay } from '../statements.ts'
import { addTrustOptions, assertLedger, type Trust } from '../trust.ts'

interface ChangeOptions extends Trust {
  readonly bidder: bigint
  readonly key: string
  /** Absent where the change needs none. */
  readonly document: string
  /** Who grants, if it is not the agency. */
  readonly author?: bigint
}

type Change = Extract<Statement, { type: 'ConfirmBid' | 'RequestWithdrawal' | 'GrantWithdrawal' }>

const DOCUMENT = '--document <hash or file>'

/** What may become of a bid that stands on the ledger, before the opening. */
export function addBidChanges(bid: Command): void {
  addTrustOptions(
    addChange(
      bid,
      'confirm',
      'let a bid count, as it is sealed, for the terms as they were amended (투찰 확인)',
      "the bidder's key file",
    ),
  ).action(
    does(async ({ tender, termsVersion }, { bidder, sequence }) => ({
      type: 'ConfirmBid',
      tender,
      termsVersion,
      bidder,
      sequence,
    })),
  )

  addChange(
    bid,
    'withdraw',
    'ask the agency to let a bid be withdrawn, for a material input error (투찰 취소 신청)',
    "the bidder's key file",
  )
    .requiredOption(DOCUMENT, 'hash of the reasoned request, or the file to be hashed')
    .action(
      does(async ({ tender, termsVersion }, { bidder, sequence }, { document }) => ({
        type: 'RequestWithdrawal',
        tender,
        termsVersion,
        bidder,
        sequence,
        document: await hashOf(document),
      })),
    )

  addChange(
    bid,
    'grant-withdrawal',
    'grant what the bidder asked for: the bid is void and never opened (agency or registrar; 투찰 취소 승인)',
    "the agency's key file, or the registrar's",
  )
    .requiredOption(DOCUMENT, 'hash of the reasoned decision, or the file to be hashed')
    .option('--author <number>', "the registrar's number, where it grants in the agency's place", parseId)
    .action(
      does(async ({ tender, acts: act, agency }, { bidder, sequence }, { document, author = agency }) => ({
        type: 'GrantWithdrawal',
        tender,
        act,
        bidder,
        sequence,
        document: await hashOf(document),
        author,
      })),
    )
}

function addChange(bid: Command, name: string, description: string, key: string): Command {
  return bid
    .command(name)
    .description(description)
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption('--bidder <number>', 'whose bid', parseId)
    .requiredOption('--key <file>', key)
}

function does(statementOf: (tender: Tender, bid: Bid, options: ChangeOptions) => Promise<Change>) {
  return async (id: string, options: ChangeOptions, command: Command): Promise<void> => {
    const { gateway, output } = contextOf(command)
    const { bidder, key, rpc } = options
    const [{ deployment, time: now }, tender, { bid }] = await Promise.all([
      readLedger(gateway),
      readTender(gateway, id),
      readBidView(gateway, id, bidder),
    ])
    assertLedger(options, deployment)
    // Who confirms agrees to the terms that the ledger has, whatever the gateway shows.
    if (rpc !== undefined) await (await import('../node.ts')).assertTender(rpc, deployment, tender)
    const statement = await statementOf(tender, bid, options)
    const signer = await openSigner(key)
    if (statement.type !== 'GrantWithdrawal')
      await assertMayAct(gateway, bidder, 'supplier', signer.address, now)
    const receipt = await relay(gateway, signer, deployment, statement)
    const view = await readBidView(gateway, id, bidder)
    output.result({ ...receipt, ...bidJson(view) }, bidText(view, output))
  }
}
