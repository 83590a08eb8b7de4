// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {
    Authorization,
    BidStatus,
    ObjectionState,
    ParticipantId,
    TenderId,
    TieRule
} from "../../../contracts/types/Types.sol";
import {Openings} from "./Openings.sol";

/// @dev From the review to the contract.
abstract contract Reviews is Openings {
    uint16 private constant SCORE_TOO_LOW = 2;

    // ------------------------------------------------------------------------------------------------------ review

    /// @dev The agency gives as much for the other parts as there is, or a little less.
    function _qualify(uint256 i, uint64 bidder) internal returns (bool) {
        uint16[5] memory most = [0, 5_000, 3_000, 2_000, uint16(1_000)];
        uint16 otherScore = most[_tenders[i].terms.award.qualification];
        if (otherScore != 0) otherScore -= uint16(_chance(3) * 10);
        (TenderId id, uint32 act, ParticipantId who) = (
            _tenders[i].id,
            _actOf(i),
            ParticipantId.wrap(bidder)
        );
        bytes32 statement = _digests.digest(_statements.qualify(id, act, who, otherScore, "review"));
        bytes memory data = abi.encodeCall(
            _ledger.qualify,
            (id, act, who, otherScore, "review", _sign(_agencyOf(i), statement))
        );
        return _send(Verb.Qualify, i, data, statement, true);
    }

    function _disqualify(uint256 i, uint64 bidder) internal returns (bool) {
        uint16 reason = uint16(1 + _chance(4));
        bool scored = reason == SCORE_TOO_LOW && _tenders[i].terms.award.qualification != 0;
        uint16 otherScore = scored ? uint16(_chance(500)) : 0;
        (TenderId id, uint32 act, ParticipantId who) = (
            _tenders[i].id,
            _actOf(i),
            ParticipantId.wrap(bidder)
        );
        bytes32 statement = _digests.digest(_statements.disqualify(id, act, who, reason, otherScore, "why"));
        bytes memory data = abi.encodeCall(
            _ledger.disqualify,
            (id, act, who, reason, otherScore, "why", _sign(_agencyOf(i), statement))
        );
        return _send(Verb.Disqualify, i, data, statement, true);
    }

    function _award(uint256 i, uint64 bidder) internal returns (bool) {
        (TenderId id, uint32 act, ParticipantId who) = (
            _tenders[i].id,
            _actOf(i),
            ParticipantId.wrap(bidder)
        );
        uint96 amount = _bidOf(i, bidder).price;
        bytes32 statement = _digests.digest(_statements.award(id, act, who, amount));
        bytes memory data = abi.encodeCall(
            _ledger.award,
            (id, act, who, amount, _sign(_agencyOf(i), statement))
        );
        return _send(Verb.Award, i, data, statement, true);
    }

    /// @dev Who may be reviewed now: the first in line, or one of those with its price. Zero if nobody stands in line.
    function _reviewable(uint256 i) internal returns (uint64) {
        uint64 first = ParticipantId.unwrap(_tenderOf(i).first);
        if (first == 0 || _tenders[i].terms.tieRule == TieRule.Seed) return first;
        uint96 price = _bidOf(i, first).price;
        uint256 start = _chance(BIDDERS);
        for (uint256 k; k < BIDDERS; ++k) {
            uint64 bidder = _bidderAt((start + k) % BIDDERS);
            ITenderLedger.BidRecord memory bid = _bidOf(i, bidder);
            if (bid.status == BidStatus.Acceptable && bid.price == price) return bidder;
        }
        return first;
    }

    /// @dev Reviews until somebody is awarded to or nobody is left.
    function _reviewToTheEnd(uint256 i) internal {
        for (uint256 k; k < 2 * BIDDERS; ++k) {
            uint64 bidder = _reviewable(i);
            if (bidder == 0 || _tenderOf(i).awardedAt != 0) return;
            if (_statusOf(i, bidder) == BidStatus.Qualified) {
                for (uint256 place; place < BIDDERS; ++place) {
                    if (_award(i, _bidderAt(place))) return;
                }
            } else if (!_qualify(i, bidder)) _disqualify(i, bidder);
        }
    }

    // -------------------------------------------------------------------------------------------------- objections

    function _object(uint256 i, uint64 bidder) internal returns (bool) {
        (TenderId id, ParticipantId who) = (_tenders[i].id, ParticipantId.wrap(bidder));
        uint16 number = _tenderOf(i).awards;
        bytes32 statement = _digests.digest(_statements.object(id, who, number, "objection"));
        bytes memory data = abi.encodeCall(
            _ledger.object,
            (id, who, number, "objection", _sign(bidder, statement))
        );
        return _send(Verb.Object, i, data, statement, false);
    }

    function _decide(uint256 i, uint32 objection, bool upheld) internal returns (bool) {
        (TenderId id, uint32 act) = (_tenders[i].id, _actOf(i));
        bytes32 statement = _digests.digest(_statements.decideObjection(id, act, objection, upheld, "why"));
        bytes memory data = abi.encodeCall(
            _ledger.decideObjection,
            (id, act, objection, upheld, "why", _sign(_agencyOf(i), statement))
        );
        return _send(upheld ? Verb.Uphold : Verb.Reject, i, data, statement, true);
    }

    /// @dev Rejects whatever is open, and waits until nobody may object any more.
    function _settleObjections(uint256 i) internal {
        for (uint32 k; k < _tenderOf(i).objections; ++k) {
            if (_ledger.objectionOf(_tenders[i].id, k).state == ObjectionState.Open) _decide(i, k, false);
        }
        _warp(_tenderOf(i).awardedAt + _tenders[i].terms.objectionPeriod);
    }

    // -------------------------------------------------------------------------------------- conclusion and forfeit

    /// @dev While forging, at random only one of the two signatures is false.
    function _conclude(uint256 i, uint64 bidder) internal returns (bool) {
        (TenderId id, uint32 act, ParticipantId who) = (
            _tenders[i].id,
            _actOf(i),
            ParticipantId.wrap(bidder)
        );
        uint96 amount = _bidOf(i, bidder).price;
        bytes32 statement = _digests.digest(_statements.conclude(id, act, who, amount, "contract"));
        bool forging = _forging;
        if (forging) _forging = _oneIn(2);
        Authorization memory own = _sign(_agencyOf(i), statement);
        if (forging) _forging = !_forging;
        Authorization memory counter = _sign(bidder, statement);
        bytes memory data = abi.encodeCall(
            _ledger.conclude,
            (id, act, who, amount, "contract", own, counter)
        );
        _forging = forging;
        return _send(Verb.Conclude, i, data, statement, true);
    }

    function _forfeit(uint256 i, uint64 bidder) internal returns (bool) {
        (TenderId id, uint32 act, ParticipantId who) = (
            _tenders[i].id,
            _actOf(i),
            ParticipantId.wrap(bidder)
        );
        bytes32 statement = _digests.digest(_statements.forfeit(id, act, who, 1, "why"));
        bytes memory data = abi.encodeCall(
            _ledger.forfeit,
            (id, act, who, 1, "why", _sign(_agencyOf(i), statement))
        );
        return _send(Verb.Forfeit, i, data, statement, true);
    }

    function _tenderOf(uint256 i) internal view returns (ITenderLedger.Tender memory) {
        return _ledger.tenderOf(_tenders[i].id);
    }
}
