import { type Command, Option } from 'commander'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { Deployment } from '../protocol/statement.ts'
import { parseAddress, parseUrl } from './arguments.ts'
import type { Output } from './output.ts'

// A gateway that lies about the public key could read a price before the opening. Against that, an author asks a node of its own,
// and says which ledger it means: the address stands in the notice.

/** What an author trusts besides the gateway. */
export interface Trust {
  /** JSON-RPC address of a node. */
  readonly rpc?: string
  /** Address of the tender ledger's contract. */
  readonly ledger?: Hex
}

export function addTrustOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--rpc <url>', 'a node that you trust, to check the public key on the ledger')
        .argParser(parseUrl)
        .env('BONGIN_RPC_URL'),
    )
    .addOption(
      new Option('--ledger <address>', "the ledger's contract that you mean; any other is refused")
        .argParser(parseAddress)
        .env('BONGIN_LEDGER'),
    )
}

/** @throws BonginError `LEDGER_MISMATCH` if the gateway serves another ledger than the author means */
export function assertLedger({ ledger }: Trust, deployment: Deployment): void {
  if (ledger === undefined || ledger === deployment.ledger) return
  throw ledgerMismatch(`The gateway serves the ledger at ${deployment.ledger}, not the one at ${ledger}.`)
}

/** Tells what is still the gateway's word alone. */
export function hintAtTrust({ rpc, ledger }: Trust, deployment: Deployment, output: Output): void {
  if (rpc === undefined) {
    output.hint({
      en: 'The public key was taken on the gateway’s word. Give --rpc of a node that you trust to have it checked on the ledger.',
      ko: '공개키는 게이트웨이의 말만 믿고 사용했습니다. 신뢰하는 노드를 --rpc로 지정하면 원장에서 확인합니다.',
    })
  } else if (ledger === undefined) {
    output.hint({
      en: `The key was checked on the ledger at ${deployment.ledger}: compare this address with the one in the notice, or give it by --ledger.`,
      ko: `키를 원장 ${deployment.ledger}에서 확인했습니다. 이 주소를 공고의 주소와 비교하거나 --ledger로 지정하십시오.`,
    })
  }
}

/** For all that shows that the gateway does not serve the ledger that the author means. */
export function ledgerMismatch(sentence: string, cause?: unknown): BonginError {
  return new BonginError('LEDGER_MISMATCH', `${sentence} Do not use this gateway.`, { cause })
}
