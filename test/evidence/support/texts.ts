import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { type EvidenceSource, exportEvidence } from '../../../src/evidence/export.ts'
import type { Rpc } from '../../../src/evidence/rpc.ts'
import { toHex } from '../../../src/protocol/bytes.ts'
import { BonginError } from '../../../src/protocol/error.ts'
import type { Subject } from '../../../src/verify/evidence.ts'
import { blockToJson, type Evidence, headToJson } from '../../../src/verify/evidence.ts'

export const VECTORS = [
  'multiple.json',
  'single.json',
  'fallback.json',
  'failed.json',
  'receipt.json',
  'cancelled.json',
  'amended.json',
  'life.json',
  'scored.json',
] as const

export function readVector(name: string): string {
  return readFileSync(new URL(`../../vectors/evidence/valid/${name}`, import.meta.url), 'utf8')
}

/** The whole file that an export makes. */
export async function exported(source: EvidenceSource, subject: Subject): Promise<string> {
  return text((await exportEvidence(source, subject)).pieces)
}

/** Evidence that was read, written again. */
export function written({ blocks, finality, state, ...head }: Evidence): string {
  const lines = blocks.map(({ header, path, receipts, nodes }) => {
    const block = { header: toHex(header.raw), receipts, nodes: nodes.map(toHex) }
    return JSON.stringify(blockToJson(path.length === 0 ? block : { ...block, path: path.map(toHex) }))
  })
  const proofs = { accounts: state.accounts.map(toHex), storage: state.storage.map(toHex) }
  const begin = `${JSON.stringify(headToJson(head)).slice(0, -1)},"blocks":[\n`
  return `${begin}${lines.join(',\n')}\n],"finality":${JSON.stringify(finality)},"state":${JSON.stringify(proofs)}}\n`
}

/**
 * A node whose answers pass through somebody's hands.
 * @param change what becomes of an answer; it may ask the node itself
 */
export function through(
  source: EvidenceSource,
  change: (method: string, params: unknown[], answer: () => Promise<unknown>) => Promise<unknown>,
): EvidenceSource {
  const rpc: Rpc = { send: (method, params) => change(method, params, () => source.rpc.send(method, params)) }
  return { ...source, rpc }
}

/** Expects a rejection with this code. */
export async function expectCode(code: string, work: Promise<unknown>): Promise<BonginError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error, 'it was done').to.be.instanceOf(BonginError)
  expect((error as BonginError).code, (error as Error).message).to.equal(code)
  return error as BonginError
}
