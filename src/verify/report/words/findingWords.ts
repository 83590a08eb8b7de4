import type { Words } from '../language.ts'

/** How the compared values are shown: as they are, or as what they stand for. */
export type ValueKind = 'plain' | 'time' | 'won' | 'span' | 'picks' | 'roles' | 'points'

/** A sentence for each language, in which `{who}` stands for the participant, and what its values are. */
export interface FindingWords extends Words {
  readonly values?: ValueKind
  /** What the expected value is called, where it is a limit. */
  readonly expected?: Words
}
