import { type Command, Option } from 'commander'
import { CANCELLATION_REASONS, PHASES, POSTPONEMENT_REASONS } from '../../protocol/tender.ts'
import { toJson } from '../../protocol/value.ts'
import { tenderSchema } from '../api.ts'
import { parseId, parseTender, parseWon, reasonOption } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { columns } from '../output.ts'
import { time } from '../readable.ts'
import { showTender } from '../tenderText.ts'
import { addTrustOptions } from '../trust.ts'
import { LABELS, PHASE_WORDS } from '../words.ts'
import { amend } from './tenderAmend.ts'
import { announce } from './tenderAnnounce.ts'
import { cancel } from './tenderCancel.ts'
import { postpone } from './tenderPostpone.ts'
import { revealReserve } from './tenderReveal.ts'

const KEY = '--key <file>'
const KEY_HELP = "the agency's key file"
const DOCUMENT = '--document <hash or file>'
const DOCUMENT_HELP = 'hash of the reasoned decision, or the file to be hashed; the file goes nowhere'

/** `bongin tender`: announce, change, show, list, and the agency's part in the fallback. */
export function addTenderCommand(program: Command): void {
  const tender = program.command('tender').description('announce, change, show and list tenders (공고)')
  addAnnouncing(tender)
  addChanges(tender)
  addReading(tender)
  addTrustOptions(
    tender
      .command('reveal-reserve')
      .description("open the sealed reserve price by the agency's note, in the fallback")
      .argument('<note>', 'what "tender announce" wrote'),
  ).action(revealReserve)
}

function addAnnouncing(tender: Command): void {
  addTrustOptions(
    tender
      .command('announce')
      .description('announce a tender under a ready opening key (the agency)')
      .argument('<terms>', 'JSON file with the terms; docs/examples holds one for each kind of reserve price')
      .requiredOption('--agency <number>', 'who announces', parseId)
      .requiredOption(KEY, KEY_HELP)
      .option(
        '--reserve <won>',
        'the single reserve price; asked for if it is not given here, so that it stands in no shell history',
        parseWon,
      )
      .option('--note <file>', 'where to keep the note of a single reserve price; <terms>.note by default')
      .option('--opening-key <number>', 'the opening key; any ready one by default', parseId)
      .option(
        '--predecessor <tender>',
        'the failed or cancelled tender that this one repeats (재공고)',
        parseTender,
      ),
  ).action(announce)
}

/** What may change before the closing, and the end before the award. */
function addChanges(tender: Command): void {
  addTrustOptions(
    tender
      .command('amend')
      .description('give new terms; bids then wait until their bidders confirm or replace them (정정공고)')
      .argument('<tender>', 'the tender', parseTender)
      .argument('<terms>', 'JSON file with all terms; a time may be "same"')
      .requiredOption(KEY, KEY_HELP)
      .option('--reserve [won]', 'a new single reserve price, asked for if no amount is given', parseWon)
      .option(
        '--note <file>',
        'note of the single reserve price: read if the price stays, written with --reserve; <terms>.note by default',
      ),
  ).action(amend)

  tender
    .command('postpone')
    .description('move the closing to later, and with it opening and fallback; bids stay as they are (연기)')
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption(KEY, KEY_HELP)
    .addOption(reasonOption(POSTPONEMENT_REASONS))
    .requiredOption(DOCUMENT, DOCUMENT_HELP)
    .option('--closing <time>', 'the new closing, such as "2027-03-02 10:00" (Korean time) or +48h')
    .option('--opening <time>', 'the new opening; as long after the closing as before by default')
    .option('--bidding <time>', 'the new beginning of bidding, if it has not begun; as before by default')
    .addOption(
      new Option(
        '--outage <from..to>',
        'the times that follow by the rule from an outage, such as 2027-03-02T10:00..2027-03-02T13:00',
      ).conflicts(['closing', 'opening', 'bidding']),
    )
    .action(postpone)

  tender
    .command('cancel')
    .description('end a tender before the award, for good; what is sealed stays sealed (취소)')
    .argument('<tender>', 'the tender', parseTender)
    .requiredOption(KEY, KEY_HELP)
    .addOption(reasonOption(CANCELLATION_REASONS))
    .requiredOption(DOCUMENT, DOCUMENT_HELP)
    .action(cancel)
}

/** What anybody may read. */
function addReading(tender: Command): void {
  tender
    .command('show')
    .description('show a tender, and what happens next')
    .argument('<tender>', 'the tender', parseTender)
    .action(show)

  tender
    .command('list')
    .description('list tenders, newest first')
    .addOption(new Option('--phase <phase>', 'only those in this phase').choices(PHASES))
    .option('--agency <number>', 'only those of this agency', parseId)
    .action(list)
}

async function show(id: string, _options: object, command: Command): Promise<void> {
  await showTender(contextOf(command), id)
}

async function list(options: { phase?: string; agency?: bigint }, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options)) query.set(name, String(value))
  const items = await gateway.list(`/v1/tenders?${query}`, tenderSchema)
  const rows = items.map(({ terms, phase, bids, tender }) => [
    terms.notice,
    say(PHASE_WORDS[phase]),
    bids,
    time(terms.schedule.closingAt),
    tender,
  ])
  const heading = [LABELS.notice, LABELS.phase, LABELS.bids, LABELS.closing, LABELS.tender].map(say)
  const none = say({ en: 'No tenders.', ko: '입찰이 없습니다.' })
  const text = rows.length === 0 ? none : columns(heading, rows)
  output.result({ items: items.map(item => toJson(tenderSchema, item)) }, text)
}
