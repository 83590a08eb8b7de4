import { text } from 'node:stream/consumers'
import { exportEvidence } from '../../src/evidence/export.ts'
import { readTrust } from '../../src/evidence/trust.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { trustToJson } from '../../src/verify/trust.ts'
import { supplier } from './evidence/cast.ts'
import { runCeremony } from './evidence/ceremony.ts'
import { playFailed } from './evidence/failed.ts'
import { playFallback } from './evidence/fallback.ts'
import { playMultiple } from './evidence/multiple.ts'
import { enrol } from './evidence/people.ts'
import { playSingle } from './evidence/single.ts'
import { openStage, type Stage } from './evidence/stage.ts'

const PLAYS = [playSingle, playFallback, playFailed] as const
const NAMES = ['single.json', 'fallback.json', 'failed.json'] as const

/**
 * Evidence of small tenders that really were played, on a chain of their own with fixed keys and a fixed clock, and the trust that belongs
 * to it. The same bytes as long as contracts and chain node are the same.
 */
export async function evidenceFiles(): Promise<Record<string, string>> {
  const stage = await openStage()
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

async function play(stage: Stage): Promise<Record<string, string>> {
  await enrol(stage)
  const [key, ...keys] = await runCeremony(stage, 1 + PLAYS.length)
  if (key === undefined) throw new Error('The ceremony made no key')
  const files: Record<string, string> = {}
  const multiple = await playMultiple(stage, key, async tender => {
    files['receipt.json'] = await exported(stage, tender, supplier(2).id)
  })
  files['multiple.json'] = await exported(stage, multiple.id)
  for (const [place, name] of NAMES.entries()) {
    const [playTender, next] = [PLAYS[place], keys[place]]
    if (playTender === undefined || next === undefined) throw new Error('A tender is missing')
    files[name] = await exported(stage, (await playTender(stage, next)).id)
  }
  files['trust.json'] = `${JSON.stringify(trustToJson(await readTrust(stage.source)), null, 2)}\n`
  return files
}

async function exported({ source }: Stage, tender: Hex, bidder?: bigint): Promise<string> {
  const { pieces } = await exportEvidence(source, { tender, bidder })
  return text(pieces)
}
