import type { Command } from 'commander'
import { toJson } from '../../protocol/value.ts'
import { guardianSetSchema } from '../api.ts'
import { parseId, parseIds, parseSeconds, parseSet, parseSmall } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { columns } from '../output.ts'
import { time } from '../readable.ts'
import { openSigner } from '../signing.ts'
import { readLedger, relay } from '../statements.ts'
import { LABELS } from '../words.ts'
import { showCare } from './guardiansCare.ts'
import { rehearse } from './guardiansRehearse.ts'

interface FormOptions {
  readonly guardians: bigint[]
  readonly threshold: number
  readonly key: string
}

/** `bongin guardians`: the sets of independent bodies that make and open keys together. */
export function addGuardiansCommand(program: Command): void {
  const guardians = program.command('guardians').description('form and list sets of guardians (수호자)')

  guardians
    .command('form')
    .description('form a set of guardians, of whom so many open a key (the registrar)')
    .requiredOption(
      '--guardians <numbers>',
      'two to nine participants in the guardian role, with commas',
      parseIds,
    )
    .requiredOption('--threshold <k>', 'how many of them open a key', parseSmall)
    .requiredOption('--key <file>', "the registrar's key file")
    .action(form)

  guardians.command('list').description('list the sets, the newest first').action(list)

  guardians
    .command('retire')
    .description(
      'let a set make no more keys and serve no new tender; its keys in use open as ever (the registrar)',
    )
    .argument('<set>', 'its number', parseSet)
    .requiredOption('--key <file>', "the registrar's key file")
    .action(retire)

  guardians
    .command('rehearse')
    .description(
      'have a ready key opened for nobody, and see which guardians answer (the registrar, or a guardian once a day; 예행연습)',
    )
    .argument('[set]', 'number of the set; the newest one by default', parseSet)
    .requiredOption('--key <file>', 'key file of the registrar, or of the guardian')
    .option('--participant <number>', 'who it is; the registrar by default', parseId)
    .option('--wait <seconds>', 'how long to wait for the answers', parseSeconds, 120)
    .addHelpText('after', '\nExit code 1: not all guardians have answered.')
    .action(rehearse)

  guardians
    .command('care')
    .description(
      'show which guardians are alive, how the keys stand that need them, and what gives cause for alarm',
    )
    .action(showCare)
}

async function form({ guardians, threshold, key }: FormOptions, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const [{ deployment }, sets] = await Promise.all([
    readLedger(gateway),
    gateway.list('/v1/guardian-sets', guardianSetSchema),
  ])
  const signer = await openSigner(key)
  const set = 1 + Math.max(0, ...sets.map(known => known.set))
  // The ledger lists them in ascending order: a guardian's index is its place.
  const ascending = guardians.toSorted((a, b) => (a < b ? -1 : 1))
  const statement = { type: 'FormGuardianSet', guardians: ascending, threshold, set } as const
  const receipt = await relay(gateway, signer, deployment, statement)
  const members = ascending.join(', ')
  const text = say({
    en: `Set ${set}: ${threshold} of ${members} open a key.`,
    ko: `집합 ${set}: ${members} 중 ${threshold}의 조각으로 키가 열립니다.`,
  })
  output.result({ ...receipt, set, threshold, guardians: ascending }, text)
}

async function retire(set: number, { key }: { key: string }, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { deployment } = await readLedger(gateway)
  const signer = await openSigner(key)
  const receipt = await relay(gateway, signer, deployment, { type: 'RetireGuardianSet', set })
  const text = output.say({
    en: `Set ${set} is retired: it makes no keys and serves no new tender. Its guardians have to stay until its keys in use are open.`,
    ko: `집합 ${set}은 해산되었습니다. 새 키를 만들거나 새 입찰에 쓰이지 않지만, 사용 중인 키가 모두 공개될 때까지 수호자는 남아 있어야 합니다.`,
  })
  output.result({ ...receipt, set }, text)
}

async function list(_options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const items = await gateway.list('/v1/guardian-sets', guardianSetSchema)
  const rows = items.map(({ set, threshold, guardians, members, retiredAt }) => [
    set,
    threshold,
    guardians.join(', '),
    `${members.filter(({ alive }) => alive).length}/${members.length}`,
    retiredAt === null ? '' : time(retiredAt),
  ])
  const heading = [LABELS.set, LABELS.threshold, LABELS.guardians, LABELS.alive, LABELS.retired].map(say)
  const none = say({ en: 'No guardian sets.', ko: '수호자 집합이 없습니다.' })
  const text = rows.length === 0 ? none : columns(heading, rows)
  output.result({ items: items.map(item => toJson(guardianSetSchema, item)) }, text)
}
