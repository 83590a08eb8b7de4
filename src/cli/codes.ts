import { CommanderError } from 'commander'
import { BonginError } from '../protocol/error.ts'

/** What the exit code says to a script. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, fault: 4 } as const

type Failure = Exclude<keyof typeof EXIT, 'done'>

const failure = (exit: Failure, ko: string): { readonly exit: Failure; readonly ko: string } => ({ exit, ko })

/** Codes of errors that this program or the rooms it uses raise; those of a gateway come with a status and a title of their own. */
const CODES: Readonly<Record<string, ReturnType<typeof failure>>> = {
  USAGE: failure('usage', '명령 사용법이 올바르지 않습니다'),
  INVALID_INPUT: failure('usage', '입력이 올바르지 않습니다'),
  INVALID_CHOICES: failure('usage', '선택번호가 올바르지 않습니다'),
  INVALID_PRICE: failure('usage', '금액이 올바르지 않습니다'),
  INVALID_TERMS: failure('usage', '공고 조건이 규칙에 맞지 않습니다'),
  INVALID_CHANGE: failure('usage', '이렇게 바꿀 수 없는 공고 조건입니다'),
  INVALID_OUTAGE: failure('usage', '장애 시간이 올바르지 않습니다'),
  OTHER_CONTRACT: failure('usage', '다른 계약서입니다'),
  WRONG_NOTE: failure('usage', '이 투찰의 개봉 메모가 아닙니다'),
  FILE_UNREADABLE: failure('usage', '파일을 읽을 수 없습니다'),
  FILE_UNWRITABLE: failure('usage', '파일을 쓸 수 없습니다'),
  FILE_EXISTS: failure('usage', '이미 있는 파일입니다'),
  NO_PASSPHRASE: failure('usage', '암호가 없습니다'),
  WRONG_PASSPHRASE: failure('usage', '암호가 맞지 않습니다'),
  PASSPHRASES_DIFFER: failure('usage', '두 암호가 서로 다릅니다'),
  KEYFILE_EXISTS: failure('usage', '이미 있는 키 파일입니다'),
  KEYFILE_MISSING: failure('usage', '키 파일이 없습니다'),
  KEYFILE_PERMISSIONS: failure('usage', '다른 사용자가 키 파일을 열 수 있습니다'),
  KEYFILE_DAMAGED: failure('usage', '키 파일이 손상되었습니다'),
  CANCELLED_BY_USER: failure('usage', '사용자가 중단했습니다'),
  INVALID_TRUST: failure('usage', '신뢰 파일이 올바르지 않습니다'),
  TOO_LARGE: failure('usage', '파일이 너무 큽니다'),
  MALFORMED_TEXT: failure('usage', '올바른 문자열이 아닙니다'),
  MALFORMED_JSON: failure('usage', 'JSON 형식이 아닙니다'),
  DUPLICATE_KEY: failure('usage', 'JSON에 같은 키가 두 번 있습니다'),
  FORBIDDEN_KEY: failure('usage', 'JSON에 허용되지 않는 키가 있습니다'),
  UNSAFE_NUMBER: failure('usage', 'JSON에 허용되지 않는 수가 있습니다'),
  TOO_DEEP: failure('usage', 'JSON이 너무 깊게 겹쳐 있습니다'),
  NOT_EVIDENCE: failure('usage', '증거 파일이 아닙니다'),
  MALFORMED_EVIDENCE: failure('usage', '증거 파일의 형식이 올바르지 않습니다'),

  OUTAGE_ELSEWHERE: failure('refused', '이 입찰에 영향이 없는 장애입니다'),
  BARRED: failure('refused', '취소된 투찰의 입찰자는 다시 투찰할 수 없습니다'),
  BID_STANDS: failure('refused', '확인할 것이 없는 투찰입니다'),
  NO_FINALITY: failure('refused', '블록을 보증하는 주체가 없습니다'),
  UNKNOWN_TENDER: failure('refused', '없는 입찰입니다'),
  NOT_FOUND: failure('refused', '원장에 없는 대상입니다'),

  LEDGER_MISMATCH: failure('refused', '신뢰하는 원장과 다릅니다'),
  KEY_MISMATCH: failure('refused', '원장의 키와 다릅니다'),
  NO_READY_KEY: failure('refused', '준비된 개찰 키가 없습니다'),
  NOBODY_IN_LINE: failure('refused', '순위에 있는 입찰자가 없습니다'),
  NOT_OPENED: failure('refused', '개봉되지 않았습니다'),
  KEY_NOT_OPEN: failure('refused', '개찰 키가 아직 공개되지 않았습니다'),
  WRONG_PHASE: failure('refused', '지금 단계에서는 할 수 없습니다'),
  RESERVE_STILL_SEALED: failure('refused', '예정가격을 먼저 공개해야 합니다'),
  NOT_YET_OPEN: failure('refused', '투찰이 아직 시작되지 않았습니다'),
  TOO_LATE: failure('refused', '투찰이 마감되었습니다'),
  NOT_BIDDING: failure('refused', '투찰을 받지 않는 입찰입니다'),
  ALREADY_BID: failure('refused', '이미 투찰한 입찰입니다'),
  UNKNOWN_PARTICIPANT: failure('refused', '등록되지 않은 참가자입니다'),
  UNKNOWN_SIGNER: failure('refused', '등록되지 않은 서명 키입니다'),
  MISSING_ROLE: failure('refused', '필요한 역할이 없습니다'),
  SUSPENDED: failure('refused', '제재 중인 참가자입니다'),

  UNFIT_DOCUMENTS: failure('usage', '제출할 수 없는 첨부 문서입니다'),
  FILE_CHANGED: failure('usage', '읽는 동안 파일이 바뀌었습니다'),
  UNFIT_PROFILE: failure('refused', '등록된 프로필이 아니거나 암호화 키가 없습니다'),
  DOCUMENTS_MISSING: failure('refused', '첨부 문서가 빠져 있습니다'),
  DOCUMENTS_DAMAGED: failure('refused', '첨부 문서가 손상되었거나 열 수 없습니다'),

  GATEWAY_UNREACHABLE: failure('unreachable', '게이트웨이가 응답하지 않습니다'),
  GATEWAY_ANSWER: failure('unreachable', '게이트웨이의 응답을 이해할 수 없습니다'),
  NODE_UNSUITABLE: failure('unreachable', '원장 노드가 증명을 제공하지 못합니다'),
  NODE_INCONSISTENT: failure('unreachable', '원장 노드의 응답이 서로 맞지 않습니다'),
  LEDGER_UNREACHABLE: failure('unreachable', '원장이 응답하지 않습니다'),
  TIMED_OUT: failure('unreachable', '기다리는 시간이 지났습니다'),

  FAULT: failure('fault', '프로그램 오류입니다'),
}

/** The codes and the Korean of their titles. */
export function koreanTitle({ code, details }: BonginError): string | undefined {
  const { title } = details
  return typeof title === 'string' ? title : CODES[code]?.ko
}

/** 0 done, 1 refused, 2 wrong usage or input, 3 no answer, 4 a fault of this program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (!(error instanceof BonginError)) return EXIT.fault
  const status = statusOf(error)
  return EXIT[status === undefined ? (CODES[error.code]?.exit ?? 'refused') : failureOf(status)]
}

/** Whether the ledger or the gateway has said no for certain: nothing was recorded, now or later. */
export function isRefusal(error: unknown): error is BonginError {
  return error instanceof BonginError && failureOf(statusOf(error) ?? 500) !== 'unreachable'
}

/** HTTP status of a gateway's problem document. */
function statusOf({ details }: BonginError): number | undefined {
  return typeof details.status === 'number' ? details.status : undefined
}

const TOO_MANY = 429
const OF_THE_REQUEST: readonly number[] = [400, 405, 413, 415]

function failureOf(status: number): Failure {
  if (status >= 500 || status === TOO_MANY) return 'unreachable'
  return OF_THE_REQUEST.includes(status) ? 'usage' : 'refused'
}
