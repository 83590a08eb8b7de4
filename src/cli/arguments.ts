import { InvalidArgumentError, Option } from 'commander'
import type { Hex } from '../protocol/bytes.ts'
import { PRELIMINARY_PRICES } from '../protocol/limits.ts'
import { ROLES, type Role } from '../protocol/participant.ts'

/** Parsers of what the user types: a clear sentence for what is not understood. */

export function parseId(text: string): bigint {
  if (!/^[1-9]\d{0,18}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 up.')
  return BigInt(text)
}

export function parseIds(text: string): bigint[] {
  return text.split(',').map(item => parseId(item.trim()))
}

/** Whole won; commas may group the digits. */
export function parseWon(text: string): bigint {
  const isGrouped = /^[1-9]\d{0,2}(,\d{3})*$/.test(text)
  if (!isGrouped && !/^[1-9]\d*$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number of won, such as 3964214000 or 3,964,214,000.')
  }
  return BigInt(text.replaceAll(',', ''))
}

export function parsePicks(text: string): [number, number] {
  const [, first, second] = /^(\d{1,2}), ?(\d{1,2})$/.exec(text) ?? []
  const picks: [number, number] = [Number(first), Number(second)]
  if (picks.every(pick => pick >= 1 && pick <= PRELIMINARY_PRICES) && picks[0] !== picks[1]) return picks
  throw new InvalidArgumentError('It must be two different numbers from 1 to 15, such as 4,11.')
}

/** The registrar's own role is handed over, never given. */
export const ORDINARY_ROLES = (Object.keys(ROLES) as Role[]).filter(role => role !== 'registrar')

export function parseRoles(text: string): Role[] {
  return text.split(',').map(item => {
    const role = ORDINARY_ROLES.find(known => known === item.trim())
    if (role !== undefined) return role
    throw new InvalidArgumentError(`A role is one of ${ORDINARY_ROLES.join(', ')}.`)
  })
}

export function parseSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a number of seconds.')
  return Number(text)
}

/** Points with up to two decimals, in hundredths. */
export function parsePoints(text: string): number {
  const [, whole, decimals = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  if (whole !== undefined) return Number(whole + decimals.padEnd(2, '0'))
  throw new InvalidArgumentError('It must be points with up to two decimals, such as 45 or 42.75.')
}

/** A number that counts from 0. */
export function parseNumber(text: string): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(text)) throw new InvalidArgumentError('It must be a number from 0 up.')
  return Number(text)
}

/** Number of a guardian set. */
export function parseSet(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 up.')
  return Number(text)
}

export function parseSmall(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('It must be a small whole number.')
  return Number(text)
}

/** `--reason <code>` of an act that needs one. */
export function reasonOption(reasons: Readonly<Record<number, string>>): Option {
  const words = Object.entries(reasons).map(([code, reason]) => `${code} ${reason.toLowerCase()}`)
  return new Option('--reason <code>', words.join(', '))
    .argParser(text => {
      if (Object.hasOwn(reasons, text)) return Number(text)
      throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`)
    })
    .makeOptionMandatory()
}

export function parseTender(text: string): Hex {
  return hex(text, 64, 'It must be 0x and 64 lower-case hex digits; "bongin tender list" shows them.')
}

/** Of a contract, or of a plain key: its ERC-7913 signer. Mixed case, as wallets print it, is understood. */
export function parseAddress(text: string): Hex {
  return hex(text.toLowerCase(), 40, 'It must be an address: 0x and 40 hex digits.')
}

export function parseUrl(text: string): string {
  const { protocol } = URL.parse(text) ?? {}
  if (protocol === 'http:' || protocol === 'https:') return text
  throw new InvalidArgumentError('It must be an http or https address, such as http://127.0.0.1:4850.')
}

function hex(text: string, digits: number, sentence: string): Hex {
  if (new RegExp(`^0x[0-9a-f]{${digits}}$`).test(text)) return text as Hex
  throw new InvalidArgumentError(sentence)
}
