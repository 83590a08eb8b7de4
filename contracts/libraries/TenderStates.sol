// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {KeyId, ObjectionState, ParticipantId, Phase, ReserveKind, TenderId, Terms} from "../types/Types.sol";
import {BidSlot} from "./BidSlots.sol";

/// @dev What the ledger stores of one tender. The first two slots are part of the protocol (SPEC.md, section 3): an auditor proves by
/// them that no bid and no statement was left out. Slot 0 is the running record; slot 1 the counts from `termsVersion` to
/// `accepted`, packed from the low end. What follows may move from one version to the next.
struct TenderState {
    bytes32 record;
    // slot 1; `bids` counts bidders, `accepted` their bids, with those that a later one replaced
    uint16 termsVersion;
    uint32 acts;
    uint32 bids;
    uint32 opened;
    uint32 valid;
    uint32 ranked;
    uint32 acceptable;
    uint32 accepted;
    // slot 2
    ParticipantId agency;
    KeyId key;
    uint96 reserve;
    bool reserveOpened;
    bool reserveSettled;
    // slot 3
    ParticipantId first;
    uint48 awardedAt;
    uint48 concludedAt;
    uint48 cancelledAt;
    // bidders whose bid does not stand: withdrawn, or made for an older version of the terms
    uint32 aside;
    // results so far, awards and results without a winner: an objection is against one of them
    uint16 awards;
    // slots of their own
    bytes32 keyHash;
    Terms terms;
    bytes27 reserveSealHash;
    uint256 counts;
    uint256 notes;
    uint256 seed;
    mapping(ParticipantId bidder => BidSlot slot) bids_;
    TenderId successor;
    // the bid whose withdrawal its bidder has asked for (`withdrawalOf`)
    mapping(ParticipantId bidder => uint40 request) withdrawals;
    uint32 objections;
    uint32 openObjections;
    // who won, while an award stands; nobody in a result without a winner
    ParticipantId winner;
    mapping(uint32 number => Objection objection) objections_;
    // the last result to which a bidder has objected
    mapping(ParticipantId bidder => uint16 award) objectedTo;
}

/// @dev `state` is never `Lapsed` here: that follows from the results that came after.
struct Objection {
    ParticipantId bidder;
    uint16 award;
    ObjectionState state;
}

using TenderStates for TenderState global;

