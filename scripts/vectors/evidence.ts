import { text } from 'node:stream/consumers'
import { exportEvidence } from '../../src/evidence/export.ts'
import { readTrust } from '../../src/evidence/trust.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { trustToJson } from '../../src/verify/trust.ts'
import { playCancelled } from './evidence/cancelled.ts'
import { supplier } from './evidence/cast.ts'
import { runCeremony } from './evidence/ceremony.ts'
import { playFailed } from './evidence/failed.ts'
import { playFallback } from './evidence/fallback.ts'
import { playLife } from './evidence/life.ts'
import { playMultiple } from './evidence/multiple.ts'
import { enrol } from './evidence/people.ts'
import { playScored } from './evidence/scored.ts'
import { playSingle } from './evidence/single.ts'
import { openStage, type Stage } from './evidence/stage.ts'

/** The second of the three guardians. */
const LEFT_OUT = 0b010

/** Those that need no more than a key. */
const PLAYS = { single: playSingle, fallback: playFallback } as const

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
  const keys = await runCeremony(stage, { ceremony: 1, keys: 6 })
  const nextKey = () => keys.shift() ?? missingKey()
  const files: Record<string, string> = {}
  const multiple = await playMultiple(stage, nextKey(), async tender => {
    files['receipt.json'] = await exported(stage, tender, supplier(2).id)
  })
  files['multiple.json'] = await exported(stage, multiple.id)
  for (const [name, playTender] of Object.entries(PLAYS)) {
    files[`${name}.json`] = await exported(stage, (await playTender(stage, nextKey())).id)
  }
  const failed = await playFailed(stage, nextKey())
  files['failed.json'] = await exported(stage, failed.id)
  files['cancelled.json'] = await exported(stage, (await playCancelled(stage, nextKey(), failed)).id)
  const life = await playLife(stage, nextKey(), async tender => {
    files['amended.json'] = await exported(stage, tender, supplier(1).id)
  })
  files['life.json'] = await exported(stage, life.id)
  const [scoredKey = missingKey()] = await runCeremony(stage, { ceremony: 2, keys: 1, without: LEFT_OUT })
  files['scored.json'] = await exported(stage, (await playScored(stage, scoredKey)).id)
  files['trust.json'] = `${JSON.stringify(trustToJson(await readTrust(stage.source)), null, 2)}\n`
  return files
}

function missingKey(): never {
  throw new Error('The ceremony made too few keys')
}

async function exported({ source }: Stage, tender: Hex, bidder?: bigint): Promise<string> {
  const { pieces } = await exportEvidence(source, { tender, bidder })
  return text(pieces)
}
