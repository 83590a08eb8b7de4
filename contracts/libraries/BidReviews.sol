// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderAwards} from "../interfaces/ITenderAwards.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {BidStatus, ObjectionState, ParticipantId, TenderId, TieRule} from "../types/Types.sol";
import {BidOrders} from "./BidOrders.sol";
import {BidSlot} from "./BidSlots.sol";
import {QualificationScores} from "./QualificationScores.sol";
import {Objection, TenderState} from "./TenderStates.sol";

/// @dev The review of the bids in line: who is to be looked at, who wins, and what an upheld objection takes back. A bid stands in line
/// while it is Acceptable or Qualified; `first` is the first that stands. The public functions are the ledger's verbs of the same name,
/// called by delegatecall to keep the ledger within the limit on contract code; phase, author and act were checked before.
library BidReviews {
    ParticipantId private constant NOBODY = ParticipantId.wrap(0);
    /// @dev The reason of a disqualification that the score must bear out: "Qualification score too low".
    uint16 private constant SCORE_TOO_LOW = 2;

    // ------------------------------------------------------------------------------------------------------- verbs

    function qualify(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 otherScore,
        bytes32 document,
        bytes32 statement
    ) public {
        BidSlot slot = _requireReviewable(t, tender, bidder);
        if (slot.status() != BidStatus.Acceptable) {
            revert ITenderLedger.NotRankable(tender, bidder, slot.status());
        }
        (uint16 priceScore, uint16 total) = _scoresOf(t, tender, slot, otherScore);
        if (_isScored(t) && total < QualificationScores.PASS_MARK) {
            revert ITenderAwards.ScoreTooLow(tender, bidder, total);
        }

        t.bids_[bidder] = slot.toReviewed(BidStatus.Qualified, total);
        emit ITenderAwards.Qualified(
            tender,
            bidder,
            act,
            otherScore,
            priceScore,
            document,
            statement,
            t.extend(statement)
        );
    }

    function disqualify(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document,
        bytes32 statement
    ) public {
        BidSlot slot = _requireReviewable(t, tender, bidder);
        if (reason == 0 || document == 0) revert ITenderLedger.ReasonMissing(tender);
        uint16 priceScore = _requireLowScore(t, tender, bidder, slot, reason, otherScore);

        _remove(t, bidder, slot.toReviewed(BidStatus.Disqualified, 0));
        emit ITenderAwards.Disqualified(
            tender,
            bidder,
            act,
            reason,
            otherScore,
            priceScore,
            document,
            t.first,
            statement,
            t.extend(statement)
        );
    }

    function award(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 statement
    ) public {
        ParticipantId best = _bestOf(t, tender);
        if (bidder != best) revert ITenderAwards.NotFirstInLine(tender, best, bidder);
        BidSlot slot = t.bids_[bidder];
        if (slot.status() != BidStatus.Qualified) revert ITenderAwards.NotQualified(tender, bidder);
        if (slot.price() != amount) revert ITenderAwards.WrongAmount(tender, slot.price(), amount);

        t.enterResult(bidder);
        emit ITenderAwards.Awarded(tender, bidder, act, amount, statement, t.extend(statement));
    }

    function decideObjection(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        uint32 number,
        bool upheld,
        bytes32 document,
        bytes32 statement
    ) public {
        ObjectionState state = t.objectionState(number);
        if (state != ObjectionState.Open) revert ITenderAwards.NoOpenObjection(tender, number, state);
        if (document == 0) revert ITenderLedger.ReasonMissing(tender);

        Objection storage objection = t.objections_[number];
        if (upheld) {
            objection.state = ObjectionState.Upheld;
            _takeBack(t, tender, objection.bidder);
        } else {
            objection.state = ObjectionState.Rejected;
            --t.openObjections;
        }
        emit ITenderAwards.ObjectionDecided(
            tender,
            number,
            upheld,
            act,
            document,
            t.first,
            statement,
            t.extend(statement)
        );
    }

    function forfeit(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document,
        bytes32 statement
    ) public {
        if (reason == 0 || document == 0) revert ITenderLedger.ReasonMissing(tender);

        (t.awardedAt, t.winner) = (0, NOBODY);
        _remove(t, bidder, t.bids_[bidder].withStatus(BidStatus.Forfeited));
        emit ITenderAwards.Forfeited(
            tender,
            bidder,
            act,
            reason,
            document,
            t.first,
            statement,
            t.extend(statement)
        );
    }

    // ------------------------------------------------------------------------------------------------------ scores

    function _isScored(TenderState storage t) private view returns (bool) {
        return t.terms.award.qualification != 0;
    }

    /// @dev The price's part of the score and the whole of it; zero where the terms name no scale.
    function _scoresOf(
        TenderState storage t,
        TenderId tender,
        BidSlot slot,
        uint16 otherScore
    ) private view returns (uint16 priceScore, uint16 total) {
        uint8 scale = t.terms.award.qualification;
        uint16 most = scale == 0 ? 0 : QualificationScores.maxOtherScore(scale);
        if (otherScore > most) revert ITenderAwards.InvalidScore(tender, otherScore);
        if (scale == 0) return (0, 0);
        priceScore = QualificationScores.priceScore(scale, slot.price(), t.reserve, t.terms.award.aValue);
        total = priceScore + otherScore;
    }

    /// @dev "The score is too low" is arithmetic where there are scores: the agency cannot say it of a bid that reaches the mark.
    function _requireLowScore(
        TenderState storage t,
        TenderId tender,
        ParticipantId bidder,
        BidSlot slot,
        uint16 reason,
        uint16 otherScore
    ) private view returns (uint16 priceScore) {
        if (reason != SCORE_TOO_LOW || !_isScored(t)) {
            if (otherScore != 0) revert ITenderAwards.InvalidScore(tender, otherScore);
            return 0;
        }
        uint16 total;
        (priceScore, total) = _scoresOf(t, tender, slot, otherScore);
        if (total >= QualificationScores.PASS_MARK) {
            revert ITenderAwards.ScoreSuffices(tender, bidder, total);
        }
    }

    // ---------------------------------------------------------------------------------------------------- the line

    /// @dev The first in line; where scores break ties, whoever bid the same price as well.
    function _requireReviewable(
        TenderState storage t,
        TenderId tender,
        ParticipantId bidder
    ) private view returns (BidSlot slot) {
        slot = t.bids_[bidder];
        bool isInTurn =
            bidder == t.first ||
                (t.terms.tieRule == TieRule.ReviewScore && slot.price() == t.bids_[t.first].price());
        if (!isInTurn || !_stands(slot)) revert ITenderAwards.NotFirstInLine(tender, t.first, bidder);
    }

    /// @dev To whom the tender can be awarded: the first in line, or under `ReviewScore` the highest score among the bids of its price,
    /// the earlier in line of two equals.
    /// The walk over such a group cannot block a tender, however many bidders agree on one price: it stops at the first bid that is not
    /// reviewed yet, so each of its steps was paid for by an act of the agency before; and there are at most `MAX_BIDS` steps of one
    /// cold read each (2,700 gas), 27 million in all, which a block has room for.
    function _bestOf(TenderState storage t, TenderId tender) private view returns (ParticipantId best) {
        if (t.terms.tieRule == TieRule.Seed) return t.first;
        uint96 price = t.bids_[t.first].price();
        uint16 highest;
        BidSlot slot;
        for (ParticipantId bidder = t.first; bidder != NOBODY; bidder = slot.next()) {
            slot = t.bids_[bidder];
            if (slot.price() != price) break;
            if (slot.status() == BidStatus.Acceptable) revert ITenderAwards.ReviewIncomplete(tender, bidder);
            // Under this rule every score is at least the pass mark.
            if (slot.status() == BidStatus.Qualified && slot.score() > highest) {
                (best, highest) = (bidder, slot.score());
            }
        }
    }

    /// @dev Takes a bid out of the line. If nobody is left in it, that is a result, as an award is.
    function _remove(TenderState storage t, ParticipantId bidder, BidSlot removed) private {
        t.bids_[bidder] = removed;
        // Each bid that is passed over was removed by an act of the agency: the bound is that of `_bestOf`.
        ParticipantId first = t.first;
        BidSlot slot = t.bids_[first];
        while (first != NOBODY && !_stands(slot)) {
            first = slot.next();
            slot = t.bids_[first];
        }
        t.first = first;
        if (first == NOBODY) t.enterResult(NOBODY);
    }

    /// @dev An upheld objection brings the result down. The agency has to look anew, whatever it found before, at the bid that won and
    /// at the objector's own, if that was removed. A third bid that was removed has to object itself.
    function _takeBack(TenderState storage t, TenderId tender, ParticipantId objector) private {
        if (t.winner != NOBODY) {
            t.bids_[t.winner] = t.bids_[t.winner].toReviewed(BidStatus.Acceptable, 0);
        }
        (t.awardedAt, t.winner, t.openObjections) = (0, NOBODY, 0);
        BidSlot slot = t.bids_[objector];
        if (slot.status() == BidStatus.Disqualified || slot.status() == BidStatus.Forfeited) {
            t.bids_[objector] = slot.toReviewed(BidStatus.Acceptable, 0);
            if (_isBeforeFirst(t, tender, objector, slot)) t.first = objector;
        }
        // Somebody who never stood in line was right, and still nobody does: a review without a bid could never end.
        if (t.first == NOBODY) t.enterResult(NOBODY);
    }

    function _isBeforeFirst(
        TenderState storage t,
        TenderId tender,
        ParticipantId bidder,
        BidSlot slot
    ) private view returns (bool) {
        ParticipantId first = t.first;
        if (first == NOBODY) return true;
        uint96 price = t.bids_[first].price();
        if (slot.price() != price) return slot.price() < price;
        uint256 seed = t.seed;
        return BidOrders.tieOf(seed, tender, bidder) < BidOrders.tieOf(seed, tender, first);
    }

    function _stands(BidSlot slot) private pure returns (bool) {
        BidStatus status = slot.status();
        return status == BidStatus.Acceptable || status == BidStatus.Qualified;
    }
}
