/** What a code means in HTTP, and its title in the two languages of the people who meet it. */
export type Problem = { readonly status: number; readonly en: string; readonly ko: string }

const problem = (status: number, en: string, ko: string): Problem => ({ status, en, ko })

/** The request itself. */
const REQUEST = {
  MALFORMED_JSON: problem(400, 'The body is not JSON', '본문이 올바른 JSON이 아닙니다'),
  MALFORMED_BODY: problem(400, 'The body cannot be read', '본문을 읽을 수 없습니다'),
  MALFORMED_URL: problem(400, 'The address cannot be read', '주소를 읽을 수 없습니다'),
  INVALID_INPUT: problem(400, 'A field is not as expected', '입력 항목의 형식이 올바르지 않습니다'),
  INVALID_CURSOR: problem(400, 'This cursor was not given by a page', '올바르지 않은 페이지 커서입니다'),
  UNKNOWN_ROUTE: problem(404, 'There is nothing at this address', '없는 주소입니다'),
  NOT_FOUND: problem(404, 'There is no such thing on the ledger', '원장에 없는 대상입니다'),
  OPERATOR_ONLY: problem(401, 'Only for the operator', '운영자만 사용할 수 있습니다'),
  METHOD_NOT_ALLOWED: problem(405, 'This address does not take this method', '허용되지 않은 메서드입니다'),
  REQUEST_INTERRUPTED: problem(400, 'The request was cut off', '요청이 중간에 끊겼습니다'),
  BODY_TOO_LARGE: problem(413, 'The body is too large', '본문이 너무 큽니다'),
  UNSUPPORTED_CONTENT_TYPE: problem(
    415,
    'The body must be application/json in UTF-8',
    '본문은 UTF-8 application/json이어야 합니다',
  ),
  TOO_MANY_REQUESTS: problem(429, 'Too many requests', '요청이 너무 많습니다'),
} as const

/** The author of a statement. */
const AUTHOR = {
  BAD_SIGNATURE: problem(403, 'The signature does not fit', '서명이 일치하지 않습니다'),
  UNKNOWN_SIGNER: problem(403, "The key is not the author's", '작성자에게 등록되지 않은 서명 키입니다'),
  UNKNOWN_PARTICIPANT: problem(403, 'The author is not registered', '등록되지 않은 참가자입니다'),
  MISSING_ROLE: problem(403, 'The author lacks the role', '필요한 역할이 없습니다'),
  SUSPENDED: problem(403, 'The author is suspended', '제재 중인 참가자입니다'),
} as const

const BID = {
  UNKNOWN_TENDER: problem(404, 'There is no such tender', '없는 입찰입니다'),
  NOT_YET_OPEN: problem(409, 'Bidding has not begun', '투찰이 아직 시작되지 않았습니다'),
  TOO_LATE: problem(409, 'Bidding has closed', '투찰이 마감되었습니다'),
  NOT_BIDDING: problem(409, 'This tender takes no bids', '투찰을 받지 않는 입찰입니다'),
  WRONG_TERMS_VERSION: problem(409, 'The terms have changed', '공고 조건의 버전이 다릅니다'),
  EXPIRED: problem(409, "The bid's own time limit has passed", '투찰서의 유효 시각이 지났습니다'),
  ALREADY_BID: problem(409, 'This bidder has already bid', '이미 투찰한 입찰입니다'),
  WRONG_SEQUENCE: problem(409, 'Wrong number of the bid', '투찰 순번이 맞지 않습니다'),
  BAD_POINT: problem(422, 'The seal cannot be used', '사용할 수 없는 봉인입니다'),
  TENDER_FULL: problem(409, 'The tender is full', '투찰 수가 한도에 이르렀습니다'),
  BARRED: problem(409, 'This bidder withdrew its bid', '투찰을 철회하여 다시 투찰할 수 없습니다'),
  NO_SEALED_BID: problem(409, 'No sealed bid', '봉인된 투찰이 없습니다'),
  BID_STANDS: problem(409, 'The bid counts already', '이미 유효한 투찰입니다'),
  ALREADY_REQUESTED: problem(409, 'Asked already', '이미 철회를 신청했습니다'),
  NOT_REQUESTED: problem(409, 'Nobody asked for this withdrawal', '철회 신청이 없습니다'),
  OWN_TENDER: problem(403, "The agency's own tender", '자기 기관의 입찰에는 투찰할 수 없습니다'),
} as const

