import { type Audit, countStatuses } from './audit.ts'
import type { Words } from './language.ts'
import type { Status } from './words/statuses.ts'

/** The answer in one sentence, and what it means. */
export interface Verdict {
  readonly status: Exclude<Status, 'notApplicable'>
  readonly sentence: Words
  readonly meaning: Words
}

export function verdictOf({ report }: Audit): Verdict {
  const { pass, fail, missing } = countStatuses(report)
  if (fail > 0) {
    return {
      status: 'fail',
      sentence: { en: `${checksEn(fail)} failed.`, ko: `점검 ${fail}건이 실패했습니다.` },
      meaning: {
        en: 'Something in this file is false. What it says must not be relied on until every failed check is explained.',
        ko: '이 파일에는 거짓이 있습니다. 실패한 점검이 모두 해명될 때까지 파일의 내용을 믿어서는 안 됩니다.',
      },
    }
  }
  // A report in which nothing was looked at has shown nothing.
  if (!report.passed || pass === 0) {
    return {
      status: 'missing',
      sentence: {
        en: `Nothing is false, but ${checksEn(missing).toLowerCase()} could not be completed.`,
        ko: `거짓은 없지만 점검 ${missing}건을 마치지 못했습니다.`,
      },
      meaning: {
        en: 'Something that is needed for a proof is not in this file. Ask whoever gave it to you for a complete one.',
        ko: '증명에 필요한 내용이 이 파일에 없습니다. 파일을 준 곳에 완전한 파일을 요청하십시오.',
      },
    }
  }
  return {
    status: 'pass',
    sentence: { en: `All ${pass} checks passed.`, ko: `점검 ${pass}건을 모두 통과했습니다.` },
    meaning: {
      en: 'What this file says is what the trusted ledger holds, and everything in it was computed again and found right.',
      ko: '이 파일의 내용은 신뢰하는 원장의 내용 그대로이며, 모든 결과를 다시 계산해 올바름을 확인했습니다.',
    },
  }
}

const UNPROVEN: Words = {
  en: 'What follows is what the file says. As long as checks fail or are incomplete, it is not proven.',
  ko: '아래는 파일이 말하는 내용입니다. 실패하거나 마치지 못한 점검이 있는 한 증명된 것이 아닙니다.',
}

const IRREGULAR: Words = {
  en: 'The guardians did not open the key in time. The rules provide for that, but bids that neither a guardian nor their bidder opened stayed closed and could not win.',
  ko: '수호자가 제때 키를 공개하지 않았습니다. 규칙에 정해진 절차이지만, 수호자도 입찰자도 열지 않은 투찰은 열리지 않은 채 낙찰될 수 없었습니다.',
}

/** Without the key the draw comes from the notes: SPEC.md of the protocol, section 13. */
const STEERABLE: Words = {
  en: 'Because the key was never opened, whoever revealed last could choose between two results of the draw by acting or not.',
  ko: '키가 끝내 공개되지 않았으므로, 마지막으로 개봉한 쪽은 개봉 여부에 따라 두 가지 추첨 결과 가운데 하나를 고를 수 있었습니다.',
}

/** What a reader of the summary must know first. */
export function cautionsOf(audit: Audit): Words[] {
  const { isDegraded, bids, guardians } = audit.summary
  const isIrregular = isDegraded === true || bids.some(({ isRevealed }) => isRevealed)
  return [
    ...(verdictOf(audit).status === 'pass' ? [] : [UNPROVEN]),
    ...(isIrregular ? [IRREGULAR] : []),
    ...(isDegraded === true && guardians.openedAt === undefined ? [STEERABLE] : []),
  ]
}

function checksEn(count: number): string {
  return count === 1 ? 'One check' : `${count} checks`
}
