// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderAwards} from "../interfaces/ITenderAwards.sol";
import {BidSlot} from "../libraries/BidSlots.sol";
import {Roles} from "../libraries/Roles.sol";
import {Objection, TenderState, TenderStates} from "../libraries/TenderStates.sol";
import {TenderStatements} from "../libraries/TenderStatements.sol";
import {Authorization, BidStatus, ObjectionState, ParticipantId, TenderId} from "../types/Types.sol";
import {TenderFacts} from "./TenderFacts.sol";

/// @title From the review to the contract: who is first in line wins, or gives way to the next for a recorded reason
abstract contract AwardBook is TenderFacts {
    // ------------------------------------------------------------------------------------------------------ review

    /// @inheritdoc ITenderAwards
    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.qualify(tender, act, bidder, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.REVIEW,
            structHash,
            authorization
        );
        BidSlot slot = _requireFirst(tender, t, bidder);
        if (slot.status() != BidStatus.Acceptable) revert NotRankable(tender, bidder, slot.status());

        t.bids_[bidder] = slot.withStatus(BidStatus.Qualified);
        emit Qualified(tender, bidder, act, document, statement, t.extend(statement));
    }

    /// @inheritdoc ITenderAwards
    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.disqualify(tender, act, bidder, reason, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.REVIEW,
            structHash,
            authorization
        );
        BidSlot slot = _requireFirst(tender, t, bidder);
        if (reason == 0 || document == 0) revert ReasonMissing(tender);

        t.bids_[bidder] = slot.withStatus(BidStatus.Disqualified);
        t.first = slot.next();
        emit Disqualified(tender, bidder, act, reason, document, t.first, statement, t.extend(statement));
    }

    // ------------------------------------------------------------------------------------------------------- award

    /// @inheritdoc ITenderAwards
    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.award(tender, act, bidder, amount);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.REVIEW,
            structHash,
            authorization
        );
        BidSlot slot = _requireFirst(tender, t, bidder);
        if (slot.status() != BidStatus.Qualified) revert NotQualified(tender, bidder);
        if (slot.price() != amount) revert WrongAmount(tender, slot.price(), amount);

        ++t.awards;
        t.awardedAt = uint48(block.timestamp);
        emit Awarded(tender, bidder, act, amount, statement, t.extend(statement));
    }

    // -------------------------------------------------------------------------------------------------- objections

    /// @inheritdoc ITenderAwards
    function object(
        TenderId tender,
        ParticipantId bidder,
        uint32 objection,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.object(tender, bidder, objection, document);
        (TenderState storage t, bytes32 statement) = _beginOfBidder(
            tender,
            bidder,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        if (t.bids_[bidder].status() == BidStatus.None) revert NoBid(tender, bidder);
        uint48 until = _endOfPeriod(t);
        if (block.timestamp >= until) revert ObjectionPeriodOver(tender, until);
        if (objection != t.objections) revert WrongObjection(tender, t.objections, objection);
        if (t.objectedTo[bidder] == t.awards) revert AlreadyObjected(tender, bidder);
        if (document == 0) revert ReasonMissing(tender);

        ++t.objections;
        ++t.openObjections;
        t.objections_[objection] = Objection(bidder, t.awards, ObjectionState.Open);
        t.objectedTo[bidder] = t.awards;
        emit Objected(tender, bidder, objection, document, statement, t.extend(statement));
    }

    /// @inheritdoc ITenderAwards
    function decideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.decideObjection(tender, act, objection, upheld, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        ObjectionState state = t.objectionState(objection);
        if (state != ObjectionState.Open) revert NoOpenObjection(tender, objection, state);
        if (document == 0) revert ReasonMissing(tender);

        if (upheld) {
            t.objections_[objection].state = ObjectionState.Upheld;
            t.openObjections = 0;
            t.awardedAt = 0;
            // The agency has to look at the bid anew, whatever it found before.
            t.bids_[t.first] = t.bids_[t.first].withStatus(BidStatus.Acceptable);
        } else {
            t.objections_[objection].state = ObjectionState.Rejected;
            --t.openObjections;
        }
        emit ObjectionDecided(tender, objection, upheld, act, document, statement, t.extend(statement));
    }

    // --------------------------------------------------------------------------------------- conclusion and forfeit

    /// @inheritdoc ITenderAwards
    function conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash,
        Authorization calldata authorization,
        Authorization calldata countersignature
    ) external {
        bytes32 structHash = TenderStatements.conclude(tender, act, bidder, amount, contractHash);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        BidSlot slot = _requireFirst(tender, t, bidder);
        if (slot.price() != amount) revert WrongAmount(tender, slot.price(), amount);
        _requireUndisputed(tender, t);
        if (contractHash == 0) revert ReasonMissing(tender);
        // A contract takes two: the winner signs the very statement of the agency.
        _authorize(bidder, Roles.SUPPLIER, structHash, countersignature);

        t.concludedAt = uint48(block.timestamp);
        emit Concluded(tender, bidder, act, amount, contractHash, statement, t.extend(statement));
    }

    /// @inheritdoc ITenderAwards
    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.forfeit(tender, act, bidder, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        BidSlot slot = _requireFirst(tender, t, bidder);
        _requireUndisputed(tender, t);
        if (document == 0) revert ReasonMissing(tender);

        t.bids_[bidder] = slot.withStatus(BidStatus.Forfeited);
        t.first = slot.next();
        t.awardedAt = 0;
        emit Forfeited(tender, bidder, act, document, t.first, statement, t.extend(statement));
    }

    // ---------------------------------------------------------------------------------------------------- internal

    function _requireFirst(
        TenderId tender,
        TenderState storage t,
        ParticipantId bidder
    ) private view returns (BidSlot) {
        if (bidder != t.first) revert NotFirstInLine(tender, t.first, bidder);
        return t.bids_[bidder];
    }

    /// @dev The objection period is over, and every objection decided.
    function _requireUndisputed(TenderId tender, TenderState storage t) private view {
        uint48 until = _endOfPeriod(t);
        if (block.timestamp < until) revert ObjectionPeriodRunning(tender, until);
        if (t.openObjections != 0) revert ObjectionsOpen(tender, t.openObjections);
    }

    /// @dev The first second in which nobody may object any more.
    function _endOfPeriod(TenderState storage t) private view returns (uint48) {
        return t.awardedAt + t.terms.objectionPeriod;
    }
}
