// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {AwardTerms, ReserveKind, Verdict} from "../types/Types.sol";

/// @title The lowest price at or below the reserve price (최저가)
contract LowestPrice is IAwardRule {
    /// @inheritdoc IAwardRule
    function accepts(AwardTerms calldata terms, ReserveKind) external pure returns (bool) {
        bool unused = (terms.aValue | terms.netCostBase) == 0 && (terms.floorRate | terms.netCostRate) == 0;
        return terms.baseAmount != 0 && unused && terms.qualification == 0;
    }

    /// @inheritdoc IAwardRule
    function judge(
        AwardTerms calldata,
        uint96 reserve,
        uint96 price
    ) external pure returns (Verdict verdict, uint96 sortKey) {
        return (price > reserve ? Verdict.AboveReserve : Verdict.Acceptable, price);
    }
}
