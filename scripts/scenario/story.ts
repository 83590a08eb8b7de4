import type { Words } from '../../src/verify/report/language.ts'
import type { OpenedKey } from '../vectors/evidence/ceremony.ts'
import type { Stage } from '../vectors/evidence/stage.ts'
import type { Announced } from '../vectors/evidence/tender.ts'

/** Something that can happen to a tender, played from its notice to its end. */
export interface Story {
  /** As it is typed. */
  readonly name: string
  readonly title: Words
  /**
   * @param keys one for each tender that it may announce
   * @returns the tenders that it is about, in the order of their notices
   */
  play(stage: Stage, keys: readonly [OpenedKey, OpenedKey]): Promise<readonly [Announced, ...Announced[]]>
}
