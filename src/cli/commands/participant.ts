import { type Command, Option } from 'commander'
import { type Hex, ZERO_WORD } from '../../protocol/bytes.ts'
import { ROLES, type Role, roleBits } from '../../protocol/participant.ts'
import type { Statement } from '../../protocol/statement.ts'
import { toJson } from '../../protocol/value.ts'
import { participantSchema } from '../api.ts'
import { ORDINARY_ROLES, parseAddress, parseId, parseRoles } from '../arguments.ts'
import { type Context, contextOf } from '../context.ts'
import { hashOf } from '../files.ts'
import { parseMoment } from '../moment.ts'
import { columns } from '../output.ts'
import { participantJson, participantText, readParticipant } from '../participantView.ts'
import { openSigner } from '../signing.ts'
import { readLedger, relay } from '../statements.ts'
import { LABELS } from '../words.ts'
import { addProfileCommands } from './participantProfile.ts'

interface RegisterOptions {
  readonly roles: Role[]
  readonly signer: Hex
  readonly profile?: string
  readonly key: string
}

interface SuspendOptions {
  readonly until: string
  readonly reason: string
  readonly key: string
}

/** `bongin participant`: who may act. The registrar lets in and suspends; everybody may look. */
export function addParticipantCommand(program: Command): void {
  const participant = program
    .command('participant')
    .description('register, suspend, show and list participants (참가자)')

  participant
    .command('register')
    .description('let an organisation in (the registrar)')
    .argument('<number>', 'its number, free to choose', parseId)
    .requiredOption('--roles <roles>', `one or more of ${ORDINARY_ROLES.join(', ')}, with commas`, parseRoles)
    .requiredOption(
      '--signer <address>',
      'the address of its signing key, as "keys create" prints it',
      parseAddress,
    )
    .option(
      '--profile <hash or file>',
      'hash of its profile, or the file to be hashed; the file goes nowhere',
    )
    .requiredOption('--key <file>', "the registrar's key file")
    .action(register)

  participant
    .command('suspend')
    .description('suspend a participant until a date, for a reason (the registrar)')
    .argument('<number>', 'the participant', parseId)
    .requiredOption(
      '--until <time>',
      'such as "2027-03-02 10:00" (Korean time) or +90d; now lifts the suspension',
    )
    .requiredOption('--reason <hash or file>', 'hash of the decision, or the file to be hashed')
    .requiredOption('--key <file>', "the registrar's key file")
    .action(suspend)

  addProfileCommands(participant)

  participant
    .command('show')
    .description('show a participant')
    .argument('<number>', 'the participant', parseId)
    .action(show)

  participant
    .command('list')
    .description('list participants, by number')
    .addOption(new Option('--role <role>', 'only those with this role').choices(Object.keys(ROLES)))
    .action(list)
}

async function register(participant: bigint, options: RegisterOptions, command: Command): Promise<void> {
  const { roles, signer, profile } = options
  const hash = profile === undefined ? ZERO_WORD : await hashOf(profile)
  await send(contextOf(command), options.key, participant, {
    type: 'RegisterParticipant',
    participant,
    roles: roleBits(roles),
    signer,
    profile: hash,
  })
}

async function suspend(participant: bigint, options: SuspendOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const { gateway } = context
  const [{ time: now }, { revision }] = await Promise.all([
    readLedger(gateway),
    readParticipant(gateway, participant),
  ])
  const until = parseMoment(options.until, now)
  const reason = await hashOf(options.reason)
  await send(context, options.key, participant, {
    type: 'SuspendParticipant',
    participant,
    until,
    reason,
    revision,
  })
}

async function show(participant: bigint, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const found = await readParticipant(gateway, participant)
  output.result(participantJson(found), participantText(found, output))
}

async function list({ role }: { role?: string }, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const query = role === undefined ? '' : `?role=${role}`
  const items = await gateway.list(`/v1/participants${query}`, participantSchema)
  const rows = items.map(({ participant, roles, signers }) => [
    participant,
    roles.join(', '),
    signers.join(', '),
  ])
  const none = say({ en: 'No participants.', ko: '참가자가 없습니다.' })
  const heading = [LABELS.participant, LABELS.roles, LABELS.signers].map(say)
  const text = rows.length === 0 ? none : columns(heading, rows)
  output.result({ items: items.map(item => toJson(participantSchema, item)) }, text)
}

/** Signs and sends an act of the registrar, and shows the participant as it then stands. */
async function send(
  { gateway, output }: Context,
  key: string,
  participant: bigint,
  statement: Statement,
): Promise<void> {
  const [{ deployment }, signer] = await Promise.all([readLedger(gateway), openSigner(key)])
  const receipt = await relay(gateway, signer, deployment, statement)
  const found = await readParticipant(gateway, participant)
  output.result({ ...receipt, ...participantJson(found) }, participantText(found, output))
}
