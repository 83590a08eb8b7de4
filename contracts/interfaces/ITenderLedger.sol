// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Authorization,
    BidStatus,
    Invalidity,
    JointKey,
    KeyId,
    ParticipantId,
    Phase,
    Schedule,
    Seal,
    TenderId,
    Terms,
    Verdict
} from "../types/Types.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {ITenderAwards} from "./ITenderAwards.sol";
import {ITenderPhases} from "./ITenderPhases.sol";

/// @title Announce, amend, submit, open, rank; from the review on: ITenderAwards
/// @notice Statements are signed by their authors (EIP-712) and relayed by anyone; opening and ranking need no author at all,
/// because their results follow from what is already on the ledger.
/// @dev Every accepted statement extends the tender's record: `h' = keccak256(abi.encode(h, statementDigest))`.
interface ITenderLedger is ITenderPhases, ITenderAwards {
    /// @dev A bidder's statement: this sealed price, for this tender under this version of its terms. `keyHash` is the hash of the
    /// joint key to which it is sealed: a bidder who was shown another key hears so now and not at the opening.
    struct Bid {
        TenderId tender;
        uint16 termsVersion;
        ParticipantId bidder;
        uint16 sequence;
        bytes32 keyHash;
        Seal seal;
        bytes32 attachments;
        uint48 validUntil;
    }

    struct SignedBid {
        Bid bid;
        Authorization authorization;
    }

    /// @dev A closed set; `Accepted` alone changes state. All others leave the bid unrecorded, free to be corrected and sent again.
    enum SubmitResult {
        Accepted,
        UnknownTender,
        NotYetOpen,
        TooLate,
        NotBidding,
        WrongTermsVersion,
        Expired,
        AlreadyBid,
        WrongSequence,
        BadPoint,
        TenderFull,
        Unauthorized,
        WrongKey,
        Barred,
        OwnTender
    }

    /// @dev What opens one sealed bid: the seal again, `D = x·R`, and `1 / (D.x - G.x) mod p` as a hint.
    struct SealOpening {
        ParticipantId bidder;
        Seal seal;
        uint256 dx;
        uint256 dy;
        uint256 hint;
    }

    /// @dev What reveals one sealed bid in the fallback: its opening, the bidder's `r`, and `1 / (R.x - G.x) mod p`.
    struct Reveal {
        SealOpening opening;
        uint256 r;
        uint256 hint;
    }

    /// @dev A closed set; `Opened` alone changes state.
    enum OpenResult {
        Opened,
        NoSealedBid,
        WrongSeal,
        WrongHint
    }

    /// @dev One bid to be put in line, and a bid that already stands somewhere before its place (zero: from the head).
    struct Placement {
        ParticipantId bidder;
        ParticipantId behind;
    }

    /// @dev `bids` counts bidders; the bids of `aside` of them do not stand: withdrawn, or made for older terms. `awards` counts
    /// results: awards, and results without a winner. `winner` is zero but while an award stands.
    struct Tender {
        ParticipantId agency;
        KeyId key;
        uint16 termsVersion;
        uint32 acts;
        uint32 bids;
        uint32 opened;
        uint32 valid;
        uint32 ranked;
        uint32 acceptable;
        bool reserveOpened;
        uint96 reserve;
        ParticipantId first;
        ParticipantId winner;
        uint48 awardedAt;
        uint48 concludedAt;
        uint48 cancelledAt;
        uint32 aside;
        uint16 awards;
        uint32 objections;
        uint32 openObjections;
        bytes32 record;
        uint256 seed;
    }

    /// @dev `withdrawalRequested`: for the bid as it is, under the present terms. `score` is that of its qualification, in hundredths of
    /// a point.
    struct BidRecord {
        BidStatus status;
        uint16 termsVersion;
        uint16 sequence;
        bool withdrawalRequested;
        bytes27 sealHash;
        Invalidity invalidity;
        Verdict verdict;
        uint96 price;
        ParticipantId next;
        uint16 score;
    }

