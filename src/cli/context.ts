import type { Command } from 'commander'
import { createGateway, type Gateway } from './gateway.ts'
import { createOutput, type Output } from './output.ts'

/** What every command gets: from the options that stand on the program itself. */
export interface Context {
  readonly gateway: Gateway
  readonly output: Output
}

export const DEFAULT_URL = 'http://127.0.0.1:4850'

export function contextOf(command: Command): Context {
  const { url, json } = command.optsWithGlobals<{ url: string; json?: boolean }>()
  return { gateway: createGateway(url), output: createOutput(json === true) }
}
