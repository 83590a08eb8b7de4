import type { CheckId } from '../../check.ts'
import type { CheckWords } from './checkWords.ts'
import { P1_WORDS } from './p1.ts'
import { P2_WORDS } from './p2.ts'
import { P3_WORDS } from './p3.ts'
import { P4_WORDS } from './p4.ts'
import { P5_WORDS } from './p5.ts'
import { P6_WORDS } from './p6.ts'
import { P7_WORDS } from './p7.ts'
import { P8_WORDS } from './p8.ts'
import { P9_WORDS } from './p9.ts'

/** Every check in words. */
export const CHECK_WORDS: Readonly<Record<CheckId, CheckWords>> = {
  ...P1_WORDS,
  ...P2_WORDS,
  ...P3_WORDS,
  ...P4_WORDS,
  ...P5_WORDS,
  ...P6_WORDS,
  ...P7_WORDS,
  ...P8_WORDS,
  ...P9_WORDS,
}
