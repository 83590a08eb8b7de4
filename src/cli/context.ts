import type { Command } from 'commander'
import { createGateway, type Gateway } from './gateway.ts'
import type { Language } from './language.ts'
import { createOutput, type Output } from './output.ts'

/** What every command gets: from the options that stand on the program itself. */
export interface Context {
  readonly gateway: Gateway
  readonly output: Output
}

/** The options of the program itself. */
export interface GlobalOptions {
  readonly url: string
  readonly json?: boolean
  readonly lang: Language
}

export function contextOf(command: Command): Context {
  const { url, json, lang } = command.optsWithGlobals<GlobalOptions>()
  return { gateway: createGateway(url, lang), output: createOutput(json === true, lang) }
}
