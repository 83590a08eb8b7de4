import { type Command, Option } from 'commander'
import { PHASES } from '../../protocol/tender.ts'
import { toJson } from '../../protocol/value.ts'
import { tenderSchema } from '../api.ts'
import { parseId, parseTender, parseWon } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { columns } from '../output.ts'
import { time } from '../readable.ts'
import { readTenderView, tenderJson, tenderText } from '../tenderView.ts'
import { addTrustOptions } from '../trust.ts'
import { LABELS, PHASE_WORDS } from '../words.ts'
import { announce } from './tenderAnnounce.ts'
import { revealReserve } from './tenderReveal.ts'

/** `bongin tender`: announce, show, list, and the agency's part in the fallback. */
export function addTenderCommand(program: Command): void {
  const tender = program.command('tender').description('announce, show and list tenders (공고)')

  addTrustOptions(
    tender
      .command('announce')
      .description('announce a tender under a ready opening key (the agency)')
      .argument('<terms>', 'JSON file with the terms; docs/examples holds one for each kind of reserve price')
      .requiredOption('--agency <number>', 'who announces', parseId)
      .requiredOption('--key <file>', "the agency's key file")
      .option(
        '--reserve <won>',
        'the single reserve price; asked for if it is not given here, so that it stands in no shell history',
        parseWon,
      )
      .option('--note <file>', 'where to keep the note of a single reserve price; <terms>.note by default')
      .option('--opening-key <number>', 'the opening key; any ready one by default', parseId),
  ).action(announce)

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

  addTrustOptions(
    tender
      .command('reveal-reserve')
      .description("open the sealed reserve price by the agency's note, in the fallback")
      .argument('<note>', 'what "tender announce" wrote'),
  ).action(revealReserve)
}

async function show(id: string, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const view = await readTenderView(gateway, id)
  output.result(tenderJson(view), tenderText(view, output))
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
