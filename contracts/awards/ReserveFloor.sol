// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {QualificationScores} from "../libraries/QualificationScores.sol";
import {AwardTerms, ReserveKind, Verdict} from "../types/Types.sol";

/// @title The lowest price between floor and reserve price (적격심사, 낙찰하한가)
/// @dev floor = ceil((reserve - A) × rate + A); netCostFloor = ceil(netCostRate × ceil(netCostBase × reserve / base)) (domain.md).
contract ReserveFloor is IAwardRule {
    uint256 private constant WHOLE = 100_000;

    /// @inheritdoc IAwardRule
    function accepts(AwardTerms calldata terms, ReserveKind kind) external pure returns (bool) {
        if (kind == ReserveKind.None) return false;
        if (terms.floorRate == 0 || terms.floorRate > WHOLE) return false;
        if (terms.netCostRate > WHOLE || (terms.netCostRate == 0) != (terms.netCostBase == 0)) return false;
        if (terms.qualification > QualificationScores.SCALES) return false;
        return terms.aValue < terms.baseAmount && terms.netCostBase <= terms.baseAmount;
    }

    /// @inheritdoc IAwardRule
    function judge(
        AwardTerms calldata terms,
        uint96 reserve,
        uint96 price
    ) external pure returns (Verdict verdict, uint96 sortKey) {
        sortKey = price;
        if (price > reserve) verdict = Verdict.AboveReserve;
        else if (price < _floor(terms, reserve)) verdict = Verdict.BelowFloor;
        else if (price < _netCostFloor(terms, reserve)) verdict = Verdict.BelowNetCostFloor;
    }

    function _floor(AwardTerms calldata terms, uint256 reserve) private pure returns (uint256) {
        uint256 competing = reserve > terms.aValue ? reserve - terms.aValue : 0;
        return Math.ceilDiv(competing * terms.floorRate, WHOLE) + terms.aValue;
    }

    function _netCostFloor(AwardTerms calldata terms, uint256 reserve) private pure returns (uint256) {
        uint256 adjusted = Math.ceilDiv(terms.netCostBase * reserve, terms.baseAmount);
        return Math.ceilDiv(adjusted * terms.netCostRate, WHOLE);
    }
}
