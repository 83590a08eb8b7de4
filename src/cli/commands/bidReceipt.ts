import type { Command } from 'commander'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import type { Subject } from '../../verify/evidence.ts'
import { contextOf } from '../context.ts'
import { mayReplace } from '../exportFile.ts'
import { writePublic } from '../files.ts'
import type { Gateway } from '../gateway.ts'
import { incomingFrom, save } from './evidence.ts'

/** Digits of an id in a file's name. */
const SHORT = 10

/** `bongin bid receipt`: anybody may have it, because it says nothing that the ledger does not. */
export async function exportReceipt(
  tender: Hex,
  bidder: bigint,
  options: { readonly out?: string },
  command: Command,
): Promise<void> {
  const { gateway, output } = contextOf(command)
  const { out = `receipt-${tender.slice(0, SHORT)}-${bidder}.json` } = options
  await mayReplace(out, output)
  await save(out, await incomingFrom(gateway, pathOf({ tender, bidder })), { tender, bidder }, { output })
}

/**
 * Keeps the receipt of a bid that was just accepted, unless there is one from an earlier time.
 * @param receipt as the gateway sent it along; it is asked for once more where it sent none
 * @returns the file's name; undefined if there is no receipt to be had, which changes nothing about the bid
 */
export async function keepReceipt(
  path: string,
  receipt: unknown,
  { tender, bidder }: { readonly tender: Hex; readonly bidder: bigint },
  gateway: Gateway,
): Promise<string | undefined> {
  try {
    const sent = typeof receipt === 'object' && receipt !== null ? `${JSON.stringify(receipt)}\n` : undefined
    await writePublic(path, sent ?? (await received(gateway, { tender, bidder })))
    return path
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    return error.code === 'FILE_EXISTS' ? path : undefined
  }
}

async function received(gateway: Gateway, subject: Subject): Promise<string> {
  const response = await gateway.open(pathOf(subject))
  return response.text()
}

function pathOf({ tender, bidder }: Subject): string {
  return `/v1/tenders/${tender}/bids/${bidder}/receipt`
}
