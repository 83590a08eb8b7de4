import type { Command } from 'commander'
import { toJson } from '../../protocol/value.ts'
import { guardianSetSchema } from '../api.ts'
import { parseIds, parseSmall } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { columns } from '../output.ts'
import { openSigner } from '../signing.ts'
import { readLedger, relay } from '../statements.ts'
import { LABELS } from '../words.ts'

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
  output.result({ ...receipt, ...toJson(guardianSetSchema, { set, threshold, guardians: ascending }) }, text)
}

async function list(_options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const items = await gateway.list('/v1/guardian-sets', guardianSetSchema)
  const rows = items.map(({ set, threshold, guardians }) => [set, threshold, guardians.join(', ')])
  const heading = [LABELS.set, LABELS.threshold, LABELS.guardians].map(say)
  const none = say({ en: 'No guardian sets.', ko: '수호자 집합이 없습니다.' })
  const text = rows.length === 0 ? none : columns(heading, rows)
  output.result({ items: items.map(item => toJson(guardianSetSchema, item)) }, text)
}
