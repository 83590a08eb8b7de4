import { Presets, SingleBar } from 'cli-progress'
import { CHECK_IDS, type CheckId } from '../verify/check.ts'
import type { Language } from '../verify/report/language.ts'
import { CHECK_WORDS } from '../verify/report/words/checks.ts'

/** What the verifier tells while it works. */
export interface VerifyProgress {
  readonly onCheck: (id: CheckId) => void
  readonly onStep: () => void
  readonly stop: () => void
}

/** Drawing costs more than most checks. */
const STEPS_A_DRAWING = 50

/**
 * A bar on standard error that names the check at work and counts the things looked at; nothing unless that is a terminal.
 * @param bids how many there are: most checks look at each of them once, so that this tells how far a check has come
 */
export function startVerifyProgress(bids: number, language: Language, quiet: boolean): VerifyProgress {
  const bar = new SingleBar(
    {
      format: '  {bar} {percentage} %  {things}  {check}',
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
    },
    Presets.shades_classic,
  )
  let [place, inCheck, things] = [0, 0, 0]
  const done = (): number => place + Math.min(1, inCheck / Math.max(1, bids))
  if (!quiet && process.stderr.isTTY) bar.start(CHECK_IDS.length, 0, { things, check: '' })
  return {
    onCheck: id => {
      place = CHECK_IDS.indexOf(id)
      inCheck = 0
      bar.update(done(), { things, check: `${id} ${CHECK_WORDS[id].title[language]}` })
    },
    onStep: () => {
      inCheck++
      things++
      if (things % STEPS_A_DRAWING === 0) bar.update(done(), { things })
    },
    stop: () => bar.stop(),
  }
}
