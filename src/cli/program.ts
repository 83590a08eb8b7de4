import { Command, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { parseUrl } from './arguments.ts'
import { addAwardCommand } from './commands/award.ts'
import { addBidCommand } from './commands/bid.ts'
import { addEvidenceCommand } from './commands/evidence.ts'
import { addGuardiansCommand } from './commands/guardians.ts'
import { addIndexCommand } from './commands/index.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addOpenCommand } from './commands/open.ts'
import { addParticipantCommand } from './commands/participant.ts'
import { addScenarioCommand } from './commands/scenario.ts'
import { addTenderCommand } from './commands/tender.ts'
import { addTrustCommand } from './commands/trust.ts'
import { addVerifyCommand } from './commands/verify.ts'
import { LANGUAGES, languageOf } from './language.ts'
import { wantsJson } from './output.ts'

const DEFAULT_URL = 'http://127.0.0.1:4850'

const AFTER = `
Exit codes: 0 done, 1 refused (the reason is printed), 2 wrong usage or input, 3 no answer, 4 a fault of this program.
With --json the result is one line on standard output, an error one line on standard error: {"error":{"code","message","details"}}.
Passphrases of key files are asked for, or taken from BONGIN_PASSPHRASE or the file that BONGIN_PASSPHRASE_FILE names.`

/** The whole command line, not yet run. Its errors are thrown, never printed here. */
export function createProgram(): Command {
  const program = new Command('bongin')
    .description('Public tenders on a ledger that keeps them honest (봉인)')
    .addOption(
      new Option('--url <url>', 'the gateway to talk to')
        .argParser(parseUrl)
        .env('BONGIN_URL')
        .default(DEFAULT_URL),
    )
    .option('--json', 'print one line of JSON instead of text')
    .addOption(
      new Option('--lang <language>', 'language of the text; by LANG unless it is named')
        .choices(LANGUAGES)
        .default(languageOf(process.env)),
    )
    .version(manifest.version)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: () => undefined,
      // Help that nobody asked for.
      writeErr: text => wantsJson() || process.stderr.write(text),
    })
    .exitOverride()
    .addHelpText('after', AFTER)
  addKeysCommand(program)
  addParticipantCommand(program)
  addGuardiansCommand(program)
  addTenderCommand(program)
  addBidCommand(program)
  addOpenCommand(program)
  addAwardCommand(program)
  addEvidenceCommand(program)
  addTrustCommand(program)
  addVerifyCommand(program)
  addScenarioCommand(program)
  addIndexCommand(program)
  return program
}