const TENDER = {
  ALREADY_ANNOUNCED: problem(409, 'Announced already', '이미 공고된 번호입니다'),
  INVALID_TERMS: problem(422, 'The terms break a rule', '공고 조건이 규칙에 맞지 않습니다'),
  INVALID_CHANGE: problem(422, 'This may not change in this way', '이렇게 변경할 수 없습니다'),
  CLOSING_TOO_SOON: problem(422, 'The closing comes too soon', '투찰 마감이 너무 이릅니다'),
  NOT_OWN_TENDER: problem(403, "Another agency's tender", '다른 발주기관의 입찰입니다'),
  ALREADY_REPEATED: problem(409, 'Repeated already', '이미 재공고된 입찰입니다'),
  INVALID_RESERVE_SEAL: problem(
    422,
    'The sealed reserve price does not fit',
    '예정가격 봉인이 맞지 않습니다',
  ),
  WRONG_PHASE: problem(409, 'Not in this phase', '지금 단계에서는 할 수 없습니다'),
  WRONG_ACT: problem(409, 'Wrong number of the act', '처분 순번이 맞지 않습니다'),
  NOT_FIRST_IN_LINE: problem(409, 'Not the first in line', '1순위가 아닙니다'),
  NOT_QUALIFIED: problem(409, 'Not qualified yet', '아직 적격 판정을 받지 않았습니다'),
  INVALID_SCORE: problem(422, 'More points than there are', '배점을 넘는 점수입니다'),
  SCORE_TOO_LOW: problem(
    409,
    'The score does not reach the pass mark',
    '종합평점이 적격통과점수에 미달합니다',
  ),
  SCORE_SUFFICES: problem(409, 'The score reaches the pass mark', '종합평점이 적격통과점수 이상입니다'),
  REVIEW_INCOMPLETE: problem(
    409,
    'Bids of the same price wait for their review',
    '같은 금액의 심사가 끝나지 않았습니다',
  ),
  NOT_WINNER: problem(409, 'Not the winner', '낙찰자가 아닙니다'),
  WRONG_AMOUNT: problem(409, 'Another amount stands on the ledger', '원장의 금액과 다릅니다'),
  REASON_MISSING: problem(422, 'A reason or document is missing', '사유나 문서가 없습니다'),
  OBJECTION_PERIOD_RUNNING: problem(409, 'The objection period is running', '이의신청 기간입니다'),
  OBJECTION_PERIOD_OVER: problem(409, 'The objection period is over', '이의신청 기간이 지났습니다'),
  OBJECTIONS_OPEN: problem(409, 'Objections wait for a decision', '결정되지 않은 이의신청이 있습니다'),
  NO_BID: problem(409, 'Not a bidder of this tender', '투찰하지 않은 입찰입니다'),
  WRONG_AWARD: problem(409, 'Another result stands', '현재의 심사 결과가 아닙니다'),
  ALREADY_OBJECTED: problem(409, 'Objected already', '이미 이의를 신청했습니다'),
  NO_OPEN_OBJECTION: problem(409, 'No objection to decide', '결정할 이의신청이 없습니다'),
  KEY_NOT_OPEN: problem(409, 'The key is not open yet', '개찰 키가 아직 공개되지 않았습니다'),
  RESERVE_STILL_SEALED: problem(
    409,
    'The reserve price is to be revealed first',
    '예정가격을 먼저 공개해야 합니다',
  ),
  RESERVE_ALREADY_OPENED: problem(409, 'The reserve price is open already', '예정가격이 이미 공개되었습니다'),
  NO_RESERVE_SEAL: problem(409, 'No sealed reserve price', '봉인된 예정가격이 없습니다'),
  WRONG_OPENING: problem(422, 'The opening does not fit the seal', '개봉값이 봉인과 맞지 않습니다'),
  NOT_RANKABLE: problem(409, 'This bid cannot be put in line', '순위를 매길 수 없는 투찰입니다'),
  WRONG_PLACEMENT: problem(422, 'Wrong place in the line', '순위가 맞지 않습니다'),
  EMPTY_BATCH: problem(422, 'The list is empty', '목록이 비어 있습니다'),
  TOO_LITTLE_GAS: problem(500, 'The gateway gave too little gas', '게이트웨이가 지정한 가스가 부족합니다'),
} as const