/// @dev What every part of the ledger asks of a tender, and the record that every part extends.
library TenderStates {
    /// @dev Sets of phases for `requirePhases`: one bit each, the first of `Phase` lowest.
    uint16 internal constant BIDDING = uint16(1 << uint8(Phase.Bidding));
    uint16 internal constant REVIEW = uint16(1 << uint8(Phase.Review));
    uint16 internal constant STANDSTILL = uint16(1 << uint8(Phase.Standstill));
    uint16 internal constant BEFORE_CLOSING = uint16(
        (1 << uint8(Phase.Scheduled)) | (1 << uint8(Phase.Bidding))
    );
    uint16 internal constant BEFORE_OPENING = uint16(
        (1 << uint8(Phase.Bidding)) | (1 << uint8(Phase.Closed))
    );
    /// @dev From Scheduled to Review: the enum lists them in this order.
    uint16 internal constant BEFORE_AWARD = uint16((1 << (uint8(Phase.Review) + 1)) - 1);
    uint16 internal constant WITHOUT_RESULT = uint16(
        (1 << uint8(Phase.Failed)) | (1 << uint8(Phase.Cancelled))
    );

    /// @dev The same function stands in src/protocol/phase.ts; twin tests hold the two together.
    function phase(TenderState storage t, IOpeningKeys keys) internal view returns (Phase) {
        if (t.cancelledAt != 0) return Phase.Cancelled;
        if (t.concludedAt != 0) return Phase.Concluded;
        if (block.timestamp < t.terms.schedule.biddingAt) return Phase.Scheduled;
        if (block.timestamp < t.terms.schedule.closingAt) return Phase.Bidding;
        // Bids of a tender that cannot succeed stay sealed, so that they do no harm to its re-tender.
        if (t.bids - t.aside < t.terms.minimumBids) return Phase.Failed;
        if (block.timestamp < t.terms.schedule.openingAt) return Phase.Closed;
        if (!_isAllOpened(t)) {
            // Once the key is open, everything opens, however late it came: nobody may choose what stays closed.
            if (block.timestamp < t.terms.schedule.fallbackAt || _isKeyOpen(t, keys)) return Phase.Opening;
            if (block.timestamp < t.terms.schedule.fallbackEndAt) return Phase.Fallback;
        }
        return _phaseAfterOpening(t);
    }

    /// @dev The guard of every verb that has one phase.
    function requirePhase(
        TenderState storage t,
        TenderId tender,
        Phase expected,
        IOpeningKeys keys
    ) internal view {
        t.requirePhases(tender, uint16(1 << uint8(expected)), keys);
    }

    /// @dev The same for a set of phases.
    function requirePhases(
        TenderState storage t,
        TenderId tender,
        uint16 expected,
        IOpeningKeys keys
    ) internal view {
        Phase current = t.phase(keys);
        if ((expected >> uint8(current)) & 1 == 0) {
            revert ITenderLedger.WrongPhase(tender, current, expected);
        }
    }

    /// @dev Extends the tender's record by one accepted statement.
    function extend(TenderState storage t, bytes32 statement) internal returns (bytes32 record) {
        record = keccak256(abi.encode(t.record, statement));
        t.record = record;
    }

    /// @dev A request for withdrawal is for one bid under one version of the terms, and void for any other.
    function withdrawalOf(uint16 sequence, uint16 termsVersion) internal pure returns (uint40) {
        return ((uint40(sequence) + 1) << 16) | termsVersion;
    }

    /// @dev A result is there: an award, or without a winner the word that nobody is left to whom to award. Objections to it are
    /// possible from now on.
    function enterResult(TenderState storage t, ParticipantId winner) internal {
        ++t.awards;
        t.awardedAt = uint48(block.timestamp);
        t.winner = winner;
    }

    /// @dev The first second in which nobody may object to the result any more.
    function endOfPeriod(TenderState storage t) internal view returns (uint48) {
        return t.awardedAt + t.terms.objectionPeriod;
    }

    /// @dev An upheld objection brings the result down, and with it every other objection against it.
    function objectionState(TenderState storage t, uint32 number) internal view returns (ObjectionState) {
        Objection storage objection = t.objections_[number];
        bool stands = t.awardedAt != 0 && objection.award == t.awards;
        if (objection.state == ObjectionState.Open && !stands) return ObjectionState.Lapsed;
        return objection.state;
    }

    function _phaseAfterOpening(TenderState storage t) private view returns (Phase) {
        if (t.valid < t.terms.minimumBids || _isReserveMissing(t)) return Phase.Failed;
        if (t.ranked < t.valid) return Phase.Ranking;
        if (t.acceptable == 0) return Phase.Failed;
        if (t.awardedAt == 0) return Phase.Review;
        // Who was removed as the last in line can object as everybody else can; then the tender has failed.
        bool isFinal = block.timestamp >= t.endOfPeriod() && t.openObjections == 0;
        return ParticipantId.unwrap(t.winner) == 0 && isFinal ? Phase.Failed : Phase.Standstill;
    }

    function _isAllOpened(TenderState storage t) private view returns (bool) {
        return t.opened == t.bids && (t.terms.reserve.kind != ReserveKind.Single || t.reserveOpened);
    }

    function _isKeyOpen(TenderState storage t, IOpeningKeys keys) private view returns (bool) {
        (, uint48 openedAt) = keys.secretOf(t.key);
        return openedAt != 0;
    }

    function _isReserveMissing(TenderState storage t) private view returns (bool) {
        return t.terms.reserve.kind == ReserveKind.Single && t.reserve == 0;
    }
}
