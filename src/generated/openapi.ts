// Made by scripts/openapi.ts from src/generated/openapi.json. Do not edit.

export interface paths {
    readonly "/v1/ledger": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which ledger this is, and its time · 원장 정보와 현재 시각 */
        readonly get: operations["getVLedger"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/statements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring a signed statement to the ledger · 서명한 진술을 원장에 올립니다
         * @description Every act on the ledger is an EIP-712 statement that its author signs and anyone may relay: register, announce, bid, award and all others.
         *
         *     The answer comes when a block holds the statement and the lists here show it. On the chains that Bongin runs on (validators with QBFT, or one embedded node) a block is final. The same statement sent again gets the same answer, so after a lost connection simply send it again.
         *
         *     With `Prefer: respond-async` (RFC 7240) the answer comes as soon as the statement is safe in the queue: 202 with its status, and in `Location` where to ask for it; with `wait=N` besides, it waits so many seconds for the receipt before. Without the preference, what is in no block in time is answered `NOT_INCLUDED`: it is still in the queue, and `statusUrl` tells where to ask. A bid that was queued before the closing and not included in time is refused `TOO_LATE`, and its status shows both times.
         *
         *     Bids that arrive together share a transaction; one bad bid takes no other down.
         *
         *     A `Conclude` takes two: the agency signs it and hands it to the winner, who adds `countersignature` over the very same statement and sends it here.
         *
         *     If the statement is refused, nothing is recorded, and the code says why.
         *
         *     With `?receipt=true` the answer to a bid brings its receipt along: what proves alone and offline that the bid was on the ledger before the deadline. It can also be had later, at `/v1/tenders/{tender}/bids/{bidder}/receipt`.
         *
         *     In `roles` each role is a bit: registrar 1, agency 2, supplier 4, guardian 8, evaluator 16, auditor 32. `reason` of a disqualification: 1 Documents not submitted, 2 Qualification score too low, 3 False documents, 4 Not eligible, 5 Refused to contract, 6 Other; of a forfeit: 1 Refused to contract, 2 No performance bond, 3 Suspended, 4 Other; of a postponement: 1 Outage of the system, 2 Outage elsewhere, 3 Documents late, 4 Other; of a cancellation: 1 No longer needed, 2 Error in the notice, 3 No budget, 4 Suspected collusion, 5 Order of an authority, 6 Other. `phase` of a cancellation: 0 Scheduled, 1 Bidding, 2 Closed, 3 Opening, 4 Fallback, 5 Ranking, 6 Review, 7 Standstill, 8 Concluded, 9 Failed, 10 Cancelled. `otherScore` in hundredths of a point. Numbers within `terms` are explained with the tender below.
         */
        readonly post: operations["postVStatements"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/statements/{digest}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far a statement has come · 진술의 처리 상태
         * @description What this gateway, or another over the same database, took, and for some days what became of it; besides, every statement that stands in the lists here. Statements to the registry and of guardians leave no digest on the ledger: of them only the queue knows.
         */
        readonly get: operations["getVStatementsDigest"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tenders, the newest first · 입찰 목록 (최신순) */
        readonly get: operations["getVTenders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One tender · 입찰 하나 */
        readonly get: operations["getVTendersTender"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/reserve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the reserve price came about · 예정가격 결정 내역 */
        readonly get: operations["getVTendersTenderReserve"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/terms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every version of the terms, the announced one first · 공고 조건의 변경 내역 */
        readonly get: operations["getVTendersTenderTerms"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/acts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The agency's acts, in order · 발주기관의 처분 내역 */
        readonly get: operations["getVTendersTenderActs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/objections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Objections to the results, by number · 심사 결과에 대한 이의신청 목록 */
        readonly get: operations["getVTendersTenderObjections"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/bids": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Accepted bids, in the order of acceptance · 접수된 투찰 목록 (접수순) */
        readonly get: operations["getVTendersTenderBids"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/bids/{bidder}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The bid of one bidder that counts · 한 입찰자의 유효한 투찰 */
        readonly get: operations["getVTendersTenderBidsBidder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/withdrawals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Requests to withdraw a bid, in the order of the ledger · 투찰 철회 신청 목록 */
        readonly get: operations["getVTendersTenderWithdrawals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/documents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell of documents that will be uploaded · 첨부 문서 업로드를 시작합니다
         * @description Documents are sealed on the bidder’s own machine: to the agency, and to a key that only the opening of the bid releases. What is stored here nobody can read before, and nobody but the agency afterwards.
         *
         *     Tell of them with the signed bid that names them, whether it is submitted already or not; then put each chunk that is `missing`. Told again, it says what is still missing: an upload that broke off goes on there.
         *
         *     Once a bid on the ledger names them, anybody who has the chunks may bring them, without `signed`. What no bid names is removed some time after the closing.
         */
        readonly post: operations["postVDocuments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/documents/{root}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What is here of the documents of a bid · 투찰 첨부 문서 현황
         * @description Everybody may look: a missing or exchanged document is seen before the opening. `root` is `attachments` of the bid.
         */
        readonly get: operations["getVDocumentsRoot"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/documents/{root}/chunks/{place}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Download a chunk · 문서 조각을 내려받습니다
         * @description Sealed, as it was uploaded. Whoever reads it compares its hash with the manifest, and the manifest’s root with the bid.
         */
        readonly get: operations["getVDocumentsRootChunksPlace"];
        /**
         * Upload a chunk · 문서 조각을 올립니다
         * @description Chunks may come in any order, several at once, and twice. Each is checked against its hash before it is kept.
         */
        readonly put: operations["putVDocumentsRootChunksPlace"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/openings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Opened bids, in the order of their opening · 개봉된 투찰 목록 */
        readonly get: operations["getVTendersTenderOpenings"];
        readonly put?: never;
        /**
         * Open sealed bids with the key's secret · 키 비밀값으로 봉인된 투찰을 개봉합니다
         * @description Needs no author: the contract checks each item against what was sealed, so anyone may do this work.
         */
        readonly post: operations["postVTendersTenderOpenings"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/openings/{bidder}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One opened bid · 개봉된 투찰 하나 */
        readonly get: operations["getVTendersTenderOpeningsBidder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/reveals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Open sealed bids with their bidders' notes, in the fallback · 예비 절차에서 입찰자의 메모로 투찰을 개봉합니다
         * @description Needs no author: the contract checks each item against what was sealed, so anyone may do this work. `joint` is the tender's opening key as `/v1/keys/{key}` gives it.
         */
        readonly post: operations["postVTendersTenderReveals"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/reserve-opening": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Open the agency's sealed reserve price · 발주기관이 봉인한 예정가격을 공개합니다
         * @description Needs no author: the contract checks each item against what was sealed, so anyone may do this work.
         */
        readonly post: operations["postVTendersTenderReserveOpening"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/reserve-reveal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Open the sealed reserve price with the agency's note, in the fallback · 예비 절차에서 발주기관의 메모로 예정가격을 공개합니다
         * @description Needs no author: the contract checks each item against what was sealed, so anyone may do this work.
         */
        readonly post: operations["postVTendersTenderReserveReveal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/placements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put opened bids in line · 개봉된 투찰의 순위를 매깁니다
         * @description Needs no author: the contract checks each item against what was sealed, so anyone may do this work. `behind` names a bid that already stands before the new one; 0 stands for the head of the line.
         */
        readonly post: operations["postVTendersTenderPlacements"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/order": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The line: acceptable bids by price, then the rejected ones · 순위 목록 */
        readonly get: operations["getVTendersTenderOrder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/order/{bidder}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One bidder's place in line · 한 입찰자의 순위 */
        readonly get: operations["getVTendersTenderOrderBidder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Opening keys, the oldest first · 개찰 키 목록 */
        readonly get: operations["getVKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{key}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One opening key and its shares · 개찰 키와 공개된 조각 */
        readonly get: operations["getVKeysKey"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/guardian-sets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Guardian sets, the newest first · 수호자 집합 목록 */
        readonly get: operations["getVGuardianSets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/guardian-sets/{set}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One guardian set · 수호자 집합 하나 */
        readonly get: operations["getVGuardianSetsSet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/ceremonies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Key ceremonies, the newest first · 키 생성 절차 목록 */
        readonly get: operations["getVCeremonies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/ceremonies/{ceremony}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One ceremony and its packages · 키 생성 절차 하나 */
        readonly get: operations["getVCeremoniesCeremony"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/care": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which guardians are alive, and what gives cause for alarm · 수호자 상태와 경보 */
        readonly get: operations["getVCare"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What happens on the ledger, as it happens · 원장 변경 알림 (SSE)
         * @description Server-sent events. Without a place to begin at, it begins at the present. Each message has the event’s place as its `id`, the same at every gateway: whoever sends it back as `Last-Event-ID` misses nothing and gets nothing twice. The first line and, from time to time, a message without data tell how far the feed has come past events that the filter hides; a comment every 15 seconds says that it lives. Where the chain took blocks back, `RolledBack` says so: what came from blocks after its `block` is to be forgotten, and comes anew. A client that does not read is cut off.
         */
        readonly get: operations["getVEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All webhooks · 웹훅 목록 */
        readonly get: operations["getVWebhooks"];
        readonly put?: never;
        /**
         * Have events posted to an address · 웹훅 등록
         * @description Messages are signed and repeated as Standard Webhooks describes: `webhook-id` is the same in every attempt, `webhook-signature` is `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. The body is `{type, timestamp, data}` with the event of `/v1/events` as `data`. Answer with a 2xx status within 15 seconds; otherwise a message is tried again with growing delays for three days, and then kept as a dead letter. Messages may overtake each other: `block` and `logIndex` tell the order. Where the chain took blocks back, `RolledBack` says so, whatever the filter: what came from blocks after its `block` is to be forgotten. Nothing that came after it overtakes this one.
         */
        readonly post: operations["postVWebhooks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{webhook}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove a webhook and its messages · 웹훅 삭제 */
        readonly delete: operations["deleteVWebhooksWebhook"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{webhook}/dead": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Messages that were given up, the latest first · 전달에 실패한 메시지 */
        readonly get: operations["getVWebhooksWebhookDead"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{webhook}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Try all messages again that were given up · 실패한 메시지 다시 보내기 */
        readonly post: operations["postVWebhooksWebhookReplay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/evidence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All evidence of a tender, in one file · 입찰 증거 파일
         * @description What an auditor needs to check the whole tender without a network. The answer is made while it is sent, one line a block, and compressed if `Accept-Encoding` allows gzip; `Bongin-Blocks` says how many blocks it will have. One that is cut off is not complete JSON. Only a few are made at once.
         */
        readonly get: operations["getVTendersTenderEvidence"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenders/{tender}/bids/{bidder}/receipt": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The receipt of a bid · 투찰 접수증
         * @description Proves alone and offline that this bid was on the ledger before the deadline. The answer is made while it is sent, one line a block, and compressed if `Accept-Encoding` allows gzip; `Bongin-Blocks` says how many blocks it will have. One that is cut off is not complete JSON. Only a few are made at once.
         */
        readonly get: operations["getVTendersTenderBidsBidderReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/trust": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What evidence is checked against · 증거 검증의 신뢰 기준
         * @description This gateway’s word. An auditor compares it with what the agency, the guardians and the operator publish, each on its own site.
         */
        readonly get: operations["getVTrust"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/participants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Participants, by number · 참가자 목록 */
        readonly get: operations["getVParticipants"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/participants/{participant}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One participant · 참가자 하나 */
        readonly get: operations["getVParticipantsParticipant"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/participants/{participant}/profile": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A participant’s profile · 참가자 프로필
         * @description As it was brought, byte by byte: compare its keccak256 with `profile` of the participant.
         */
        readonly get: operations["getVParticipantsParticipantProfile"];
        /**
         * Bring a participant’s profile · 참가자 프로필을 올립니다
         * @description Exactly the bytes whose keccak256 the registry names as `profile`: whoever brings them, nothing else is taken. A profile holds the key that documents for this participant are sealed to.
         */
        readonly put: operations["putVParticipantsParticipantProfile"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the process answers · 프로세스 응답 확인 */
        readonly get: operations["getHealthLive"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether ledger and index can be reached · 원장과 색인의 준비 상태
         * @description Answers 200 if all is well, otherwise 503 with the same body.
         */
        readonly get: operations["getHealthReady"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Metrics for Prometheus · Prometheus 지표
         * @description Requests by route and status and how long they took, statements that wait and how long they take to a block, how far the index is behind, messages of webhooks, and the process itself.
         */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly WebhookRequest: {
            /** @description Where messages are posted to: an https address */
            readonly url: string;
            /** @description Only of this tender */
            readonly tender?: string;
            /** @description Only what concerns this participant first */
            readonly participant?: string;
            /** @description Only events of these names, with commas between: `BidAccepted,Awarded` */
            readonly type?: string;
            /** @description The `id` of the event after which it begins; `0`: from the beginning. Otherwise at the present */
            readonly after?: string;
        };
        /** @description Which chain and contracts this is: what every signature is bound to */
        readonly Ledger: {
            readonly deployment: {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly chainId: string;
                readonly registry: string;
                readonly keys: string;
                readonly ledger: string;
            };
            /** @description By which the phases of all answers are told */
            readonly time: number;
            /** @description The last block that these answers know; null before the first */
            readonly head: {
                readonly block: number;
                /** @description 32 bytes in lower-case hex */
                readonly hash: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly timestamp: number;
            } | null;
        };
        /** @description A problem document (RFC 9457) */
        readonly Problem: {
            /** @description Where the code is described */
            readonly type: string;
            /** @description What the code means, in English or Korean as `Accept-Language` asks */
            readonly title: string;
            readonly status: number;
            /** @description What is wrong this time and what to do, for people */
            readonly detail: string;
            /**
             * @description For programs. Closed set
             * @enum {string}
             */
            readonly code: "MALFORMED_JSON" | "MALFORMED_BODY" | "MALFORMED_URL" | "INVALID_INPUT" | "INVALID_CURSOR" | "UNKNOWN_ROUTE" | "NOT_FOUND" | "OPERATOR_ONLY" | "METHOD_NOT_ALLOWED" | "REQUEST_INTERRUPTED" | "BODY_TOO_LARGE" | "UNSUPPORTED_CONTENT_TYPE" | "TOO_MANY_REQUESTS" | "BAD_SIGNATURE" | "UNKNOWN_SIGNER" | "UNKNOWN_PARTICIPANT" | "MISSING_ROLE" | "SUSPENDED" | "UNKNOWN_TENDER" | "NOT_YET_OPEN" | "TOO_LATE" | "NOT_BIDDING" | "WRONG_TERMS_VERSION" | "EXPIRED" | "ALREADY_BID" | "WRONG_SEQUENCE" | "BAD_POINT" | "TENDER_FULL" | "BARRED" | "NO_SEALED_BID" | "BID_STANDS" | "ALREADY_REQUESTED" | "NOT_REQUESTED" | "OWN_TENDER" | "ALREADY_ANNOUNCED" | "INVALID_TERMS" | "INVALID_CHANGE" | "CLOSING_TOO_SOON" | "NOT_OWN_TENDER" | "ALREADY_REPEATED" | "INVALID_RESERVE_SEAL" | "WRONG_PHASE" | "WRONG_ACT" | "NOT_FIRST_IN_LINE" | "NOT_QUALIFIED" | "INVALID_SCORE" | "SCORE_TOO_LOW" | "SCORE_SUFFICES" | "REVIEW_INCOMPLETE" | "NOT_WINNER" | "WRONG_AMOUNT" | "REASON_MISSING" | "OBJECTION_PERIOD_RUNNING" | "OBJECTION_PERIOD_OVER" | "OBJECTIONS_OPEN" | "NO_BID" | "WRONG_AWARD" | "ALREADY_OBJECTED" | "NO_OPEN_OBJECTION" | "KEY_NOT_OPEN" | "RESERVE_STILL_SEALED" | "RESERVE_ALREADY_OPENED" | "NO_RESERVE_SEAL" | "WRONG_OPENING" | "NOT_RANKABLE" | "WRONG_PLACEMENT" | "EMPTY_BATCH" | "TOO_LITTLE_GAS" | "INVALID_PARTICIPANT" | "ALREADY_REGISTERED" | "INVALID_ROLES" | "INVALID_SIGNER" | "WRONG_REVISION" | "LAST_SIGNER" | "TOO_MANY_SIGNERS" | "NO_REASON" | "NOT_OFFERED" | "INVALID_GUARDIAN_SET" | "UNKNOWN_GUARDIAN_SET" | "WRONG_NUMBER" | "INVALID_KEY_COUNT" | "CEREMONY_RUNNING" | "UNKNOWN_CEREMONY" | "NOT_IN_SET" | "ALREADY_POSTED" | "ROUND_NOT_OPEN" | "PACKAGE_TOO_LARGE" | "INVALID_POINT" | "TRANSCRIPT_MISMATCH" | "UNKNOWN_KEY" | "WRONG_KEY_STATE" | "WRONG_KEY" | "TOO_EARLY" | "ALREADY_RELEASED" | "SHARE_REFUSED" | "SET_RETIRED" | "INVALID_MEMBERS" | "NOT_IN_CEREMONY" | "NOTHING_TO_ACCUSE" | "ALREADY_ACCUSED" | "CEREMONY_ACCUSED" | "CEREMONY_READY" | "REHEARSED_LATELY" | "STALE_HEARTBEAT" | "NOT_LEDGER" | "ALREADY_BOUND" | "NOT_DEPLOYER" | "WRONG_ROOT" | "UNKNOWN_DOCUMENTS" | "CHUNK_MISMATCH" | "QUOTA_EXCEEDED" | "UNFIT_PROFILE" | "DOCUMENTS_OFF" | "STORE_UNAVAILABLE" | "LEDGER_REFUSED" | "LEDGER_UNREACHABLE" | "TRANSACTION_REFUSED" | "NOT_INCLUDED" | "QUEUE_FULL" | "RELAY_CLOSED" | "NODE_UNSUITABLE" | "NODE_INCONSISTENT" | "NO_FINALITY" | "WITNESS_REFUSED" | "WEBHOOKS_OFF" | "WEBHOOK_ADDRESS" | "TOO_MANY_WEBHOOKS" | "FEEDS_BUSY" | "EXPORTS_BUSY" | "DATABASE_UNREACHABLE" | "INTERNAL";
            /** @description Names this one occurrence; quote it when you report a fault */
            readonly instance: string;
            /** @description With `INVALID_INPUT`: each faulty field */
            readonly issues?: readonly {
                readonly path: string;
                readonly message: string;
            }[];
        } & {
            readonly [key: string]: unknown;
        };
        /** @description An accepted statement and where it stands on the ledger */
        readonly Receipt: {
            /** @enum {string} */
            readonly type: "RegisterParticipant" | "SetRoles" | "AddSigner" | "RemoveSigner" | "SuspendParticipant" | "OfferRegistrar" | "AcceptRegistrar" | "FormGuardianSet" | "StartCeremony" | "PostPackage" | "ConfirmKeys" | "AccuseGuardian" | "RetireGuardianSet" | "RehearseKey" | "Heartbeat" | "ReleaseShare" | "Announce" | "Amend" | "Postpone" | "Cancel" | "SubmitBid" | "ConfirmBid" | "RequestWithdrawal" | "GrantWithdrawal" | "Qualify" | "Disqualify" | "Award" | "Object" | "DecideObjection" | "Conclude" | "Forfeit";
            /** @description The EIP-712 digest of the statement: its name everywhere */
            readonly digest: string;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly timestamp: number;
            /** @description What the ledger made of it: the identifying values of its event, such as `tender`, `bidder`, `number`, `record` */
            readonly result: {
                readonly [key: string]: unknown;
            };
            /** @description If it was asked for. Null: the bid stands, but the receipt could not be made at this moment; it can be had at any time */
            readonly receipt?: components["schemas"]["Evidence"] | null;
        };
        /** @description Everything about one tender, or about one bid of it, as it stands on the ledger until the last of the blocks. It proves itself, offline: `bongin verify`. Its fields are described in `src/verify/SPEC.md` */
        readonly Evidence: {
            /** @constant */
            readonly format: "bongin-evidence";
            /** @constant */
            readonly version: 1;
            /** @enum {string} */
            readonly kind: "tender" | "receipt";
            readonly deployment: {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly chainId: string;
                readonly registry: string;
                readonly keys: string;
                readonly ledger: string;
            };
            /** @description 32 bytes in lower-case hex */
            readonly tender: string;
            readonly blocks: readonly {
                readonly [key: string]: unknown;
            }[];
        } & {
            readonly [key: string]: unknown;
        };
        /** @description How far a statement has come on its way to the ledger */
        readonly StatementStatus: {
            /** @description 32 bytes in lower-case hex */
            readonly digest: string;
            /** @enum {string} */
            readonly type: "RegisterParticipant" | "SetRoles" | "AddSigner" | "RemoveSigner" | "SuspendParticipant" | "OfferRegistrar" | "AcceptRegistrar" | "FormGuardianSet" | "StartCeremony" | "PostPackage" | "ConfirmKeys" | "AccuseGuardian" | "RetireGuardianSet" | "RehearseKey" | "Heartbeat" | "ReleaseShare" | "Announce" | "Amend" | "Postpone" | "Cancel" | "SubmitBid" | "ConfirmBid" | "RequestWithdrawal" | "GrantWithdrawal" | "Qualify" | "Disqualify" | "Award" | "Object" | "DecideObjection" | "Conclude" | "Forfeit";
            /**
             * @description `queued`: safe on the disk of this gateway. `sent`: a transaction carries it. `included`: a block holds it, which on the chains that Bongin runs on is final. `refused`: it did not come onto the ledger
             * @enum {string}
             */
            readonly state: "queued" | "sent" | "included" | "refused";
            readonly times: {
                /** @description Milliseconds since 1970, by the gateway's clock; null: not yet, or not known here */
                readonly received: number | null;
                /** @description Milliseconds since 1970, by the gateway's clock; null: not yet, or not known here */
                readonly sent: number | null;
                /** @description Milliseconds since 1970, by the gateway's clock; null: not yet, or not known here */
                readonly done: number | null;
            };
            /** @description Of a bid: when its tender closes, as was known when it came, beside `times` for comparison */
            readonly closingAt: number | null;
            readonly inclusion: {
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            } | null;
            /** @description Why, with the code of the problem that the sender was answered with */
            readonly refusal: {
                readonly code: string;
                readonly detail: string;
            } | null;
        };
        /** @description A tender. Times that have not come are 0 */
        readonly Tender: {
            /** @description keccak256(abi.encode(agency, keccak256(notice))) */
            readonly tender: string;
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly agency: string;
            readonly notice: string;
            /**
             * @description At the time `/v1/ledger` tells
             * @enum {string}
             */
            readonly phase: "Scheduled" | "Bidding" | "Closed" | "Opening" | "Fallback" | "Ranking" | "Review" | "Standstill" | "Concluded" | "Failed" | "Cancelled";
            /**
             * @description The opening key of this tender
             * @example 3964214000
             */
            readonly key: string;
            /** @description To which prices are sealed */
            readonly publicKey: components["schemas"]["Point"] | null;
            /** @description The key's secret, once it is on the ledger */
            readonly secret: string | null;
            /** @description As signed. `bidPolicy`: 0 OneShot, 1 Replaceable; `retender`: 0 Free, 1 TimesOnly; `tieRule`: 0 Seed, 1 ReviewScore. Seconds: `objectionPeriod` after a result, `amendmentTime` from an amendment to the closing. `reserve.kind`: 0 None, 1 Single, 2 Multiple; `reserve.spread` in 1/10,000. `award.rule`: 0 LowestPrice, 1 ReserveFloor; rates in 1/100,000, amounts in won; `award.qualification`: scale of the review's score, 0 for none. With the times after any postponement. */
            readonly terms: {
                readonly notice: string;
                readonly document: string;
                readonly predecessor: string;
                readonly schedule: {
                    readonly biddingAt: number;
                    readonly closingAt: number;
                    readonly openingAt: number;
                    readonly fallbackAt: number;
                    readonly fallbackEndAt: number;
                };
                readonly objectionPeriod: number;
                readonly amendmentTime: number;
                readonly minimumBids: number;
                readonly bidPolicy: number;
                readonly retender: number;
                readonly tieRule: number;
                readonly reserve: {
                    readonly kind: number;
                    readonly spread: number;
                    readonly cellsAbove: number;
                };
                readonly award: {
                    readonly rule: number;
                    readonly baseAmount: string;
                    readonly aValue: string;
                    readonly netCostBase: string;
                    readonly floorRate: number;
                    readonly netCostRate: number;
                    readonly qualification: number;
                };
            };
            /** @description Counts amendments; 1 as announced */
            readonly termsVersion: number;
            readonly schedule: {
                readonly biddingAt: number;
                readonly closingAt: number;
                readonly openingAt: number;
                readonly fallbackAt: number;
                readonly fallbackEndAt: number;
            };
            readonly minimumBids: number;
            /** @description In seconds, after a result */
            readonly objectionPeriod: number;
            /** @enum {string} */
            readonly reserveKind: "None" | "Single" | "Multiple";
            readonly reserveSeal: components["schemas"]["Seal"] | null;
            readonly reserveOpened: boolean;
            /**
             * @description The reserve price in won, once it stands; 0 before
             * @example 3964214000
             */
            readonly reserve: string;
            /** @description Bidders with an accepted bid */
            readonly bids: number;
            /** @description Of these, bids that do not count: withdrawn, or made for older terms and not confirmed */
            readonly aside: number;
            /** @description Bids with an outcome, withdrawn ones among them */
            readonly opened: number;
            readonly valid: number;
            readonly ranked: number;
            readonly acceptable: number;
            /**
             * @description Who is first in line; 0 for nobody
             * @example 3964214000
             */
            readonly first: string;
            /**
             * @description Who holds the award; 0 for nobody
             * @example 3964214000
             */
            readonly winner: string;
            /** @description How many results there were: awards, and lines that ended with nobody left. An objection names the last */
            readonly awards: number;
            /** @description How many acts the agency has done; the number of its next */
            readonly acts: number;
            /** @description How many objections were raised; the number of the next */
            readonly objections: number;
            /** @description Of these, how many wait for the agency's decision */
            readonly openObjections: number;
            /** @description How the opening went, as `/reserve` tells in full; null before the ranking */
            readonly settlement: {
                readonly degraded: boolean;
                readonly released: readonly number[];
                readonly closed: number;
            } | null;
            /** @description The tender that repeats this one; the one that it repeats is `terms.predecessor` */
            readonly successor: string | null;
            /** @description What decided draw and ties */
            readonly seed: string | null;
            /** @description The running hash after the last statement */
            readonly record: string;
            /** @description Digest of the announcement */
            readonly statement: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly announcedAt: number;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly secretAt: number;
            /** @description Of the result that stands: an award, or that nobody is left in line */
            readonly awardedAt: number;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly concludedAt: number;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly cancelledAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A point of secp256k1 */
        readonly Point: {
            /** @description 32 bytes in lower-case hex */
            readonly x: string;
            /** @description 32 bytes in lower-case hex */
            readonly y: string;
        };
        /** @description A sealed price: R = r·G, two encrypted words, and the tag */
        readonly Seal: {
            /** @description 32 bytes in lower-case hex */
            readonly x: string;
            /** @description 32 bytes in lower-case hex */
            readonly y: string;
            /** @description 32 bytes in lower-case hex */
            readonly price: string;
            /** @description 32 bytes in lower-case hex */
            readonly choices: string;
            /** @description 32 bytes in lower-case hex */
            readonly tag: string;
        };
        /** @description A version of the terms as signed, before any postponement */
        readonly TermsVersion: {
            /** @description 1 as announced */
            readonly termsVersion: number;
            /** @description As signed. `bidPolicy`: 0 OneShot, 1 Replaceable; `retender`: 0 Free, 1 TimesOnly; `tieRule`: 0 Seed, 1 ReviewScore. Seconds: `objectionPeriod` after a result, `amendmentTime` from an amendment to the closing. `reserve.kind`: 0 None, 1 Single, 2 Multiple; `reserve.spread` in 1/10,000. `award.rule`: 0 LowestPrice, 1 ReserveFloor; rates in 1/100,000, amounts in won; `award.qualification`: scale of the review's score, 0 for none. */
            readonly terms: {
                readonly notice: string;
                readonly document: string;
                readonly predecessor: string;
                readonly schedule: {
                    readonly biddingAt: number;
                    readonly closingAt: number;
                    readonly openingAt: number;
                    readonly fallbackAt: number;
                    readonly fallbackEndAt: number;
                };
                readonly objectionPeriod: number;
                readonly amendmentTime: number;
                readonly minimumBids: number;
                readonly bidPolicy: number;
                readonly retender: number;
                readonly tieRule: number;
                readonly reserve: {
                    readonly kind: number;
                    readonly spread: number;
                    readonly cellsAbove: number;
                };
                readonly award: {
                    readonly rule: number;
                    readonly baseAmount: string;
                    readonly aValue: string;
                    readonly netCostBase: string;
                    readonly floorRate: number;
                    readonly netCostRate: number;
                    readonly qualification: number;
                };
            };
            readonly reserveSeal: components["schemas"]["Seal"] | null;
            /** @description Digest of the announcement or the amendment */
            readonly statement: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly since: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description An act of the agency. What does not belong to its kind is null */
        readonly Act: {
            /** @description Counts the agency's acts from 0 */
            readonly act: number;
            /** @enum {string} */
            readonly name: "Amended" | "Postponed" | "Cancelled" | "BidWithdrawn" | "Qualified" | "Disqualified" | "Awarded" | "ObjectionDecided" | "Concluded" | "Forfeited";
            readonly bidder: string | null;
            /** @description Of the bid whose withdrawal was granted */
            readonly sequence: number | null;
            /** @description Who granted it: the agency or the registrar. All other acts are the agency’s */
            readonly author: string | null;
            /** @description Reason code of a disqualification, a forfeit, a postponement or a cancellation */
            readonly reason: number | null;
            /** @description Hash of the review, of the reasoned decision, or of the contract */
            readonly document: string | null;
            /** @description In won, of an award and a conclusion */
            readonly amount: string | null;
            /** @description Who is first in line after a disqualification, a forfeit or an objection that was upheld; 0 for nobody */
            readonly next: string | null;
            /** @description The version of the terms that an amendment made */
            readonly termsVersion: number | null;
            /** @description The times after a postponement */
            readonly schedule: {
                readonly biddingAt: number;
                readonly closingAt: number;
                readonly openingAt: number;
                readonly fallbackAt: number;
                readonly fallbackEndAt: number;
            } | null;
            /** @description The objection that was decided */
            readonly objection: number | null;
            /** @description Whether it was upheld */
            readonly upheld: boolean | null;
            /** @description In hundredths of a point, in a review under a scale: what the agency gave for all but the price */
            readonly otherScore: number | null;
            /** @description In hundredths of a point: what the ledger computed for the price */
            readonly priceScore: number | null;
            /** @description 32 bytes in lower-case hex */
            readonly statement: string;
            /** @description 32 bytes in lower-case hex */
            readonly record: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly actedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A bidder's objection to a result: an award, or that nobody is left in line */
        readonly Objection: {
            /** @description Counts the tender's objections from 0, through all results */
            readonly objection: number;
            /** @description Number of the result that it is raised against, from 1 */
            readonly award: number;
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly bidder: string;
            /** @description Hash of the objection */
            readonly document: string;
            /**
             * @description `Lapsed`: another objection brought the same result down
             * @enum {string}
             */
            readonly state: "None" | "Open" | "Rejected" | "Upheld" | "Lapsed";
            /** @description The agency's act that decided it */
            readonly decidedBy: number | null;
            /** @description 32 bytes in lower-case hex */
            readonly statement: string;
            /** @description 32 bytes in lower-case hex */
            readonly record: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly objectedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description An accepted bid. Nobody can read its price before the opening */
        readonly Bid: {
            /** @description 32 bytes in lower-case hex */
            readonly tender: string;
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly bidder: string;
            /** @description Counts the tender's accepted bids from 0 */
            readonly number: number;
            /** @description Counts the bidder's bids in this tender from 0 */
            readonly sequence: number;
            /** @description As signed */
            readonly termsVersion: number;
            /** @description The latest terms for which the bidder confirmed this bid */
            readonly confirmedVersion: number | null;
            /** @description Made for older terms: it does not count unless its bidder confirms or replaces it before the closing */
            readonly needsConfirmation: boolean;
            /** @description Whether its bidder has asked, under the present terms, to withdraw it */
            readonly withdrawalRequested: boolean;
            readonly seal: components["schemas"]["Seal"];
            /** @description Root of the encrypted attachments; zero for none */
            readonly attachments: string;
            /**
             * @description `None`: superseded by a later bid of the same bidder
             * @enum {string}
             */
            readonly status: "None" | "Sealed" | "Valid" | "Invalid" | "Acceptable" | "Rejected" | "Disqualified" | "Qualified" | "Withdrawn" | "Forfeited";
            readonly superseded: boolean;
            /** @description Digest of the signed bid */
            readonly statement: string;
            /** @description The tender's running hash after this bid */
            readonly record: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly acceptedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A bidder's request to withdraw its bid for an input error */
        readonly Withdrawal: {
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly bidder: string;
            /** @description Of the bid that it names */
            readonly sequence: number;
            /** @description Under which it was asked; an amendment makes it void */
            readonly termsVersion: number;
            /** @description Hash of the reasoned request */
            readonly document: string;
            /** @description The agency's act that granted it */
            readonly grantedBy: number | null;
            /** @description 32 bytes in lower-case hex */
            readonly statement: string;
            /** @description 32 bytes in lower-case hex */
            readonly record: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly requestedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description The sealed documents of a bid, as far as this gateway has them */
        readonly Documents: {
            /** @description 32 bytes in lower-case hex */
            readonly root: string;
            readonly manifest: components["schemas"]["Manifest"];
            /** @description Places of the chunks that this gateway does not have, from 0 */
            readonly missing: readonly number[];
        };
        /** @description What names the sealed documents of a bid. Its root is `attachments` of the bid */
        readonly Manifest: {
            /** @description The key of the documents, wrapped to the agency and to the opening */
            readonly envelope: string;
            /** @description Commits to that key */
            readonly keyHash: string;
            /** @description Bytes of all chunks together */
            readonly size: number;
            /** @description SHA-256 of each chunk; all but the last have 1048576 bytes */
            readonly chunks: readonly string[];
        };
        /** @description What the contract read in a sealed bid. dx, dy is the point from which anybody reads it again */
        readonly Opening: {
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly bidder: string;
            /**
             * @description `None` for a valid bid, otherwise why it is invalid
             * @enum {string}
             */
            readonly invalidity: "None" | "BadPoint" | "BadTag" | "PriceOutOfRange" | "ChoicesOutOfRange" | "Superseded" | "Suspended" | "Withdrawn";
            /**
             * @description In won; 0 if the bid is invalid
             * @example 3964214000
             */
            readonly price: string;
            /** @description As in the seal: first pick in bits 0 to 7, second in bits 8 to 15 */
            readonly choices: number;
            /** @description The two numbers picked blind, where the reserve price is drawn */
            readonly picks: readonly number[] | null;
            /** @description Opened by the bidder's own note, in the fallback */
            readonly revealed: boolean;
            /** @description That note, r of the seal; null if the key opened the bid */
            readonly note: string | null;
            /** @description 32 bytes in lower-case hex */
            readonly dx: string;
            /** @description 32 bytes in lower-case hex */
            readonly dy: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly openedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A judged bid and its place in line */
        readonly Rank: {
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly bidder: string;
            /** @description 1 is first in line; null for a rejected bid */
            readonly place: number | null;
            /**
             * @description The award rule's word
             * @enum {string}
             */
            readonly verdict: "Acceptable" | "AboveReserve" | "BelowFloor" | "BelowNetCostFloor";
            /** @enum {string} */
            readonly status: "None" | "Sealed" | "Valid" | "Invalid" | "Acceptable" | "Rejected" | "Disqualified" | "Qualified" | "Withdrawn" | "Forfeited";
            /**
             * @description In won
             * @example 3964214000
             */
            readonly price: string;
            /** @description Decides between equal prices, smaller first */
            readonly tie: string;
            /** @description Price part of the qualification score, in hundredths of a point; null without a scale */
            readonly priceScore: number | null;
            /** @description Total of a bid that was found qualified under a scale, in hundredths of a point */
            readonly score: number | null;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description An opening key of the guardians */
        readonly OpeningKey: {
            /**
             * @description `ceremony << 16 | position`
             * @example 3964214000
             */
            readonly key: string;
            readonly ceremony: number;
            readonly position: number;
            /** @description The guardian set; null until every guardian has confirmed */
            readonly set: number | null;
            /**
             * @description `None`: proposed, not yet confirmed by every guardian
             * @enum {string}
             */
            readonly state: "None" | "Ready" | "Assigned" | "Open" | "Rehearsing";
            readonly publicKey: components["schemas"]["Point"];
            readonly joint: components["schemas"]["JointKey"];
            /** @description The tender that it opens */
            readonly tender: string | null;
            /** @description Guardians that hold a share of it, once it is confirmed */
            readonly heldBy: readonly string[];
            /** @description Whether its set is retired: then it serves no new tender */
            readonly retired: boolean;
            /** @description How its guardians stand; null for a key that nobody needs yet or any more */
            readonly care: components["schemas"]["KeyCare"] | null;
            /** @description The secret scalar, once `k` shares are on the ledger */
            readonly secret: string | null;
        };
        /** @description A joint key: the public key, and the public share of each guardian in the order of the set */
        readonly JointKey: {
            readonly publicKey: components["schemas"]["Point"];
            readonly shares: readonly components["schemas"]["Point"][];
        };
        /** @description How the guardians of a key stand */
        readonly KeyCare: {
            /**
             * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
             * @enum {string}
             */
            readonly state: "Healthy" | "Weak" | "Alarm";
            /** @description Holders of a share that were heard of within the last hour */
            readonly alive: number;
            /** @description Guardians that hold a share */
            readonly holders: number;
            /** @description How many of them open the key */
            readonly threshold: number;
        };
        /** @description An opening key and what its guardians have released */
        readonly OpeningKeyWithShares: {
            /**
             * @description `ceremony << 16 | position`
             * @example 3964214000
             */
            readonly key: string;
            readonly ceremony: number;
            readonly position: number;
            /** @description The guardian set; null until every guardian has confirmed */
            readonly set: number | null;
            /**
             * @description `None`: proposed, not yet confirmed by every guardian
             * @enum {string}
             */
            readonly state: "None" | "Ready" | "Assigned" | "Open" | "Rehearsing";
            readonly publicKey: components["schemas"]["Point"];
            readonly joint: components["schemas"]["JointKey"];
            /** @description The tender that it opens */
            readonly tender: string | null;
            /** @description Guardians that hold a share of it, once it is confirmed */
            readonly heldBy: readonly string[];
            /** @description Whether its set is retired: then it serves no new tender */
            readonly retired: boolean;
            /** @description How its guardians stand; null for a key that nobody needs yet or any more */
            readonly care: components["schemas"]["KeyCare"] | null;
            /** @description The secret scalar, once `k` shares are on the ledger */
            readonly secret: string | null;
            readonly openedAt: number | null;
            readonly shares: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description 32 bytes in lower-case hex */
                readonly share: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly releasedAt: number;
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            }[];
            /** @description Who had it opened for no tender, to see which guardians answer */
            readonly rehearsal: {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly participant: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly rehearsedAt: number;
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            } | null;
            /** @description Shares that their guardian signed and that were false */
            readonly refused: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description 32 bytes in lower-case hex */
                readonly share: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly releasedAt: number;
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            }[];
        };
        /** @description Independent bodies that make and open keys together */
        readonly GuardianSet: {
            readonly set: number;
            /** @description How many of them open a key */
            readonly threshold: number;
            /** @description In the set's order: a guardian's index is its place plus one */
            readonly guardians: readonly string[];
            readonly members: readonly components["schemas"]["GuardianMember"][];
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly formedAt: number;
            /** @description Since when it makes no keys and serves no new tender; null: it is not retired */
            readonly retiredAt: number | null;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A guardian of a set, and its last sign of life for that set */
        readonly GuardianMember: {
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly guardian: string;
            /** @description Whether it was heard of within the last hour */
            readonly alive: boolean;
            /** @description When it was last heard of; null: never */
            readonly lastSignAt: number | null;
            /** @description The event: `GuardianAlive`, `PackagePosted`, `KeysConfirmed` or `ShareReleased` */
            readonly lastSignBy: string | null;
        };
        /** @description A ceremony in which guardians make keys */
        readonly Ceremony: {
            readonly ceremony: number;
            readonly set: number;
            /** @description How many keys it makes */
            readonly keys: number;
            /**
             * @description Who started it
             * @example 3964214000
             */
            readonly guardian: string;
            /** @description Who takes part */
            readonly members: readonly string[];
            /** @description Guardians of the set that were left out */
            readonly without: readonly string[];
            /** @description Running hash of all packages posted */
            readonly packages: string;
            /** @description What the guardians confirmed */
            readonly transcript: string | null;
            readonly postedFirst: number;
            readonly postedSecond: number;
            readonly confirmed: number;
            /** @description Who has posted round 1, and when */
            readonly firstBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            /** @description Who has posted round 2, and when */
            readonly secondBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            readonly confirmedBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            readonly ready: boolean;
            /** @description Who kept a ceremony waiting beyond its time, and where */
            readonly silent: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @enum {string} */
                readonly stage: "Round1" | "Round2" | "Confirmation";
            }[];
            /** @description Members whom the next ceremony of the set leaves out: its members found them at fault here */
            readonly leftOutNext: readonly string[];
            /** @description Guardians that say another sent them a bad share */
            readonly accusations: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly accused: string;
                /** @description The accuser's disclosed key: with it anybody repeats the check */
                readonly key: string;
            }[];
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly startedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description A ceremony with all that was posted, in the order of the ledger */
        readonly CeremonyWithPackages: {
            readonly ceremony: number;
            readonly set: number;
            /** @description How many keys it makes */
            readonly keys: number;
            /**
             * @description Who started it
             * @example 3964214000
             */
            readonly guardian: string;
            /** @description Who takes part */
            readonly members: readonly string[];
            /** @description Guardians of the set that were left out */
            readonly without: readonly string[];
            /** @description Running hash of all packages posted */
            readonly packages: string;
            /** @description What the guardians confirmed */
            readonly transcript: string | null;
            readonly postedFirst: number;
            readonly postedSecond: number;
            readonly confirmed: number;
            /** @description Who has posted round 1, and when */
            readonly firstBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            /** @description Who has posted round 2, and when */
            readonly secondBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            readonly confirmedBy: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Seconds since 1970, by the clock of the ledger */
                readonly at: number;
            }[];
            readonly ready: boolean;
            /** @description Who kept a ceremony waiting beyond its time, and where */
            readonly silent: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @enum {string} */
                readonly stage: "Round1" | "Round2" | "Confirmation";
            }[];
            /** @description Members whom the next ceremony of the set leaves out: its members found them at fault here */
            readonly leftOutNext: readonly string[];
            /** @description Guardians that say another sent them a bad share */
            readonly accusations: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly accused: string;
                /** @description The accuser's disclosed key: with it anybody repeats the check */
                readonly key: string;
            }[];
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly startedAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
            readonly posted: readonly {
                readonly round: number;
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description Bytes in lower-case hex */
                readonly package: string;
                /** @description 32 bytes in lower-case hex */
                readonly packages: string;
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            }[];
            readonly confirmations: readonly {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly guardian: string;
                /** @description 32 bytes in lower-case hex */
                readonly transcript: string;
                /** @description Number of the block */
                readonly block: number;
                /** @description Hash of the transaction */
                readonly transaction: string;
            }[];
        };
        /** @description How the guardians stand, and the keys that need them */
        readonly Care: {
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly time: number;
            /**
             * @description The worst of the alarms; `Healthy` without any
             * @enum {string}
             */
            readonly state: "Healthy" | "Weak" | "Alarm";
            /** @description `GuardiansAway`: keys whose holders are not all alive. `GuardiansLeftOut`: the last ceremony of a set left somebody out. `NoReadyKey`: no agency can announce a tender. `CeremonyFailed`: the last ceremony of a set made no keys */
            readonly alarms: readonly ({
                /** @constant */
                readonly kind: "GuardiansAway";
                readonly set: number;
                /**
                 * @description Of a tender still to be opened, or of the next one
                 * @enum {string}
                 */
                readonly use: "InUse" | "Ready";
                /** @description How many keys have these holders */
                readonly keys: number;
                /** @description When the first of them is to be opened */
                readonly nextOpeningAt: number | null;
                /**
                 * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
                 * @enum {string}
                 */
                readonly state: "Healthy" | "Weak" | "Alarm";
                /** @description Holders of a share that were heard of within the last hour */
                readonly alive: number;
                /** @description Guardians that hold a share */
                readonly holders: number;
                /** @description How many of them open the key */
                readonly threshold: number;
                /** @description Holders that are not alive */
                readonly away: readonly string[];
            } | {
                /** @constant */
                readonly kind: "GuardiansLeftOut";
                /**
                 * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
                 * @enum {string}
                 */
                readonly state: "Healthy" | "Weak" | "Alarm";
                readonly set: number;
                readonly ceremony: number;
                readonly without: readonly string[];
                /**
                 * @description `Last`: the guardians that take part are just enough. `None`: too few, the set makes no keys
                 * @enum {string}
                 */
                readonly reserve: "Ample" | "Last" | "None";
            } | {
                /** @constant */
                readonly kind: "NoReadyKey";
                /**
                 * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
                 * @enum {string}
                 */
                readonly state: "Healthy" | "Weak" | "Alarm";
            } | {
                /** @constant */
                readonly kind: "CeremonyFailed";
                /**
                 * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
                 * @enum {string}
                 */
                readonly state: "Healthy" | "Weak" | "Alarm";
                readonly set: number;
                readonly ceremony: number;
                /** @description Who kept a ceremony waiting beyond its time, and where */
                readonly silent: readonly {
                    /**
                     * @description A whole number as a decimal string
                     * @example 3964214000
                     */
                    readonly guardian: string;
                    /** @enum {string} */
                    readonly stage: "Round1" | "Round2" | "Confirmation";
                }[];
                /** @description Guardians that say another sent them a bad share */
                readonly accusations: readonly {
                    /**
                     * @description A whole number as a decimal string
                     * @example 3964214000
                     */
                    readonly guardian: string;
                    /**
                     * @description A whole number as a decimal string
                     * @example 3964214000
                     */
                    readonly accused: string;
                    /** @description The accuser's disclosed key: with it anybody repeats the check */
                    readonly key: string;
                }[];
            })[];
            readonly sets: readonly {
                readonly set: number;
                readonly threshold: number;
                readonly retiredAt: number | null;
                readonly members: readonly components["schemas"]["GuardianMember"][];
                readonly keys: readonly {
                    readonly set: number;
                    /**
                     * @description Of a tender still to be opened, or of the next one
                     * @enum {string}
                     */
                    readonly use: "InUse" | "Ready";
                    /** @description How many keys have these holders */
                    readonly keys: number;
                    /** @description When the first of them is to be opened */
                    readonly nextOpeningAt: number | null;
                    /**
                     * @description `Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are
                     * @enum {string}
                     */
                    readonly state: "Healthy" | "Weak" | "Alarm";
                    /** @description Holders of a share that were heard of within the last hour */
                    readonly alive: number;
                    /** @description Guardians that hold a share */
                    readonly holders: number;
                    /** @description How many of them open the key */
                    readonly threshold: number;
                    /** @description Holders that are not alive */
                    readonly away: readonly string[];
                }[];
            }[];
        };
        /** @description Something that happened on the ledger, in short */
        readonly Event: {
            /** @enum {string} */
            readonly event: "Amended" | "Announced" | "Awarded" | "BidAccepted" | "BidConfirmed" | "BidOpened" | "BidRanked" | "BidRefused" | "BidWithdrawn" | "Cancelled" | "CeremonyStarted" | "Concluded" | "Disqualified" | "Forfeited" | "GuardianAccused" | "GuardianAlive" | "GuardianSetFormed" | "GuardianSetRetired" | "KeyAssigned" | "KeyOpened" | "KeyRehearsed" | "KeysConfirmed" | "KeysProposed" | "KeysReady" | "LedgerBound" | "Objected" | "ObjectionDecided" | "OpeningRefused" | "OrderCompleted" | "PackagePosted" | "Postponed" | "Qualified" | "Registered" | "RegistrarChanged" | "RegistrarOffered" | "ReserveOpened" | "ReserveSettled" | "RolesSet" | "ShareRefused" | "ShareReleased" | "SignerAdded" | "SignerRemoved" | "Suspended" | "WithdrawalRequested";
            readonly block: number;
            /** @description Counts the events of the block */
            readonly logIndex: number;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly timestamp: number;
            /** @description 32 bytes in lower-case hex */
            readonly transaction: string;
            readonly tender: string | null;
            /** @description Whom it concerns first */
            readonly participant: string | null;
            /** @description Those of the contract’s event that are short; whole numbers above 2^48 as decimal strings */
            readonly arguments: {
                readonly [key: string]: unknown;
            };
        };
        readonly CreatedWebhook: {
            readonly webhook: string;
            readonly url: string;
            readonly tender: string | null;
            readonly participant: string | null;
            readonly type: readonly string[] | null;
            /** @description The `id` of the last event of which a message was made if it fits */
            readonly cursor: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly createdAt: number;
            /** @description Shown once. Messages are signed with it */
            readonly secret: string;
        };
        readonly Webhook: {
            readonly webhook: string;
            readonly url: string;
            readonly tender: string | null;
            readonly participant: string | null;
            readonly type: readonly string[] | null;
            /** @description The `id` of the last event of which a message was made if it fits */
            readonly cursor: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly createdAt: number;
            /** @description Messages not delivered yet */
            readonly waiting: number;
            /** @description Messages given up after the last attempt */
            readonly dead: number;
        };
        readonly DeadLetter: {
            readonly message: string;
            readonly attempts: number;
            readonly lastError: string | null;
            readonly body: string;
        };
        /** @description Contracts, hashes of their code, the first registrar, and who vouches for the blocks. Only what the institutions themselves publish is to be trusted: compare it with that */
        readonly Trust: {
            /** @constant */
            readonly format: "bongin-trust";
            /** @constant */
            readonly version: 1;
            readonly deployment: {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly chainId: string;
                readonly registry: string;
                readonly keys: string;
                readonly ledger: string;
            };
            readonly code: {
                /** @description 32 bytes in lower-case hex */
                readonly registry: string;
                /** @description 32 bytes in lower-case hex */
                readonly keys: string;
                /** @description 32 bytes in lower-case hex */
                readonly ledger: string;
            };
            readonly registrar: {
                /**
                 * @description A whole number as a decimal string
                 * @example 3964214000
                 */
                readonly participant: string;
                /** @description Bytes in lower-case hex */
                readonly signer: string;
            };
            readonly finality: {
                /** @constant */
                readonly kind: "qbft";
                readonly validators: readonly string[];
                readonly epochLength: number;
            } | {
                /** @constant */
                readonly kind: "witness";
                readonly origin: string;
                readonly witnesses: readonly string[];
                readonly quorum: number;
            };
        };
        /** @description An organisation. Suspended at t means suspendedFrom <= t < suspendedUntil */
        readonly Participant: {
            /**
             * @description A whole number as a decimal string
             * @example 3964214000
             */
            readonly participant: string;
            readonly roles: readonly ("registrar" | "agency" | "supplier" | "guardian" | "evaluator" | "auditor")[];
            /** @description ERC-7913 signers that count now, the oldest first */
            readonly signers: readonly string[];
            /** @description Which the next statement about this participant names */
            readonly revision: number;
            /** @description Hash of its profile, which is not on the ledger */
            readonly profile: string;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly suspendedFrom: number;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly suspendedUntil: number;
            /** @description Hash of the decision */
            readonly suspensionReason: string | null;
            /** @description Seconds since 1970, by the clock of the ledger */
            readonly registeredAt: number;
            /** @description Number of the block */
            readonly block: number;
            /** @description Hash of the transaction */
            readonly transaction: string;
        };
        /** @description Whether this gateway can do its work, and what is missing */
        readonly Readiness: {
            readonly ready: boolean;
            readonly ledger: {
                readonly ok: boolean;
                readonly detail: string | null;
                readonly block: number | null;
            };
            readonly index: {
                readonly ok: boolean;
                readonly detail: string | null;
                readonly block: number | null;
                readonly lagBlocks: number | null;
            };
            /** @description What `/v1/care` tells in full. No gateway can do anything about it, so this one is ready all the same. Null if the index does not say */
            readonly guardians: {
                /** @enum {string} */
                readonly state: "Healthy" | "Weak" | "Alarm";
                readonly alarms: readonly ("GuardiansAway" | "GuardiansLeftOut" | "NoReadyKey" | "CeremonyFailed")[];
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getVLedger: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVStatements: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a bid: whether its receipt is to be in the answer */
                readonly receipt?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly statement: {
                        /** @constant */
                        readonly type: "RegisterParticipant";
                        readonly participant: string;
                        readonly roles: number;
                        readonly signer: string;
                        readonly profile: string;
                    } | {
                        /** @constant */
                        readonly type: "SetRoles";
                        readonly participant: string;
                        readonly roles: number;
                        readonly revision: number;
                    } | {
                        /** @constant */
                        readonly type: "AddSigner";
                        readonly participant: string;
                        readonly signer: string;
                        readonly revision: number;
                    } | {
                        /** @constant */
                        readonly type: "RemoveSigner";
                        readonly participant: string;
                        readonly signer: string;
                        readonly revision: number;
                        readonly author: string;
                    } | {
                        /** @constant */
                        readonly type: "SuspendParticipant";
                        readonly participant: string;
                        readonly until: number;
                        readonly reason: string;
                        readonly revision: number;
                    } | {
                        /** @constant */
                        readonly type: "OfferRegistrar";
                        readonly successor: string;
                        readonly revision: number;
                    } | {
                        /** @constant */
                        readonly type: "AcceptRegistrar";
                        readonly successor: string;
                        readonly revision: number;
                    } | {
                        /** @constant */
                        readonly type: "FormGuardianSet";
                        readonly guardians: readonly string[];
                        readonly threshold: number;
                        readonly set: number;
                    } | {
                        /** @constant */
                        readonly type: "StartCeremony";
                        readonly set: number;
                        readonly keys: number;
                        readonly without: number;
                        readonly ceremony: number;
                        readonly guardian: string;
                    } | {
                        /** @constant */
                        readonly type: "PostPackage";
                        readonly ceremony: number;
                        readonly round: number;
                        readonly guardian: string;
                        readonly package: string;
                    } | {
                        /** @constant */
                        readonly type: "ConfirmKeys";
                        readonly ceremony: number;
                        readonly guardian: string;
                        readonly transcript: string;
                    } | {
                        /** @constant */
                        readonly type: "AccuseGuardian";
                        readonly ceremony: number;
                        readonly accused: string;
                        readonly key: string;
                        readonly guardian: string;
                    } | {
                        /** @constant */
                        readonly type: "RetireGuardianSet";
                        readonly set: number;
                    } | {
                        /** @constant */
                        readonly type: "RehearseKey";
                        readonly key: string;
                        readonly participant: string;
                    } | {
                        /** @constant */
                        readonly type: "Heartbeat";
                        readonly set: number;
                        readonly guardian: string;
                        readonly height: number;
                        readonly blockHash: string;
                    } | {
                        /** @constant */
                        readonly type: "ReleaseShare";
                        readonly key: string;
                        readonly tender: string;
                        readonly guardian: string;
                        readonly share: string;
                    } | {
                        /** @constant */
                        readonly type: "Announce";
                        readonly agency: string;
                        readonly terms: {
                            readonly notice: string;
                            readonly document: string;
                            readonly predecessor: string;
                            readonly schedule: {
                                readonly biddingAt: number;
                                readonly closingAt: number;
                                readonly openingAt: number;
                                readonly fallbackAt: number;
                                readonly fallbackEndAt: number;
                            };
                            readonly objectionPeriod: number;
                            readonly amendmentTime: number;
                            readonly minimumBids: number;
                            readonly bidPolicy: number;
                            readonly retender: number;
                            readonly tieRule: number;
                            readonly reserve: {
                                readonly kind: number;
                                readonly spread: number;
                                readonly cellsAbove: number;
                            };
                            readonly award: {
                                readonly rule: number;
                                readonly baseAmount: string;
                                readonly aValue: string;
                                readonly netCostBase: string;
                                readonly floorRate: number;
                                readonly netCostRate: number;
                                readonly qualification: number;
                            };
                        };
                        readonly key: string;
                        readonly reserveSeal: {
                            readonly x: string;
                            readonly y: string;
                            readonly price: string;
                            readonly choices: string;
                            readonly tag: string;
                        };
                    } | {
                        /** @constant */
                        readonly type: "Amend";
                        readonly tender: string;
                        readonly act: number;
                        readonly terms: {
                            readonly notice: string;
                            readonly document: string;
                            readonly predecessor: string;
                            readonly schedule: {
                                readonly biddingAt: number;
                                readonly closingAt: number;
                                readonly openingAt: number;
                                readonly fallbackAt: number;
                                readonly fallbackEndAt: number;
                            };
                            readonly objectionPeriod: number;
                            readonly amendmentTime: number;
                            readonly minimumBids: number;
                            readonly bidPolicy: number;
                            readonly retender: number;
                            readonly tieRule: number;
                            readonly reserve: {
                                readonly kind: number;
                                readonly spread: number;
                                readonly cellsAbove: number;
                            };
                            readonly award: {
                                readonly rule: number;
                                readonly baseAmount: string;
                                readonly aValue: string;
                                readonly netCostBase: string;
                                readonly floorRate: number;
                                readonly netCostRate: number;
                                readonly qualification: number;
                            };
                        };
                        readonly reserveSeal: {
                            readonly x: string;
                            readonly y: string;
                            readonly price: string;
                            readonly choices: string;
                            readonly tag: string;
                        };
                    } | {
                        /** @constant */
                        readonly type: "Postpone";
                        readonly tender: string;
                        readonly act: number;
                        readonly schedule: {
                            readonly biddingAt: number;
                            readonly closingAt: number;
                            readonly openingAt: number;
                            readonly fallbackAt: number;
                            readonly fallbackEndAt: number;
                        };
                        readonly reason: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "Cancel";
                        readonly tender: string;
                        readonly act: number;
                        readonly phase: number;
                        readonly reason: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "SubmitBid";
                        readonly tender: string;
                        readonly termsVersion: number;
                        readonly bidder: string;
                        readonly sequence: number;
                        readonly keyHash: string;
                        readonly seal: {
                            readonly x: string;
                            readonly y: string;
                            readonly price: string;
                            readonly choices: string;
                            readonly tag: string;
                        };
                        readonly attachments: string;
                        readonly validUntil: number;
                    } | {
                        /** @constant */
                        readonly type: "ConfirmBid";
                        readonly tender: string;
                        readonly termsVersion: number;
                        readonly bidder: string;
                        readonly sequence: number;
                    } | {
                        /** @constant */
                        readonly type: "RequestWithdrawal";
                        readonly tender: string;
                        readonly termsVersion: number;
                        readonly bidder: string;
                        readonly sequence: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "GrantWithdrawal";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly sequence: number;
                        readonly document: string;
                        readonly author: string;
                    } | {
                        /** @constant */
                        readonly type: "Qualify";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly otherScore: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "Disqualify";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly reason: number;
                        readonly otherScore: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "Award";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly amount: string;
                    } | {
                        /** @constant */
                        readonly type: "Object";
                        readonly tender: string;
                        readonly bidder: string;
                        readonly award: number;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "DecideObjection";
                        readonly tender: string;
                        readonly act: number;
                        readonly objection: number;
                        readonly upheld: boolean;
                        readonly document: string;
                    } | {
                        /** @constant */
                        readonly type: "Conclude";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly amount: string;
                        readonly contractHash: string;
                    } | {
                        /** @constant */
                        readonly type: "Forfeit";
                        readonly tender: string;
                        readonly act: number;
                        readonly bidder: string;
                        readonly reason: number;
                        readonly document: string;
                    };
                    readonly signer: string;
                    readonly signature: string;
                    readonly countersignature?: {
                        readonly signer: string;
                        readonly signature: string;
                    };
                    readonly joint?: {
                        readonly publicKey: {
                            readonly x: string;
                            readonly y: string;
                        };
                        readonly shares: readonly {
                            readonly x: string;
                            readonly y: string;
                        }[];
                    };
                    readonly keys?: readonly {
                        readonly publicKey: {
                            readonly x: string;
                            readonly y: string;
                        };
                        readonly shares: readonly {
                            readonly x: string;
                            readonly y: string;
                        }[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Not done yet; `Location` tells how far it has come */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StatementStatus"];
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BAD_SIGNATURE`: The signature does not fit
             *
             *     `MISSING_ROLE`: The author lacks the role
             *
             *     `NOT_DEPLOYER`: Only the deployer may
             *
             *     `NOT_IN_CEREMONY`: Left out of this ceremony
             *
             *     `NOT_IN_SET`: Not a guardian of this set
             *
             *     `NOT_LEDGER`: Only the ledger may
             *
             *     `NOT_OWN_TENDER`: Another agency's tender
             *
             *     `OWN_TENDER`: The agency's own tender
             *
             *     `SUSPENDED`: The author is suspended
             *
             *     `UNKNOWN_PARTICIPANT`: The author is not registered
             *
             *     `UNKNOWN_SIGNER`: The key is not the author's
             */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `UNKNOWN_CEREMONY`: There is no such ceremony
             *
             *     `UNKNOWN_GUARDIAN_SET`: There is no such guardian set
             *
             *     `UNKNOWN_KEY`: There is no such key
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ALREADY_ACCUSED`: Accused already
             *
             *     `ALREADY_ANNOUNCED`: Announced already
             *
             *     `ALREADY_BID`: This bidder has already bid
             *
             *     `ALREADY_BOUND`: Bound already
             *
             *     `ALREADY_OBJECTED`: Objected already
             *
             *     `ALREADY_POSTED`: Posted already
             *
             *     `ALREADY_REGISTERED`: Registered already
             *
             *     `ALREADY_RELEASED`: Released already
             *
             *     `ALREADY_REPEATED`: Repeated already
             *
             *     `ALREADY_REQUESTED`: Asked already
             *
             *     `BARRED`: This bidder withdrew its bid
             *
             *     `BID_STANDS`: The bid counts already
             *
             *     `CEREMONY_ACCUSED`: A guardian was accused
             *
             *     `CEREMONY_READY`: The ceremony is over
             *
             *     `CEREMONY_RUNNING`: A ceremony is under way
             *
             *     `EXPIRED`: The bid's own time limit has passed
             *
             *     `KEY_NOT_OPEN`: The key is not open yet
             *
             *     `LAST_SIGNER`: The last signer stays
             *
             *     `LEDGER_REFUSED`: The ledger refused
             *
             *     `NO_BID`: Not a bidder of this tender
             *
             *     `NO_OPEN_OBJECTION`: No objection to decide
             *
             *     `NO_RESERVE_SEAL`: No sealed reserve price
             *
             *     `NO_SEALED_BID`: No sealed bid
             *
             *     `NOT_BIDDING`: This tender takes no bids
             *
             *     `NOT_FIRST_IN_LINE`: Not the first in line
             *
             *     `NOT_OFFERED`: Not offered
             *
             *     `NOT_QUALIFIED`: Not qualified yet
             *
             *     `NOT_RANKABLE`: This bid cannot be put in line
             *
             *     `NOT_REQUESTED`: Nobody asked for this withdrawal
             *
             *     `NOT_WINNER`: Not the winner
             *
             *     `NOT_YET_OPEN`: Bidding has not begun
             *
             *     `NOTHING_TO_ACCUSE`: Nothing to accuse of
             *
             *     `OBJECTION_PERIOD_OVER`: The objection period is over
             *
             *     `OBJECTION_PERIOD_RUNNING`: The objection period is running
             *
             *     `OBJECTIONS_OPEN`: Objections wait for a decision
             *
             *     `REHEARSED_LATELY`: Rehearsed a short while ago
             *
             *     `RESERVE_ALREADY_OPENED`: The reserve price is open already
             *
             *     `RESERVE_STILL_SEALED`: The reserve price is to be revealed first
             *
             *     `REVIEW_INCOMPLETE`: Bids of the same price wait for their review
             *
             *     `ROUND_NOT_OPEN`: The round is not open
             *
             *     `SCORE_SUFFICES`: The score reaches the pass mark
             *
             *     `SCORE_TOO_LOW`: The score does not reach the pass mark
             *
             *     `SET_RETIRED`: The guardian set is retired
             *
             *     `STALE_HEARTBEAT`: Not a recent block
             *
             *     `TENDER_FULL`: The tender is full
             *
             *     `TOO_EARLY`: The opening has not begun
             *
             *     `TOO_LATE`: Bidding has closed
             *
             *     `TOO_MANY_SIGNERS`: Too many signers
             *
             *     `TRANSCRIPT_MISMATCH`: Another transcript was confirmed
             *
             *     `WRONG_ACT`: Wrong number of the act
             *
             *     `WRONG_AMOUNT`: Another amount stands on the ledger
             *
             *     `WRONG_AWARD`: Another result stands
             *
             *     `WRONG_KEY_STATE`: The key is in another state
             *
             *     `WRONG_NUMBER`: Another number is next
             *
             *     `WRONG_PHASE`: Not in this phase
             *
             *     `WRONG_REVISION`: The participant has changed meanwhile
             *
             *     `WRONG_SEQUENCE`: Wrong number of the bid
             *
             *     `WRONG_TERMS_VERSION`: The terms have changed
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BAD_POINT`: The seal cannot be used
             *
             *     `CLOSING_TOO_SOON`: The closing comes too soon
             *
             *     `EMPTY_BATCH`: The list is empty
             *
             *     `INVALID_CHANGE`: This may not change in this way
             *
             *     `INVALID_GUARDIAN_SET`: Not a guardian set
             *
             *     `INVALID_KEY_COUNT`: Wrong number of keys
             *
             *     `INVALID_MEMBERS`: These guardians cannot hold a ceremony
             *
             *     `INVALID_PARTICIPANT`: This participant cannot be meant
             *
             *     `INVALID_POINT`: Not a usable point
             *
             *     `INVALID_RESERVE_SEAL`: The sealed reserve price does not fit
             *
             *     `INVALID_ROLES`: These roles cannot be given
             *
             *     `INVALID_SCORE`: More points than there are
             *
             *     `INVALID_SIGNER`: This signer cannot be added or removed
             *
             *     `INVALID_TERMS`: The terms break a rule
             *
             *     `NO_REASON`: The hash of the decision is missing
             *
             *     `PACKAGE_TOO_LARGE`: The package is too large
             *
             *     `REASON_MISSING`: A reason or document is missing
             *
             *     `SHARE_REFUSED`: A false share
             *
             *     `WRONG_KEY`: Not this key
             *
             *     `WRONG_OPENING`: The opening does not fit the seal
             *
             *     `WRONG_PLACEMENT`: Wrong place in the line
             */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `INTERNAL`: Something went wrong here
             *
             *     `TOO_LITTLE_GAS`: The gateway gave too little gas
             */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `QUEUE_FULL`: Too much waits at the moment
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVStatementsDigest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly digest: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StatementStatus"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing on the ledger */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTenders: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
                readonly phase?: "Scheduled" | "Bidding" | "Closed" | "Opening" | "Fallback" | "Ranking" | "Review" | "Standstill" | "Concluded" | "Failed" | "Cancelled";
                readonly agency?: string;
                /** @description Closing at this time or later, in seconds since 1970 */
                readonly closingFrom?: number;
                /** @description Closing before this time */
                readonly closingBefore?: number;
                /** @description Stands in the notice number, in letters of either case */
                readonly notice?: string;
                /** @description By announcement, the `newest` first (unless said otherwise), or by `closing` time */
                readonly sort?: "newest" | "closing" | "-closing";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Tender"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTender: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tender"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderReserve: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Of the agency's sealed single reserve price */
                        readonly opening: {
                            /**
                             * @description A whole number as a decimal string
                             * @example 3964214000
                             */
                            readonly reserve: string;
                            /** @description Opened by the agency's own note, in the fallback */
                            readonly revealed: boolean;
                            /** @description That note; null if the key opened it */
                            readonly note: string | null;
                            /** @description 32 bytes in lower-case hex */
                            readonly dx: string;
                            /** @description 32 bytes in lower-case hex */
                            readonly dy: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly openedAt: number;
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                        } | null;
                        /** @description What the ledger settled before the ranking */
                        readonly settlement: {
                            /**
                             * @description A whole number as a decimal string
                             * @example 3964214000
                             */
                            readonly reserve: string;
                            /** @description 32 bytes in lower-case hex */
                            readonly seed: string;
                            /** @description How often each of the numbers 1 to 15 was picked */
                            readonly counts: readonly number[];
                            /** @description Whether the key was not there when the fallback began */
                            readonly degraded: boolean;
                            /** @description Places in the guardian set, from 1, of those that had released their shares */
                            readonly released: readonly number[];
                            /** @description Bids that stay closed, because neither the key nor their bidders opened them */
                            readonly closed: number;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly settledAt: number;
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                        } | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderTerms: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TermsVersion"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderActs: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Act"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderObjections: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Objection"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderBids: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
                readonly status?: "None" | "Sealed" | "Valid" | "Invalid" | "Acceptable" | "Rejected" | "Disqualified" | "Qualified" | "Withdrawn" | "Forfeited";
                readonly bidder?: string;
                /** @description `oldest` first unless said otherwise */
                readonly sort?: "oldest" | "newest";
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Bid"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderBidsBidder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
                readonly bidder: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Bid"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NOT_FOUND`: There is no such thing on the ledger
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderWithdrawals: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Withdrawal"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVDocuments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly manifest: {
                        readonly envelope: string;
                        readonly keyHash: string;
                        readonly size: number;
                        readonly chunks: readonly string[];
                    };
                    readonly signed?: {
                        readonly statement: {
                            /** @constant */
                            readonly type: "RegisterParticipant";
                            readonly participant: string;
                            readonly roles: number;
                            readonly signer: string;
                            readonly profile: string;
                        } | {
                            /** @constant */
                            readonly type: "SetRoles";
                            readonly participant: string;
                            readonly roles: number;
                            readonly revision: number;
                        } | {
                            /** @constant */
                            readonly type: "AddSigner";
                            readonly participant: string;
                            readonly signer: string;
                            readonly revision: number;
                        } | {
                            /** @constant */
                            readonly type: "RemoveSigner";
                            readonly participant: string;
                            readonly signer: string;
                            readonly revision: number;
                            readonly author: string;
                        } | {
                            /** @constant */
                            readonly type: "SuspendParticipant";
                            readonly participant: string;
                            readonly until: number;
                            readonly reason: string;
                            readonly revision: number;
                        } | {
                            /** @constant */
                            readonly type: "OfferRegistrar";
                            readonly successor: string;
                            readonly revision: number;
                        } | {
                            /** @constant */
                            readonly type: "AcceptRegistrar";
                            readonly successor: string;
                            readonly revision: number;
                        } | {
                            /** @constant */
                            readonly type: "FormGuardianSet";
                            readonly guardians: readonly string[];
                            readonly threshold: number;
                            readonly set: number;
                        } | {
                            /** @constant */
                            readonly type: "StartCeremony";
                            readonly set: number;
                            readonly keys: number;
                            readonly without: number;
                            readonly ceremony: number;
                            readonly guardian: string;
                        } | {
                            /** @constant */
                            readonly type: "PostPackage";
                            readonly ceremony: number;
                            readonly round: number;
                            readonly guardian: string;
                            readonly package: string;
                        } | {
                            /** @constant */
                            readonly type: "ConfirmKeys";
                            readonly ceremony: number;
                            readonly guardian: string;
                            readonly transcript: string;
                        } | {
                            /** @constant */
                            readonly type: "AccuseGuardian";
                            readonly ceremony: number;
                            readonly accused: string;
                            readonly key: string;
                            readonly guardian: string;
                        } | {
                            /** @constant */
                            readonly type: "RetireGuardianSet";
                            readonly set: number;
                        } | {
                            /** @constant */
                            readonly type: "RehearseKey";
                            readonly key: string;
                            readonly participant: string;
                        } | {
                            /** @constant */
                            readonly type: "Heartbeat";
                            readonly set: number;
                            readonly guardian: string;
                            readonly height: number;
                            readonly blockHash: string;
                        } | {
                            /** @constant */
                            readonly type: "ReleaseShare";
                            readonly key: string;
                            readonly tender: string;
                            readonly guardian: string;
                            readonly share: string;
                        } | {
                            /** @constant */
                            readonly type: "Announce";
                            readonly agency: string;
                            readonly terms: {
                                readonly notice: string;
                                readonly document: string;
                                readonly predecessor: string;
                                readonly schedule: {
                                    readonly biddingAt: number;
                                    readonly closingAt: number;
                                    readonly openingAt: number;
                                    readonly fallbackAt: number;
                                    readonly fallbackEndAt: number;
                                };
                                readonly objectionPeriod: number;
                                readonly amendmentTime: number;
                                readonly minimumBids: number;
                                readonly bidPolicy: number;
                                readonly retender: number;
                                readonly tieRule: number;
                                readonly reserve: {
                                    readonly kind: number;
                                    readonly spread: number;
                                    readonly cellsAbove: number;
                                };
                                readonly award: {
                                    readonly rule: number;
                                    readonly baseAmount: string;
                                    readonly aValue: string;
                                    readonly netCostBase: string;
                                    readonly floorRate: number;
                                    readonly netCostRate: number;
                                    readonly qualification: number;
                                };
                            };
                            readonly key: string;
                            readonly reserveSeal: {
                                readonly x: string;
                                readonly y: string;
                                readonly price: string;
                                readonly choices: string;
                                readonly tag: string;
                            };
                        } | {
                            /** @constant */
                            readonly type: "Amend";
                            readonly tender: string;
                            readonly act: number;
                            readonly terms: {
                                readonly notice: string;
                                readonly document: string;
                                readonly predecessor: string;
                                readonly schedule: {
                                    readonly biddingAt: number;
                                    readonly closingAt: number;
                                    readonly openingAt: number;
                                    readonly fallbackAt: number;
                                    readonly fallbackEndAt: number;
                                };
                                readonly objectionPeriod: number;
                                readonly amendmentTime: number;
                                readonly minimumBids: number;
                                readonly bidPolicy: number;
                                readonly retender: number;
                                readonly tieRule: number;
                                readonly reserve: {
                                    readonly kind: number;
                                    readonly spread: number;
                                    readonly cellsAbove: number;
                                };
                                readonly award: {
                                    readonly rule: number;
                                    readonly baseAmount: string;
                                    readonly aValue: string;
                                    readonly netCostBase: string;
                                    readonly floorRate: number;
                                    readonly netCostRate: number;
                                    readonly qualification: number;
                                };
                            };
                            readonly reserveSeal: {
                                readonly x: string;
                                readonly y: string;
                                readonly price: string;
                                readonly choices: string;
                                readonly tag: string;
                            };
                        } | {
                            /** @constant */
                            readonly type: "Postpone";
                            readonly tender: string;
                            readonly act: number;
                            readonly schedule: {
                                readonly biddingAt: number;
                                readonly closingAt: number;
                                readonly openingAt: number;
                                readonly fallbackAt: number;
                                readonly fallbackEndAt: number;
                            };
                            readonly reason: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "Cancel";
                            readonly tender: string;
                            readonly act: number;
                            readonly phase: number;
                            readonly reason: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "SubmitBid";
                            readonly tender: string;
                            readonly termsVersion: number;
                            readonly bidder: string;
                            readonly sequence: number;
                            readonly keyHash: string;
                            readonly seal: {
                                readonly x: string;
                                readonly y: string;
                                readonly price: string;
                                readonly choices: string;
                                readonly tag: string;
                            };
                            readonly attachments: string;
                            readonly validUntil: number;
                        } | {
                            /** @constant */
                            readonly type: "ConfirmBid";
                            readonly tender: string;
                            readonly termsVersion: number;
                            readonly bidder: string;
                            readonly sequence: number;
                        } | {
                            /** @constant */
                            readonly type: "RequestWithdrawal";
                            readonly tender: string;
                            readonly termsVersion: number;
                            readonly bidder: string;
                            readonly sequence: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "GrantWithdrawal";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly sequence: number;
                            readonly document: string;
                            readonly author: string;
                        } | {
                            /** @constant */
                            readonly type: "Qualify";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly otherScore: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "Disqualify";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly reason: number;
                            readonly otherScore: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "Award";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly amount: string;
                        } | {
                            /** @constant */
                            readonly type: "Object";
                            readonly tender: string;
                            readonly bidder: string;
                            readonly award: number;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "DecideObjection";
                            readonly tender: string;
                            readonly act: number;
                            readonly objection: number;
                            readonly upheld: boolean;
                            readonly document: string;
                        } | {
                            /** @constant */
                            readonly type: "Conclude";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly amount: string;
                            readonly contractHash: string;
                        } | {
                            /** @constant */
                            readonly type: "Forfeit";
                            readonly tender: string;
                            readonly act: number;
                            readonly bidder: string;
                            readonly reason: number;
                            readonly document: string;
                        };
                        readonly signer: string;
                        readonly signature: string;
                        readonly countersignature?: {
                            readonly signer: string;
                            readonly signature: string;
                        };
                        readonly joint?: {
                            readonly publicKey: {
                                readonly x: string;
                                readonly y: string;
                            };
                            readonly shares: readonly {
                                readonly x: string;
                                readonly y: string;
                            }[];
                        };
                        readonly keys?: readonly {
                            readonly publicKey: {
                                readonly x: string;
                                readonly y: string;
                            };
                            readonly shares: readonly {
                                readonly x: string;
                                readonly y: string;
                            }[];
                        }[];
                    };
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Documents"];
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BAD_SIGNATURE`: The signature does not fit
             *
             *     `MISSING_ROLE`: The author lacks the role
             *
             *     `SUSPENDED`: The author is suspended
             *
             *     `UNKNOWN_PARTICIPANT`: The author is not registered
             *
             *     `UNKNOWN_SIGNER`: The key is not the author's
             */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `UNKNOWN_DOCUMENTS`: These documents are not here
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `LEDGER_REFUSED`: The ledger refused
             *
             *     `QUOTA_EXCEEDED`: Too many documents without a bid
             *
             *     `TOO_LATE`: Bidding has closed
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WRONG_ROOT`: Other documents than the bid names */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVDocumentsRoot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly root: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Documents"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_DOCUMENTS`: These documents are not here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVDocumentsRootChunksPlace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly root: string;
                readonly place: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_DOCUMENTS`: These documents are not here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putVDocumentsRootChunksPlace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly root: string;
                readonly place: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": string;
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description 32 bytes in lower-case hex */
                        readonly root: string;
                        readonly place: number;
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_DOCUMENTS`: These documents are not here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `LEDGER_REFUSED`: The ledger refused */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `CHUNK_MISMATCH`: Not the chunk that the manifest names */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderOpenings: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Opening"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVTendersTenderOpenings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly openings: readonly {
                        readonly bidder: string;
                        readonly seal: {
                            readonly x: string;
                            readonly y: string;
                            readonly price: string;
                            readonly choices: string;
                            readonly tag: string;
                        };
                        readonly dx: string;
                        readonly dy: string;
                        readonly hint: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description null if nothing was left to be done, and nothing was sent */
                        readonly inclusion: {
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly timestamp: number;
                        } | null;
                        /** @description In the order of the request */
                        readonly results: readonly {
                            /**
                             * @description A whole number as a decimal string
                             * @example 3964214000
                             */
                            readonly bidder: string;
                            /** @enum {string} */
                            readonly result: "Opened" | "NoSealedBid" | "WrongSeal" | "WrongHint";
                        }[];
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `KEY_NOT_OPEN`: The key is not open yet
             *
             *     `LEDGER_REFUSED`: The ledger refused
             *
             *     `WRONG_PHASE`: Not in this phase
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderOpeningsBidder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
                readonly bidder: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Opening"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NOT_FOUND`: There is no such thing on the ledger
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVTendersTenderReveals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly joint: {
                        readonly publicKey: {
                            readonly x: string;
                            readonly y: string;
                        };
                        readonly shares: readonly {
                            readonly x: string;
                            readonly y: string;
                        }[];
                    };
                    readonly reveals: readonly {
                        readonly opening: {
                            readonly bidder: string;
                            readonly seal: {
                                readonly x: string;
                                readonly y: string;
                                readonly price: string;
                                readonly choices: string;
                                readonly tag: string;
                            };
                            readonly dx: string;
                            readonly dy: string;
                            readonly hint: string;
                        };
                        readonly r: string;
                        readonly hint: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description null if nothing was left to be done, and nothing was sent */
                        readonly inclusion: {
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly timestamp: number;
                        } | null;
                        /** @description In the order of the request */
                        readonly results: readonly {
                            /**
                             * @description A whole number as a decimal string
                             * @example 3964214000
                             */
                            readonly bidder: string;
                            /** @enum {string} */
                            readonly result: "Opened" | "NoSealedBid" | "WrongSeal" | "WrongHint";
                        }[];
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `LEDGER_REFUSED`: The ledger refused
             *
             *     `RESERVE_STILL_SEALED`: The reserve price is to be revealed first
             *
             *     `WRONG_PHASE`: Not in this phase
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WRONG_KEY`: Not this key */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVTendersTenderReserveOpening: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly opening: {
                        readonly bidder: string;
                        readonly seal: {
                            readonly x: string;
                            readonly y: string;
                            readonly price: string;
                            readonly choices: string;
                            readonly tag: string;
                        };
                        readonly dx: string;
                        readonly dy: string;
                        readonly hint: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly inclusion: {
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly timestamp: number;
                        };
                        /**
                         * @description In won; 0 if the seal was bad
                         * @example 3964214000
                         */
                        readonly reserve: string;
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `KEY_NOT_OPEN`: The key is not open yet
             *
             *     `LEDGER_REFUSED`: The ledger refused
             *
             *     `NO_RESERVE_SEAL`: No sealed reserve price
             *
             *     `RESERVE_ALREADY_OPENED`: The reserve price is open already
             *
             *     `WRONG_PHASE`: Not in this phase
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WRONG_OPENING`: The opening does not fit the seal */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVTendersTenderReserveReveal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly joint: {
                        readonly publicKey: {
                            readonly x: string;
                            readonly y: string;
                        };
                        readonly shares: readonly {
                            readonly x: string;
                            readonly y: string;
                        }[];
                    };
                    readonly reveal: {
                        readonly opening: {
                            readonly bidder: string;
                            readonly seal: {
                                readonly x: string;
                                readonly y: string;
                                readonly price: string;
                                readonly choices: string;
                                readonly tag: string;
                            };
                            readonly dx: string;
                            readonly dy: string;
                            readonly hint: string;
                        };
                        readonly r: string;
                        readonly hint: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly inclusion: {
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly timestamp: number;
                        };
                        /**
                         * @description In won; 0 if the seal was bad
                         * @example 3964214000
                         */
                        readonly reserve: string;
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `LEDGER_REFUSED`: The ledger refused
             *
             *     `NO_RESERVE_SEAL`: No sealed reserve price
             *
             *     `RESERVE_ALREADY_OPENED`: The reserve price is open already
             *
             *     `WRONG_PHASE`: Not in this phase
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `WRONG_KEY`: Not this key
             *
             *     `WRONG_OPENING`: The opening does not fit the seal
             */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVTendersTenderPlacements: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly placements: readonly {
                        readonly bidder: string;
                        readonly behind: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly inclusion: {
                            /** @description Number of the block */
                            readonly block: number;
                            /** @description Hash of the transaction */
                            readonly transaction: string;
                            /** @description Seconds since 1970, by the clock of the ledger */
                            readonly timestamp: number;
                        };
                        /** @description How many bids this call judged */
                        readonly ranked: number;
                        /** @description Whether all valid bids are judged now */
                        readonly completed: boolean;
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `LEDGER_REFUSED`: The ledger refused
             *
             *     `NOT_RANKABLE`: This bid cannot be put in line
             *
             *     `WRONG_PHASE`: Not in this phase
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WRONG_PLACEMENT`: Wrong place in the line */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderOrder: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Rank"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderOrderBidder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
                readonly bidder: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Rank"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NOT_FOUND`: There is no such thing on the ledger
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
                readonly state?: "None" | "Ready" | "Assigned" | "Open" | "Rehearsing";
                readonly set?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["OpeningKey"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVKeysKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly key: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OpeningKeyWithShares"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_KEY`: There is no such key */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVGuardianSets: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["GuardianSet"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVGuardianSetsSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly set: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GuardianSet"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_GUARDIAN_SET`: There is no such guardian set */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVCeremonies: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
                readonly set?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Ceremony"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVCeremoniesCeremony: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ceremony: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CeremonyWithPackages"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_CEREMONY`: There is no such ceremony */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVCare: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Care"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description The `id` of the last event that was seen; `0`: from the beginning. `Last-Event-ID` comes first */
                readonly after?: string;
                /** @description Only of this tender */
                readonly tender?: string;
                /** @description Only what concerns this participant first */
                readonly participant?: string;
                /** @description Only events of these names, with commas between: `BidAccepted,Awarded` */
                readonly type?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": components["schemas"]["Event"];
                };
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `FEEDS_BUSY`: Too many follow at once
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OPERATOR_ONLY`: Only for the operator */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOKS_OFF`: No webhooks here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OPERATOR_ONLY`: Only for the operator */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOKS_OFF`: No webhooks here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `LEDGER_REFUSED`: The ledger refused
             *
             *     `TOO_MANY_WEBHOOKS`: Too many webhooks
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOK_ADDRESS`: This address may not be called */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteVWebhooksWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly removed: string;
                    };
                };
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OPERATOR_ONLY`: Only for the operator */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NOT_FOUND`: There is no such thing on the ledger
             *
             *     `WEBHOOKS_OFF`: No webhooks here
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVWebhooksWebhookDead: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["DeadLetter"][];
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OPERATOR_ONLY`: Only for the operator */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOKS_OFF`: No webhooks here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postVWebhooksWebhookReplay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly revived: number;
                    };
                };
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OPERATOR_ONLY`: Only for the operator */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOKS_OFF`: No webhooks here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderEvidence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNKNOWN_TENDER`: There is no such tender */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NODE_INCONSISTENT`: The node's answers do not fit together
             *
             *     `NODE_UNSUITABLE`: The ledger's node cannot prove this
             */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `EXPORTS_BUSY`: Too many exports at once
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `NO_FINALITY`: Nobody vouches for the blocks
             *
             *     `WITNESS_REFUSED`: The witness does not sign
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTendersTenderBidsBidderReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tender: string;
                readonly bidder: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NOT_FOUND`: There is no such thing on the ledger
             *
             *     `UNKNOWN_TENDER`: There is no such tender
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NODE_INCONSISTENT`: The node's answers do not fit together
             *
             *     `NODE_UNSUITABLE`: The ledger's node cannot prove this
             */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `EXPORTS_BUSY`: Too many exports at once
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `NO_FINALITY`: Nobody vouches for the blocks
             *
             *     `WITNESS_REFUSED`: The witness does not sign
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVTrust: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `NODE_INCONSISTENT`: The node's answers do not fit together
             *
             *     `NODE_UNSUITABLE`: The ledger's node cannot prove this
             */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `NO_FINALITY`: Nobody vouches for the blocks
             *
             *     `WITNESS_REFUSED`: The witness does not sign
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVParticipants: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description How many items at most; a page may hold fewer */
                readonly limit?: number;
                readonly role?: "registrar" | "agency" | "supplier" | "guardian" | "evaluator" | "auditor";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Participant"][];
                        /** @description Cursor of the next page; null on the last one */
                        readonly next: string | null;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `INVALID_CURSOR`: This cursor was not given by a page
             *
             *     `INVALID_INPUT`: A field is not as expected
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVParticipantsParticipant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly participant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Participant"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing on the ledger */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `DATABASE_UNREACHABLE`: The index does not answer */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVParticipantsParticipantProfile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly participant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly format: "bongin-profile";
                        /** @constant */
                        readonly version: 1;
                        readonly participant: string;
                        readonly name: string;
                        readonly encryptionKey?: string;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_INPUT`: A field is not as expected */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing on the ledger */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putVParticipantsParticipantProfile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly participant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @constant */
                    readonly format: "bongin-profile";
                    /** @constant */
                    readonly version: 1;
                    readonly participant: string;
                    readonly name: string;
                    readonly encryptionKey?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /**
                         * @description A whole number as a decimal string
                         * @example 3964214000
                         */
                        readonly participant: string;
                        /** @description 32 bytes in lower-case hex */
                        readonly profile: string;
                    };
                };
            };
            /**
             * @description `INVALID_INPUT`: A field is not as expected
             *
             *     `MALFORMED_BODY`: The body cannot be read
             *
             *     `MALFORMED_JSON`: The body is not JSON
             *
             *     `REQUEST_INTERRUPTED`: The request was cut off
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing on the ledger */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `LEDGER_REFUSED`: The ledger refused */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BODY_TOO_LARGE`: The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_CONTENT_TYPE`: The body must be application/json in UTF-8 */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNFIT_PROFILE`: Not the profile that the registry names */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong here */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `TRANSACTION_REFUSED`: The ledger's node refused */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `DATABASE_UNREACHABLE`: The index does not answer
             *
             *     `DOCUMENTS_OFF`: No documents are kept here
             *
             *     `LEDGER_UNREACHABLE`: The ledger does not answer
             *
             *     `RELAY_CLOSED`: Shutting down
             *
             *     `STORE_UNAVAILABLE`: The store of documents does not answer
             */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_INCLUDED`: Not in a block yet */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getHealthLive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly live: true;
                    };
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly getHealthReady: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description As the client has it: `If-None-Match` names its `ETag` */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
