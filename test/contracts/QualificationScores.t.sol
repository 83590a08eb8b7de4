// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QualificationScores} from "../../contracts/libraries/QualificationScores.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract QualificationScoresTest is Fuzz {
    /// @dev A scale as domain.md writes it: the flat score is a number of its own there.
    struct Row {
        int256 best;
        int256 slope;
        uint256 flatFrom;
        uint256 flat;
    }

    function testFuzz_AsByTheLongFormula(
        uint8 scale,
        uint96 price,
        uint96 reserve,
        uint96 aValue
    ) public pure {
        scale = uint8(bound(scale, 1, 4));
        equal(_score(scale, price, reserve, aValue), _expected(scale, price, reserve, aValue));
    }

    /// @dev Prices near the rates at which something changes, which numbers at random never meet.
    function testFuzz_AsByTheLongFormulaNearItsBorders(
        uint8 scale,
        uint8 border,
        uint96 reserve,
        uint96 aValue,
        uint8 step
    ) public pure {
        scale = uint8(bound(scale, 1, 4));
        aValue = uint96(bound(aValue, 0, type(uint96).max / 4));
        reserve = uint96(bound(reserve, uint256(aValue) + 20_000, type(uint96).max / 2));
        uint256 rate = [uint256(0), 8_610, 9_000, _row(scale).flatFrom, 10_000][border % 5];
        uint256 price = uint256(aValue) + ((uint256(reserve) - aValue) * rate) / 10_000 + (step % 7);
        if (price > 3) price -= 3;
        equal(_score(scale, uint96(price), reserve, aValue), _expected(scale, price, reserve, aValue));
    }

    /// @dev 0.925 is flat under scale 1, a ten-thousandth less is not; and so on for each scale.
    function test_IsFlatFromTheRateOfEachScaleOn() public pure {
        uint16[4] memory flat = [uint16(4_500), 6_500, 7_500, 8_500];
        uint16[4] memory below = [uint16(4_502), 6_504, 7_520, 8_520];
        uint96[4] memory from = [uint96(9_250), 9_125, 9_025, 9_025];
        for (uint8 i; i < 4; ++i) {
            equal(_score(i + 1, from[i], 10_000, 0), flat[i]);
            equal(_score(i + 1, from[i] - 1, 10_000, 0), below[i]);
            equal(_score(i + 1, 10_000, 10_000, 0), flat[i]);
        }
    }

    function test_IsBestAtNineTenths() public pure {
        uint16[4] memory best = [uint16(5_000), 7_000, 8_000, 9_000];
        for (uint8 i; i < 4; ++i) {
            equal(_score(i + 1, 9_000, 10_000, 0), best[i]);
            equal(QualificationScores.maxOtherScore(i + 1), 10_000 - best[i]);
        }
    }

    /// @dev Rates are rounded half-up at the fifth decimal: 0.89995 is 0.9000, anything less is 0.8999.
    function test_RoundsTheRateHalfUp() public pure {
        equal(_score(3, 89_995, 100_000, 0), 8_000);
        equal(_score(3, 89_994, 100_000, 0), 7_980);
        equal(_score(3, 90_004, 100_000, 0), 8_000);
        equal(_score(3, 90_005, 100_000, 0), 7_980);
        equal(_score(4, 89_995_000_000_000_000_000_000_000, 1e26, 0), 9_000);
        equal(_score(4, 89_994_999_999_999_999_999_999_999, 1e26, 0), 8_980);
    }

    /// @dev Two points are left to whoever bids far below, and where nothing competes.
    function testFuzz_IsNeverBelowTwoPoints(
        uint8 scale,
        uint96 price,
        uint96 reserve,
        uint96 aValue
    ) public pure {
        scale = uint8(bound(scale, 1, 4));
        uint256 found = _score(scale, price, reserve, aValue);
        yes(found >= 200 && found <= uint256(_row(scale).best), "within the scale");
        if (reserve <= aValue) equal(found, 200);
    }

    /// @dev The rate at which each scale reaches its two points, and the one above.
    function test_ReachesItsTwoPointsWhereTheSlopeEnds() public pure {
        uint96[4] memory last = [uint96(6_600), 7_300, 8_610, 8_560];
        for (uint8 i; i < 4; ++i) {
            equal(_score(i + 1, last[i] - 1, 10_000, 0), 200);
            equal(_score(i + 1, last[i], 10_000, 0), 200);
            equal(_score(i + 1, last[i] + 1, 10_000, 0), 200 + uint256(_row(i + 1).slope));
        }
    }

    /// @dev The A-value is kept out of the competition: with it on both sides nothing changes, and below it nothing counts.
    function testFuzz_LeavesTheAValueOut(
        uint8 scale,
        uint64 price,
        uint64 reserve,
        uint64 aValue
    ) public pure {
        scale = uint8(bound(scale, 1, 4));
        uint96 shifted = uint96(price) + aValue;
        equal(_score(scale, shifted, uint96(reserve) + aValue, aValue), _score(scale, price, reserve, 0));
        uint96 below = uint96(bound(price, 0, aValue));
        uint256 nothing = _score(scale, aValue, uint96(reserve) + aValue, aValue);
        equal(_score(scale, below, uint96(reserve) + aValue, aValue), nothing);
    }

    function test_NeverOverflows() public pure {
        uint96 most = type(uint96).max;
        for (uint8 scale = 1; scale < 5; ++scale) {
            equal(_score(scale, most, most, 0), _row(scale).flat);
            equal(_score(scale, most, 1, 0), _row(scale).flat);
            equal(_score(scale, most, most, most - 1), _row(scale).flat);
        }
    }

    function test_PassesFromNinetyFivePointsOn() public pure {
        equal(QualificationScores.PASS_MARK, 9_500);
        equal(QualificationScores.SCALES, 4);
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    function _score(uint8 scale, uint96 price, uint96 reserve, uint96 aValue) private pure returns (uint256) {
        return QualificationScores.priceScore(scale, price, reserve, aValue);
    }

    /// @dev B - k × |0.90 - r| × 100 with signed numbers, the rate by long division.
    function _expected(
        uint8 scale,
        uint256 price,
        uint256 reserve,
        uint256 aValue
    ) private pure returns (uint256) {
        if (reserve <= aValue) return 200;
        uint256 whole = reserve - aValue;
        uint256 own = price < aValue ? 0 : price - aValue;
        uint256 rate = (own * 10_000) / whole;
        if (((own * 10_000) % whole) * 2 >= whole) ++rate;
        Row memory row = _row(scale);
        if (rate >= row.flatFrom) return row.flat;
        int256 away = 9_000 - int256(rate);
        int256 score = row.best - row.slope * (away < 0 ? -away : away);
        return score < 200 ? 200 : uint256(score);
    }

    function _row(uint8 scale) private pure returns (Row memory) {
        return
            [
                Row(5_000, 2, 9_250, 4_500),
                Row(7_000, 4, 9_125, 6_500),
                Row(8_000, 20, 9_025, 7_500),
                Row(9_000, 20, 9_025, 8_500)
            ][scale - 1];
    }
}
