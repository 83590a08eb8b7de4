// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {ReserveKind, ReserveTerms, Schedule, Seal, Terms, TieRule} from "../types/Types.sol";
import {ReservePrices} from "./ReservePrices.sol";
import {Seals} from "./Seals.sol";

/// @dev The terms of a tender: what may be announced.
library TenderTerms {
    uint256 private constant MAX_NOTICE_SIZE = 64;
    uint256 private constant MIN_OBJECTION_PERIOD = 24 hours;
    uint256 private constant MAX_OBJECTION_PERIOD = 365 days;
    uint256 private constant MIN_AMENDMENT_TIME = 24 hours;
    uint256 private constant MIN_RELEASE_TIME = 1 hours;
    uint256 private constant MIN_FALLBACK_TIME = 24 hours;
    uint256 private constant MAX_LIFE = 400 days;
    uint32 internal constant MAX_BIDS = 10_000;
    uint96 private constant MAX_BASE_AMOUNT = type(uint96).max / 2;

    /// @dev Reverts with `InvalidTerms` and the name of the field that breaks a rule, or with `InvalidReserveSeal`.
    function check(
        Terms calldata terms,
        Seal calldata reserveSeal,
        IAwardRule[] storage rules
    ) internal view {
        if (!_isNotice(bytes(terms.notice))) revert ITenderLedger.InvalidTerms("notice");
        if (terms.document == 0) revert ITenderLedger.InvalidTerms("document");
        if (!isSchedule(terms.schedule)) revert ITenderLedger.InvalidTerms("schedule");
        // Without a time to object an agency could conclude in the block of the award, and without a time to follow an amendment it
        // could shut out every bid but its friend's in the last second.
        if (!_isWithin(terms.objectionPeriod, MIN_OBJECTION_PERIOD, MAX_OBJECTION_PERIOD)) {
            revert ITenderLedger.InvalidTerms("objectionPeriod");
        }
        if (!_isWithin(terms.amendmentTime, MIN_AMENDMENT_TIME, MAX_LIFE)) {
            revert ITenderLedger.InvalidTerms("amendmentTime");
        }
        if (!_isWithin(terms.minimumBids, 1, MAX_BIDS)) revert ITenderLedger.InvalidTerms("minimumBids");
        // Scores decide only where there are scores.
        if (terms.tieRule == TieRule.ReviewScore && terms.award.qualification == 0) {
            revert ITenderLedger.InvalidTerms("tieRule");
        }
        if (!_isAward(terms, rules)) revert ITenderLedger.InvalidTerms("award");
        if (!_isReserve(terms.reserve, terms.award.baseAmount)) revert ITenderLedger.InvalidTerms("reserve");
        bool single = terms.reserve.kind == ReserveKind.Single;
        if (!(single ? Seals.isWellFormed(reserveSeal) : Seals.isEmpty(reserveSeal))) {
            revert ITenderLedger.InvalidReserveSeal();
        }
    }

    /// @dev Printable ASCII: everybody must be able to compute the tender's id from what the notice shows.
    function _isNotice(bytes calldata notice) private pure returns (bool) {
        if (notice.length == 0 || notice.length > MAX_NOTICE_SIZE) return false;
        for (uint256 i; i < notice.length; ++i) {
            if (notice[i] < 0x20 || notice[i] > 0x7e) return false;
        }
        return true;
    }

    /// @dev Guardians must have time to release and bidders time to reveal: with a fallback of a second an agency could leave every
    /// bid closed but one.
    function isSchedule(Schedule calldata s) internal view returns (bool) {
        bool isRising = s.biddingAt < s.closingAt && s.closingAt < s.openingAt;
        bool hasFallback =
            s.fallbackAt >= uint256(s.openingAt) + MIN_RELEASE_TIME &&
                s.fallbackEndAt >= uint256(s.fallbackAt) + MIN_FALLBACK_TIME;
        bool isNear = block.timestamp < s.closingAt && s.fallbackEndAt <= block.timestamp + MAX_LIFE;
        return isRising && hasFallback && isNear;
    }

    function _isWithin(uint256 value, uint256 least, uint256 most) private pure returns (bool) {
        return least <= value && value <= most;
    }

    function _isAward(Terms calldata terms, IAwardRule[] storage rules) private view returns (bool) {
        if (terms.award.rule >= rules.length || terms.award.baseAmount > MAX_BASE_AMOUNT) return false;
        return rules[terms.award.rule].accepts(terms.award, terms.reserve.kind);
    }

    function _isReserve(ReserveTerms calldata reserve, uint96 baseAmount) private pure returns (bool) {
        if (reserve.kind == ReserveKind.Multiple) return ReservePrices.areDrawable(reserve, baseAmount);
        return reserve.spread == 0 && reserve.cellsAbove == 0;
    }
}
