// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The price part of the qualification score (적격심사, domain.md) in hundredths of a point. A scale belongs to a range of
/// estimates and is named in the terms. With the best score `B` points and the slope `k`, `r = (price - A) / (reserve - A)` rounded
/// half-up to four decimals scores `B - k × |0.90 - r| × 100`, never below 2 points, and from a rate on no less than there. The same
/// formula stands in src/protocol/qualification.ts; twin tests hold the two together.
library QualificationScores {
    uint8 internal constant SCALES = 4;
    /// @dev Price and other parts together; who has less does not qualify.
    uint16 internal constant PASS_MARK = 9_500;
    uint16 private constant FULL_MARK = 10_000;
    uint16 private constant LEAST = 200;
    /// @dev Rates are in ten-thousandths.
    uint256 private constant WHOLE = 10_000;
    uint256 private constant BEST_RATE = 9_000;

    struct Scale {
        uint16 best;
        uint16 slope;
        uint16 flatFrom;
    }

    /// @dev What is left for everything but the price.
    function maxOtherScore(uint8 scale) internal pure returns (uint16) {
        return FULL_MARK - _scaleOf(scale).best;
    }

    /// @param price of a bid, from 1 to the reserve price
    function priceScore(
        uint8 scale,
        uint96 price,
        uint96 reserve,
        uint96 aValue
    ) internal pure returns (uint16) {
        if (reserve <= aValue) return LEAST;
        Scale memory s = _scaleOf(scale);
        uint256 rate = _rateOf(price > aValue ? price - aValue : 0, reserve - aValue);
        if (rate > s.flatFrom) rate = s.flatFrom;
        uint256 lost = s.slope * (rate > BEST_RATE ? rate - BEST_RATE : BEST_RATE - rate);
        return lost + LEAST < s.best ? uint16(s.best - lost) : LEAST;
    }

    /// @dev `own / whole`, rounded half-up.
    function _rateOf(uint256 own, uint256 whole) private pure returns (uint256) {
        return (2 * own * WHOLE + whole) / (2 * whole);
    }

    function _scaleOf(uint8 scale) private pure returns (Scale memory) {
        if (scale == 1) return Scale(5_000, 2, 9_250);
        if (scale == 2) return Scale(7_000, 4, 9_125);
        if (scale == 3) return Scale(8_000, 20, 9_025);
        return Scale(9_000, 20, 9_025);
    }
}
