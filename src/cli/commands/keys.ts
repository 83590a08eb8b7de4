import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Command, Option } from 'commander'
import { createKeyfile } from '../../chain/keyfile.ts'
import { toHex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { KEY_STATES } from '../../protocol/tender.ts'
import { toJson } from '../../protocol/value.ts'
import { keySchema } from '../api.ts'
import { contextOf } from '../context.ts'
import { assertAbsent } from '../files.ts'
import { columns, table } from '../output.ts'
import { createSigner, newPassphrase, openSigner } from '../signing.ts'
import { KEY_WORDS, LABELS } from '../words.ts'

/** `bongin keys`: the signing keys of people and organisations, and the guardians' joint keys on the ledger. */
export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('signing keys, and the opening keys on the ledger (키)')

  keys
    .command('create')
    .description('make a signing key in an encrypted file, and print its address for the registrar')
    .argument('<file>', 'where to keep it')
    .action(create)

  keys
    .command('show')
    .description('print the address of a key file')
    .argument('<file>', 'what "keys create" made')
    .action(show)

  keys
    .command('list')
    .description("list the guardians' opening keys on the ledger, the oldest first")
    .addOption(new Option('--state <state>', 'only those in this state').choices(KEY_STATES))
    .action(list)
}

async function create(file: string, _options: object, command: Command): Promise<void> {
  const { output } = contextOf(command)
  const { say } = output
  await assertAbsent(file)
  const passphrase = await newPassphrase()
  const secretKey = toHex(secp256k1.utils.randomSecretKey())
  await createKeyfile(file, passphrase, { signingKey: secretKey }).catch(unwritable(file))
  const { address } = createSigner(secretKey)
  const rows: [string, string][] = [
    [say(LABELS.address), address],
    [say(LABELS.file), file],
  ]
  output.result({ address, file }, table(rows))
  output.hint({
    en: 'Give the address to the registrar. Keep the file and its passphrase apart, and a copy of both.',
    ko: '주소를 등록기관에 알리십시오. 파일과 암호는 따로, 각각 사본과 함께 보관하십시오.',
  })
}

async function show(file: string, _options: object, command: Command): Promise<void> {
  const { address } = await openSigner(file)
  contextOf(command).output.result({ address, file }, address)
}

async function list({ state }: { state?: string }, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { say } = output
  const items = await gateway.list(`/v1/keys${state === undefined ? '' : `?state=${state}`}`, keySchema)
  const rows = items.map(({ key, state: current, tender }) => [key, say(KEY_WORDS[current]), tender ?? ''])
  const heading = [say(LABELS.key), say(LABELS.state), say(LABELS.tender)]
  const none = say({ en: 'No keys.', ko: '키가 없습니다.' })
  const text = rows.length === 0 ? none : columns(heading, rows)
  output.result({ items: items.map(item => toJson(keySchema, item)) }, text)
}

/** The system's own refusal, such as a missing folder, in our words. */
function unwritable(file: string): (error: unknown) => never {
  return error => {
    if (error instanceof BonginError) throw error
    throw new BonginError('FILE_UNWRITABLE', `${file} cannot be written: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}