const REGISTRY = {
  INVALID_PARTICIPANT: problem(422, 'This participant cannot be meant', '대상이 될 수 없는 참가자입니다'),
  ALREADY_REGISTERED: problem(409, 'Registered already', '이미 등록된 참가자입니다'),
  INVALID_ROLES: problem(422, 'These roles cannot be given', '부여할 수 없는 역할입니다'),
  INVALID_SIGNER: problem(
    422,
    'This signer cannot be added or removed',
    '추가하거나 뺄 수 없는 서명 키입니다',
  ),
  WRONG_REVISION: problem(409, 'The participant has changed meanwhile', '참가자 정보가 그사이 바뀌었습니다'),
  LAST_SIGNER: problem(409, 'The last signer stays', '마지막 서명 키는 뺄 수 없습니다'),
  TOO_MANY_SIGNERS: problem(409, 'Too many signers', '서명 키가 너무 많습니다'),
  NO_REASON: problem(422, 'The hash of the decision is missing', '제재 결정의 해시가 없습니다'),
  NOT_OFFERED: problem(409, 'Not offered', '이양 제안이 없습니다'),
} as const

const KEYS = {
  INVALID_GUARDIAN_SET: problem(422, 'Not a guardian set', '수호자 구성이 올바르지 않습니다'),
  UNKNOWN_GUARDIAN_SET: problem(404, 'There is no such guardian set', '없는 수호자 집합입니다'),
  WRONG_NUMBER: problem(409, 'Another number is next', '다음 번호가 아닙니다'),
  INVALID_KEY_COUNT: problem(422, 'Wrong number of keys', '키 개수가 올바르지 않습니다'),
  CEREMONY_RUNNING: problem(409, 'A ceremony is under way', '진행 중인 키 생성 절차가 있습니다'),
  UNKNOWN_CEREMONY: problem(404, 'There is no such ceremony', '없는 키 생성 절차입니다'),
  NOT_IN_SET: problem(403, 'Not a guardian of this set', '이 집합의 수호자가 아닙니다'),
  ALREADY_POSTED: problem(409, 'Posted already', '이미 게시했습니다'),
  ROUND_NOT_OPEN: problem(409, 'The round is not open', '열려 있지 않은 단계입니다'),
  PACKAGE_TOO_LARGE: problem(422, 'The package is too large', '패키지가 너무 큽니다'),
  INVALID_POINT: problem(422, 'Not a usable point', '사용할 수 없는 점입니다'),
  TRANSCRIPT_MISMATCH: problem(409, 'Another transcript was confirmed', '확인된 기록과 다릅니다'),
  UNKNOWN_KEY: problem(404, 'There is no such key', '없는 키입니다'),
  WRONG_KEY_STATE: problem(409, 'The key is in another state', '키 상태가 맞지 않습니다'),
  WRONG_KEY: problem(422, 'Not this key', '이 키가 아닙니다'),
  TOO_EARLY: problem(409, 'The opening has not begun', '아직 개찰 시각이 아닙니다'),
  ALREADY_RELEASED: problem(409, 'Released already', '이미 공개한 조각입니다'),
  SHARE_REFUSED: problem(422, 'A false share', '올바르지 않은 키 조각입니다'),
  SET_RETIRED: problem(409, 'The guardian set is retired', '해산된 수호자 집합입니다'),
  INVALID_MEMBERS: problem(
    422,
    'These guardians cannot hold a ceremony',
    '키 생성에 참여할 수호자 구성이 올바르지 않습니다',
  ),
  NOT_IN_CEREMONY: problem(403, 'Left out of this ceremony', '이 키 생성 절차에 참여하지 않는 수호자입니다'),
  NOTHING_TO_ACCUSE: problem(409, 'Nothing to accuse of', '고발할 대상이 없습니다'),
  ALREADY_ACCUSED: problem(409, 'Accused already', '이미 고발했습니다'),
  CEREMONY_ACCUSED: problem(409, 'A guardian was accused', '고발이 있는 키 생성 절차입니다'),
  CEREMONY_READY: problem(409, 'The ceremony is over', '이미 끝난 키 생성 절차입니다'),
  REHEARSED_LATELY: problem(409, 'Rehearsed a short while ago', '최근에 예행연습을 했습니다'),
  STALE_HEARTBEAT: problem(409, 'Not a recent block', '최근 블록이 아닙니다'),
  NOT_LEDGER: problem(403, 'Only the ledger may', '원장만 할 수 있습니다'),
  ALREADY_BOUND: problem(409, 'Bound already', '이미 연결되었습니다'),
  NOT_DEPLOYER: problem(403, 'Only the deployer may', '배포자만 할 수 있습니다'),
} as const

