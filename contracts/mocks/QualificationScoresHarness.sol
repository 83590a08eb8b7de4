// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QualificationScores} from "../libraries/QualificationScores.sol";

/// @dev Opens QualificationScores to tests.
contract QualificationScoresHarness {
    function priceScore(
        uint8 scale,
        uint96 price,
        uint96 reserve,
        uint96 aValue
    ) external pure returns (uint16) {
        return QualificationScores.priceScore(scale, price, reserve, aValue);
    }

    function maxOtherScore(uint8 scale) external pure returns (uint16) {
        return QualificationScores.maxOtherScore(scale);
    }
}
