import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { publishProfile } from '../../client/documents.ts'
import { profileText } from '../../documents/profile.ts'
import { keccak256 } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { parseId } from '../arguments.ts'
import { contextOf } from '../context.ts'
import { reachOf } from '../documents.ts'
import { assertAbsent, writePublic } from '../files.ts'
import { table } from '../output.ts'
import { openEncryptionKey } from '../signing.ts'
import { LABELS } from '../words.ts'

interface ProfileOptions {
  readonly name: string
  readonly key: string
  readonly out: string
}

/** What an organisation says of itself, with the key that documents for it are sealed to. */
export function addProfileCommands(participant: Command): void {
  participant
    .command('profile')
    .description('write a profile with the key that documents for this organisation are encrypted to')
    .argument('<number>', 'the organisation', parseId)
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--key <file>', 'its key file')
    .requiredOption('--out <file>', 'where to write the profile, for the registrar and for "publish"')
    .action(writeProfile)

  participant
    .command('publish')
    .description('bring to the gateway the profile whose hash the registry has')
    .argument('<number>', 'the organisation', parseId)
    .argument('<file>', 'what "participant profile" wrote')
    .action(publish)
}

async function writeProfile(
  participant: bigint,
  { name, key, out }: ProfileOptions,
  command: Command,
): Promise<void> {
  const { output } = contextOf(command)
  await assertAbsent(out)
  const { publicKey } = await openEncryptionKey(key)
  const text = profileText({ participant, name, encryptionKey: publicKey })
  await writePublic(out, text)
  const profile = keccak256(new TextEncoder().encode(text))
  output.result({ file: out, profile }, table([[output.say(LABELS.file), out]]))
  output.hint({
    en: `The registrar registers it with "participant register … --profile ${out}"; then "participant publish ${participant} ${out}" brings it to a gateway.`,
    ko: `등록기관이 "participant register … --profile ${out}"로 등록한 뒤 "participant publish ${participant} ${out}"로 게이트웨이에 올리십시오.`,
  })
}

/** `bongin participant publish`: brings to a gateway the profile whose hash the registry has. */
async function publish(participant: bigint, file: string, _options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const bytes = new Uint8Array(await readBytes(file))
  await publishProfile(reachOf(gateway), participant, bytes)
  const row: [string, string] = [output.say(LABELS.participant), participant.toString()]
  output.result({ participant, profile: keccak256(bytes) }, table([row]))
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new BonginError('FILE_UNREADABLE', `${file} cannot be read.`, { cause })
  }
}
