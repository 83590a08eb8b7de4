import { randomBytes } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Command } from 'commander'
import { createKeyfile } from '../../chain/keyfile.ts'
import { toHex } from '../../protocol/bytes.ts'
import { KEY_STATES } from '../../protocol/tender.ts'
import { keySchema } from '../api.ts'
import { contextOf } from '../context.ts'
import { columns, table } from '../output.ts'
import { createSigner, openSigner, passphrase } from '../signing.ts'

/** `bongin keys`: the signing keys of people and organisations, and the guardians' joint keys on the ledger. */
export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('signing keys, and the opening keys on the ledger')

  keys
    .command('create')
    .description('make a signing key in an encrypted file, and print its address for the registrar')
    .argument('<file>', 'where to keep it')
    .action(async (file: string, _options, command: Command) => {
      const secretKey = toHex(secp256k1.utils.randomSecretKey(randomBytes(48)))
      await createKeyfile(file, await passphrase('New passphrase: '), { signingKey: secretKey })
      const { address } = createSigner(secretKey)
      const text = `${table([
        ['address', address],
        ['file', file],
      ])}\nKeep the file and its passphrase apart, and a copy of both.`
      contextOf(command).output.result({ address, file }, text)
    })

  keys
    .command('show')
    .description('print the address of a key file')
    .argument('<file>')
    .action(async (file: string, _options, command: Command) => {
      const { address } = await openSigner(file)
      contextOf(command).output.result({ address, file }, address)
    })

  keys
    .command('list')
    .description("list the guardians' opening keys on the ledger")
    .option('--state <state>', `one of ${KEY_STATES.slice(1).join(', ')}`)
    .action(async ({ state }: { state?: string }, command: Command) => {
      const { gateway, output } = contextOf(command)
      const query = state === undefined ? '' : `?state=${encodeURIComponent(state)}`
      const items = await gateway.list(`/v1/keys${query}`, keySchema)
      const rows = items.map(({ key, state: current, tender }) => [key, current, tender ?? ''])
      output.result({ items }, rows.length === 0 ? 'No keys.' : columns(['key', 'state', 'tender'], rows))
    })
}
