// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {Schedule, TenderId, Terms} from "../types/Types.sol";

/// @dev What may change of the terms of a tender once it is announced, and in its re-tender. The same rules stand in
/// src/protocol/change.ts; twin tests hold the two together.
library TermsChanges {
    /// @dev An amendment leaves alone what names the tender and what its bids are sealed for, shortens no time, and leaves the bidders
    /// the announced time before the closing. That time itself may only grow: else an agency would first abolish it, and then shut
    /// rivals out with new terms in the last minute. Nor does the time to object become shorter.
    function requireAmendment(TenderId tender, Terms storage old, Terms calldata terms) internal view {
        if (keccak256(bytes(old.notice)) != keccak256(bytes(terms.notice))) _refuse(tender, "notice");
        if (TenderId.unwrap(old.predecessor) != TenderId.unwrap(terms.predecessor)) {
            _refuse(tender, "predecessor");
        }
        if (old.retender != terms.retender) _refuse(tender, "retender");
        if (terms.amendmentTime < old.amendmentTime) _refuse(tender, "amendmentTime");
        if (terms.objectionPeriod < old.objectionPeriod) _refuse(tender, "objectionPeriod");
        if (old.reserve.kind != terms.reserve.kind) _refuse(tender, "reserve");
        _requireNoneEarlier(tender, old.schedule, terms.schedule);
        uint256 earliest = block.timestamp + old.amendmentTime;
        if (terms.schedule.closingAt < earliest) revert ITenderLedger.ClosingTooSoon(tender, earliest);
    }

    /// @dev A postponement moves the closing to later.
    function requirePostponement(
        TenderId tender,
        Schedule memory old,
        Schedule calldata schedule
    ) internal view {
        _requireNoneEarlier(tender, old, schedule);
        if (schedule.closingAt == old.closingAt) _refuse(tender, "closingAt");
    }

    /// @dev A re-tender under `Retender.TimesOnly` has the terms of its predecessor with another notice number and other times.
    function requireRetender(TenderId predecessor, Terms storage old, Terms calldata terms) internal view {
        if (old.document != terms.document) _refuse(predecessor, "document");
        if (old.objectionPeriod != terms.objectionPeriod) _refuse(predecessor, "objectionPeriod");
        if (old.amendmentTime != terms.amendmentTime) _refuse(predecessor, "amendmentTime");
        if (old.minimumBids != terms.minimumBids) _refuse(predecessor, "minimumBids");
        if (old.bidPolicy != terms.bidPolicy) _refuse(predecessor, "bidPolicy");
        if (old.retender != terms.retender) _refuse(predecessor, "retender");
        if (old.tieRule != terms.tieRule) _refuse(predecessor, "tieRule");
        if (keccak256(abi.encode(old.reserve)) != keccak256(abi.encode(terms.reserve))) {
            _refuse(predecessor, "reserve");
        }
        if (keccak256(abi.encode(old.award)) != keccak256(abi.encode(terms.award)))
            _refuse(predecessor, "award");
    }

    /// @dev No time moves to earlier; when bidding has begun, its beginning stays.
    function _requireNoneEarlier(
        TenderId tender,
        Schedule memory old,
        Schedule calldata schedule
    ) private view {
        bool hasBegun = old.biddingAt <= block.timestamp;
        if (hasBegun ? schedule.biddingAt != old.biddingAt : schedule.biddingAt < old.biddingAt) {
            _refuse(tender, "biddingAt");
        }
        if (schedule.closingAt < old.closingAt) _refuse(tender, "closingAt");
        if (schedule.openingAt < old.openingAt) _refuse(tender, "openingAt");
        if (schedule.fallbackAt < old.fallbackAt) _refuse(tender, "fallbackAt");
        if (schedule.fallbackEndAt < old.fallbackEndAt) _refuse(tender, "fallbackEndAt");
    }

    function _refuse(TenderId tender, bytes32 field) private pure {
        revert ITenderLedger.InvalidChange(tender, field);
    }
}
