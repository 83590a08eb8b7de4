// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev An organisation's number, chosen by the registrar, never zero. No personal data: names stay off the chain.
type ParticipantId is uint64;

using {isSame as ==, isOther as !=} for ParticipantId global;

function isSame(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) == ParticipantId.unwrap(b);
}

function isOther(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) != ParticipantId.unwrap(b);
}

/// @dev keccak256(abi.encode(agency, notice)): one agency announces one notice number once.
type TenderId is bytes32;

/// @dev `ceremony << 16 | position` of the key within its ceremony.
type KeyId is uint64;

/// @dev A point of secp256k1 in affine coordinates. The point at infinity has no such form and is never accepted.
struct Point {
    uint256 x;
    uint256 y;
}

/// @dev A joint key of a guardian set: the public key and the public share of each guardian, in the set's order.
struct JointKey {
    Point publicKey;
    Point[] shares;
}

/// @dev Who signed a statement, and how. `signer` is an ERC-7913 signer: a 20-byte address, or verifier and key.
struct Authorization {
    bytes signer;
    bytes signature;
}

/// @dev A sealed price: `R = r·G`, two encrypted words and the tag (protocol.md 4; SEC 1, 5.1).
struct Seal {
    uint256 x;
    uint256 y;
    bytes32 price;
    bytes32 choices;
    bytes32 tag;
}

/// @dev Times of a tender in seconds since 1970, each later than the one before; only the chain's clock decides.
struct Schedule {
    uint48 biddingAt;
    uint48 closingAt;
    uint48 openingAt;
    uint48 fallbackAt;
    uint48 fallbackEndAt;
}

enum BidPolicy {
    OneShot,
    Replaceable
}

enum ReserveKind {
    None,
    Single,
    Multiple
}

/// @dev How the reserve price comes about (domain.md, multiple reserve price).
/// `spread` and `cellsAbove` are for `Multiple` only, otherwise zero: the fifteen prices lie within `spread` ten-thousandths of
/// the base amount; `cellsAbove` of fifteen cells lie above it, the rest below; zero stands for fifteen equal cells.
struct ReserveTerms {
    ReserveKind kind;
    uint16 spread;
    uint8 cellsAbove;
}

/// @dev What the award rule needs from the notice. Rates are in 1/100,000 (three decimals of a per cent).
/// `baseAmount` is the published base amount; with `ReserveKind.None` it is the ceiling. Amounts are whole won. `qualification` is the
/// scale of the qualification score (QualificationScores), or zero: the review gives no scores.
struct AwardTerms {
    uint8 rule;
    uint96 baseAmount;
    uint96 aValue;
    uint96 netCostBase;
    uint32 floorRate;
    uint32 netCostRate;
    uint8 qualification;
}

/// @dev What a re-tender may change of the terms of the tender that it repeats: everything, or only notice and times.
enum Retender {
    Free,
    TimesOnly
}

/// @dev What decides between acceptable bids of the same price: the seed of the opening key, or the higher score of the review (then
/// the seed).
enum TieRule {
    Seed,
    ReviewScore
}

/// @dev What an agency announces and a bidder agrees to. `document` is the hash of the notice's documents, `predecessor` the failed or
/// cancelled tender that this one repeats, or zero. `objectionPeriod` and `amendmentTime` are in seconds: so long suppliers may object
/// after the award, and so much time is left to the bidders between an amendment and the closing.
struct Terms {
    string notice;
    bytes32 document;
    TenderId predecessor;
    Schedule schedule;
    uint32 objectionPeriod;
    uint32 amendmentTime;
    uint16 minimumBids;
    BidPolicy bidPolicy;
    Retender retender;
    TieRule tieRule;
    ReserveTerms reserve;
    AwardTerms award;
}

/// @dev Derived from facts and the clock, never stored. Order and names are part of the ABI.
enum Phase {
    Scheduled,
    Bidding,
    Closed,
    Opening,
    Fallback,
    Ranking,
    Review,
    Standstill,
    Concluded,
    Failed,
    Cancelled
}

/// @dev What became of one bid. `Sealed` until the opening; `Valid` until ranked; then `Acceptable` or `Rejected`.
enum BidStatus {
    None,
    Sealed,
    Valid,
    Invalid,
    Acceptable,
    Rejected,
    Disqualified,
    Qualified,
    Withdrawn,
    Forfeited
}

/// @dev Why an opened bid is invalid. Each is a function of the sealed bytes and of facts fixed before the opening;
/// a bid that was withdrawn is not opened at all.
enum Invalidity {
    None,
    BadPoint,
    BadTag,
    PriceOutOfRange,
    ChoicesOutOfRange,
    Superseded,
    Suspended,
    Withdrawn
}

/// @dev What became of an objection. `Lapsed`: the result fell with another objection, so there was nothing left to decide.
enum ObjectionState {
    None,
    Open,
    Rejected,
    Upheld,
    Lapsed
}

/// @dev The award rule's word on one valid bid.
enum Verdict {
    Acceptable,
    AboveReserve,
    BelowFloor,
    BelowNetCostFloor
}
