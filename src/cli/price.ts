import { InvalidArgumentError } from 'commander'
import { BonginError } from '../protocol/error.ts'
import { parseWon } from './arguments.ts'
import type { Output } from './output.ts'
import { ask, canAsk } from './prompt.ts'
import { won } from './readable.ts'

/**
 * A price that is secret until the opening. Typed here and not on the command line, it stands in no shell history and in no list of
 * processes.
 * @param given what stood on the command line nevertheless
 * @param option its name, for who must be told how to give it
 * @throws BonginError `INVALID_INPUT`, `CANCELLED_BY_USER`
 */
export async function secretPrice(
  given: bigint | undefined,
  option: string,
  output: Output,
): Promise<bigint> {
  if (given !== undefined) return given
  if (!canAsk())
    throw new BonginError('INVALID_INPUT', `There is nobody to type the price. Give it by ${option}.`)
  const price = read(await ask('Price in won (금액): '))
  const { en, ko } = won(price)
  output.hint({ en: `Sealing ${en}.`, ko: `${ko}을 봉인합니다.` })
  return price
}

function read(text: string): bigint {
  try {
    return parseWon(text.trim())
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw new BonginError('INVALID_INPUT', `"${text}" is no price. ${error.message}`)
  }
}
