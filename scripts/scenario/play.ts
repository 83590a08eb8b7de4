import { text } from 'node:stream/consumers'
import manifest from '../../package.json' with { type: 'json' }
import { libsecp256k1Curve } from '../../src/cli/curve.ts'
import { exportEvidence } from '../../src/evidence/export.ts'
import { readTrust } from '../../src/evidence/trust.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import type { Audit } from '../../src/verify/report/audit.ts'
import { summarize } from '../../src/verify/report/summary/summary.ts'
import { NO_POLICY, type Trust } from '../../src/verify/trust.ts'
import { verify } from '../../src/verify/verifier.ts'
import { runCeremony } from '../vectors/evidence/ceremony.ts'
import { enrol } from '../vectors/evidence/people.ts'
import { openStage, type Stage } from '../vectors/evidence/stage.ts'
import type { Announced } from '../vectors/evidence/tender.ts'
import { AWARD_STORIES } from './awards.ts'
import { NOTICE_STORIES } from './notices.ts'
import { OPENING_STORIES } from './openings.ts'
import type { Story } from './story.ts'

export const STORIES: readonly Story[] = [...NOTICE_STORIES, ...OPENING_STORIES, ...AWARD_STORIES]

/** What is left of a tender when its story is over. */
export interface Told {
  /** As it was exported. */
  readonly evidence: string
  /** What the verifier found in it. */
  readonly audit: Audit
  /** Of the stage on which it was played. */
  readonly trust: Trust
}

/** Plays a story on a stage of its own, and has the evidence of each of its tenders verified. */
export async function playStory(story: Story): Promise<readonly Told[]> {
  const stage = await openStage()
  try {
    await enrol(stage)
    const [first, second] = await runCeremony(stage, { ceremony: 1, keys: 2 })
    if (first === undefined || second === undefined) throw new Error('The ceremony made too few keys')
    const told: Told[] = []
    for (const tender of await story.play(stage, [first, second])) told.push(await tell(stage, tender))
    return told
  } finally {
    await stage.close()
  }
}

async function tell({ source, now }: Stage, { id }: Announced): Promise<Told> {
  const trust = await readTrust(source)
  const { pieces } = await exportEvidence(source, { tender: id, bidder: undefined })
  const exported = await text(pieces)
  // From the text and not from memory: what a stranger gets is what must verify.
  const evidence = readEvidence(exported)
  const audit: Audit = {
    report: await verify(evidence, trust, { curve: await libsecp256k1Curve() }),
    summary: summarize(evidence, trust),
    trust,
    policy: NO_POLICY,
    source: undefined,
    checkedAt: now(),
    version: manifest.version,
  }
  return { evidence: exported, audit, trust }
}