    /// @notice A tender was announced under one opening key.
    event Announced(
        TenderId indexed tender,
        ParticipantId indexed agency,
        KeyId indexed key,
        Terms terms,
        Seal reserveSeal,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The terms have a new version; bids to an older one do not count until they are confirmed or replaced.
    event Amended(
        TenderId indexed tender,
        uint32 act,
        uint16 termsVersion,
        Terms terms,
        Seal reserveSeal,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The times of a tender moved to later; its terms version stays.
    event Postponed(
        TenderId indexed tender,
        uint32 act,
        Schedule schedule,
        uint16 reason,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency ended the tender before an award.
    event Cancelled(
        TenderId indexed tender,
        uint32 act,
        uint16 reason,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice A sealed bid is on the ledger. `number` counts the tender's accepted bids from zero.
    event BidAccepted(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 number,
        uint16 termsVersion,
        uint16 sequence,
        Seal seal,
        bytes32 attachments,
        bytes32 statement,
        bytes32 record
    );
    /// @notice A bid was not recorded. `check` says why when `result` is `Unauthorized`; with any other result nobody's signature was
    /// looked at, so this is no act of the bidder.
    event BidRefused(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        SubmitResult result,
        IParticipantRegistry.Check check,
        bytes32 statement
    );
    /// @notice A bid that was made for older terms counts again, as it is sealed, under the present ones.
    event BidConfirmed(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint16 termsVersion,
        uint16 sequence,
        bytes32 statement,
        bytes32 record
    );
    /// @notice A bidder asked to withdraw its bid for a material input error.
    event WithdrawalRequested(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint16 termsVersion,
        uint16 sequence,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency or the registrar granted it: the bid is void and never opened, its bidder barred from this tender.
    event BidWithdrawn(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint16 sequence,
        bytes32 document,
        ParticipantId author,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The contract read a bid.
    /// @dev `dx`, `dy` is the point from which anybody decrypts the seal again. `choices` and `price` are zero if invalid. `note` is
    /// the bidder's `r` that revealed the bid in the fallback, from which the seed of a degraded opening is made again; zero where
    /// the key opened it.
    event BidOpened(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        Invalidity invalidity,
        uint96 price,
        uint16 choices,
        uint256 note,
        uint256 dx,
        uint256 dy
    );
    /// @notice An opening changed nothing: the reason says what was wrong with it.
    event OpeningRefused(TenderId indexed tender, ParticipantId indexed bidder, OpenResult result);
    /// @notice The agency's sealed single reserve price. Zero if its seal does not open to a price: the tender has failed.
    /// @dev `note`, `dx` and `dy` as in `BidOpened`; the note is the agency's.
    event ReserveOpened(TenderId indexed tender, uint96 reserve, uint256 note, uint256 dx, uint256 dy);
    /// @notice All bids are opened (or the fallback has ended): the reserve price stands, and the seed for ties.
    /// `counts` packs how often each number was picked, 16 bits each, number 1 lowest; `degraded` says that the key was not there when
    /// the fallback began; `released` which guardians had released their shares, as bits, the first of the set lowest; `closed` how many
    /// bids stay closed, because neither the key nor their bidders opened them.
    event ReserveSettled(
        TenderId indexed tender,
        uint96 reserve,
        uint256 seed,
        uint256 counts,
        bool degraded,
        uint16 released,
        uint32 closed
    );
    /// @notice A valid bid was judged and, if it is acceptable, put in line behind another (zero: at the head).
    event BidRanked(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        Verdict verdict,
        ParticipantId behind
    );
    /// @notice All valid bids are judged: the line stands.
    event OrderCompleted(TenderId indexed tender, uint32 acceptable, ParticipantId first);

    error UnknownTender(TenderId tender);
    error AlreadyAnnounced(TenderId tender);
    /// @dev The terms break a rule; `field` names it in ASCII, such as "schedule" or "award".
    error InvalidTerms(bytes32 field);
    error InvalidReserveSeal();
    /// @dev The terms may not change in this way; `field` names what must stay or may only grow, such as "notice" or "closingAt".
    error InvalidChange(TenderId tender, bytes32 field);
    /// @dev An amendment leaves the bidders less time than announced: `earliest` is the first closing that it may name.
    error ClosingTooSoon(TenderId tender, uint256 earliest);
    error NotOwnTender(TenderId tender, ParticipantId agency, ParticipantId named);
    error AlreadyRepeated(TenderId tender, TenderId successor);
    /// @dev `expected` are the phases in which it is possible, one bit each, the first of `Phase` lowest.
    error WrongPhase(TenderId tender, Phase current, uint16 expected);
    error WrongAct(TenderId tender, uint32 current, uint32 named);
    error WrongTermsVersion(TenderId tender, uint16 current, uint16 named);
    error WrongSequence(TenderId tender, ParticipantId bidder, uint16 current, uint16 named);
    error NoSealedBid(TenderId tender, ParticipantId bidder);
    /// @dev The bid counts under the present terms: there is nothing to confirm.
    error BidStands(TenderId tender, ParticipantId bidder);
    error AlreadyRequested(TenderId tender, ParticipantId bidder);
    error NotRequested(TenderId tender, ParticipantId bidder);
    error KeyNotOpen(TenderId tender);
    error WrongKey(KeyId key);
    error ReserveAlreadyOpened(TenderId tender);
    error NoReserveSeal(TenderId tender);
    error WrongOpening(TenderId tender, OpenResult result);
    error NotRankable(TenderId tender, ParticipantId bidder, BidStatus status);
    error WrongPlacement(TenderId tender, ParticipantId bidder, ParticipantId behind);
    /// @dev An act without its reason code, or without the hash of its document or contract.
    error ReasonMissing(TenderId tender);
    /// @dev The agency's sealed reserve price is to be revealed first: it must not depend on the bids.
    error ReserveStillSealed(TenderId tender);
    error EmptyBatch();
    /// @dev A batch of bids was sent with so little gas that the check of a signature might not have run to its end.
    error TooLittleGas(uint256 left);

    /// @notice Announces a tender under one ready key. Author: the agency. With a predecessor it repeats that tender, which must be
    /// the agency's own, Failed or Cancelled, and not repeated yet; under `Retender.TimesOnly` only notice and times may differ.
    /// @param reserveSeal the agency's sealed price for `ReserveKind.Single` (context: agency, reserve domain), otherwise all zero
    /// @return tender keccak256(abi.encode(agency, keccak256(notice)))
    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal,
        Authorization calldata authorization
    ) external returns (TenderId tender);

    /// @notice Gives the terms a new version. Notice, predecessor, re-tender rule and kind of reserve price stay, no time moves to
    /// earlier or becomes shorter, and from now to the closing there is at least the announced `amendmentTime`. Every bid steps aside
    /// until its bidder confirms or replaces it. Author: the agency. Phase: Scheduled or Bidding.
    /// @param reserveSeal as in `announce`
    function amend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal,
        Authorization calldata authorization
    ) external;

    /// @notice Moves the closing to later, and with it other times, none to earlier. Bids stand, and the guardians release by the new
    /// times. Author: the agency. Phase: Scheduled or Bidding.
    /// @param reason code of the reasons in SPEC.md, not zero
    /// @param document hash of the reasoned decision, not zero
    function postpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Ends the tender for good; what is sealed stays sealed. Author: the agency. Phase: any from Scheduled to Review.
    /// @param phase the present one: a cancellation that is kept back cannot be brought in another
    /// @param reason code of the reasons in SPEC.md, not zero
    /// @param document hash of the reasoned decision, not zero
    function cancel(
        TenderId tender,
        uint32 act,
        Phase phase,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Records sealed bids, for any tenders. A bad bid gets its own result code and takes no other down.
    /// About 530,000 gas must be left for the check of each signature; what is not used is not charged.
    /// Author of each: the bidder, as `supplier`.
    function submitBids(SignedBid[] calldata bids) external returns (SubmitResult[] memory results);

    /// @notice Lets a bid that was made for older terms count under the present ones. Author: the bidder, as `supplier`. Phase: Bidding.
    /// @param termsVersion the present version
    /// @param sequence of the bid that is confirmed
    function confirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        Authorization calldata authorization
    ) external;

    /// @notice Asks to withdraw a bid that stands for a material input error, once for each bid under each version of the terms; an
    /// amendment voids the request. Author: the bidder, as `supplier`. Phase: Bidding or Closed.
    /// @param termsVersion the present version, for which the bid stands
    /// @param document hash of the reasoned request, not zero
    function requestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Grants what the bidder asked for: its bid is void and never opened, and it may not bid in this tender again. Phase:
    /// Bidding or Closed.
    /// @param sequence of the bid whose withdrawal is requested
    /// @param document hash of the reasoned decision, not zero
    /// @param author the agency, or the registrar where the agency does not decide in time
    function grantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author,
        Authorization calldata authorization
    ) external;

    /// @notice Opens sealed bids with the key's secret: checks `x·R = D`, decrypts, checks tag and ranges, records the outcome.
    /// Anyone may call, in any order: each bid is authenticated by its own slot, and the opening is complete only when
    /// all accepted bids have an outcome. Phase: Opening (also after a key that came late).
    function openBids(
        TenderId tender,
        SealOpening[] calldata openings
    ) external returns (OpenResult[] memory results);

    /// @notice Opens bids with the bidders' own notes, when the guardians have not delivered. A single reserve price must be revealed
    /// before. Anyone may call. Phase: Fallback.
    function revealBids(
        TenderId tender,
        JointKey calldata joint,
        Reveal[] calldata reveals
    ) external returns (OpenResult[] memory results);

    /// @notice Opens the agency's sealed single reserve price. `opening.bidder` is the agency. Anyone may call. Phase: Opening.
    function openReserve(TenderId tender, SealOpening calldata opening) external;

    /// @notice The same in the fallback, by the agency's note. Anyone may call. Phase: Fallback.
    function revealReserve(TenderId tender, JointKey calldata joint, Reveal calldata reveal) external;

    /// @notice Judges valid bids and puts the acceptable ones in line: sorted by key, then by
    /// keccak256(abi.encode("tie", seed, tender, bidder)). Anyone may call, with any bids in any portions: whatever the
    /// portions, the line that results is the same. The first call settles the reserve price. Phase: Ranking.
    function rankBids(TenderId tender, Placement[] calldata placements) external;

    /// @notice The facts of a tender; reverts with `UnknownTender`.
    function tenderOf(TenderId tender) external view returns (Tender memory);

    /// @notice The terms as announced; reverts with `UnknownTender`.
    function termsOf(TenderId tender) external view returns (Terms memory);

    /// @notice The tender that repeats this one, or zero; reverts with `UnknownTender`.
    function successorOf(TenderId tender) external view returns (TenderId);

    /// @notice What became of a bidder's bid; all zero if it has none. Reverts with `UnknownTender`.
    function bidOf(TenderId tender, ParticipantId bidder) external view returns (BidRecord memory);

    /// @notice The award rules of this ledger by their number, fixed when it was deployed.
    function awardRules() external view returns (address[] memory);
}
