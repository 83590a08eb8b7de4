// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReservePrices} from "../libraries/ReservePrices.sol";
import {ReserveTerms, TenderId} from "../types/Types.sol";

/// @dev Opens ReservePrices to tests.
contract ReservePricesHarness {
    function areDrawable(ReserveTerms calldata terms, uint96 base) external pure returns (bool) {
        return ReservePrices.areDrawable(terms, base);
    }

    function pricesOf(
        uint256 seed,
        TenderId tender,
        uint96 base,
        ReserveTerms calldata terms
    ) external pure returns (uint256[15] memory) {
        return ReservePrices.pricesOf(seed, tender, base, terms);
    }

    function reserveOf(
        uint256 seed,
        TenderId tender,
        uint96 base,
        ReserveTerms calldata terms,
        uint256 counts
    ) external pure returns (uint96) {
        return ReservePrices.reserveOf(seed, tender, base, terms, counts);
    }

    function draw(uint256 counts) external pure returns (uint256[4] memory) {
        return ReservePrices.draw(counts);
    }

    /// @dev Counts the picks of many bids, one after the other.
    function tally(uint16[] calldata choices) external pure returns (uint256 counts) {
        for (uint256 i; i < choices.length; ++i) counts = ReservePrices.tally(counts, choices[i]);
    }
}
