// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderAwards} from "../interfaces/ITenderAwards.sol";
import {BidReviews} from "../libraries/BidReviews.sol";
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
        uint16 otherScore,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.qualify(tender, act, bidder, otherScore, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.REVIEW,
            structHash,
            authorization
        );
        BidReviews.qualify(t, tender, act, bidder, otherScore, document, statement);
    }

    /// @inheritdoc ITenderAwards
    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.disqualify(tender, act, bidder, reason, otherScore, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.REVIEW,
            structHash,
            authorization
        );
        BidReviews.disqualify(t, tender, act, bidder, reason, otherScore, document, statement);
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
        BidReviews.award(t, tender, act, bidder, amount, statement);
    }

    // -------------------------------------------------------------------------------------------------- objections

    /// @inheritdoc ITenderAwards
    function object(
        TenderId tender,
        ParticipantId bidder,
        uint16 award_,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.object(tender, bidder, award_, document);
        (TenderState storage t, bytes32 statement) = _beginOfBidder(
            tender,
            bidder,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        if (t.bids_[bidder].status() == BidStatus.None) revert NoBid(tender, bidder);
        if (award_ != t.awards) revert WrongAward(tender, t.awards, award_);
        uint48 until = t.endOfPeriod();
        if (block.timestamp >= until) revert ObjectionPeriodOver(tender, until);
        if (t.objectedTo[bidder] == award_) revert AlreadyObjected(tender, bidder);
        if (document == 0) revert ReasonMissing(tender);

        uint32 objection = t.objections++;
        ++t.openObjections;
        t.objections_[objection] = Objection(bidder, award_, ObjectionState.Open);
        t.objectedTo[bidder] = award_;
        emit Objected(tender, bidder, objection, award_, document, statement, t.extend(statement));
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
        BidReviews.decideObjection(t, tender, act, objection, upheld, document, statement);
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
        _requireWinner(tender, t, bidder);
        uint96 price = t.bids_[bidder].price();
        if (price != amount) revert WrongAmount(tender, price, amount);
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
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.forfeit(tender, act, bidder, reason, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.STANDSTILL,
            structHash,
            authorization
        );
        _requireWinner(tender, t, bidder);
        _requireUndisputed(tender, t);
        BidReviews.forfeit(t, tender, act, bidder, reason, document, statement);
    }

    // ---------------------------------------------------------------------------------------------------- internal

    function _requireWinner(TenderId tender, TenderState storage t, ParticipantId bidder) private view {
        if (bidder != t.winner) revert NotWinner(tender, t.winner, bidder);
    }

    /// @dev The objection period is over, and every objection decided.
    function _requireUndisputed(TenderId tender, TenderState storage t) private view {
        uint48 until = t.endOfPeriod();
        if (block.timestamp < until) revert ObjectionPeriodRunning(tender, until);
        if (t.openObjections != 0) revert ObjectionsOpen(tender, t.openObjections);
    }
}