const DOCUMENTS = {
  WRONG_ROOT: problem(422, 'Other documents than the bid names', '투찰서의 첨부 문서와 다릅니다'),
  UNKNOWN_DOCUMENTS: problem(404, 'These documents are not here', '없는 첨부 문서입니다'),
  CHUNK_MISMATCH: problem(422, 'Not the chunk that the manifest names', '문서 조각이 목록과 다릅니다'),
  QUOTA_EXCEEDED: problem(409, 'Too many documents without a bid', '제출되지 않은 첨부 문서가 너무 많습니다'),
  UNFIT_PROFILE: problem(422, 'Not the profile that the registry names', '등록된 프로필과 다릅니다'),
  DOCUMENTS_OFF: problem(503, 'No documents are kept here', '첨부 문서를 보관하지 않는 게이트웨이입니다'),
  STORE_UNAVAILABLE: problem(
    503,
    'The store of documents does not answer',
    '문서 저장소가 응답하지 않습니다',
  ),
} as const

/** What is not the sender's fault. */
const SERVICE = {
  LEDGER_REFUSED: problem(409, 'The ledger refused', '원장이 거절했습니다'),
  LEDGER_UNREACHABLE: problem(503, 'The ledger does not answer', '원장이 응답하지 않습니다'),
  TRANSACTION_REFUSED: problem(502, "The ledger's node refused", '원장 노드가 거절했습니다'),
  NOT_INCLUDED: problem(504, 'Not in a block yet', '아직 블록에 담기지 않았습니다'),
  QUEUE_FULL: problem(503, 'Too much waits at the moment', '대기 중인 진술이 너무 많습니다'),
  RELAY_CLOSED: problem(503, 'Shutting down', '서비스를 종료하는 중입니다'),
  NODE_UNSUITABLE: problem(
    502,
    "The ledger's node cannot prove this",
    '원장 노드가 증명을 제공하지 못합니다',
  ),
  NODE_INCONSISTENT: problem(
    502,
    "The node's answers do not fit together",
    '원장 노드의 응답이 서로 맞지 않습니다',
  ),
  NO_FINALITY: problem(503, 'Nobody vouches for the blocks', '블록을 보증하는 주체가 없습니다'),
  WITNESS_REFUSED: problem(503, 'The witness does not sign', '증인이 서명을 거부했습니다'),
  WEBHOOKS_OFF: problem(404, 'No webhooks here', '웹훅을 제공하지 않습니다'),
  WEBHOOK_ADDRESS: problem(422, 'This address may not be called', '웹훅 주소로 쓸 수 없습니다'),
  TOO_MANY_WEBHOOKS: problem(409, 'Too many webhooks', '웹훅이 너무 많습니다'),
  FEEDS_BUSY: problem(503, 'Too many follow at once', '동시에 구독하는 연결이 너무 많습니다'),
  EXPORTS_BUSY: problem(503, 'Too many exports at once', '동시에 내보내는 증거가 너무 많습니다'),
  DATABASE_UNREACHABLE: problem(503, 'The index does not answer', '색인이 응답하지 않습니다'),
  INTERNAL: problem(500, 'Something went wrong here', '내부 오류가 발생했습니다'),
} as const

/** Every code that an answer can carry. Closed: an error with another code is answered as `INTERNAL` and logged. */
export const CODES = {
  ...REQUEST,
  ...AUTHOR,
  ...BID,
  ...TENDER,
  ...REGISTRY,
  ...KEYS,
  ...DOCUMENTS,
  ...SERVICE,
} as const

export type Code = keyof typeof CODES

export const isCode = (code: string): code is Code => Object.hasOwn(CODES, code)
