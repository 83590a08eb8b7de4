import { InvalidArgumentError } from 'commander'

/** Parsers of what the user types: a clear sentence for what is not understood. */

export function parseId(text: string): bigint {
  if (!/^[1-9][0-9]{0,19}$/.test(text)) throw new InvalidArgumentError('A participant is named by its number.')
  return BigInt(text)
}

/** Whole won; commas may group the digits. */
export function parseWon(text: string): bigint {
  if (!/^[1-9][0-9,]*$/.test(text)) throw new InvalidArgumentError('A price is a whole number of won, such as 3964214000.')
  return BigInt(text.replaceAll(',', ''))
}

export function parsePicks(text: string): [number, number] {
  const numbers = text.split(',').map(Number)
  const [first, second] = numbers
  const isPick = (number: number | undefined): boolean => Number.isInteger(number) && Number(number) >= 1 && Number(number) <= 15
  if (numbers.length !== 2 || !isPick(first) || !isPick(second) || first === second) {
    throw new InvalidArgumentError('Two different numbers from 1 to 15 are picked, such as 4,11.')
  }
  return [Number(first), Number(second)]
}

export function parseHash(text: string): `0x${string}` {
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('A hash is 0x and 64 lower-case hex digits.')
  return text as `0x${string}`
}

export function parseSeconds(text: string): number {
  if (!/^[0-9]{1,6}$/.test(text)) throw new InvalidArgumentError('A number of seconds is needed.')
  return Number(text)
}

export function parseTender(text: string): `0x${string}` {
  if (!/^0x[0-9a-f]{64}$/.test(text)) {
    throw new InvalidArgumentError('A tender is named by 0x and 64 lower-case hex digits; "bongin tender list" shows them.')
  }
  return text as `0x${string}`
}
